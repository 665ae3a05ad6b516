package dtlskeying.properties.explain;

import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls13.message.EncryptedExtensions;
import dtlskeying.impl.dtls13.message.HelloRetryRequest;
import dtlskeying.impl.dtls13.message.SupportedVersions;
import dtlskeying.impl.srtp.UseSrtpData;
import dtlskeying.properties.decode.Unit;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.DtlsVersion;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One handshake as its messages show it.
 *
 * @param association which association, from 1 on
 * @param handshake which of its handshakes, from 1 on
 * @param messages all that were whole, in the order in which they were
 */
record Agreed(int association, int handshake, List<Unit.Message> messages) {
    private static final int CLIENT_HELLO = 1;
    private static final int SERVER_HELLO = 2;
    private static final int ENCRYPTED_EXTENSIONS = 8;
    private static final int DTLS_1_3 = 0xfefc;

    Agreed {
        messages = List.copyOf(messages);
    }

    private record Name(int association, int handshake) {}

    /** The handshakes that these messages belong to, in the order of their beginnings. */
    static List<Agreed> of(List<Unit.Message> messages) {
        Map<Name, List<Unit.Message>> byName = new LinkedHashMap<>();
        for (var each : messages)
            byName.computeIfAbsent(
                            new Name(each.association(), each.handshake()), _ -> new ArrayList<>())
                    .add(each);
        return byName.entrySet().stream()
                .map(each ->
                        new Agreed(
                                each.getKey().association(),
                                each.getKey().handshake(),
                                each.getValue()))
                .toList();
    }

    /** The last client hello: the one that the server has answered. */
    Optional<ClientHello> clientHello() {
        return messages.stream()
                .filter(each -> each.message().type() == CLIENT_HELLO)
                .map(each -> ClientHello.decode(each.message().body()))
                .flatMap(Agreed::value)
                .reduce((_, later) -> later);
    }

    /** The server's choice. */
    Optional<ServerHello> serverHello() {
        return messages.stream()
                .filter(each -> each.message().type() == SERVER_HELLO)
                .map(each -> ServerHello.decode(each.message().body()))
                .flatMap(Agreed::value)
                .filter(hello -> !HelloRetryRequest.isOne(hello))
                .findFirst();
    }

    /** The random of the client hello, by which key logs name secrets. */
    Optional<Octets> clientRandom() {
        return clientHello().map(ClientHello::random);
    }

    /** Which version it is, as far as that can be seen. */
    DtlsVersion version() {
        boolean isNewer =
                serverHello()
                        .flatMap(hello -> hello.extensions().find(ExtensionType.SUPPORTED_VERSIONS))
                        .map(SupportedVersions::decodeSelected)
                        .flatMap(decoded -> value(decoded).findFirst())
                        .filter(version -> version.code() == DTLS_1_3)
                        .isPresent();
        return isNewer ? DtlsVersion.V1_3 : DtlsVersion.V1_2;
    }

    /** The use_srtp that the server has answered. */
    Optional<UseSrtpData> srtp() {
        Optional<Octets> data =
                version() == DtlsVersion.V1_2
                        ? serverHello()
                                .flatMap(hello -> hello.extensions().find(ExtensionType.USE_SRTP))
                        : encryptedExtensions()
                                .flatMap(it -> it.extensions().find(ExtensionType.USE_SRTP));
        return data.map(UseSrtpData::decode)
                .filter(UseSrtpData.Decoded.Readable.class::isInstance)
                .map(read -> ((UseSrtpData.Decoded.Readable) read).data());
    }

    /** The profile that was agreed on, if it is one of those that we know. */
    Optional<ProtectionProfile> profile() {
        return srtp().map(data -> data.profiles().getFirst())
                .filter(ProtectionProfile::isKnown)
                .map(ProtectionProfile::ofCode);
    }

    /** The MKI that was agreed on, or none. */
    Mki mki() {
        return srtp().map(UseSrtpData::mki).orElse(Mki.NONE);
    }

    private Optional<EncryptedExtensions> encryptedExtensions() {
        return messages.stream()
                .filter(each -> each.message().type() == ENCRYPTED_EXTENSIONS)
                .map(each -> EncryptedExtensions.decode(each.message().body()))
                .flatMap(Agreed::value)
                .findFirst();
    }

    private static <T> java.util.stream.Stream<T> value(Decoded<T> decoded) {
        return decoded instanceof Decoded.Value<T>(var value)
                ? java.util.stream.Stream.of(value)
                : java.util.stream.Stream.empty();
    }
}
