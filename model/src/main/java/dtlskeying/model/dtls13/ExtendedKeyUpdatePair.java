package dtlskeying.model.dtls13;

import dtlskeying.model.Relation;
import dtlskeying.model.dtls13.ExtendedKeyUpdateState.Content;
import dtlskeying.model.dtls13.ExtendedKeyUpdateState.Packet;
import dtlskeying.model.dtls13.ExtendedKeyUpdateSteps.Did;
import dtlskeying.model.dtls13.MainSecret.Share;
import dtlskeying.model.explore.Goal;
import dtlskeying.model.explore.Happening;
import dtlskeying.model.explore.Invariant;
import dtlskeying.model.explore.Twinned;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Effect;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Input;

import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * Two ends that renew their keys (extended key update §3 to §6), when they like and at the same
 * time, over a network that loses, repeats, delays and reorders without limit, and where a forger
 * without keys says what he likes. Secrets are symbols.
 *
 * @param steps what an end does
 * @param clients how many updates the client's user wants
 * @param servers how many the server's user wants
 */
public record ExtendedKeyUpdatePair(ExtendedKeyUpdateSteps steps, int clients, int servers)
        implements Twinned<ExtendedKeyUpdateState, Happening> {
    /** Two ends that follow the relation. */
    public static ExtendedKeyUpdatePair of(
            Relation<ExtendedKeyUpdateFacts, Input, Effect> ends, int clients, int servers) {
        return new ExtendedKeyUpdatePair(
                ExtendedKeyUpdateSteps.of(ends, ExtendedKeyUpdateRules.HONEST, true),
                clients,
                servers);
    }

    @Override
    public List<ExtendedKeyUpdateState> initialStates() {
        return List.of(ExtendedKeyUpdateState.start(clients, servers));
    }

    @Override
    public void expand(ExtendedKeyUpdateState state, Sink<ExtendedKeyUpdateState, Happening> sink) {
        if (state.client().facts().over() || state.server().facts().over()) return;
        for (Role role : Role.values()) {
            unasked(state, state.end(role), sink);
            forged(state, state.end(role), sink);
        }
        for (Packet packet : state.inOrder()) {
            ExtendedKeyUpdateEnd reader = state.end(packet.sender().peer());
            if (steps.rules().opens(reader, packet))
                for (Did did : steps.takes(reader, packet))
                    sink.to(
                            Happening.arrives(
                                    reader.role(), reader.role().text() + " reads " + packet),
                            after(state, did));
            String lost = packet + " of " + packet.sender().text() + " is lost";
            sink.to(Happening.lost(packet.sender(), lost), state.losing(packet));
        }
    }

    private void unasked(
            ExtendedKeyUpdateState state,
            ExtendedKeyUpdateEnd end,
            Sink<ExtendedKeyUpdateState, Happening> sink) {
        String who = end.role().text();
        if (end.wishes() > 0)
            for (Did did : steps.wants(end))
                sink.to(Happening.at(end.role(), who + " wants new keys"), after(state, did));
        for (Did did : steps.isReady(end))
            if (!did.end().equals(end))
                sink.to(Happening.at(end.role(), who + " is ready"), after(state, did));
        for (Packet packet : end.outstanding())
            if (!state.wire().contains(packet))
                sink.to(
                        Happening.at(end.role(), who + " sends " + packet + " again"),
                        state.sending(List.of(packet)));
        Packet data = end.record(Content.DATA, 0);
        ExtendedKeyUpdateEnd peer = state.end(end.role().peer());
        if (!state.wire().contains(data) && !ExtendedKeyUpdateState.isPast(peer, end, data))
            sink.to(Happening.at(end.role(), who + " sends data"), state.sending(List.of(data)));
    }

    /** Any record, in any epoch, as somebody writes it who has no keys. */
    private void forged(
            ExtendedKeyUpdateState state,
            ExtendedKeyUpdateEnd reader,
            Sink<ExtendedKeyUpdateState, Happening> sink) {
        for (Content content : Content.values())
            for (long epoch = reader.facts().oldest(); epoch <= reader.facts().newest(); epoch++) {
                int number = content == Content.ACK ? reader.sent() - 1 : reader.heard();
                Packet packet =
                        new Packet(
                                reader.role().peer(),
                                content,
                                epoch,
                                number,
                                Share.NONE,
                                MainSecret.FORGED);
                if (!steps.rules().opens(reader, packet)) continue;
                for (Did did : steps.takes(reader, packet))
                    sink.to(
                            Happening.madeUp(reader.role(), "somebody forges " + packet),
                            after(state, did).flawed("forged"));
            }
    }

    private static ExtendedKeyUpdateState after(ExtendedKeyUpdateState state, Did did) {
        ExtendedKeyUpdateState next = state.with(did.end()).sending(did.sent()).tidy();
        return did.isEarly() ? next.flawed("early") : next;
    }

    @Override
    public String twin() {
        return "extended-key-update";
    }

    @Override
    public Map<String, Integer> bounds() {
        return Map.of("CLIENTS", clients, "SERVERS", servers, "BUSY", steps.mayBeBusy() ? 1 : 0);
    }

    /** Of each end the epochs that it sends in and reads, and the stage of its exchange. */
    @Override
    public int outcome(ExtendedKeyUpdateState state) {
        return state.client().outcome() << 8 | state.server().outcome();
    }

    @Override
    public long key(ExtendedKeyUpdateState state) {
        return state.fingerprint();
    }

    private static boolean both(
            ExtendedKeyUpdateState state,
            BiPredicate<ExtendedKeyUpdateEnd, ExtendedKeyUpdateEnd> holds) {
        return holds.test(state.client(), state.server())
                && holds.test(state.server(), state.client());
    }

    @Override
    public List<Invariant<ExtendedKeyUpdateState>> invariants() {
        return List.of(
                Invariant.always(
                        "what an end sends now, its peer has the keys for",
                        state ->
                                both(
                                        state,
                                        (end, peer) ->
                                                peer.canRead(end.facts().write(), end.writing()))),
                new Invariant<>(
                        "the secrets of an epoch are the same at both ends",
                        state -> state.client().secrets().size() > 1,
                        state -> both(state, ExtendedKeyUpdatePair::agrees)),
                new Invariant<>(
                        "ends at rest are in the same epoch",
                        state -> isAtRest(state) && state.client().sent() > 0,
                        state -> state.client().facts().write() == state.server().facts().write()),
                new Invariant<>(
                        "one exchange is under way, never two",
                        state -> !state.client().facts().isResting(),
                        state ->
                                !bothAre(state, end -> end.facts().isFinishing())
                                        && !bothAre(state, ExtendedKeyUpdateEnd::isAnswering)),
                Invariant.always(
                        "what one user exports from, the other can export from too",
                        state ->
                                both(
                                        state,
                                        (end, peer) ->
                                                peer.canExport(
                                                        end.told(),
                                                        end.secrets().get(end.told())))),
                new Invariant<>(
                        "no honest end breaks the connection",
                        state -> state.client().sent() + state.server().sent() > 0,
                        state -> !state.client().facts().over() && !state.server().facts().over()),
                Invariant.always(
                        "no ACK names an epoch after its own",
                        state -> !state.flaw().equals("early")),
                Invariant.always(
                        "nothing is taken from who has no keys",
                        state -> !state.flaw().equals("forged")));
    }

    private static boolean agrees(ExtendedKeyUpdateEnd end, ExtendedKeyUpdateEnd peer) {
        return end.secrets().entrySet().stream()
                .allMatch(secret ->
                        peer.secrets()
                                .getOrDefault(secret.getKey(), secret.getValue())
                                .equals(secret.getValue()));
    }

    private static boolean bothAre(
            ExtendedKeyUpdateState state, Predicate<ExtendedKeyUpdateEnd> so) {
        return so.test(state.client()) && so.test(state.server());
    }

    private static boolean isAtRest(ExtendedKeyUpdateState state) {
        return bothAre(state, end -> end.facts().isResting());
    }

    @Override
    public List<Goal<ExtendedKeyUpdateState>> goals() {
        return List.of(
                new Goal<>(
                        "all wishes are granted, nothing is under way, and one epoch is in use",
                        state ->
                                isAtRest(state)
                                        && both(
                                                state,
                                                (end, peer) ->
                                                        end.wishes() == 0
                                                                && end.outstanding().isEmpty()
                                                                && end.told() == peer.told())));
    }
}
