package dtlskeying.impl.versions;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls.DtlsAssociation;
import dtlskeying.impl.dtls.VersionChoice;
import dtlskeying.impl.dtls12.Association;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.dtls.DtlsVersion;
import dtlskeying.spec.dtls.Fragment;
import dtlskeying.spec.dtls.HandshakeMessage;

/**
 * A server that waits for a client of either version. A server of each stands at the door, and the
 * client's hello tells whose it is; the one that takes a client in goes on alone.
 *
 * <p>To strangers it has no memory: each datagram is looked at alone, and a hello in parts is left
 * to the server of 1.3, whose cookie is in the first of them. Of a client that is known to be
 * reachable the parts are put together first.
 *
 * @param older the server of 1.2, which says that there is one of 1.3
 * @param newer the server of 1.3
 * @param isKnown whether the client is known to be reachable
 * @param heard what has come of the hello of such a client
 */
record UndecidedServer(
        Association older, DtlsAssociation newer, boolean isKnown, FirstMessages heard)
        implements Undecided {
    UndecidedServer(Association older, DtlsAssociation newer, boolean isKnown) {
        this(older, newer, isKnown, FirstMessages.NONE);
    }

    @Override
    public Step<? extends DtlsAssociation, Effect> on(Input input) {
        return input instanceof Input.Datagram(var bytes, var now)
                ? datagram(bytes, now)
                : admitted(newer.on(input), heard);
    }

    private Step<? extends DtlsAssociation, Effect> datagram(Octets bytes, long now) {
        return isKnown ? fromKnown(bytes, now) : fromStranger(bytes, now);
    }

    private Step<? extends DtlsAssociation, Effect> fromStranger(Octets bytes, long now) {
        DtlsAssociation chosen =
                FirstMessages.parts(bytes).stream()
                        .findFirst()
                        .filter(Fragment::isWhole)
                        .map(part ->
                                new HandshakeMessage(part.type(), part.messageSeq(), part.body()))
                        .map(this::chosen)
                        .orElse(newer);
        return admitted(chosen.on(new Input.Datagram(bytes, now)), heard);
    }

    private Step<? extends DtlsAssociation, Effect> fromKnown(Octets bytes, long now) {
        var hearing = heard.hear(bytes);
        if (!hearing.effects().isEmpty())
            return admitted(
                    UndecidedClient.passOn(
                            chosen(hearing.effects().getFirst()), hearing.state().kept(), now),
                    FirstMessages.NONE);
        return hearing.state().equals(heard)
                ? admitted(newer.on(new Input.Datagram(bytes, now)), heard)
                : Step.become(new UndecidedServer(older, newer, true, hearing.state()));
    }

    /** What nobody can answer is refused by the newer one. */
    private DtlsAssociation chosen(HandshakeMessage message) {
        var choice = new VersionChoice.Listening().on(Hellos.input(message)).state();
        return choice.equals(new VersionChoice.Settled(DtlsVersion.V1_2)) ? older : newer;
    }

    /** As long as nobody has been taken in, both stay at the door. */
    private Step<? extends DtlsAssociation, Effect> admitted(
            Step<? extends DtlsAssociation, Effect> step, FirstMessages next) {
        return step.state().isIdle()
                ? new Step<>(new UndecidedServer(older, newer, isKnown, next), step.effects())
                : step;
    }

    @Override
    public DtlsAssociation speaker() {
        return newer;
    }

    @Override
    public Role role() {
        return Role.SERVER;
    }

    @Override
    public boolean isIdle() {
        return heard.kept().isEmpty();
    }

    @Override
    public String toString() {
        return "server, undecided";
    }
}
