package dtlskeying.properties.srtp;

import static dtlskeying.spec.srtp.PacketKind.RTP;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.UNAUTHENTIC_PACKET_IS_DISCARDED;
import static dtlskeying.spec.srtp.SrtpTransformSpec.RTP_INDICES;

import dtlskeying.impl.srtp.PacketIndex.Heard;
import dtlskeying.impl.srtp.SrtpTransform;
import dtlskeying.impl.srtp.SrtpTransform.Unused;
import dtlskeying.model.srtp.SrtpTransformModel.Facts;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Law;
import dtlskeying.properties.Mutant;
import dtlskeying.properties.Trace;
import dtlskeying.properties.Trace.Entry;
import dtlskeying.spec.srtp.SrtpTransformSpec.Effect;
import dtlskeying.spec.srtp.SrtpTransformSpec.Input;
import dtlskeying.spec.srtp.SrtpTransformSpec.Tag;

import net.jqwik.api.Example;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** RFC 3711 §3.3 held against its model: P18, P19, P24 and P30, and the bugs X38 to X40. */
public class SrtpTransformProperties
        extends ChapterProperties<SrtpTransform, Input, Effect, Facts> {
    static final Law<SrtpTransform, Input, Effect, Facts> ROC_INDEX_GUESS_EQUALS_ORACLE =
            new Law<>("P18 RocIndexGuessEqualsOracle", SrtpTransformProperties::wrongGuess);

    static final Law<SrtpTransform, Input, Effect, Facts> SRTP_ACCEPT_AT_MOST_ONCE =
            new Law<>(
                    "P19 SrtpAcceptAtMostOnce",
                    trace -> repeated(trace, Effect.Opened.class, "is opened twice"));

    static final Law<SrtpTransform, Input, Effect, Facts> NO_TWO_TIME_PAD =
            new Law<>(
                    "P24 NoTwoTimePad",
                    trace -> repeated(trace, Effect.Protected.class, "is used twice"));

    static final Law<SrtpTransform, Input, Effect, Facts> FAILED_PACKET_CHANGES_NOTHING =
            Law.ofSteps("P30 FailedPacketChangesNothing", SrtpTransformProperties::traceOfFailure);

    public SrtpTransformProperties() {
        super(SrtpTransformChapter.CHAPTER, 3);
    }

    @Example
    void P18_roc_index_guess_equals_oracle() {
        holds(ROC_INDEX_GUESS_EQUALS_ORACLE);
    }

    @Example
    void P19_srtp_accept_at_most_once() {
        holds(SRTP_ACCEPT_AT_MOST_ONCE);
    }

    @Example
    void P24_no_two_time_pad() {
        holds(NO_TWO_TIME_PAD);
    }

    @Example
    void P30_failed_packet_changes_nothing() {
        holds(FAILED_PACKET_CHANGES_NOTHING);
    }

    /** The index of every packet that went through, looked for one by one around the highest. */
    private static Optional<String> wrongGuess(Trace<SrtpTransform, Input, Effect, Facts> trace) {
        long highest = startsAfter(trace.start().state());
        for (var entry : trace.entries()) {
            if (isMissed(entry, highest)) return Optional.of(entry + " after " + highest);
            for (Effect effect : entry.effects()) {
                long index = rtpIndex(effect);
                if (index < 0) continue;
                boolean right = highest < 0 ? index >> 16 == 0 : isNearest(highest, index);
                if (!right) return Optional.of(entry + " after " + highest);
                highest = Math.max(highest, index);
            }
        }
        return Optional.empty();
    }

    /** Whether an authentic packet from nearby was taken for another's. */
    private static boolean isMissed(Entry<SrtpTransform, Input, Effect> entry, long highest) {
        return highest >= 0
                && entry.input() instanceof Input.Arrive(_, Tag.Genuine(var index))
                && Math.abs(index - highest) < 0x8000
                && entry.effects().getFirst().clause() == UNAUTHENTIC_PACKET_IS_DISCARDED;
    }

    private static boolean isNearest(long highest, long index) {
        long away = Math.abs(index - highest);
        for (long other = index % 0x10000; other <= highest + 0x20000; other += 0x10000) {
            if (other < highest - 0x20000) other += (highest - 0x20000 - other) / 0x10000 * 0x10000;
            boolean nearer = Math.abs(other - highest) < away;
            if (nearer && other < RTP_INDICES) return false;
        }
        return true;
    }

    private static long rtpIndex(Effect effect) {
        return switch (effect) {
            case Effect.Protected(var kind, var index) -> kind == RTP ? index : -1;
            case Effect.Opened(var kind, var index) -> kind == RTP ? index : -1;
            case Effect.Refused _, Effect.Discarded _ -> -1;
        };
    }

    private static long startsAfter(SrtpTransform start) {
        return start instanceof Unused(Heard(var highest), _) ? highest : -1;
    }

    private static Optional<String> repeated(
            Trace<SrtpTransform, Input, Effect, Facts> trace,
            Class<? extends Effect> kind,
            String what) {
        var seen = new HashSet<Effect>();
        for (var entry : trace.entries())
            for (Effect effect : entry.effects())
                if (kind.isInstance(effect) && !seen.add(effect))
                    return Optional.of(effect + " " + what);
        return Optional.empty();
    }

    private static Optional<String> traceOfFailure(Entry<SrtpTransform, Input, Effect> entry) {
        boolean failed =
                entry.effects().stream()
                        .noneMatch(effect ->
                                effect instanceof Effect.Opened
                                        || effect instanceof Effect.Protected);
        return failed && !entry.before().equals(entry.after())
                ? Optional.of(entry + " changed " + entry.before())
                : Optional.empty();
    }

    @Override
    protected List<Mutant<SrtpTransform, Input, Effect, Facts>> mutants() {
        return SrtpTransformMutants.all();
    }
}
