package dtlskeying.properties.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Fingerprint;
import dtlskeying.impl.crypto.Hash;
import dtlskeying.properties.cli.DtlsKeying;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Two commands of ours that know of each other by an offer and an answer alone. */
@Timeout(60)
class SessionDescriptionRunTest {
    private final Credential offerer = Credential.make(Credential.Kind.ECDSA, "offerer");
    private final Credential answerer = Credential.make(Credential.Kind.RSA, "answerer");
    private int offererPort;
    private int answererPort;

    @TempDir private Path folder;

    @BeforeEach
    void ports() throws IOException {
        var anywhere = InetAddress.getLoopbackAddress();
        try (var one = new DatagramSocket(0, anywhere);
                var other = new DatagramSocket(0, anywhere)) {
            offererPort = one.getLocalPort();
            answererPort = other.getLocalPort();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "actpass, active, server",
        "actpass, passive, client",
        "active, passive, client",
        "passive, active, server"
    })
    void the_descriptions_are_all_that_both_need(String offered, String answered, String role)
            throws IOException {
        Path offer = describe(offererPort, offered, offerer);
        Path answer = describe(answererPort, answered, answerer);
        var there = start(offer, answer, "answer", answerer);
        var here = start(offer, answer, "offer", offerer);

        JsonNode ours = here.json();
        JsonNode theirs = there.json();
        assertThat(ours.get("role").asString()).isEqualTo(role);
        assertThat(theirs.get("role").asString()).isNotEqualTo(role);
        for (String name : new String[] {"profile", "exported", "verdict"})
            assertThat(ours.get(name)).isEqualTo(theirs.get(name));
        assertThat(ours.get("packetsReceived").asInt()).isEqualTo(3);
        assertThat(here.status()).isZero();
        assertThat(there.status()).isZero();
        assertThat(here.transcript()).doesNotContain("any certificate");
    }

    /** RFC 5761 §5.1.1: only if both say so does RTCP share the port, and are its keys kept. */
    @ParameterizedTest
    @CsvSource({"true, RTP and RTCP", "false, RTP alone"})
    void rtcp_shares_the_port_if_both_say_so(boolean answered, String media) throws IOException {
        Path offer = describe(offererPort, "actpass", offerer);
        Path answer = describe(answererPort, "active", answerer);
        if (!answered)
            Files.writeString(answer, Files.readString(answer).replace("a=rtcp-mux\n", ""));
        var there = start(offer, answer, "answer", answerer);
        var here = start(offer, answer, "offer", offerer);

        assertThat(here.json().get("packetsReceived").asInt()).isEqualTo(3);
        assertThat(there.json().get("packetsReceived").asInt()).isEqualTo(3);
        for (OurCommand end : List.of(here, there)) {
            assertThat(end.status()).isZero();
            assertThat(end.transcript().lines()).anyMatch(line -> line.matches("media +" + media));
        }
    }

    @Test
    void a_peer_with_another_certificate_than_announced_is_refused() throws IOException {
        Path offer = describe(offererPort, "actpass", offerer);
        Path answer = describe(answererPort, "active", answerer);
        Path truth = describe(answererPort, "active", offerer);
        var there = start(offer, truth, "answer", offerer);
        var here = start(offer, answer, "offer", offerer);

        assertThat(here.json().get("reason").asString()).contains("bad_certificate");
        assertThat(here.status()).isEqualTo(1);
        assertThat(there.status()).isEqualTo(1);
    }

    @Test
    void our_own_certificate_is_the_one_that_we_announced() throws IOException {
        Path offer = describe(offererPort, "actpass", offerer);
        Path answer = describe(answererPort, "active", answerer);
        assertThat(complaint(words(offer, answer, "offer", answerer)))
                .contains("announces another certificate");
    }

    @ParameterizedTest
    @CsvSource({
        "UDP/TLS/RTP/SAVP, RTP/SAVP, dtls-srtp/8/a",
        "UDP/TLS/RTP/SAVP 0, UDP/TLS/RTP/SAVP 128, :5: no RTP payload type",
        "UDP/TLS, DCCP/TLS, only UDP",
        "c=IN, x=IN, rfc8866/5/b",
        "setup:actpass, setup:active, rfc4145/4.1/a",
        "127.0.0.1, 239.0.0.1, dtls-srtp/6/a",
        "sha-256, md5, rfc5763/5/b"
    })
    void what_is_not_well_described_is_misuse(String good, String bad, String complaint)
            throws IOException {
        Path offer = describe(offererPort, "actpass", offerer);
        Path answer = describe(answererPort, "active", answerer);
        Files.writeString(offer, Files.readString(offer).replace(good, bad));
        if (good.equals("UDP/TLS"))
            Files.writeString(answer, Files.readString(answer).replace(good, bad));
        assertThat(complaint(words(offer, answer, "offer", offerer)))
                .startsWith("dtls-keying: ")
                .contains(complaint);
    }

    @Test
    void half_a_description_is_misuse() throws IOException {
        String offer = describe(offererPort, "actpass", offerer).toString();
        assertThat(complaint("run", "srtp", "--offer", offer)).contains("belong together");
    }

    private OurCommand start(Path offer, Path answer, String we, Credential own) {
        return OurCommand.start(words(offer, answer, we, own));
    }

    private String[] words(Path offer, Path answer, String we, Credential own) {
        return "run srtp --json --packets 3 --offer %s --answer %s --we %s --cert %s --key %s"
                .formatted(offer, answer, we, own.certificateFile(folder), own.keyFile(folder))
                .split(" ");
    }

    private static String complaint(String... words) {
        var printed = new StringWriter();
        var out = new PrintWriter(printed, true);
        assertThat(DtlsKeying.execute(out, out, words)).isEqualTo(2);
        return printed.toString();
    }

    private Path describe(int port, String setup, Credential own) throws IOException {
        String text =
                """
                v=0
                o=- 1 1 IN IP4 127.0.0.1
                s=-
                t=0 0
                m=audio %d UDP/TLS/RTP/SAVP 0
                c=IN IP4 127.0.0.1
                a=setup:%s
                a=fingerprint:%s
                a=rtcp-mux
                """
                        .formatted(
                                port, setup, Fingerprint.of(Hash.SHA256, own.certificate()).text());
        return Files.writeString(Files.createTempFile(folder, "session", ".sdp"), text);
    }
}
