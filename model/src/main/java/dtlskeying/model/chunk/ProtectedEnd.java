package dtlskeying.model.chunk;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.explore.Outcomes;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.EnforcementSpec;
import dtlskeying.spec.chunk.EpochPruningSpec;
import dtlskeying.spec.chunk.KeyInstallSpec;
import dtlskeying.spec.chunk.KeyUse;
import dtlskeying.spec.chunk.PacketShape;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One end of an association: the order of its keys, what it lets through, and which receive keys it
 * has.
 *
 * @param install which keys it has set
 * @param gate what it lets through
 * @param keys which receive keys are alive
 */
public record ProtectedEnd(
        KeyInstallModel.Facts install, EnforcementModel.Facts gate, EpochPruningModel.Facts keys) {
    /** What the three chapters permit at an end. */
    public record Rules(
            Relation<KeyInstallModel.Facts, KeyInstallSpec.Input, KeyInstallSpec.Effect> install,
            Relation<EnforcementModel.Facts, EnforcementSpec.Input, EnforcementSpec.Effect> gate,
            Relation<EpochPruningModel.Facts, EpochPruningSpec.Input, EpochPruningSpec.Effect>
                    keys) {
        /** As the text has it. */
        public static final Rules HONEST =
                new Rules(new KeyInstallModel(), new EnforcementModel(), new EpochPruningModel());
    }

    /**
     * What became of something that an end was told.
     *
     * @param end the end after it
     * @param sent the epochs under which its own message left, 0 in the open; none if none left
     * @param aborted whether it gave the association up
     */
    record Told(ProtectedEnd end, List<Long> sent, boolean aborted) {}

    /** What became of a packet. */
    record Passed(ProtectedEnd end, boolean accepted, boolean opened) {}

    /** The association is up. */
    static ProtectedEnd up(Role role) {
        return new ProtectedEnd(
                new KeyInstallModel.Facts(Optional.of(role), InstalledKeys.NONE, false, 0),
                EnforcementModel.Facts.START,
                EpochPruningModel.Facts.START);
    }

    /** The newest epoch whose receive key is set, 2 before the first. */
    public long receive() {
        return install.keys().receive();
    }

    /** The newest epoch whose send key is set, 2 before the first. */
    public long send() {
        return install.keys().send();
    }

    /** Whether protection is required of what arrives. */
    public boolean enforces() {
        return gate.enforced();
    }

    /** The epoch under which a packet leaves now, 0 in the open. */
    long sealing(Rules rules) {
        var asked = new EnforcementSpec.Input.ToSend(PacketShape.UNPROTECTED);
        for (var outcome : rules.gate().permitted(gate, asked))
            if (outcome.effects().contains(new EnforcementSpec.Effect.SentProtected()))
                return send();
        return 0;
    }

    /** Everything that may come of what key management learns. */
    List<Told> on(Rules rules, KeyInstallSpec.Input input) {
        var all = new ArrayList<Told>();
        for (var outcome : recommended(rules.install().permitted(install, input))) {
            Told told = new Told(this, List.of(), false);
            for (KeyInstallSpec.Effect effect : outcome.effects())
                told = told.end().doing(rules, told, effect);
            var after = new ProtectedEnd(outcome.after(), told.end().gate, told.end().keys);
            Told done = new Told(after, told.sent(), told.aborted());
            if (!all.contains(done)) all.add(done);
        }
        return all;
    }

    private Told doing(Rules rules, Told told, KeyInstallSpec.Effect effect) {
        return switch (effect) {
            case KeyInstallSpec.Effect.ReceiveKeySet(var use, var epoch) ->
                    new Told(
                            installing(rules, use, epoch)
                                    .gated(rules, new EnforcementSpec.Input.ReceiveKeySet()),
                            told.sent(),
                            false);
            case KeyInstallSpec.Effect.SendKeySet(var use, var epoch) ->
                    new Told(
                            sending(use, epoch)
                                    .gated(rules, new EnforcementSpec.Input.SendKeySet()),
                            told.sent(),
                            false);
            case KeyInstallSpec.Effect.Enforced() ->
                    new Told(gated(rules, new EnforcementSpec.Input.Enforce()), told.sent(), false);
            case KeyInstallSpec.Effect.FlightSent(), KeyInstallSpec.Effect.AckSent() ->
                    new Told(this, List.of(sealing(rules)), false);
            case KeyInstallSpec.Effect.Aborted _ -> new Told(this, told.sent(), true);
            case KeyInstallSpec.Effect.Discarded _, KeyInstallSpec.Effect.Refused _ -> told;
        };
    }

    private ProtectedEnd sending(KeyUse use, Epoch epoch) {
        InstalledKeys set = install.keys().sending(use, epoch.number());
        return new ProtectedEnd(install.with(set), gate, keys);
    }

    private ProtectedEnd installing(Rules rules, KeyUse use, Epoch epoch) {
        var asked = new EpochPruningSpec.Input.Install(use, epoch);
        var after = recommended(rules.keys().permitted(keys, asked)).getFirst().after();
        return new ProtectedEnd(install, gate, after);
    }

    private ProtectedEnd gated(Rules rules, EnforcementSpec.Input input) {
        var after = recommended(rules.gate().permitted(gate, input)).getFirst().after();
        return new ProtectedEnd(install, after, keys);
    }

    /** What becomes of a packet of that shape; the epoch is that of a DTLS chunk. */
    Passed take(Rules rules, PacketShape shape, long epoch, boolean isFresh) {
        var arrived = new EnforcementSpec.Input.Arrived(shape);
        var effects = recommended(rules.gate().permitted(gate, arrived)).getFirst().effects();
        if (!effects.contains(new EnforcementSpec.Effect.ToOpen()))
            return new Passed(this, isToSctp(effects), false);
        boolean opens = isFresh && means(rules, epoch) == epoch;
        var opened = new EnforcementSpec.Input.Opened(opens);
        var after = recommended(rules.gate().permitted(gate, opened)).getFirst();
        return new Passed(
                new ProtectedEnd(install, after.after(), keys), isToSctp(after.effects()), opens);
    }

    /** The epoch whose key a chunk of that epoch is opened with, 0 if there is none. */
    private long means(Rules rules, long epoch) {
        var chunk = new EpochPruningSpec.Input.Arrived(KeyUse.PRIMARY, (int) (epoch & 3));
        for (var outcome : recommended(rules.keys().permitted(keys, chunk)))
            for (var effect : outcome.effects())
                if (effect instanceof EpochPruningSpec.Effect.Meant(_, var meant))
                    return meant.number();
        return 0;
    }

    private static boolean isToSctp(List<EnforcementSpec.Effect> effects) {
        return effects.contains(new EnforcementSpec.Effect.ToSctp());
    }

    /** The outcomes that depart from nothing, or all if every one does. */
    private static <S, E extends dtlskeying.spec.Effect> List<Outcome<S, E>> recommended(
            Set<Outcome<S, E>> permitted) {
        var inOrder = Outcomes.inOrder(permitted);
        var best = inOrder.stream().filter(outcome -> outcome.departs().isEmpty()).toList();
        return best.isEmpty() ? inOrder : best;
    }
}
