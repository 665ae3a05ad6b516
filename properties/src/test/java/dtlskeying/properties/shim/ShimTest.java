package dtlskeying.properties.shim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.DtlsVersion;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** {@code kmshim/1}: both sides of it, and what neither side lets pass. */
class ShimTest {
    private static final Implementation OURS =
            new Ours(DtlsVersion.V1_2, Instant.parse("2026-06-01T00:00:00Z"));
    private static final Wishes WISHES =
            new Wishes(
                    List.of(ProtectionProfile.SRTP_AEAD_AES_128_GCM),
                    Mki.hex("01"),
                    Octets.EMPTY,
                    Octets.hex("07"));

    @Test
    void an_end_behind_the_shim_does_what_it_does_without() throws Exception {
        var remote = behindTheShim(OURS);
        assertThat(remote.name()).isEqualTo(OURS.name());
        assertThat(remote.capabilities()).isEqualTo(OURS.capabilities());
        assertThat(remote.isInVirtualTime()).isTrue();
        var here = OURS.open(Role.CLIENT, WISHES);
        var there = remote.open(Role.CLIENT, WISHES);
        assertThat(there.certificate()).isEqualTo(here.certificate());
        assertThat(there.begin()).isEqualTo(here.begin());
        assertThat(there.advance(400)).isEqualTo(here.advance(400));
        assertThat(there.advance(2_000)).isEqualTo(here.advance(2_000));
        assertThat(there.receive(Octets.hex("16"))).isEqualTo(here.receive(Octets.hex("16")));
        assertThat(there.shut()).isEqualTo(here.shut());
    }

    @Test
    void what_an_implementation_has_not_is_said() throws Exception {
        var remote = behindTheShim(new BouncyCastle());
        var end = remote.open(Role.CLIENT, WISHES);
        assertThatThrownBy(end::rekey).isInstanceOf(Unimplemented.class).hasMessage("rekey");
    }

    @Test
    void a_request_that_makes_no_sense_is_refused_and_the_next_one_answered() throws Exception {
        String said =
                served(
                        "{\"id\":1,\"op\":\"rx\",\"ep\":\"nobody\",\"bytes\":\"\"}",
                        "{\"id\":2,\"op\":\"dance\",\"ep\":\"nobody\"}",
                        "{\"id\":3,\"op\":\"new\",\"ep\":\"A\",\"role\":\"referee\"}",
                        "{\"id\":4,\"op\":\"new\",\"ep\":\"A\",\"role\":\"client\",\"cfg\":{\"profiles\":[77]}}",
                        "{\"id\":5,\"op\":\"hello\"}");
        assertThat(said)
                .contains("there is no end \\\"nobody\\\"")
                .contains("\\\"role\\\" is client or server")
                .contains("no profile has the code point 77")
                .contains("\"virtualTime\":true");
    }

    @Test
    void a_message_that_is_none_ends_the_connection_with_a_reason() {
        assertThatThrownBy(() -> served("[]")).isInstanceOf(ShimFault.class);
        assertThatThrownBy(() -> served("{\"id\":")).isInstanceOf(ShimFault.class);
        assertThatThrownBy(() -> serve(new byte[] {0x7f, 0, 0, 0}))
                .isInstanceOf(ShimFault.class)
                .hasMessageContaining("2 to 1048576 bytes");
    }

    @Test
    void who_answers_another_request_is_not_believed() {
        byte[] answer = frame("{\"id\":7,\"done\":true}");
        var frames = new ShimFrames(new ByteArrayInputStream(answer), new ByteArrayOutputStream());
        assertThatThrownBy(() -> new RemoteImplementation(frames))
                .isInstanceOf(ShimFault.class)
                .hasMessageContaining("another request");
    }

    @Test
    void who_goes_away_is_a_fault_and_no_wait() throws Exception {
        var remote = behindTheShim(OURS);
        var end = remote.open(Role.SERVER, WISHES);
        remote.bye();
        assertThatThrownBy(end::begin).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void a_command_dials_and_is_at_our_disposal(@TempDir Path folder) throws Exception {
        Path told = folder.resolve("port");
        Thread.ofPlatform().daemon().start(() -> dialWhenTold(told));
        try (var shim =
                Shim.start(
                        "echo {port} > "
                                + told
                                + ".new; mv "
                                + told
                                + ".new "
                                + told
                                + "; sleep 60")) {
            assertThat(shim.implementation().name()).isEqualTo(OURS.name());
            var end = shim.implementation().open(Role.CLIENT, WISHES);
            assertThat(end.begin().datagrams()).hasSize(1);
        }
    }

    @Test
    void a_command_that_does_not_come_says_why() {
        assertThatThrownBy(() -> Shim.start("exit 89"))
                .hasMessageContaining("supports nothing of this");
        assertThatThrownBy(() -> Shim.start("exit 3")).hasMessageContaining("exit status 3");
    }

    private static void dialWhenTold(Path told) {
        try {
            while (!Files.exists(told)) Thread.sleep(5);
            int port = Integer.parseInt(Files.readString(told).strip());
            Shim.serve(OURS, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static RemoteImplementation behindTheShim(Implementation implementation)
            throws IOException {
        var asked = new PipedOutputStream();
        var answered = new PipedOutputStream();
        var questions = new PipedInputStream(asked, 1 << 16);
        var answers = new PipedInputStream(answered, 1 << 16);
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    try (answered) {
                        new ShimServing(implementation, new ShimFrames(questions, answered))
                                .serve();
                    } catch (IOException gone) {
                        throw new UncheckedIOException(gone);
                    }
                });
        return new RemoteImplementation(new ShimFrames(answers, asked));
    }

    private static String served(String... requests) throws IOException {
        var all = new ByteArrayOutputStream();
        for (String request : requests) all.write(frame(request));
        return serve(all.toByteArray());
    }

    private static String serve(byte[] requests) throws IOException {
        var out = new ByteArrayOutputStream();
        var frames = new ShimFrames(new ByteArrayInputStream(requests), out);
        new ShimServing(OURS, frames).serve();
        return out.toString(StandardCharsets.UTF_8);
    }

    private static byte[] frame(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Integer.BYTES + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }
}
