package dtlskeying.properties.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.capture.Capture;
import dtlskeying.properties.capture.CapturedPacket;
import dtlskeying.properties.capture.KeyLog;
import dtlskeying.properties.cli.Shell;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.HandshakeMessage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Captures of our own runs, taken apart by what is in the file alone. */
class DecodingTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--dtls 1.2",
                "--dtls 1.2 --rehandshake 2 --mki 01",
                "--dtls 1.3 --mki 0102",
                "--dtls 1.3 --rehandshake 2",
                "--dtls 1.2 --loss 20% --reorder 30% --duplicate 20% --seed 7",
                "--dtls 1.3 --loss 20% --reorder 30% --duplicate 20% --seed 8"
            })
    void every_record_and_packet_of_a_run_is_opened(String options) throws IOException {
        var talk = run("run srtp --packets 12 " + options);

        assertThat(talk.hasHello()).isTrue();
        assertThat(talk.all(Unit.Record.class))
                .isNotEmpty()
                .allSatisfy(it -> assertThat(it.opening().isReadable()).as("%s", it).isTrue());
        assertThat(talk.all(Unit.Media.class))
                .hasSizeGreaterThan(20)
                .allSatisfy(it -> assertThat(it.opening().isReadable()).as("%s", it).isTrue());
        assertThat(talk.all(Unit.Unknown.class)).isEmpty();
        for (Role sender : Role.values())
            assertThat(talk.all(Unit.Message.class))
                    .filteredOn(it -> it.sender() == sender)
                    .extracting(it -> it.message().type())
                    .contains(20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--messages 20",
                "--messages 30 --rekey-every 5 --restart",
                "--messages 30 --rekey-every 10 --loss 10% --seed 5",
                "--messages 5 --no-rekey"
            })
    void every_chunk_of_an_association_is_opened(String options) throws IOException {
        var talk = run("run chunk --memory " + options);

        var packets = talk.all(Unit.Sctp.class);
        assertThat(packets)
                .hasSizeGreaterThan(20)
                .allSatisfy(it -> assertThat(it.opening().isReadable()).as("%s", it).isTrue());
        assertThat(packets)
                .filteredOn(it -> it.opening() instanceof Opening.Opened)
                .isNotEmpty()
                .allSatisfy(it -> assertThat(it.inner()).isNotEmpty());
        assertThat(talk.all(Unit.Record.class))
                .allSatisfy(it -> assertThat(it.opening().isReadable()).as("%s", it).isTrue());
    }

    @Test
    void what_has_no_secret_says_which_one_is_missing() throws IOException {
        run("run srtp --dtls 1.3");
        var talk = decode(capture().packets(), KeyLog.empty());
        String random =
                talk.all(Unit.Message.class).getFirst().message().body().slice(2, 34).toHex();

        assertThat(talk.all(Unit.UnifiedRecord.class))
                .extracting(Unit.UnifiedRecord::opening)
                .contains(
                        new Opening.Closed(
                                "the key log has no SERVER_HANDSHAKE_TRAFFIC_SECRET for the client"
                                        + " random "
                                        + random));
        assertThat(talk.all(Unit.Message.class))
                .extracting(it -> it.message().type())
                .containsOnly(1, 2);
    }

    @Test
    void parts_in_any_order_make_one_message_once() {
        var random = new Random(7);
        byte[] body = new byte[300];
        random.nextBytes(body);
        var whole = new HandshakeMessage(11, 3, Octets.of(body)).whole();
        for (int i = 0; i < 200; i++) {
            var parts = new MessageParts();
            int made = 0;
            for (int n = 0; n < 400; n++) {
                int from = 30 * random.nextInt(10);
                int to = Math.min(300, from + 7 * (1 + random.nextInt(9)));
                var message = parts.take(Role.SERVER, whole.between(from, to));
                if (message.isEmpty()) continue;
                made++;
                assertThat(message.get()).isEqualTo(new HandshakeMessage(11, 3, Octets.of(body)));
            }
            assertThat(made).isEqualTo(1);
        }
    }

    @Test
    void hellos_without_end_are_not_told_apart() throws IOException {
        run("run srtp --dtls 1.2");
        var hello = capture().packets().getFirst();
        var flood = new java.util.ArrayList<CapturedPacket>();
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = hello.payload().toArray();
            for (int at = 0; at < 4; at++) bytes[13 + 12 + 2 + at] = (byte) (i >> 8 * at);
            flood.add(new CapturedPacket(i + 1L, 0, 0, hello.from(), hello.to(), Octets.of(bytes)));
        }

        var units = decode(flood, KeyLog.empty()).all(Unit.LongRecord.class);

        assertThat(units).hasSize(20_000);
        assertThat(units.get(255).association()).isEqualTo(256);
        assertThat(units.getLast().opening()).hasToString(units.get(256).opening().toString());
        assertThat(units.getLast().opening().isReadable()).isFalse();
    }

    @Test
    void changed_bytes_leave_units_that_say_why() throws IOException {
        run("run srtp --dtls 1.2 --rehandshake 1");
        var capture = capture();
        var log = log(capture);
        var random = new Random(11);
        for (int i = 0; i < 300; i++)
            assertThat(decode(changed(capture.packets(), random), log).units()).isNotEmpty();
    }

    private static List<CapturedPacket> changed(List<CapturedPacket> packets, Random random) {
        return packets.stream()
                .map(packet -> {
                    byte[] bytes = packet.payload().toArray();
                    if (bytes.length > 0)
                        bytes[random.nextInt(Math.min(40, bytes.length))] ^=
                                (byte) (1 << random.nextInt(8));
                    return new CapturedPacket(
                            packet.number(),
                            packet.at(),
                            packet.nanos(),
                            packet.from(),
                            packet.to(),
                            Octets.of(bytes));
                })
                .toList();
    }

    private Conversation run(String line) throws IOException {
        Shell.line(line + " --out " + folder);
        var capture = capture();
        return decode(capture.packets(), log(capture));
    }

    private Capture capture() throws IOException {
        byte[] file = Files.readAllBytes(folder.resolve("capture.pcapng"));
        return ((Capture.Outcome.Whole) Capture.read(file)).capture();
    }

    private static KeyLog log(Capture capture) {
        return ((KeyLog.Outcome.Readable) KeyLog.read(capture.keyLog())).log();
    }

    private static Conversation decode(List<CapturedPacket> packets, KeyLog log) {
        var outcome = Decoding.of(packets, log);
        return ((Decoding.Outcome.Decoded) outcome).conversations().getFirst();
    }
}
