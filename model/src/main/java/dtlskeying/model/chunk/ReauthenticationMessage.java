package dtlskeying.model.chunk;

import dtlskeying.model.explore.Fingerprint;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ReauthenticationSpec.Problem;
import dtlskeying.spec.chunk.ReauthenticationSpec.Verdict;

import java.util.Comparator;

/** What travels between two ends that prove who they are. */
public sealed interface ReauthenticationMessage {
    /**
     * The context of a request, or of a proof that nobody has asked for.
     *
     * @param exchange the number that it was drawn for
     * @param epoch in its first 8 bytes
     */
    record Context(long exchange, long epoch) {
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
    record Proof(Signer signer, Context context, long epoch, String bound) {
        static final Comparator<Proof> ORDER =
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
    enum Signer {
        CLIENT,
        SERVER,
        /** Somebody else whose certificate is as good. */
        ATTACKER;

        static Signer of(Role role) {
            return role == Role.CLIENT ? CLIENT : SERVER;
        }
    }

    /** Some order, the same in every run. */
    Comparator<ReauthenticationMessage> ORDER =
            Comparator.comparing(ReauthenticationMessage::to)
                    .thenComparingLong(ReauthenticationMessage::exchange)
                    .thenComparingLong(ReauthenticationMessage::bits);

    /** Who is to read it. */
    Role to();

    /** The number in it. */
    long exchange();

    /** REQUEST. */
    record Request(Role to, long exchange, long epoch, Context context)
            implements ReauthenticationMessage {}

    /** AUTHENTICATOR. */
    record Authenticator(Role to, long exchange, long epoch, Proof proof)
            implements ReauthenticationMessage {}

    /** RESULT. */
    record Result(Role to, long exchange, Verdict verdict) implements ReauthenticationMessage {}

    /** ERROR. */
    record Failure(Role to, long exchange, Problem problem) implements ReauthenticationMessage {}

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
