package dtlskeying.properties.srtp;

import static dtlskeying.spec.srtp.PacketKind.RTCP;
import static dtlskeying.spec.srtp.PacketKind.RTP;

import dtlskeying.impl.srtp.SrtpPackets.Result;
import dtlskeying.model.srtp.SrtpLayoutModel.Field;
import dtlskeying.model.srtp.SrtpLayoutModel.Part;
import dtlskeying.properties.srtp.PacketCode.Session;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.vectors.Fields;
import dtlskeying.vectors.UnreadableVectors;
import dtlskeying.vectors.VectorFile;
import dtlskeying.vectors.VectorFiles;
import dtlskeying.vectors.VectorGroup;
import dtlskeying.vectors.VectorKind;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What holds for the bytes of packets, as sentences that our code and sick code are asked. */
final class PacketLaws {
    /** A sentence; asked of a code, it gives what is wrong with it, if anything is. */
    record PacketLaw(String name, Function<PacketCode, Optional<String>> run) {}

    static final PacketLaw AS_PUBLISHED =
            new PacketLaw("P17 ProtectUnprotectRoundTrip, as published", PacketLaws::published);

    static final PacketLaw FLIPPED_BITS =
            new PacketLaw("P17 ProtectUnprotectRoundTrip, any flipped bit", PacketLaws::flipped);

    static final PacketLaw EVERY_FIELD =
            new PacketLaw(
                    "P07 MkiOnEveryPacketIffAgreed, P08 ProfileTableExact, field by field",
                    PacketLaws::misplaced);

    static final PacketLaw NO_PACKETS =
            new PacketLaw(
                    "P30 FailedPacketChangesNothing, refused for its layout", PacketLaws::taken);

    static final PacketLaw E_FLAG =
            new PacketLaw("P17 ProtectUnprotectRoundTrip, E clear", PacketLaws::eFlagIgnored);

    static final PacketLaw AEAD_BY_THE_MODEL =
            new PacketLaw(
                    "P17 ProtectUnprotectRoundTrip, an AEAD by the model's nonce and associated data",
                    PacketLaws::sealedOtherwise);

    /** All of them, by their names. */
    static final Map<String, Function<PacketCode, Optional<String>>> BY_NAME =
            Stream.of(
                            AS_PUBLISHED,
                            FLIPPED_BITS,
                            EVERY_FIELD,
                            NO_PACKETS,
                            E_FLAG,
                            AEAD_BY_THE_MODEL)
                    .collect(
                            Collectors.toMap(
                                    PacketLaw::name,
                                    PacketLaw::run,
                                    (one, _) -> one,
                                    TreeMap::new));

    private static final long INDEX = 0x1234;

    /** The same sequence number, after the roll-over counter has grown. */
    private static final long LATER_INDEX = 0x51234;

    private PacketLaws() {}

    /** Every packet of the vectors whose keys are derived becomes what is published, and back. */
    private static Optional<String> published(PacketCode code) {
        for (VectorGroup group : vectors(VectorKind.SRTP_TRANSFORM).testGroups()) {
            if (!group.fields().has("masterKey")) continue;
            Session session = session(group.fields());
            for (var test : group.tests())
                for (Fields send : test.fields().list("sends")) {
                    long index = send.number("index");
                    Octets plain = send.octets("packet");
                    Octets whole = send.octets("protected");
                    if (!code.protect(session, index, plain).equals(new Result.Packet(whole)))
                        return Optional.of("test " + test.tcId() + ": not as published");
                    if (!code.open(session, index, whole).equals(new Result.Packet(plain)))
                        return Optional.of("test " + test.tcId() + ": not opened");
                }
        }
        return Optional.empty();
    }

    private static Optional<String> flipped(PacketCode code) {
        for (Session session : sessions()) {
            Octets whole = octets(PacketCode.HEALTHY.protect(session, INDEX, packet(session)));
            for (int bit = 0; bit < 8 * whole.length(); bit++)
                if (code.open(session, INDEX, flip(whole, bit)) instanceof Result.Packet)
                    return Optional.of(session.profile() + ": bit " + bit + " does not matter");
        }
        return Optional.empty();
    }

    /** Cuts protected packets as the model does, and looks at each piece. */
    private static Optional<String> misplaced(PacketCode code) {
        for (Session session : sessions()) {
            Octets plain = packet(session);
            Octets whole = octets(code.protect(session, INDEX, plain));
            var fields = session.layout().fields(plain);
            int length = fields.stream().mapToInt(Field::length).sum();
            if (length != whole.length())
                return Optional.of(session + ": " + whole.length() + " bytes, not " + length);
            int at = 0;
            for (Field field : fields) {
                Octets piece = whole.slice(at, at + field.length());
                boolean right = fits(session, field.part(), piece, plain);
                if (!right) return Optional.of(session.profile() + ": " + field + " is " + piece);
                at += field.length();
            }
        }
        return Optional.empty();
    }

    private static boolean fits(Session session, Part part, Octets piece, Octets plain) {
        boolean encrypts = session.profile().cipher() != ProtectionProfile.Cipher.NULL;
        return switch (part) {
            case HEADER -> piece.equals(plain.slice(0, piece.length()));
            case PAYLOAD ->
                    encrypts
                            != piece.equals(
                                    plain.slice(plain.length() - piece.length(), plain.length()));
            case MKI -> piece.equals(session.mki().value());
            case WORD ->
                    piece.isEmpty()
                            || piece.equals(
                                    Octets.hex(
                                            String.format("%08x", session.layout().word(INDEX))));
            case TAG -> true;
        };
    }

