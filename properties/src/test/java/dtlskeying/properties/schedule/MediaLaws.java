package dtlskeying.properties.schedule;

import dtlskeying.impl.dtls12.RecordHeader;
import dtlskeying.impl.srtp.PacketDemux;
import dtlskeying.properties.schedule.Happening.Arrived;
import dtlskeying.properties.schedule.Happening.Did;
import dtlskeying.properties.schedule.Happening.Opened;
import dtlskeying.properties.schedule.Happening.Processed;
import dtlskeying.properties.schedule.Happening.Routed;
import dtlskeying.properties.schedule.Happening.Sent;
import dtlskeying.properties.schedule.Happening.SentMedia;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.DtlsCiphertext;
import dtlskeying.spec.srtp.PacketDemuxSpec;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What every course obeys: framing, indices, replay. */
final class MediaLaws {
    static final ScheduleLaw P16 =
            new ScheduleLaw("P16 NoMediaBeforeHandshakeComplete", MediaLaws::tooEarly);
    static final ScheduleLaw P19 =
            new ScheduleLaw(
                    "P19 SrtpAcceptAtMostOnce",
                    course ->
                            repeated(
                                    course.happenings(Opened.class),
                                    o -> List.of(o.at(), o.kind(), o.source(), o.index())));
    static final ScheduleLaw P20 =
            new ScheduleLaw("P20 OneSrtpPacketPerDatagram", MediaLaws::badlyFramedMedia);
    static final ScheduleLaw P21 =
            new ScheduleLaw("P21 OtherContentTypesUseDtlsFraming", MediaLaws::badlyFramedRecord);
    static final ScheduleLaw P22 =
            new ScheduleLaw(
                    "P22 DemuxTotalAndDisjoint",
                    course -> first(course, Arrived.class, a -> !isRoutedByFigure7(a)));
    static final ScheduleLaw P23 = new ScheduleLaw("P23 NoFramingConfusion", MediaLaws::confused);
    static final ScheduleLaw P24 =
            new ScheduleLaw(
                    "P24 NoTwoTimePad",
                    course ->
                            repeated(
                                    course.happenings(SentMedia.class),
                                    s -> List.of(s.at(), s.kind(), s.index())));
    static final ScheduleLaw P30 =
            new ScheduleLaw(
                    "P30 FailedPacketChangesNothing",
                    course ->
                            first(
                                    course,
                                    Arrived.class,
                                    a -> isWorthless(course, a) && !a.before().equals(a.after())));

    private MediaLaws() {}

    private static Optional<String> tooEarly(Course course) {
        Set<Role> open = EnumSet.noneOf(Role.class);
        for (Role role : Role.values())
            if (course.start().end(role).dtls().isEstablished()) open.add(role);
        for (Happening happening : course.happenings().toList()) {
            if (happening instanceof Did(var at, _, Effect.Completed _)) open.add(at);
            boolean media = happening instanceof Processed || happening instanceof SentMedia;
            if (media && !open.contains(happening.at())) return Optional.of(happening.toString());
        }
        return Optional.empty();
    }

    private static Optional<String> badlyFramedMedia(Course course) {
        return first(course, SentMedia.class, sent -> !isOnePacket(sent))
                .or(() ->
                        first(
                                course,
                                Sent.class,
                                sent -> has(sent.bytes(), ContentType.APPLICATION_DATA)));
    }

    /** One packet, and no more around it than SRTCP index, tag and MKI. */
    private static boolean isOnePacket(SentMedia sent) {
        int first = sent.bytes().at(0);
        int around = sent.bytes().length() - sent.plain().length();
        return 128 <= first && first <= 191 && 0 < around && around <= 4 + 16 + 4;
    }

    private static Optional<String> badlyFramedRecord(Course course) {
        return first(
                course,
                Sent.class,
                sent -> {
                    var records = RecordHeader.read(sent.bytes());
                    return records.readable() != sent.bytes().length()
                            || records.records().stream()
                                    .anyMatch(r -> r.type() < 20 || r.type() > 22);
                });
    }

    private static boolean has(Octets datagram, ContentType type) {
        return RecordHeader.read(datagram).records().stream()
                .anyMatch(record -> record.type() == type.code());
    }

    private static boolean isRoutedByFigure7(Arrived arrived) {
        var routes =
                arrived.consequences().stream()
                        .filter(Routed.class::isInstance)
                        .map(happening -> ((Routed) happening).effect())
                        .toList();
        if (routes.size() != 1) return false;
        if (arrived.before().demux() instanceof PacketDemux.Closed)
            return routes.getFirst() instanceof PacketDemuxSpec.Effect.Discarded;
        int first = arrived.bytes().isEmpty() ? -1 : arrived.bytes().at(0);
        return switch (routes.getFirst()) {
            case PacketDemuxSpec.Effect.ToStun() -> 0 <= first && first <= 1;
            case PacketDemuxSpec.Effect.ToDtls() -> 20 <= first && first <= 63;
            case PacketDemuxSpec.Effect.ToSrtp _ -> 128 <= first && first <= 191;
            case PacketDemuxSpec.Effect.Discarded _ ->
                    !(0 <= first && first <= 1) && !(20 <= first && first <= 63);
            default -> false;
        };
    }

    /** Whoever sent it, and whoever brought it: one framing at most takes anything of it. */
    private static Optional<String> confused(Course course) {
        return first(
                course,
                Arrived.class,
                arrived -> {
                    boolean opens =
                            arrived.consequences().stream().anyMatch(Opened.class::isInstance);
                    boolean moves = !arrived.before().dtls().equals(arrived.after().dtls());
                    return opens && moves
                            || opens && !isMedia(course, arrived)
                            || moves && isMedia(course, arrived);
                });
    }

    private static boolean isMedia(Course course, Arrived arrived) {
        return course.happenings(SentMedia.class)
                .anyMatch(
                        sent -> sent.at() != arrived.at() && sent.bytes().equals(arrived.bytes()));
    }

    /**
     * Of the attacker's own making from end to end, at an end that has keys and expects no others:
     * records for keys to come are held.
     */
    private static boolean isWorthless(Course course, Arrived arrived) {
        if (arrived.origin() != Happening.Origin.ATTACKER) return false;
        if (!arrived.before().dtls().isEstablished()) return false;
        if (arrived.before().dtls().isRehandshaking()) return false;
        Role peer = arrived.at().peer();
        var records = new HashSet<DtlsCiphertext>(RecordHeader.read(arrived.bytes()).records());
        for (var sent : course.end().traffic().sent().entrySet()) {
            if (sent.getKey().from() != peer) continue;
            if (sent.getValue().equals(arrived.bytes())) return false;
            if (RecordHeader.read(sent.getValue()).records().stream().anyMatch(records::contains))
                return false;
        }
        return true;
    }

    private static <H extends Happening> Optional<String> first(
            Course course, Class<H> kind, Predicate<H> isWrong) {
        return course.happenings(kind).filter(isWrong).findFirst().map(Happening::toString);
    }

    private static <H extends Happening> Optional<String> repeated(
            Stream<H> happenings, Function<H, Object> key) {
        var seen = new HashSet<Object>();
        return happenings
                .filter(happening -> !seen.add(key.apply(happening)))
                .findFirst()
                .map(happening -> "once more " + happening);
    }
}
