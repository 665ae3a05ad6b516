package dtlskeying.model.chunk;

import dtlskeying.model.chunk.ReauthenticationMessage.Context;
import dtlskeying.model.chunk.ReauthenticationMessage.Proof;
import dtlskeying.model.chunk.ReauthenticationMessage.Signer;
import dtlskeying.model.explore.Fingerprint;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ReauthenticationSpec.Policy;

import java.util.ArrayList;
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
        ReauthenticationEnd client,
        ReauthenticationEnd server,
        Carrier carrier,
        List<ReauthenticationMessage> flying,
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

    public ReauthenticationState {
        flying = List.copyOf(flying);
        seen = Set.copyOf(seen);
    }

    static ReauthenticationState start(Policy policy, Carrier carrier, int forgeries) {
        return new ReauthenticationState(
                ReauthenticationEnd.start(Role.CLIENT, policy),
                ReauthenticationEnd.start(Role.SERVER, policy),
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
    public ReauthenticationEnd end(Role role) {
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

    ReauthenticationState with(ReauthenticationEnd end) {
        return end.role() == Role.CLIENT
                ? new ReauthenticationState(
                        end, server, carrier, flying, seen, split, forgeries, flaw)
                : new ReauthenticationState(
                        client, end, carrier, flying, seen, split, forgeries, flaw);
    }

    ReauthenticationState carrying(List<ReauthenticationMessage> messages) {
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
    ReauthenticationState sending(ReauthenticationMessage message, int room) {
        boolean isThere = carrier == Carrier.LOSSY && flying.contains(message);
        long waiting = flying.stream().filter(one -> one.to() == message.to()).count();
        if (isThere || carrier == Carrier.LOSSY && waiting >= room) return this;
        if (waiting >= room) throw new AssertionError("SCTP loses nothing: " + flying);
        var more = new ArrayList<>(flying);
        more.add(message);
        if (carrier == Carrier.LOSSY) more.sort(ReauthenticationMessage.ORDER);
        return carrying(more);
    }

    /** What may arrive next. */
    List<ReauthenticationMessage> due() {
        if (carrier == Carrier.LOSSY) return flying;
        var first = new ArrayList<ReauthenticationMessage>();
        for (ReauthenticationMessage message : flying)
            if (first.stream().noneMatch(other -> other.to() == message.to())) first.add(message);
        return first;
    }

    /** After it has arrived: over a carrier that repeats, a copy stays. */
    ReauthenticationState delivering(ReauthenticationMessage message) {
        return carrier == Carrier.LOSSY ? this : losing(message);
    }

    ReauthenticationState losing(ReauthenticationMessage message) {
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
        for (ReauthenticationMessage message : flying)
            mixed = Fingerprint.mix(mixed, message.bits());
        for (Proof proof : proofs()) mixed = Fingerprint.mix(mixed, ~proof.bits());
        return Fingerprint.mix(mixed, (split * 16 + forgeries) * 64 + flaw.hashCode());
    }
}
