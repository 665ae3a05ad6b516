package dtlskeying.properties.probe;

import static dtlskeying.properties.probe.LastFlight13.CERTIFICATE_REQUEST;
import static dtlskeying.properties.probe.LastFlight13.CERTIFICATE_VERIFY;
import static dtlskeying.properties.probe.LastFlight13.ENCRYPTED_EXTENSIONS;
import static dtlskeying.properties.probe.LastFlight13.FINISHED;
import static dtlskeying.properties.probe.ProbeCase.toBoth;
import static dtlskeying.properties.probe.ProbeCase.toClient;

import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls13.message.CertificateRequest;
import dtlskeying.impl.dtls13.message.EncryptedExtensions;
import dtlskeying.spec.Octets;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What is said under the keys of the handshake: EncryptedExtensions and requests that lie, proofs
 * that fail or are left out. All other proofs fit what is said.
 */
final class Encrypted13Cases {
    private static final int NOBODYS = 0xfafa;

    private Encrypted13Cases() {}

    static List<ProbeCase> all() {
        var cases = new ArrayList<ProbeCase>();
        cases.add(
                toBoth(
                        "message-by-message",
                        "rfc8446/4/a",
                        "says each message of its last flight in a datagram of its own",
                        "the peer goes on",
                        Lying13::accepted));
        cases.addAll(extensions());
        cases.addAll(requests());
        cases.addAll(proofs());
        return cases;
    }

    private static List<ProbeCase> extensions() {
        return List.of(
                extensions(
                        "encrypted-not-offered",
                        "rfc8446/4.2/a",
                        "an extension that nobody has offered",
                        list -> Rewriting.with(list, new Extension(NOBODYS, Octets.EMPTY))),
                extensions(
                        "encrypted-misplaced-version",
                        "rfc8446/4.2/b",
                        "supported_versions",
                        list ->
                                Rewriting.with(
                                        list, extension(ExtensionType.SUPPORTED_VERSIONS, "fefc"))),
                extensions(
                        "encrypted-misplaced-share",
                        "rfc8446/4.2/b",
                        "key_share",
                        list -> Rewriting.with(list, extension(ExtensionType.KEY_SHARE, "001d"))),
                extensions(
                        "encrypted-twice",
                        "rfc8446/6.2/a",
                        "supported_groups twice",
                        Encrypted13Cases::twice),
                said(
                        "encrypted-cut-off",
                        "rfc8446/6.2/a",
                        "EncryptedExtensions that end before their length",
                        ENCRYPTED_EXTENSIONS,
                        _ -> Octets.hex("0010000a")),
                toClient(
                        "encrypted-left-out",
                        "rfc8446/4/a",
                        "leaves EncryptedExtensions out",
                        "an alert ends the handshake",
                        Lying13.refused(
                                LastFlight13.Change.without(ENCRYPTED_EXTENSIONS),
                                "a flight without EncryptedExtensions")));
    }

    private static List<Extension> twice(List<Extension> list) {
        var groups = extension(ExtensionType.SUPPORTED_GROUPS, "00020017");
        var longer = new ArrayList<>(list);
        longer.add(groups);
        longer.add(groups);
        return longer;
    }

    private static ProbeCase extensions(
            String id, String clause, String what, UnaryOperator<List<Extension>> change) {
        return said(
                id,
                clause,
                "EncryptedExtensions with " + what,
                ENCRYPTED_EXTENSIONS,
                body -> changed(body, change));
    }

    /** Another list of extensions, which may contradict each other. */
    static Octets changed(Octets body, UnaryOperator<List<Extension>> change) {
        return read(body).map(said -> Rewriting.block(change.apply(said.list()))).orElse(body);
    }

    /** The body of EncryptedExtensions; nothing if it cannot be read. */
    static Optional<Extensions> read(Octets body) {
        return EncryptedExtensions.decode(body)
                        instanceof Decoded.Value<EncryptedExtensions>(var said)
                ? Optional.of(said.extensions())
                : Optional.empty();
    }

    private static List<ProbeCase> requests() {
        return List.of(
                said(
                        "request-with-context",
                        "rfc8446/4.3.2/a",
                        "a CertificateRequest with a context",
                        CERTIFICATE_REQUEST,
                        body -> request(body, Octets.hex("c0"), List.of())),
                said(
                        "request-without-schemes",
                        "rfc8446/4.3.2/b",
                        "a CertificateRequest without signature_algorithms",
                        CERTIFICATE_REQUEST,
                        body ->
                                request(
                                        body,
                                        Octets.EMPTY,
                                        List.of(ExtensionType.SIGNATURE_ALGORITHMS))));
    }

    private static Octets request(Octets body, Octets context, List<Integer> leftOut) {
        if (!(CertificateRequest.decode(body)
                instanceof Decoded.Value<CertificateRequest>(var said))) return body;
        var list = said.extensions().list();
        for (int type : leftOut) list = Rewriting.without(list, type);
        return new CertificateRequest(context, new Extensions(list)).encode();
    }

    private static List<ProbeCase> proofs() {
        return List.of(
                said(
                        "no-server-certificate",
                        "rfc8446/4.4.2.4/b",
                        "a Certificate without a certificate",
                        Answers.CERTIFICATE,
                        _ -> Octets.hex("00000000")),
                toClient(
                        "proof-left-out",
                        "rfc8446/4/a",
                        "shows a certificate, and leaves CertificateVerify out",
                        "an alert ends the handshake",
                        Lying13.refused(
                                LastFlight13.Change.without(CERTIFICATE_VERIFY),
                                "a certificate without a proof")),
                toClient(
                        "certificate-left-out",
                        "rfc8446/4/a",
                        "leaves Certificate and CertificateVerify out",
                        "an alert ends the handshake",
                        Lying13.refused(
                                each ->
                                        each.type() == CERTIFICATE_VERIFY
                                                        || each.type() == Answers.CERTIFICATE
                                                ? List.of()
                                                : List.of(each),
                                "a flight without a certificate")),
                toBoth(
                        "proof-fails",
                        "rfc8446/4.4.3/b",
                        "has one bit of CertificateVerify wrong",
                        "an alert ends the handshake",
                        Lying13.unproved(CERTIFICATE_VERIFY, "a proof that fails")),
                toBoth(
                        "finished-fails",
                        "rfc8446/4.4.4/a",
                        "has one bit of Finished wrong",
                        "an alert ends the handshake",
                        Lying13.unproved(FINISHED, "a Finished that fails")));
    }

    private static ProbeCase said(
            String id, String clause, String what, int type, UnaryOperator<Octets> body) {
        return toClient(
                id,
                clause,
                "says " + what,
                "an alert ends the handshake",
                Lying13.refused(type, body, what));
    }

    private static Extension extension(int type, String hex) {
        return new Extension(type, Octets.hex(hex));
    }
}
