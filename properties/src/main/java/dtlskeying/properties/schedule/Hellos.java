package dtlskeying.properties.schedule;

import dtlskeying.impl.dtls.FragmentCodec;
import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.message.HandshakeType;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls12.RecordHeader;
import dtlskeying.impl.srtp.UseSrtpData;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.DataProtection;
import dtlskeying.spec.dtls.DtlsCiphertext;
import dtlskeying.spec.dtls.Fragment;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Hellos in datagrams, and what an attacker makes of their use_srtp. */
public final class Hellos {
    private static final int FROM_ITS_START = 0;

    private Hellos() {}

    /** What becomes of use_srtp. */
    public enum Change {
        REMOVE("taken out"),
        OFFER_NULL("the NULL profile alone"),
        OTHER_PROFILE("another profile alone"),
        REVERSE("the profiles in the other order"),
        OTHER_MKI("another MKI");

        private final String text;

        Change(String text) {
            this.text = text;
        }

        /** The change in words. */
        public String text() {
            return text;
        }
    }

    /**
     * The datagram with another use_srtp in its hello; itself, where there is nothing to change.
     */
    public static Octets rewrite(Octets datagram, Change change) {
        var parts = new ArrayList<Octets>();
        var records = RecordHeader.read(datagram);
        for (DtlsCiphertext record : records.records()) {
            Octets content =
                    isPlainHandshake(record) ? rewritten(record, change) : record.fragment();
            parts.add(
                    RecordHeader.write(
                            new DtlsCiphertext(
                                    record.type(),
                                    record.version(),
                                    record.epoch(),
                                    record.sequence(),
                                    content)));
        }
        parts.add(datagram.slice(records.readable(), datagram.length()));
        return Octets.concat(parts.toArray(Octets[]::new));
    }

    /** What the whole hello in a datagram says of use_srtp, if it has one and says anything. */
    public static Optional<Octets> useSrtp(Octets datagram) {
        return RecordHeader.read(datagram).records().stream()
                .filter(Hellos::isPlainHandshake)
                .flatMap(record -> parts(record).stream())
                .filter(Fragment::isWhole)
                .flatMap(part -> extensions(part).stream())
                .flatMap(extensions -> extensions.find(ExtensionType.USE_SRTP).stream())
                .findFirst();
    }

    /** The random of the ServerHello in a datagram, if there is one. */
    public static Optional<Octets> serverRandom(Octets datagram) {
        return RecordHeader.read(datagram).records().stream()
                .filter(Hellos::isPlainHandshake)
                .flatMap(record -> parts(record).stream())
                .filter(part -> part.isWhole() && part.type() == HandshakeType.SERVER_HELLO.code())
                .flatMap(part -> value(ServerHello.decode(part.body())).stream())
                .map(ServerHello::random)
                .findFirst();
    }

    /**
     * The cookie in the ClientHello of a datagram, empty if the client has none; if there is one.
     */
    public static Optional<Octets> cookie(Octets datagram) {
        return RecordHeader.read(datagram).records().stream()
                .filter(Hellos::isPlainHandshake)
                .flatMap(record -> parts(record).stream())
                .filter(part -> part.isWhole() && part.type() == HandshakeType.CLIENT_HELLO.code())
                .flatMap(part -> value(ClientHello.decode(part.body())).stream())
                .map(ClientHello::cookie)
                .findFirst();
    }

    /** What use_srtp comes to if the other end takes the first profile and the MKI. */
    public static DataProtection firstChoice(Octets useSrtp) {
        return UseSrtpData.decode(useSrtp) instanceof UseSrtpData.Decoded.Readable(var offer)
                ? new DataProtection.Srtp(
                        ProtectionProfile.ofCode(offer.profiles().getFirst()), offer.mki())
                : new DataProtection.Records();
    }

    private static boolean isPlainHandshake(DtlsCiphertext record) {
        return record.type() == ContentType.HANDSHAKE.code() && record.epoch().number() == 0;
    }

