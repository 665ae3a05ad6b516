package dtlskeying.properties.schedule;

import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.REPLAYED_PACKET_IS_DISCARDED;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.UNAUTHENTIC_PACKET_IS_DISCARDED;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls12.Association;
import dtlskeying.impl.dtls12.RecordHeader;
import dtlskeying.impl.srtp.PacketDemux;
import dtlskeying.impl.srtp.PacketIndex;
import dtlskeying.impl.srtp.ReplayList;
import dtlskeying.impl.srtp.SrtpTransform;
import dtlskeying.properties.Answers;
import dtlskeying.properties.Guard;
import dtlskeying.properties.Specimen;
import dtlskeying.properties.schedule.Trial.Verdict;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.AssociationSpec;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.FlightsSpec;
import dtlskeying.spec.dtls12.RecordsSpec;
import dtlskeying.spec.dtls12.ServerHandshakeSpec;
import dtlskeying.spec.srtp.PacketDemuxSpec;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.SrtpTransformSpec;
import dtlskeying.spec.srtp.UseSrtpSpec;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/** Known bugs in a whole stack, each with the law that notices it on a schedule. */
public final class ScheduleGuards {
    private static final int TRIES = 300;

    private ScheduleGuards() {}

    /**
     * A bug.
     *
     * @param optimum the fewest events that show it
     */
    record Bug(
            String id,
            String story,
            Set<Clause> breaks,
            ScheduleLaw killer,
            Stack sick,
            LongFunction<Schedule> drawing,
            int optimum) {
        Optional<Verdict> hunt() {
            return Trial.hunt(killer, sick, drawing, TRIES);
        }

        Guard guard() {
            return new Guard(
                    id,
                    story,
                    breaks,
                    killer.name(),
                    () -> hunt().map(Verdict::toString),
                    () -> hunt().map(this::specimen));
        }

        private Specimen specimen(Verdict verdict) {
            return new Specimen(
                    Specimen.Kind.SCHEDULE,
                    verdict.course().steps().stream().map(Object::toString).toList(),
                    verdict.violation(),
                    optimum,
                    answers(verdict));
        }

        /** What the laws say that are asked of schedules with this start. */
        private static Answers answers(Verdict verdict) {
            Start start = verdict.schedule().start();
            var laws = new TreeMap<String, Function<Course, Optional<String>>>();
            all().filter(bug -> bug.drawing().apply(0).start() == start)
                    .map(Bug::killer)
                    .forEach(law -> laws.put(law.name(), law.violation()));
            return Answers.of(laws, verdict.course());
        }
    }

    /** The bugs of whole stacks, and those of the parts of an association. */
    static Stream<Bug> all() {
        return Stream.concat(BUGS.stream(), AssociationBugs.ALL.stream());
    }

    /** For the ladder. */
    public static List<Guard> guards() {
        return Stream.concat(all().map(Bug::guard), Stream.of(KnownClientTest.GUARD)).toList();
    }

    static final List<Bug> BUGS =
            List.of(
                    new Bug(
                            "X21-stack",
                            "SRTP gets packets before Finished is verified",
                            Set.of(PacketDemuxSpec.Claim.NO_SRTP_BEFORE_COMPLETION),
                            MediaLaws.P16,
                            Stack.OURS.withDemux(ScheduleGuards::open),
                            HandshakeDraws::overtaking,
                            3),
                    new Bug(
                            "ffmpeg-webrtc-71",
                            "X22 in a stack: whatever is no SRTP reaches the handshake",
                            Set.of(PacketDemuxSpec.Claim.FIRST_BYTE_TELLS_THE_PATH),
                            MediaLaws.P22,
                            Stack.OURS.withDemux(ScheduleGuards::restIsDtls),
                            MediaScheduleProperties::draw,
                            1),
                    new Bug(
                            "replay-reset-by-forgery",
                            "a packet that fails starts the replay list anew",
                            Set.of(REPLAYED_PACKET_IS_DISCARDED, UNAUTHENTIC_PACKET_IS_DISCARDED),
                            MediaLaws.P19,
                            Stack.OURS.withSrtp(ScheduleGuards::resetByForgery),
                            MediaScheduleProperties::draw,
                            4),
                    new Bug(
                            "replay-reset-by-leap",
                            "a packet ahead of the replay list empties it, and is not entered",
                            Set.of(REPLAYED_PACKET_IS_DISCARDED),
                            MediaLaws.P19,
                            Stack.OURS.withSrtp(ScheduleGuards::resetByLeap),
                            MediaScheduleProperties::draw,
                            5),
                    new Bug(
                            "index-reuse",
                            "a sender does not look whether an index was used",
                            Set.of(SrtpTransformSpec.Claim.NO_INDEX_TWICE),
                            MediaLaws.P24,
                            Stack.OURS.withSrtp(ScheduleGuards::forgetsUsed),
                            MediaScheduleProperties::draw,
                            2),
                    new Bug(
                            "no-retransmission",
                            "a flight that is due again is counted, but not sent",
                            Set.of(FlightsSpec.Claim.TIMEOUT_SENDS_THE_FLIGHT_AGAIN),
                            HandshakeLaws.P64,
                            Stack.OURS.withDtls(HandshakeBugs::neverAgain),
                            HandshakeDraws::lossy,
                            1),
                    new Bug(
                            "no-cookie",
                            "a server answers the first hello at once",
                            Set.of(ServerHandshakeSpec.Claim.COOKIE_BEFORE_STATE),
                            HandshakeLaws.P65,
                            Stack.OURS.withDtls(HandshakeBugs::withoutCookie),
                            HandshakeDraws::mixed,
                            1),
                    new Bug(
                            "forgery-stops-rehandshake",
                            "a forged record ends the handshake that is under way",
                            Set.of(RecordsSpec.Claim.INVALID_RECORDS_ARE_DISCARDED),
                            RehandshakeLaws.P37,
                            Stack.OURS.withDtls(HandshakeBugs::givesUpRehandshakes),
                            HandshakeDraws::againWithInjections,
                            2),
                    new Bug(
                            "rehandshake-without-srtp",
                            "after another handshake the records of DTLS protect the data",
                            Set.of(UseSrtpSpec.Claim.BID_DOWN_IS_CAUGHT_BY_FINISHED),
                            RehandshakeLaws.P09,
                            Stack.OURS.withDtls(HandshakeBugs::forgetsSrtp),
                            HandshakeDraws::again,
                            4),
                    new Bug(
                            "alert-believed",
                            "a fatal alert without protection ends an association that has keys",
                            Set.of(RecordsSpec.Claim.EARLIER_EPOCHS_ARE_DISCARDED),
                            MediaLaws.P30,
                            Stack.OURS.withDtls(ScheduleGuards::believesAlerts),
                            MediaScheduleProperties::draw,
                            1));

