package dtlskeying.impl.chunk;

import dtlskeying.spec.Epoch;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ReauthenticationSpec.Policy;

/**
 * §6: what both ends know of each other while protection is enforced, but for a request of ours.
 *
 * @param policy when this end asks by itself
 * @param epochs in which something can be proven
 * @param numbers of exchanges
 * @param found which proofs of the peer were good
 * @param shown what this end has shown of itself
 */
public record Standing(
        Policy policy,
        ExporterEpochs epochs,
        ExchangeNumbers numbers,
        FoundProofs found,
        ShownProof shown) {
    /** After the handshake, which has proven who the peer is. */
    static Standing of(Role role, Epoch epoch, Policy policy) {
        return new Standing(
                policy,
                ExporterEpochs.only(epoch),
                ExchangeNumbers.of(role),
                FoundProofs.NONE,
                ShownProof.NONE);
    }

    boolean canShare(Epoch epoch) {
        return epochs.canShare(epoch);
    }

    boolean canLose(Epoch epoch) {
        return epochs.canLose(epoch);
    }

    /** Whether the last proof of the peer is as old as the policy allows. */
    boolean isProofDue() {
        return policy.period() > 0 && found.age() >= policy.period();
    }

    Standing readying() {
        return with(epochs.withNext());
    }

    Standing sharing(Epoch epoch) {
        return with(epochs.sharing(epoch));
    }

    Standing losing() {
        return with(epochs.withoutOldest());
    }

    private Standing with(ExporterEpochs other) {
        return new Standing(policy, other, numbers, found, shown);
    }

    Standing beginning() {
        return new Standing(policy, epochs, numbers.begun(), found, shown);
    }

    Standing after(long seconds) {
        return new Standing(policy, epochs, numbers, found.after(seconds), shown.after(seconds));
    }

    /** The answer to the request of that number is good. */
    Standing finding(long exchange) {
        return new Standing(policy, epochs, numbers, found.withAnswer(exchange), shown);
    }

    /** A proof of the peer that nobody has asked for is good. */
    Standing findingUnasked(long exchange) {
        return new Standing(
                policy, epochs, numbers.hearing(exchange), found.withUnasked(exchange), shown);
    }

    Standing answering(long exchange) {
        return new Standing(
                policy, epochs, numbers.hearing(exchange), found, ShownProof.answering(exchange));
    }

    Standing showing() {
        var begun = numbers.begun();
        return new Standing(policy, epochs, begun, found, shown.unasked(begun.own()));
    }

    /** Nobody waits for what the peer thinks of us. */
    Standing settled() {
        return new Standing(policy, epochs, numbers, found, shown.over());
    }
}
