package dtlskeying.properties.probe;

import dtlskeying.impl.dtls.DtlsAssociation;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;

import java.util.ArrayList;
import java.util.List;

/** Our own association as the one that is probed; a client begins with the first tick. */
final class Ours implements Party {
    /** How it takes what it has to drop. */
    enum Temper {
        /** As it should. */
        CALM,
        /** A fatal alert for everything. */
        TOUCHY,
        /** Without a word, then and for ever. */
        SULKING
    }

    private final Temper temper;
    private DtlsAssociation association;
    private boolean isBegun;
    private boolean isSilent;
    private boolean isOffended;

    Ours(DtlsAssociation association, Temper temper) {
        this.association = association;
        this.temper = temper;
    }

    @Override
    public List<Octets> hear(Octets datagram, long now) {
        return take(new Input.Datagram(datagram, now));
    }

    /** The association as it is now. */
    DtlsAssociation association() {
        return association;
    }

    /** The next datagram is answered by a fatal alert. */
    void offend() {
        isOffended = true;
    }

    @Override
    public List<Octets> tick(long now) {
        boolean isFirst = !isBegun;
        isBegun = true;
        return take(isFirst ? new Input.Begin(now) : new Input.Tick(now));
    }

    @Override
    public long deadline() {
        return isSilent ? Long.MAX_VALUE : association.deadline();
    }

    private List<Octets> take(Input input) {
        if (isSilent) return List.of();
        if (isOffended && !association.isOver()) return aborted(input.now());
        var step = association.on(input);
        association = step.state();
        var effects = new ArrayList<Effect>(step.effects());
        if (isOffended(effects)) offended(input, effects);
        return isSilent ? List.of() : sent(effects);
    }

    private boolean isOffended(List<Effect> effects) {
        return temper != Temper.CALM
                && effects.stream()
                        .anyMatch(each ->
                                each instanceof Effect.Discarded || each instanceof Effect.Failed);
    }

    private void offended(Input input, List<Effect> effects) {
        isSilent = temper == Temper.SULKING;
        var discarded = effects.stream().filter(Effect.Discarded.class::isInstance).findFirst();
        if (discarded.isEmpty() || association.isOver()) return;
        var clause = ((Effect.Discarded) discarded.get()).clause();
        var step = association.abort(Alert.UNEXPECTED_MESSAGE, clause, input.now());
        association = step.state();
        effects.addAll(step.effects());
    }

    private List<Octets> aborted(long now) {
        var step = association.abort(Alert.UNEXPECTED_MESSAGE, Clause.UNSTATED, now);
        association = step.state();
        return sent(new ArrayList<>(step.effects()));
    }

    private static List<Octets> sent(List<Effect> effects) {
        var datagrams = new ArrayList<Octets>();
        for (Effect effect : effects)
            if (effect instanceof Effect.Send(var datagram)) datagrams.add(datagram);
        return datagrams;
    }
}
