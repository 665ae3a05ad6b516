package dtlskeying.impl.versions;

import dtlskeying.impl.Step;
import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.dtls.DtlsAssociation;
import dtlskeying.impl.dtls.VersionChoice;
import dtlskeying.impl.dtls12.Association;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.dtls.DtlsVersion;
import dtlskeying.spec.dtls.HandshakeMessage;
import dtlskeying.spec.dtls.VersionChoiceSpec;

import java.util.ArrayList;
import java.util.List;

/**
 * A client that offers both versions in one hello. Two clients go side by side, one of each
 * version, who have said the same, byte for byte; only one of them is let speak. The server's first
 * words tell which goes on, and the other is forgotten.
 *
 * @param choice which version it is going to be
 * @param older the client of 1.2
 * @param newer the client of 1.3
 * @param heard the server's messages so far
 */
record UndecidedClient(
        VersionChoice choice, Association older, DtlsAssociation newer, FirstMessages heard)
        implements Undecided {
    static UndecidedClient start(
            dtlskeying.impl.dtls12.Settings settings12,
            dtlskeying.impl.dtls13.Settings settings13,
            Entropy entropy) {
        var entropy12 = entropy.child("1.2");
        var entropy13 = entropy.child("1.3");
        var alone = Association.firstHello(settings12, entropy12);
        var both = dtlskeying.impl.dtls13.Association.helloBeside(alone, settings13, entropy13);
        return new UndecidedClient(
                new VersionChoice.Idle(),
                Association.clientSaying(both, settings12, entropy12),
                Renewable.clientBeside(alone, settings13, entropy13),
                FirstMessages.NONE);
    }

    @Override
    public Step<? extends DtlsAssociation, Effect> on(Input input) {
        return switch (input) {
            case Input.Datagram(var bytes, var now) -> datagram(bytes, now);
            case Input.Begin _ -> {
                var begun = choice.on(new VersionChoiceSpec.Input.Begin()).state();
                yield new UndecidedClient(begun, older, newer, heard).both(input);
            }
            case Input.Close _ -> speaker().on(input);
            case Input _ -> both(input);
        };
    }

    /** Both take the input, and one of them speaks. */
    private Step<? extends DtlsAssociation, Effect> both(Input input) {
        var step12 = older.on(input);
        var step13 = newer.on(input);
        var speaking = speaksOlder() ? step12 : step13;
        if (speaking.state().isOver()) return speaking;
        var after = new UndecidedClient(choice, step12.state(), step13.state(), heard);
        return new Step<>(after, speaking.effects());
    }

    private Step<? extends DtlsAssociation, Effect> datagram(Octets bytes, long now) {
        var hearing = heard.hear(bytes);
        boolean isNews = !hearing.state().equals(heard);
        if (!isNews && hearing.effects().isEmpty()) return both(new Input.Datagram(bytes, now));
        VersionChoice next = choice;
        for (HandshakeMessage message : hearing.effects()) {
            var step = next.on(Hellos.input(message));
            next = step.state();
            for (var effect : step.effects())
                if (effect instanceof VersionChoiceSpec.Effect.Aborted(var alert, var clause))
                    return speaker().abort(alert, clause, now);
        }
        return goOn(next, hearing.state(), now);
    }

    private Step<? extends DtlsAssociation, Effect> goOn(
            VersionChoice next, FirstMessages hearing, long now) {
        return switch (next) {
            case VersionChoice.Settled(var version) ->
                    passOn(version == DtlsVersion.V1_3 ? newer : older, hearing.kept(), now);
            case VersionChoice.Verifying _ -> {
                var step = passOn(older, hearing.kept(), now);
                yield step.state() instanceof Association going && !going.isOver()
                        ? new Step<>(
                                new UndecidedClient(next, going, newer, hearing.passedOn()),
                                step.effects())
                        : step;
            }
            case VersionChoice.Idle _,
                    VersionChoice.Offering _,
                    VersionChoice.Listening _,
                    VersionChoice.Failed _ ->
                    Step.become(new UndecidedClient(next, older, newer, hearing));
        };
    }

    /** From here on that client goes alone: it hears what has come. */
    static Step<DtlsAssociation, Effect> passOn(
            DtlsAssociation chosen, List<Octets> datagrams, long now) {
        DtlsAssociation after = chosen;
        var effects = new ArrayList<Effect>();
        for (Octets datagram : datagrams) {
            var step = after.on(new Input.Datagram(datagram, now));
            after = step.state();
            effects.addAll(step.effects());
        }
        return new Step<>(after, effects);
    }

    private boolean speaksOlder() {
        return choice instanceof VersionChoice.Verifying;
    }

    @Override
    public DtlsAssociation speaker() {
        return speaksOlder() ? older : newer;
    }

    @Override
    public Role role() {
        return Role.CLIENT;
    }

    @Override
    public boolean isIdle() {
        return choice instanceof VersionChoice.Idle;
    }

    /** How far it has come; no secrets. */
    @Override
    public String toString() {
        return "client, " + choice;
    }
}