    /** What the model objects to is refused for such a reason, and no exception gets out. */
    private static Optional<String> taken(PacketCode code) {
        for (Session session : sessions()) {
            for (Octets arrival : noPackets(session)) {
                var objections = session.layout().objections(arrival);
                var opened = attempt(() -> code.open(session, INDEX, arrival));
                if (!isRefused(opened, objections))
                    return Optional.of(arrival + " is " + opened + ", not " + objections);
            }
            for (Octets plain : noPlainPackets(session)) {
                var objections = session.layout().objectionsToHeader(plain);
                var sent = attempt(() -> code.protect(session, INDEX, plain));
                if (!isRefused(sent, objections))
                    return Optional.of(plain + " is " + sent + ", not " + objections);
            }
        }
        return Optional.empty();
    }

    private static boolean isRefused(Object result, Set<Clause> objections) {
        return result instanceof Result.Refused(var claim) && objections.contains(claim);
    }

    private static Object attempt(Supplier<Result> code) {
        try {
            return code.get();
        } catch (RuntimeException e) {
            return e;
        }
    }

    private static List<Octets> noPackets(Session session) {
        Octets whole = octets(PacketCode.HEALTHY.protect(session, INDEX, packet(session)));
        var bad = new ArrayList<Octets>();
        for (int bit = 0; bit < 8 * whole.length(); bit++) bad.add(flip(whole, bit));
        for (int length = 0; length < whole.length(); length++) bad.add(whole.slice(0, length));
        bad.removeIf(packet -> session.layout().objections(packet).isEmpty());
        return bad;
    }

    private static List<Octets> noPlainPackets(Session session) {
        Octets whole = packet(session);
        var bad = new ArrayList<Octets>();
        for (int length = 0; length < whole.length(); length++) bad.add(whole.slice(0, length));
        bad.add(flip(whole, 0));
        bad.add(flip(whole, 1));
        bad.removeIf(packet -> session.layout().objectionsToHeader(packet).isEmpty());
        return bad;
    }

    /** An authentic SRTCP packet with E clear is handed up as it stands (RFC 3711 §3.4). */
    private static Optional<String> eFlagIgnored(PacketCode code) {
        for (Session session : sessions()) {
            if (session.kind() == RTP) continue;
            Octets plain = packet(session);
            Octets clear =
                    session.profile().isAead()
                            ? AeadPacket.clear(session, 7, plain).octets()
                            : Macs.clear(session, 7, plain);
            var opened = code.open(session, 7, clear);
            if (!opened.equals(new Result.Packet(plain)))
                return Optional.of(session.profile() + ": what was clear is " + opened);
        }
        return Optional.empty();
    }

    private static Optional<String> sealedOtherwise(PacketCode code) {
        for (Session session : sessions()) {
            if (!session.profile().isAead()) continue;
            Octets plain = packet(session);
            Octets whole = AeadPacket.of(session, LATER_INDEX, plain).octets();
            if (!code.protect(session, LATER_INDEX, plain).equals(new Result.Packet(whole)))
                return Optional.of(session.profile() + ": not as the model seals");
            if (!code.open(session, LATER_INDEX, whole).equals(new Result.Packet(plain)))
                return Optional.of(session.profile() + ": what the model seals is not opened");
        }
        return Optional.empty();
    }

    /** Each profile and kind, with an MKI. */
    static List<Session> sessions() {
        var sessions = new ArrayList<Session>();
        for (ProtectionProfile profile : ProtectionProfile.values())
            for (PacketKind kind : PacketKind.values()) {
                Octets key = Octets.hex("a5".repeat(profile.keyLength()));
                Octets salt = Octets.hex("c3".repeat(profile.saltLength()));
                sessions.add(new Session(profile, kind, Mki.hex("0a0b"), key, salt));
            }
        return sessions;
    }

    /** A packet with a header extension, or an RTCP packet. */
    static Octets packet(Session session) {
        return Octets.of(
                session.kind() == RTCP
                        ? SrtpPair.rtcp(20)
                        : SrtpPair.rtp((int) INDEX, 1, true, 20));
    }

    static Octets octets(Result result) {
        return switch (result) {
            case Result.Packet(var octets) -> octets;
            case Result.Refused(var claim) -> throw new AssertionError(claim);
        };
    }

    /** Bit 0 is the first on the wire. */
    static Octets flip(Octets packet, int bit) {
        byte[] bytes = packet.toArray();
        bytes[bit / 8] ^= (byte) (0x80 >> bit % 8);
        return Octets.of(bytes);
    }

    private static Session session(Fields group) {
        return new Session(
                ProtectionProfile.valueOf(group.text("profile")),
                PacketKind.valueOf(group.text("kind").toUpperCase(Locale.ROOT)),
                new Mki(group.octets("mki")),
                group.octets("masterKey"),
                group.octets("masterSalt"));
    }

    /** The published vectors of that kind. */
    static VectorFile vectors(VectorKind kind) {
        try {
            Path root = Path.of(System.getProperty("repository.root", ".."));
            return VectorFiles.read(root.resolve("vectors"), kind);
        } catch (UnreadableVectors e) {
            throw new AssertionError(e);
        }
    }
}
