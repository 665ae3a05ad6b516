package dtlskeying.properties.probe;

import dtlskeying.impl.dtls.FragmentCodec;
import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.DtlsCiphertext;
import dtlskeying.spec.dtls.Fragment;
import dtlskeying.spec.dtls.HandshakeMessage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Changes plain handshake messages on their way out. The engine does not know: the two ends hash
 * different messages, and a handshake that the peer lets pass does not get past Finished.
 */
final class Rewriting {
    private Rewriting() {}

    /** Every plain message of that type that is whole in its record has another body. */
    static Function<Octets, List<Octets>> message(int type, UnaryOperator<Octets> body) {
        return datagram -> {
            var parts = new ArrayList<Octets>();
            for (DtlsCiphertext record : Records12.of(datagram))
                parts.add(Records12.bytes(rewritten(record, type, body)));
            parts.add(Records12.rest(datagram));
            return List.of(Octets.concat(parts.toArray(Octets[]::new)));
        };
    }

    private static DtlsCiphertext rewritten(
            DtlsCiphertext record, int type, UnaryOperator<Octets> body) {
        var parts = Records12.parts(record);
        if (parts.stream().noneMatch(part -> isMeant(part, type))) return record;
        var encoded = parts.stream().map(part -> FragmentCodec.encode(rewritten(part, type, body)));
        return Records12.withFragment(record, Octets.concat(encoded.toArray(Octets[]::new)));
    }

    private static Fragment rewritten(Fragment part, int type, UnaryOperator<Octets> body) {
        if (!isMeant(part, type)) return part;
        return new HandshakeMessage(part.type(), part.messageSeq(), body.apply(part.body()))
                .whole();
    }

    private static boolean isMeant(Fragment part, int type) {
        return part.type() == type && part.isWhole();
    }

    /** The client's hellos have other extensions, which may contradict each other. */
    static Function<Octets, List<Octets>> clientExtensions(UnaryOperator<List<Extension>> change) {
        return message(
                Answers.CLIENT_HELLO,
                body ->
                        clientHello(body)
                                .map(hello ->
                                        Octets.concat(
                                                hello.withExtensions(Extensions.NONE).encode(),
                                                block(change.apply(hello.extensions().list()))))
                                .orElse(body));
    }

    /** The client's hellos are others. */
    static Function<Octets, List<Octets>> clientHello(UnaryOperator<ClientHello> change) {
        return message(
                Answers.CLIENT_HELLO,
                body -> clientHello(body).map(hello -> change.apply(hello).encode()).orElse(body));
    }

    /** The server's hello is another. */
    static Function<Octets, List<Octets>> serverHello(UnaryOperator<ServerHello> change) {
        return message(
                Answers.SERVER_HELLO,
                body -> serverHello(body).map(hello -> change.apply(hello).encode()).orElse(body));
    }

    static Optional<ClientHello> clientHello(Octets body) {
        return ClientHello.decode(body) instanceof Decoded.Value<ClientHello>(var hello)
                ? Optional.of(hello)
                : Optional.empty();
    }

    static Optional<ServerHello> serverHello(Octets body) {
        return ServerHello.decode(body) instanceof Decoded.Value<ServerHello>(var hello)
                ? Optional.of(hello)
                : Optional.empty();
    }

    /** A block of extensions, which may contradict each other. */
    static Octets block(List<Extension> list) {
        return new WireWriter().list16(list, Rewriting::write).toOctets();
    }

    private static void write(WireWriter out, Extension extension) {
        out.uint16(extension.type()).vector16(extension.data());
    }

    /** The list with this extension in the place of the one of its type, or at its end. */
    static List<Extension> with(List<Extension> list, Extension other) {
        var changed = new ArrayList<>(list);
        changed.replaceAll(each -> each.type() == other.type() ? other : each);
        if (!changed.contains(other)) changed.add(other);
        return changed;
    }

    /** The list without the extensions of that type. */
    static List<Extension> without(List<Extension> list, int type) {
        return list.stream().filter(each -> each.type() != type).toList();
    }
}
