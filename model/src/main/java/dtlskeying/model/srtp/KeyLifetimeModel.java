package dtlskeying.model.srtp;

import static dtlskeying.spec.srtp.KeyLifetimeSpec.Claim.A_NEW_HANDSHAKE_REPLACES_SPENT_KEYS;
import static dtlskeying.spec.srtp.KeyLifetimeSpec.Claim.EXPIRED_KEYS_PROCESS_NOTHING;
import static dtlskeying.spec.srtp.KeyLifetimeSpec.Claim.PACKETS_ARE_COUNTED_PER_KEY;
import static dtlskeying.spec.srtp.KeyLifetimeSpec.Direction.IN;
import static dtlskeying.spec.srtp.KeyLifetimeSpec.Direction.OUT;
import static dtlskeying.spec.srtp.KeySetsSpec.Claim.UNVERIFIED_PACKETS_ARE_DISCARDED;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.KEY_STOPS_AT_ITS_LIFETIME;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.UNAUTHENTIC_PACKET_IS_DISCARDED;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Reading;
import dtlskeying.spec.srtp.KeyLifetimeSpec.Direction;
import dtlskeying.spec.srtp.KeyLifetimeSpec.Effect;
import dtlskeying.spec.srtp.KeyLifetimeSpec.Input;
import dtlskeying.spec.srtp.KeyLifetimeSpec.Limit;
import dtlskeying.spec.srtp.PacketKind;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * §4.4 as a relation: four counts, one a key, and whether new keys were asked for.
 *
 * <p>The text says what is due at the limit, and nothing about when to ask before it. An end may
 * therefore ask at any packet from the number on that it was given, and has departed from a
 * recommendation only if the limit is reached and it has not.
 *
 * @param readings how the passages that are open are read
 */
public record KeyLifetimeModel(Set<Reading> readings)
        implements Relation<KeyLifetimeModel.Facts, Input, Effect> {
    public KeyLifetimeModel {
        readings = Set.copyOf(readings);
    }

    /**
     * What is known at one end.
     *
     * @param limit how far a key goes
     * @param counts how many packets each key has processed: RTP out, RTP in, RTCP out, RTCP in
     * @param asked whether new keys were asked for
     */
    public record Facts(Limit limit, List<Long> counts, boolean asked) {
        public Facts {
            counts = List.copyOf(counts);
        }

        /** What is known when the keys are new. */
        public static Facts start(Limit limit) {
            return new Facts(limit, List.of(0L, 0L, 0L, 0L), false);
        }

        /** How many packets that key has processed. */
        public long count(PacketKind kind, Direction direction) {
            return counts.get(place(kind, direction));
        }

        /** Whether one of the two keys for that kind of packets has reached its end. */
        public boolean isSpent(PacketKind kind) {
            return count(kind, OUT) >= limit.packets() || count(kind, IN) >= limit.packets();
        }

        private Facts counting(PacketKind kind, Direction direction) {
            List<Long> more =
                    IntStream.range(0, counts.size())
                            .mapToObj(i -> counts.get(i) + (i == place(kind, direction) ? 1 : 0))
                            .toList();
            return new Facts(limit, more, asked);
        }

        private Facts asking() {
            return new Facts(limit, counts, true);
        }

        private static int place(PacketKind kind, Direction direction) {
            return 2 * kind.ordinal() + direction.ordinal();
        }
    }

    @Override
    public Set<Outcome<Facts, Effect>> permitted(Facts facts, Input input) {
        return switch (input) {
            case Input.Protect(var kind) -> protect(facts, kind);
            case Input.Arrived(var kind, var genuine) -> arrived(facts, kind, genuine);
            case Input.Rekeyed() -> Set.of(Outcome.of(Facts.start(facts.limit()), List.of()));
        };
    }

    /** An end that has missed its packet may still ask. */
    @Override
    public Set<Outcome<Facts, Effect>> spontaneous(Facts facts) {
        if (facts.asked() || facts.counts().stream().allMatch(n -> n < facts.limit().askAt()))
            return Set.of();
        return Set.of(Outcome.of(facts.asking(), List.of(new Effect.RekeyAsked())));
    }

    private Set<Outcome<Facts, Effect>> protect(Facts facts, PacketKind kind) {
        if (!isStopped(facts, kind)) return processed(facts, kind, OUT);
        Effect refused = new Effect.Refused(Clause.UNSTATED);
        return Set.of(
                Outcome.of(
                        facts,
                        List.of(refused),
                        EXPIRED_KEYS_PROCESS_NOTHING,
                        KEY_STOPS_AT_ITS_LIFETIME));
    }

    private Set<Outcome<Facts, Effect>> arrived(Facts facts, PacketKind kind, boolean genuine) {
        var objections = new HashSet<Clause>();
        if (isStopped(facts, kind))
            objections.addAll(Set.of(EXPIRED_KEYS_PROCESS_NOTHING, KEY_STOPS_AT_ITS_LIFETIME));
        if (!genuine)
            objections.addAll(
                    Set.of(UNAUTHENTIC_PACKET_IS_DISCARDED, UNVERIFIED_PACKETS_ARE_DISCARDED));
        if (objections.isEmpty()) return processed(facts, kind, IN);
        return Set.of(
                new Outcome<>(
                        facts,
                        List.of(new Effect.Discarded(Clause.UNSTATED)),
                        objections,
                        Set.of()));
    }

    /** §4.4 stops both directions; whether it stops the other kind too is a reading. */
    private boolean isStopped(Facts facts, PacketKind kind) {
        if (readings.contains(Reading.SPENT_KEY_STOPS_ITS_KIND_ALONE)) return facts.isSpent(kind);
        return facts.isSpent(PacketKind.RTP) || facts.isSpent(PacketKind.RTCP);
    }

    private static Set<Outcome<Facts, Effect>> processed(
            Facts facts, PacketKind kind, Direction direction) {
        Facts after = facts.counting(kind, direction);
        long count = after.count(kind, direction);
        Effect processed = new Effect.Processed(direction, kind, count);
        Outcome<Facts, Effect> silent =
                Outcome.of(after, List.of(processed), PACKETS_ARE_COUNTED_PER_KEY);
        if (facts.asked() || count < facts.limit().askAt()) return Set.of(silent);
        boolean tooLate = count >= facts.limit().packets();
        return Either.of(
                Set.of(
                        tooLate
                                ? silent.departingFrom(A_NEW_HANDSHAKE_REPLACES_SPENT_KEYS)
                                : silent),
                asking(after, processed));
    }

    /** Asking and processing are one moment: the text puts neither first. */
    private static Set<Outcome<Facts, Effect>> asking(Facts after, Effect processed) {
        Effect asked = new Effect.RekeyAsked();
        return Set.of(
                Outcome.of(
                        after.asking(),
                        List.of(processed, asked),
                        PACKETS_ARE_COUNTED_PER_KEY,
                        A_NEW_HANDSHAKE_REPLACES_SPENT_KEYS),
                Outcome.of(
                        after.asking(),
                        List.of(asked, processed),
                        PACKETS_ARE_COUNTED_PER_KEY,
                        A_NEW_HANDSHAKE_REPLACES_SPENT_KEYS));
    }
}
