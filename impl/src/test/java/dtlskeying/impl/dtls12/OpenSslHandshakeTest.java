package dtlskeying.impl.dtls12;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.CertificateChain;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.crypto.SignatureScheme;
import dtlskeying.impl.dtls.message.CertificateVerify;
import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.Finished;
import dtlskeying.impl.dtls.message.HandshakeHeader;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.Decoded.Value;
import dtlskeying.impl.dtls12.message.Certificate;
import dtlskeying.impl.dtls12.message.HandshakeMessage;
import dtlskeying.impl.dtls12.message.HelloVerifyRequest;
import dtlskeying.impl.dtls12.message.ServerKeyExchange;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Codecs, signatures and key schedule against a whole handshake that OpenSSL wrote. */
class OpenSslHandshakeTest {
    private static final List<String> LINES = lines();
    private static final List<Said> SAID =
            LINES.stream()
                    .filter(line -> line.startsWith("client ") || line.startsWith("server "))
                    .map(Said::of)
                    .toList();

    /** A message, who said it, and its bytes with the header. */
    private record Said(Role by, Octets bytes, HandshakeMessage message) {
        static Said of(String line) {
            var by = line.startsWith("client") ? Role.CLIENT : Role.SERVER;
            var bytes = Octets.hex(line.substring(7));
            var header = value(HandshakeHeader.decode(bytes.slice(0, HandshakeHeader.SIZE)));
            var body = bytes.slice(HandshakeHeader.SIZE, bytes.length());
            assertThat(header.isWhole()).isTrue();
            return new Said(by, bytes, value(HandshakeMessage.decode(header.type(), body)));
        }
    }

    @Test
    void every_message_is_written_as_it_was_read() {
        assertThat(SAID).hasSize(13);
        for (var said : SAID) {
            var body = said.message().encode();
            var header = value(HandshakeHeader.decode(said.bytes().slice(0, HandshakeHeader.SIZE)));
            assertThat(Octets.concat(header.encode(), body)).isEqualTo(said.bytes());
        }
    }

    @Test
    void the_cookie_comes_back_in_the_same_hello() {
        var first = (ClientHello) SAID.get(0).message();
        var request = (HelloVerifyRequest) SAID.get(1).message();
        assertThat(SAID.get(2).message()).isEqualTo(first.withCookie(request.cookie()));
    }

    @Test
    void the_server_signed_its_share() {
        var exchange = message(ServerKeyExchange.class, Role.SERVER);
        var content =
                ServerKeyExchange.signedContent(
                        clientRandom(), serverRandom(), exchange.namedCurve(), exchange.share());
        assertThat(verify(Role.SERVER, exchange.signatureScheme(), content, exchange.signature()))
                .isTrue();
    }

    @Test
    void the_client_signed_the_transcript() {
        var proof = message(CertificateVerify.class, Role.CLIENT);
        assertThat(
                        verify(
                                Role.CLIENT,
                                proof.signatureScheme(),
                                transcriptBefore(proof),
                                proof.signature()))
                .isTrue();
    }

    @Test
    void both_finished_hold_our_verify_data() {
        for (Role role : Role.values()) {
            var finished = message(Finished.class, role);
            var hash = suite().hash().digest(transcriptBefore(finished));
            assertThat(schedule().verifyData(role, hash)).isEqualTo(finished.verifyData());
        }
    }

    @Test
    void the_exported_keys_are_ours() {
        var exported = schedule().export("EXTRACTOR-dtls_srtp", clientRandom(), serverRandom(), 60);
        assertThat(exported.octets()).isEqualTo(line("exported "));
    }

    private static KeySchedule schedule() {
        return new KeySchedule(suite(), Secret.of(line("master ")));
    }

    private static CipherSuite suite() {
        int code = message(ServerHello.class, Role.SERVER).cipherSuite();
        return CipherSuite.find(code).orElseThrow();
    }

    private static Octets clientRandom() {
        return message(ClientHello.class, Role.CLIENT).random();
    }

    private static Octets serverRandom() {
        return message(ServerHello.class, Role.SERVER).random();
    }

    private static boolean verify(Role signer, int scheme, Octets content, Octets signature) {
        CertificateChain chain = message(Certificate.class, signer).chain();
        var known = SignatureScheme.find(scheme).orElseThrow();
        return chain.publicKey().orElseThrow().verify(known, content, signature);
    }

    /** All messages before this one, without the first hello and its answer (RFC 6347 §4.2.1). */
    private static Octets transcriptBefore(HandshakeMessage message) {
        return SAID.stream()
                .skip(2)
                .takeWhile(said -> said.message() != message)
                .map(Said::bytes)
                .reduce(Octets.EMPTY, Octets::concat);
    }

    private static <T extends HandshakeMessage> T message(Class<T> kind, Role by) {
        return SAID.stream()
                .filter(said -> said.by() == by)
                .map(Said::message)
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow();
    }

    private static <T> T value(Decoded<T> decoded) {
        assertThat(decoded).isInstanceOf(Value.class);
        return ((Value<T>) decoded).value();
    }

    private static Octets line(String name) {
        return LINES.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> Octets.hex(line.substring(name.length())))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> lines() {
        try (var file = OpenSslHandshakeTest.class.getResourceAsStream("openssl-handshake.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
