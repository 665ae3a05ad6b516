package dtlskeying.impl.versions;

import dtlskeying.impl.dtls.DowngradeMark;
import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.message.ProtocolVersion;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls12.message.HelloVerifyRequest;
import dtlskeying.impl.dtls13.message.SupportedVersions;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.HandshakeMessage;
import dtlskeying.spec.dtls.VersionChoiceSpec.Answer;
import dtlskeying.spec.dtls.VersionChoiceSpec.Input;
import dtlskeying.spec.dtls.VersionChoiceSpec.Offer;

import java.util.Optional;

/** What hellos say of the version, and nothing else of them. */
final class Hellos {
    private static final int CLIENT_HELLO = 1;
    private static final int SERVER_HELLO = 2;
    private static final int HELLO_VERIFY_REQUEST = 3;

    private Hellos() {}

    /** What a message is to the choice of a version; its body may be anything. */
    static Input input(HandshakeMessage message) {
        return switch (message.type()) {
            case CLIENT_HELLO -> clientHello(message.body());
            case SERVER_HELLO -> serverHello(message.body());
            case HELLO_VERIFY_REQUEST -> verifyRequest(message.body());
            default -> new Input.Other();
        };
    }

    private static Input clientHello(Octets body) {
        return switch (ClientHello.decode(body)) {
            case Decoded.Malformed<ClientHello> _ -> new Input.Other();
            case Decoded.Value<ClientHello>(var hello) -> new Input.ClientHello(offer(hello));
        };
    }

    private static Offer offer(ClientHello hello) {
        Optional<Octets> list = hello.extensions().find(ExtensionType.SUPPORTED_VERSIONS);
        if (list.isEmpty())
            return hello.version().isAtLeast(ProtocolVersion.DTLS_1_2)
                    ? Offer.FIELD_1_2
                    : Offer.FIELD_OLDER;
        return switch (SupportedVersions.decode(list.get())) {
            case Decoded.Malformed<SupportedVersions> _ -> Offer.NEITHER;
            case Decoded.Value<SupportedVersions>(var versions) ->
                    offer(
                            versions.has(ProtocolVersion.DTLS_1_3),
                            versions.has(ProtocolVersion.DTLS_1_2));
        };
    }

    private static Offer offer(boolean hasNewer, boolean hasOlder) {
        if (hasNewer) return hasOlder ? Offer.BOTH : Offer.ONLY_1_3;
        return hasOlder ? Offer.ONLY_1_2 : Offer.NEITHER;
    }

    private static Input serverHello(Octets body) {
        return switch (ServerHello.decode(body)) {
            case Decoded.Malformed<ServerHello> _ -> new Input.Other();
            case Decoded.Value<ServerHello>(var hello) ->
                    new Input.ServerHello(answer(hello), DowngradeMark.isOn(hello.random()));
        };
    }

    private static Answer answer(ServerHello hello) {
        Optional<Octets> selected = hello.extensions().find(ExtensionType.SUPPORTED_VERSIONS);
        if (selected.isEmpty())
            return hello.version().equals(ProtocolVersion.DTLS_1_2)
                    ? Answer.FIELD_1_2
                    : Answer.FIELD_OTHER;
        return SupportedVersions.decodeSelected(selected.get())
                                instanceof Decoded.Value<ProtocolVersion>(var version)
                        && version.equals(ProtocolVersion.DTLS_1_3)
                ? Answer.LISTED_1_3
                : Answer.LISTED_OTHER;
    }

    private static Input verifyRequest(Octets body) {
        return switch (HelloVerifyRequest.decode(body)) {
            case Decoded.Malformed<HelloVerifyRequest> _ -> new Input.Other();
            case Decoded.Value<HelloVerifyRequest> _ -> new Input.HelloVerifyRequest();
        };
    }
}
