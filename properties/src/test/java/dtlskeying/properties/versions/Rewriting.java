package dtlskeying.properties.versions;

import dtlskeying.impl.dtls.DowngradeMark;
import dtlskeying.impl.dtls.FragmentCodec;
import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.message.ProtocolVersion;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls12.RecordHeader;
import dtlskeying.impl.dtls12.message.HelloVerifyRequest;
import dtlskeying.impl.dtls13.message.HelloRetryRequest;
import dtlskeying.impl.dtls13.message.SupportedVersions;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.DtlsCiphertext;
import dtlskeying.spec.dtls.Fragment;
import dtlskeying.spec.dtls.HandshakeMessage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What somebody on the path can do to hellos, which have no protection; other datagrams stay. */
final class Rewriting {
    private static final int HANDSHAKE = 22;
    private static final int CLIENT_HELLO = 1;
    private static final int SERVER_HELLO = 2;
    private static final int HELLO_VERIFY_REQUEST = 3;
    private static final int RANDOM_LENGTH = 32;

    private Rewriting() {}

    /** The client's hello says nothing of versions. */
    static Octets withoutVersions(Octets datagram) {
        return clientHello(datagram, list -> without(list, ExtensionType.SUPPORTED_VERSIONS));
    }

    /** The client's hello lists 1.2 and nothing else. */
    static Octets listingOlderVersionsAlone(Octets datagram) {
        return clientHello(
                datagram,
                list -> {
                    var others = new ArrayList<>(without(list, ExtensionType.SUPPORTED_VERSIONS));
                    others.add(
                            new SupportedVersions(List.of(ProtocolVersion.DTLS_1_2)).toExtension());
                    return others;
                });
    }

    private static List<Extension> without(List<Extension> list, int type) {
        return list.stream().filter(each -> each.type() != type).toList();
    }

    private static Octets clientHello(Octets datagram, UnaryOperator<List<Extension>> extensions) {
        return rewrite(
                datagram,
                CLIENT_HELLO,
                body -> {
                    if (!(ClientHello.decode(body)
                            instanceof Decoded.Value<ClientHello>(var hello))) return body;
                    var changed = new Extensions(extensions.apply(hello.extensions().list()));
                    return hello.withExtensions(changed).encode();
                });
    }

    /** The server's random ends with something else than the mark of a downgrade. */
    static Octets withoutMark(Octets datagram) {
        return rewrite(
                datagram,
                SERVER_HELLO,
                body -> {
                    boolean isMarked =
                            ServerHello.decode(body)
                                            instanceof Decoded.Value<ServerHello>(var hello)
                                    && DowngradeMark.isOn(hello.random());
                    int end = 2 + RANDOM_LENGTH;
                    return isMarked
                            ? Octets.concat(
                                    body.slice(0, end - 1),
                                    Octets.of((byte) 7),
                                    body.slice(end, body.length()))
                            : body;
                });
    }

    /** Whether it is a HelloRetryRequest. */
    static boolean isRetry(Octets datagram) {
        return first(datagram, SERVER_HELLO)
                .map(part ->
                        ServerHello.decode(part.body())
                                        instanceof Decoded.Value<ServerHello>(var hello)
                                && HelloRetryRequest.isOne(hello))
                .orElse(false);
    }

    /** A HelloVerifyRequest in the same record. */
    static Octets verifyRequest(Octets datagram) {
        var forged = new HelloVerifyRequest(ProtocolVersion.DTLS_1_0, Octets.hex("0102"));
        var message = new HandshakeMessage(HELLO_VERIFY_REQUEST, 0, forged.encode());
        return record(datagram, FragmentCodec.encode(message.whole()));
    }

    private static Octets rewrite(Octets datagram, int type, UnaryOperator<Octets> body) {
        return first(datagram, type)
                .map(part ->
                        new HandshakeMessage(
                                part.type(), part.messageSeq(), body.apply(part.body())))
                .map(message -> record(datagram, FragmentCodec.encode(message.whole())))
                .orElse(datagram);
    }

    /** The message of that type that a datagram begins with, if it is whole. */
    private static Optional<Fragment> first(Octets datagram, int type) {
        for (DtlsCiphertext record : RecordHeader.read(datagram).records())
            if (record.type() == HANDSHAKE
                    && record.epoch().number() == 0
                    && FragmentCodec.decode(record.fragment())
                            instanceof Decoded.Value<List<Fragment>>(var parts))
                return Optional.of(parts.getFirst())
                        .filter(part -> part.type() == type && part.isWhole());
        return Optional.empty();
    }

    /** The datagram with another message in the place of its first one. */
    private static Octets record(Octets datagram, Octets content) {
        var read = RecordHeader.read(datagram);
        var first = read.records().getFirst();
        int rest = DtlsCiphertext.HEADER + first.fragment().length();
        int replaced = messageLength(first.fragment());
        Octets fragment =
                Octets.concat(content, first.fragment().slice(replaced, first.fragment().length()));
        return Octets.concat(
                RecordHeader.write(
                        new DtlsCiphertext(
                                first.type(),
                                first.version(),
                                first.epoch(),
                                first.sequence(),
                                fragment)),
                datagram.slice(rest, datagram.length()));
    }

    private static int messageLength(Octets content) {
        return 12 + (content.at(9) << 16 | content.at(10) << 8 | content.at(11));
    }
}
