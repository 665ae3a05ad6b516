package dtlskeying.model.chunk;

import dtlskeying.model.chunk.ReauthenticationFacts.Numbers;
import dtlskeying.model.chunk.ReauthenticationFacts.Waiting;
import dtlskeying.model.explore.Fingerprint;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ReauthenticationSpec.Policy;

import java.util.ArrayList;
import java.util.List;

/**
 * One of two protected ends.
 *
 * @param facts what it knows
 * @param kept its last answer, and the last proof that it has shown unasked
 * @param proven the newest epoch in which its peer has proven who it is
 */
public record ReauthenticationEnd(
        Role role, ReauthenticationFacts facts, List<ReauthenticationMessage> kept, long proven) {
    public ReauthenticationEnd {
        kept = List.copyOf(kept);
    }

    static ReauthenticationEnd start(Role role, Policy policy) {
        return new ReauthenticationEnd(
                role, ReauthenticationFacts.at(role, 3, policy), List.of(), 0);
    }

    ReauthenticationEnd with(ReauthenticationFacts later) {
        return new ReauthenticationEnd(role, later, kept, proven);
    }

    /** One answer is kept, and one proof that nobody has asked for. */
    ReauthenticationEnd keeping(ReauthenticationMessage message) {
        var more = new ArrayList<ReauthenticationMessage>();
        for (ReauthenticationMessage other : kept)
            if (facts.isOwn(other.exchange()) != facts.isOwn(message.exchange())) more.add(other);
        more.add(message);
        more.sort(ReauthenticationMessage.ORDER);
        return new ReauthenticationEnd(role, facts, more, proven);
    }

    ReauthenticationEnd proven(long epoch) {
        return new ReauthenticationEnd(role, facts, kept, Math.max(proven, epoch));
    }

    /** An end in whose world a repetition is due at any moment, and patience does not end. */
    ReauthenticationEnd patient() {
        return with(facts.asking(rested(facts.asked())).showing(rested(facts.shown())));
    }

    private static Waiting rested(Waiting waiting) {
        return new Waiting(waiting.exchange(), waiting.epoch(), 0, 0);
    }

    /** What matters to a reader of a counterexample. */
    @Override
    public String toString() {
        if (!facts.isUp()) return role.text() + " is over";
        String known =
                "%s has epochs %d to %d, uses %d"
                        .formatted(
                                role.text(),
                                facts.epochs().oldest(),
                                facts.epochs().newest(),
                                facts.epochs().current());
        String asks = facts.asked().isOpen() ? ", asks in " + facts.asked() : "";
        String shows = facts.shown().isOpen() ? ", has shown in " + facts.shown() : "";
        return known + asks + shows + (proven > 0 ? ", knows its peer since " + proven : "");
    }

    /** 64 bits that tell it from others. */
    long bits() {
        Numbers numbers = facts.numbers();
        long mixed = Fingerprint.SEED;
        long[] fields = {
            facts.epochs().oldest(),
            facts.epochs().current(),
            facts.epochs().newest(),
            facts.asked().exchange(),
            facts.asked().epoch(),
            facts.shown().exchange(),
            numbers.begun(),
            numbers.proven(),
            numbers.heard(),
            numbers.answered(),
            numbers.accepted(),
            proven
        };
        for (long field : fields) mixed = Fingerprint.mix(mixed, field);
        for (ReauthenticationMessage message : kept) mixed = Fingerprint.mix(mixed, message.bits());
        return mixed;
    }
}
