package dtlskeying.model.chunk;

import dtlskeying.model.chunk.ReauthenticationFacts.Numbers;
import dtlskeying.model.chunk.ReauthenticationFacts.Waiting;
import dtlskeying.model.explore.Fingerprint;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ReauthenticationSpec.Policy;
import dtlskeying.spec.chunk.ReauthenticationSpec.Problem;
import dtlskeying.spec.chunk.ReauthenticationSpec.Verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Two protected ends, and what they have said to each other.
 *
 * @param client one end
 * @param server the other
 * @param carrier what carries the messages
 * @param flying what is on its way, in the order in which it was said if the carrier keeps that
 * @param seen the proofs that the attacker has seen
 * @param split the first epoch whose secrets are not the same at both ends, 0 if there is none
 * @param forgeries how many messages the attacker may still make up
 * @param flaw what went wrong, empty if nothing has
 */
public record ReauthenticationState(
        End client,
        End server,
        Carrier carrier,
        List<Message> flying,
        Set<Proof> seen,
        long split,
        int forgeries,
        String flaw) {
    /** What carries the messages. */
    public enum Carrier {
        /** SCTP: each message comes once, in order. */
        ORDERED,
        /** Records over UDP: a message comes at any time, any number of times, or never. */
        LOSSY
    }

    /**
     * The context of a request, or of a proof that nobody has asked for.
     *
     * @param exchange the number that it was drawn for
     * @param epoch in its first 8 bytes
     */
    public record Context(long exchange, long epoch) {
        @Override
        public String toString() {
            return exchange + " of epoch " + epoch;
        }
    }

    /**
     * What is in an authenticator.
     *
     * @param signer whose private key has signed
     * @param context in its Certificate
     * @param epoch it was made in
     * @param bound what else is signed, and keys the Finished
     */
    public record Proof(Signer signer, Context context, long epoch, String bound) {
        private static final Comparator<Proof> ORDER =
                Comparator.comparing(Proof::signer)
                        .thenComparingLong(proof -> proof.context().exchange())
                        .thenComparingLong(proof -> proof.context().epoch())
                        .thenComparingLong(Proof::epoch)
                        .thenComparing(Proof::bound);

        @Override
        public String toString() {
            return signer + " for " + context + " under " + (bound.isEmpty() ? "nothing" : bound);
        }

        long bits() {
            long head = signer.ordinal() * 64L + context.exchange();
            long mixed = Fingerprint.mix((head * 64 + context.epoch()) * 64 + epoch, 0);
            return Fingerprint.mix(mixed, bound.hashCode());
        }
    }

    /** Whose keys there are. */
    public enum Signer {
        CLIENT,
        SERVER,
        /** Somebody else whose certificate is as good. */
        ATTACKER;

        static Signer of(Role role) {
            return role == Role.CLIENT ? CLIENT : SERVER;
        }
    }

    /** What travels. */
    public sealed interface Message {
        /** Some order, the same in every run. */
        Comparator<Message> ORDER =
                Comparator.comparing(Message::to)
                        .thenComparingLong(Message::exchange)
                        .thenComparingLong(Message::bits);

        /** Who is to read it. */
        Role to();

        /** The number in it. */
        long exchange();

        /** REQUEST. */
        record Request(Role to, long exchange, long epoch, Context context) implements Message {}

        /** AUTHENTICATOR. */
        record Authenticator(Role to, long exchange, long epoch, Proof proof) implements Message {}

        /** RESULT. */
        record Result(Role to, long exchange, Verdict verdict) implements Message {}

        /** ERROR. */
        record Failure(Role to, long exchange, Problem problem) implements Message {}

        /** 64 bits that tell it from others. */
        default long bits() {
            long head = (to().ordinal() * 64L + exchange()) * 4;
            return switch (this) {
                case Request(_, _, var epoch, var context) ->
                        ((head * 64 + epoch) * 64 + context.exchange()) * 64 + context.epoch();
                case Authenticator(_, _, var epoch, var proof) ->
                        Fingerprint.mix((head + 1) * 64 + epoch, proof.bits());
                case Result(_, _, var verdict) -> (head + 2) * 64 + verdict.ordinal();
                case Failure(_, _, var problem) -> (head + 3) * 64 + problem.ordinal();
            };
        }
    }

    /**
     * One end.
     *
     * @param facts what it knows
     * @param kept its last answer, and the last proof that it has shown unasked
     * @param proven the newest epoch in which its peer has proven who it is
     */
    public record End(Role role, ReauthenticationFacts facts, List<Message> kept, long proven) {
        public End {
            kept = List.copyOf(kept);
        }

        static End start(Role role, Policy policy) {
            return new End(role, ReauthenticationFacts.at(role, 3, policy), List.of(), 0);
        }

        End with(ReauthenticationFacts later) {
            return new End(role, later, kept, proven);
        }

        /** One answer is kept, and one proof that nobody has asked for. */
        End keeping(Message message) {
            var more = new ArrayList<Message>();
            for (Message other : kept)
                if (facts.isOwn(other.exchange()) != facts.isOwn(message.exchange()))
                    more.add(other);
            more.add(message);
            more.sort(Message.ORDER);
            return new End(role, facts, more, proven);
        }

        End proven(long epoch) {
            return new End(role, facts, kept, Math.max(proven, epoch));
        }

        /** An end in whose world a repetition is due at any moment, and patience does not end. */
        End patient() {
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

        private long bits() {
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
            for (Message message : kept) mixed = Fingerprint.mix(mixed, message.bits());
            return mixed;
        }
    }

    public ReauthenticationState {
        flying = List.copyOf(flying);
        seen = Set.copyOf(seen);
    }

    static ReauthenticationState start(Policy policy, Carrier carrier, int forgeries) {
        return new ReauthenticationState(
                End.start(Role.CLIENT, policy),
                End.start(Role.SERVER, policy),
                carrier,
                List.of(),
                Set.of(),
                0,
                forgeries,
                "");
    }

    @Override
    public String toString() {
        return client
                + "; "
                + server
                + (split > 0 ? "; split from epoch " + split : "")
                + (flying.isEmpty() ? "" : "; on its way " + flying)
                + (flaw.isEmpty() ? "" : "; wrong: " + flaw);
    }

    /** That end. */
    public End end(Role role) {
        return role == Role.CLIENT ? client : server;
    }

    /** Whether the association is over. */
    public boolean isOver() {
        return !client.facts().isUp() || !server.facts().isUp();
    }

    /** Whether the secrets of that epoch are not the same at both ends. */
    public boolean isSplit(long epoch) {
        return split > 0 && epoch >= split;
    }

    /** The exporter secret of that epoch at that end. */
    public String secret(Role role, long epoch) {
        return isSplit(epoch) ? epoch + " of the " + role.text() : Long.toString(epoch);
    }

    ReauthenticationState with(End end) {
        return end.role() == Role.CLIENT
                ? new ReauthenticationState(
                        end, server, carrier, flying, seen, split, forgeries, flaw)
                : new ReauthenticationState(
                        client, end, carrier, flying, seen, split, forgeries, flaw);
    }

    ReauthenticationState carrying(List<Message> messages) {
        return new ReauthenticationState(
                client, server, carrier, messages, seen, split, forgeries, flaw);
    }

    ReauthenticationState seeing(Proof proof) {
        var more = new HashSet<>(seen);
        more.add(proof);
        return new ReauthenticationState(
                client, server, carrier, flying, more, split, forgeries, flaw);
    }

    ReauthenticationState splitting(long epoch) {
        return new ReauthenticationState(
                client, server, carrier, flying, seen, epoch, forgeries, flaw);
    }

    ReauthenticationState forging() {
        return new ReauthenticationState(
                client, server, carrier, flying, seen, split, forgeries - 1, flaw);
    }

    /** Wrong from here on; the first thing counts. */
    ReauthenticationState flawed(String what) {
        return flaw.isEmpty()
                ? new ReauthenticationState(
                        client, server, carrier, flying, seen, split, forgeries, what)
                : this;
    }

    /** Given up by one end, which the other learns. */
    ReauthenticationState over() {
        return new ReauthenticationState(
                client.with(ReauthenticationFacts.START),
                server.with(ReauthenticationFacts.START),
                carrier,
                List.of(),
                Set.of(),
                split,
                forgeries,
                flaw);
    }

    /** One more message, if there is room for it; else it is lost at once. */
    ReauthenticationState sending(Message message, int room) {
        boolean isThere = carrier == Carrier.LOSSY && flying.contains(message);
        long waiting = flying.stream().filter(one -> one.to() == message.to()).count();
        if (isThere || carrier == Carrier.LOSSY && waiting >= room) return this;
        if (waiting >= room) throw new AssertionError("SCTP loses nothing: " + flying);
        var more = new ArrayList<>(flying);
        more.add(message);
        if (carrier == Carrier.LOSSY) more.sort(Message.ORDER);
        return carrying(more);
    }

    /** What may arrive next. */
    List<Message> due() {
        if (carrier == Carrier.LOSSY) return flying;
        var first = new ArrayList<Message>();
        for (Message message : flying)
            if (first.stream().noneMatch(other -> other.to() == message.to())) first.add(message);
        return first;
    }

    /** After it has arrived: over a carrier that repeats, a copy stays. */
    ReauthenticationState delivering(Message message) {
        return carrier == Carrier.LOSSY ? this : losing(message);
    }

    ReauthenticationState losing(Message message) {
        var left = new ArrayList<>(flying);
        left.remove(message);
        return carrying(left);
    }

    /** Whether that end has signed for that context. */
    boolean hasSigned(Role role, Context context) {
        return seen.stream()
                .anyMatch(proof ->
                        proof.signer() == Signer.of(role) && proof.context().equals(context));
    }

    List<Proof> proofs() {
        return seen.stream().sorted(Proof.ORDER).toList();
    }

    long fingerprint() {
        long mixed = Fingerprint.mix(client.bits(), server.bits());
        for (Message message : flying) mixed = Fingerprint.mix(mixed, message.bits());
        for (Proof proof : proofs()) mixed = Fingerprint.mix(mixed, ~proof.bits());
        return Fingerprint.mix(mixed, (split * 16 + forgeries) * 64 + flaw.hashCode());
    }
}
