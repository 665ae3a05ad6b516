package dtlskeying.properties.srtp;

import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.message.HandshakeHeader;
import dtlskeying.impl.dtls.message.HandshakeType;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls12.RecordHeader;
import dtlskeying.impl.srtp.UseSrtpData;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.DtlsCiphertext;

import java.util.ArrayList;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What somebody between two ends can do to the use_srtp extension of their hellos. */
final class Hellos {
    private static final int HANDSHAKE = 22;

    private Hellos() {}

    /** The use_srtp of that end's hello, if the datagram holds such a hello with it. */
    static Optional<Octets> useSrtp(Role sender, Octets datagram) {
        var found = new ArrayList<Octets>();
        edit(
                sender,
                datagram,
                old -> {
                    old.ifPresent(found::add);
                    return old;
                });
        return found.stream().findFirst();
    }

    /** Whether the datagram is a client's hello that carries no cookie yet. */
    static boolean isWithoutCookie(Octets datagram) {
        return dtlskeying.properties.schedule.Hellos.cookie(datagram)
                .filter(Octets::isEmpty)
                .isPresent();
    }

    /** The datagram with another use_srtp, or none, in that end's hello. */
    static Octets edit(Role sender, Octets datagram, UnaryOperator<Optional<Octets>> change) {
        var records = new ArrayList<Octets>();
        for (DtlsCiphertext record : RecordHeader.read(datagram).records())
            records.add(RecordHeader.write(edit(sender, record, change)));
        return Octets.concat(records.toArray(Octets[]::new));
    }

    private static DtlsCiphertext edit(
            Role sender, DtlsCiphertext record, UnaryOperator<Optional<Octets>> change) {
        Octets fragment = record.fragment();
        boolean plain = record.type() == HANDSHAKE && record.epoch().equals(Epoch.UNPROTECTED);
        if (!plain || fragment.length() < HandshakeHeader.SIZE) return record;
        var decoded = HandshakeHeader.decode(fragment.slice(0, HandshakeHeader.SIZE));
        if (!(decoded instanceof Decoded.Value<HandshakeHeader>(var header))) return record;
        if (header.type() != typeOf(sender).code()) return record;
        if (fragment.length() != HandshakeHeader.SIZE + header.length())
            throw new AssertionError("a hello in pieces: " + header);
        Octets body = body(sender, fragment.slice(HandshakeHeader.SIZE, fragment.length()), change);
        var whole = HandshakeHeader.whole(header.type(), body.length(), header.messageSeq());
        return new DtlsCiphertext(
                record.type(),
                record.version(),
                record.epoch(),
                record.sequence(),
                Octets.concat(whole.encode(), body));
    }

    private static HandshakeType typeOf(Role sender) {
        return sender == Role.CLIENT ? HandshakeType.CLIENT_HELLO : HandshakeType.SERVER_HELLO;
    }

    private static Octets body(Role sender, Octets body, UnaryOperator<Optional<Octets>> change) {
        return sender == Role.CLIENT
                ? edited(value(ClientHello.decode(body)), change).encode()
                : edited(value(ServerHello.decode(body)), change).encode();
    }

    private static ClientHello edited(ClientHello hello, UnaryOperator<Optional<Octets>> change) {
        return new ClientHello(
                hello.version(),
                hello.random(),
                hello.sessionId(),
                hello.cookie(),
                hello.cipherSuites(),
                hello.compressionMethods(),
                edited(hello.extensions(), change));
    }

    private static ServerHello edited(ServerHello hello, UnaryOperator<Optional<Octets>> change) {
        return new ServerHello(
                hello.version(),
                hello.random(),
                hello.sessionId(),
                hello.cipherSuite(),
                hello.compressionMethod(),
                edited(hello.extensions(), change));
    }

    private static Extensions edited(
            Extensions extensions, UnaryOperator<Optional<Octets>> change) {
        var old = extensions.find(UseSrtpData.EXTENSION_TYPE);
        var changed = change.apply(old);
        if (changed.equals(old)) return extensions;
        var others = new ArrayList<>(extensions.list());
        others.removeIf(extension -> extension.type() == UseSrtpData.EXTENSION_TYPE);
        changed.ifPresent(data -> others.add(new Extension(UseSrtpData.EXTENSION_TYPE, data)));
        return new Extensions(others);
    }

    private static <T> T value(Decoded<T> decoded) {
        return switch (decoded) {
            case Decoded.Value<T>(var value) -> value;
            case Decoded.Malformed<T>(var reason) -> throw new AssertionError(reason);
        };
    }
}
