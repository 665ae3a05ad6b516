package dtlskeying.impl.dtls12.message;

import dtlskeying.impl.crypto.CertificateChain;
import dtlskeying.impl.dtls.message.CertificateVerify;
import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.message.Finished;
import dtlskeying.impl.dtls.message.ProtocolVersion;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.spec.Octets;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

import java.util.List;

/** Random handshake messages, each with every field over its range. */
final class Messages {
    private Messages() {}

    static Arbitrary<HandshakeMessage> any() {
        return Arbitraries.oneOf(
                Arbitraries.of(new HelloRequest(), new ServerHelloDone()),
                clientHello(),
                helloVerifyRequest(),
                serverHello(),
                certificate(),
                serverKeyExchange(),
                certificateRequest(),
                octets(1, 255).map(ClientKeyExchange::new),
                Combinators.combine(code16(), octets(0, 300)).as(CertificateVerify::new),
                octets(12, 12).map(Finished::new));
    }

    static Arbitrary<ClientHello> clientHello() {
        return Combinators.combine(
                        version(),
                        octets(32, 32),
                        octets(0, 32),
                        octets(0, 255),
                        code16().list().ofMinSize(1).ofMaxSize(30),
                        code8().list().ofMinSize(1).ofMaxSize(5),
                        extensions())
                .as(ClientHello::new);
    }

    static Arbitrary<ServerHello> serverHello() {
        return Combinators.combine(
                        version(), octets(32, 32), octets(0, 32), code16(), code8(), extensions())
                .as(ServerHello::new);
    }

    static Arbitrary<Extensions> extensions() {
        return Combinators.combine(code16(), octets(0, 40))
                .as(Extension::new)
                .list()
                .ofMaxSize(6)
                .uniqueElements(Extension::type)
                .map(Extensions::new);
    }

    static Arbitrary<Octets> octets(int least, int most) {
        return Arbitraries.bytes()
                .array(byte[].class)
                .ofMinSize(least)
                .ofMaxSize(most)
                .map(Octets::of);
    }

    static Arbitrary<Integer> code16() {
        return Arbitraries.integers().between(0, 0xffff);
    }

    private static Arbitrary<Integer> code8() {
        return Arbitraries.integers().between(0, 0xff);
    }

    private static Arbitrary<ProtocolVersion> version() {
        return code16().map(ProtocolVersion::new);
    }

    private static Arbitrary<HelloVerifyRequest> helloVerifyRequest() {
        return Combinators.combine(version(), octets(0, 255)).as(HelloVerifyRequest::new);
    }

    private static Arbitrary<Certificate> certificate() {
        Arbitrary<List<Octets>> chain = octets(1, 300).list().ofMaxSize(3);
        return chain.map(CertificateChain::new).map(Certificate::new);
    }

    private static Arbitrary<ServerKeyExchange> serverKeyExchange() {
        return Combinators.combine(code16(), octets(1, 255), code16(), octets(0, 300))
                .as(ServerKeyExchange::new);
    }

    private static Arbitrary<CertificateRequest> certificateRequest() {
        return Combinators.combine(
                        code8().list().ofMinSize(1).ofMaxSize(5),
                        code16().list().ofMinSize(1).ofMaxSize(9),
                        octets(1, 90).list().ofMaxSize(3))
                .as(CertificateRequest::new);
    }
}