    private static List<Fragment> parts(DtlsCiphertext record) {
        return value(FragmentCodec.decode(record.fragment())).orElse(List.of());
    }

    private static Optional<Extensions> extensions(Fragment part) {
        if (part.type() == HandshakeType.CLIENT_HELLO.code())
            return value(ClientHello.decode(part.body())).map(ClientHello::extensions);
        if (part.type() == HandshakeType.SERVER_HELLO.code())
            return value(ServerHello.decode(part.body())).map(ServerHello::extensions);
        return Optional.empty();
    }

    private static Octets rewritten(DtlsCiphertext record, Change change) {
        List<Fragment> parts = parts(record);
        if (parts.isEmpty()) return record.fragment();
        return Octets.concat(
                parts.stream()
                        .map(part -> FragmentCodec.encode(rewritten(part, change)))
                        .toArray(Octets[]::new));
    }

    private static Fragment rewritten(Fragment part, Change change) {
        if (!part.isWhole()) return part;
        Optional<Octets> body =
                part.type() == HandshakeType.CLIENT_HELLO.code()
                        ? value(ClientHello.decode(part.body())).map(h -> client(h, change))
                        : part.type() == HandshakeType.SERVER_HELLO.code()
                                ? value(ServerHello.decode(part.body())).map(h -> server(h, change))
                                : Optional.empty();
        return body.map(b ->
                        new Fragment(part.type(), b.length(), part.messageSeq(), FROM_ITS_START, b))
                .orElse(part);
    }

    private static Octets client(ClientHello hello, Change change) {
        return new ClientHello(
                        hello.version(),
                        hello.random(),
                        hello.sessionId(),
                        hello.cookie(),
                        hello.cipherSuites(),
                        hello.compressionMethods(),
                        changed(hello.extensions(), change))
                .encode();
    }

    private static Octets server(ServerHello hello, Change change) {
        return new ServerHello(
                        hello.version(),
                        hello.random(),
                        hello.sessionId(),
                        hello.cipherSuite(),
                        hello.compressionMethod(),
                        changed(hello.extensions(), change))
                .encode();
    }

    private static Extensions changed(Extensions extensions, Change change) {
        var after = new ArrayList<Extension>();
        for (Extension extension : extensions.list()) {
            if (extension.type() != ExtensionType.USE_SRTP) after.add(extension);
            else if (change != Change.REMOVE)
                after.add(new Extension(extension.type(), changed(extension.data(), change)));
        }
        return new Extensions(after);
    }

    private static Octets changed(Octets data, Change change) {
        if (!(UseSrtpData.decode(data) instanceof UseSrtpData.Decoded.Readable(var offer)))
            return data;
        return switch (change) {
            case REMOVE -> data;
            case OFFER_NULL -> alone(ProtectionProfile.SRTP_NULL_HMAC_SHA1_80, offer.mki());
            case OTHER_PROFILE -> alone(other(offer.profiles().getFirst()), offer.mki());
            case REVERSE -> new UseSrtpData(offer.profiles().reversed(), offer.mki()).encode();
            case OTHER_MKI -> new UseSrtpData(offer.profiles(), another(offer.mki())).encode();
        };
    }

    private static ProtectionProfile other(int code) {
        return code == ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_32.code()
                ? ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80
                : ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_32;
    }

    private static Mki another(Mki mki) {
        return mki.length() == 0 ? new Mki(Octets.hex("5a")) : Mki.NONE;
    }

    private static Octets alone(ProtectionProfile profile, Mki mki) {
        return new UseSrtpData(List.of(profile.code()), mki).encode();
    }

    private static <T> Optional<T> value(Decoded<T> decoded) {
        return switch (decoded) {
            case Decoded.Value<T>(var value) -> Optional.of(value);
            case Decoded.Malformed<T> _ -> Optional.empty();
        };
    }
}