    private static Step<PacketDemux, PacketDemuxSpec.Effect> open(
            PacketDemux state, PacketDemuxSpec.Input input) {
        boolean media =
                input instanceof PacketDemuxSpec.Input.Arrived(var head)
                        && !head.isEmpty()
                        && 128 <= head.at(0)
                        && head.at(0) <= 191;
        return media && state instanceof PacketDemux.Handshaking
                ? Step.stay(state, new PacketDemuxSpec.Effect.ToSrtp(PacketKind.RTP))
                : state.on(input);
    }

    private static Step<PacketDemux, PacketDemuxSpec.Effect> restIsDtls(
            PacketDemux state, PacketDemuxSpec.Input input) {
        var step = state.on(input);
        boolean rest =
                !(state instanceof PacketDemux.Closed)
                        && input instanceof PacketDemuxSpec.Input.Arrived(var head)
                        && !head.isEmpty()
                        && head.at(0) < 128
                        && step.effects().getFirst() instanceof PacketDemuxSpec.Effect.Discarded;
        return rest ? Step.stay(state, new PacketDemuxSpec.Effect.ToDtls()) : step;
    }

    private static Step<SrtpTransform, SrtpTransformSpec.Effect> resetByForgery(
            SrtpTransform state, SrtpTransformSpec.Input input) {
        var step = state.on(input);
        boolean failed =
                step.effects().getFirst()
                                instanceof SrtpTransformSpec.Effect.Discarded(_, var clause)
                        && clause == UNAUTHENTIC_PACKET_IS_DISCARDED;
        return failed && step.state() instanceof SrtpTransform.Receiving(var index, _, _)
                ? new Step<>(emptied(index), step.effects())
                : step;
    }

    private static Step<SrtpTransform, SrtpTransformSpec.Effect> resetByLeap(
            SrtpTransform state, SrtpTransformSpec.Input input) {
        var step = state.on(input);
        boolean leap =
                state instanceof SrtpTransform.Receiving before
                        && step.state() instanceof SrtpTransform.Receiving after
                        && highest(after) - highest(before) >= 64;
        return leap && step.state() instanceof SrtpTransform.Receiving(var index, _, _)
                ? new Step<>(emptied(index), step.effects())
                : step;
    }

    private static SrtpTransform emptied(PacketIndex index) {
        return new SrtpTransform.Receiving(index, ReplayList.EMPTY, ReplayList.EMPTY);
    }

    private static long highest(SrtpTransform.Receiving state) {
        return state.index() instanceof PacketIndex.Heard(var highest) ? highest : Long.MAX_VALUE;
    }

    private static Step<SrtpTransform, SrtpTransformSpec.Effect> forgetsUsed(
            SrtpTransform state, SrtpTransformSpec.Input input) {
        return state instanceof SrtpTransform.Sending(var index, _, var control)
                ? new SrtpTransform.Sending(index, ReplayList.EMPTY, control).on(input)
                : state.on(input);
    }

    private static Step<Association, AssociationSpec.Effect> believesAlerts(
            Association state, AssociationSpec.Input input) {
        return state.isEstablished()
                        && input instanceof AssociationSpec.Input.Datagram(var bytes, var now)
                        && isPlainFatalAlert(bytes)
                ? state.on(new AssociationSpec.Input.Close(now))
                : state.on(input);
    }

    private static boolean isPlainFatalAlert(Octets datagram) {
        return RecordHeader.read(datagram).records().stream()
                .anyMatch(record ->
                        record.type() == ContentType.ALERT.code()
                                && record.epoch().number() == 0
                                && record.fragment().length() == 2
                                && record.fragment().at(0) == 2);
    }
}
