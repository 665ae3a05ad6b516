package dtlskeying.properties.chunk;

import static dtlskeying.spec.chunk.KeyInstallSpec.SUPERVISION;

import dtlskeying.impl.chunk.KeyInstall;
import dtlskeying.impl.chunk.KeyInstall.AckUnderWay;
import dtlskeying.impl.chunk.KeyInstall.AwaitingAck;
import dtlskeying.impl.chunk.KeyInstall.Protected;
import dtlskeying.impl.chunk.KeyInstall.Unassociated;
import dtlskeying.impl.chunk.SetEpochs;
import dtlskeying.model.chunk.InstalledKeys;
import dtlskeying.model.chunk.KeyInstallModel;
import dtlskeying.model.chunk.KeyInstallModel.Facts;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.KeyInstallSpec.Effect;
import dtlskeying.spec.chunk.KeyInstallSpec.Input;
import dtlskeying.spec.chunk.KeyUse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** §4, the order of the keys, as the judge sees it: from every situation of either role. */
public final class KeyInstallChapter {
    /** The machine and the model of one end's keys. */
    public static final Chapter<KeyInstall, Input, Effect, Facts> CHAPTER =
            new Chapter<>(
                    "chunk/KeyInstall",
                    List.of(
                            new Start<>(
                                    "an end without association", new Unassociated(), Facts.START),
                            new Start<>(
                                    "a client that awaits the ACK",
                                    new AwaitingAck(0),
                                    facts(Role.CLIENT, keys(3, 2, 2, 2), false)),
                            new Start<>(
                                    "a server whose ACK is under way",
                                    new AckUnderWay(0),
                                    facts(Role.SERVER, keys(3, 3, 2, 2), false)),
                            protectedEnd("a client that enforces", Role.CLIENT, keys(3, 3, 2, 2)),
                            protectedEnd("a server amid an update", Role.SERVER, keys(4, 3, 3, 3))),
                    inputs(),
                    KeyInstall::on,
                    new KeyInstallModel(),
                    KeyInstallChapter::isAtRest);

    private KeyInstallChapter() {}

    /** Protection is enforced, and every receive key has its send key. */
    private static boolean isAtRest(KeyInstall state) {
        return state instanceof Protected(var epochs)
                && epochs.primarySend().equals(epochs.primaryReceive())
                && epochs.restartSend().equals(epochs.restartReceive());
    }

    private static InstalledKeys keys(
            long receive, long send, long restartReceive, long restartSend) {
        return new InstalledKeys(receive, send, restartReceive, restartSend);
    }

    private static Facts facts(Role role, InstalledKeys keys, boolean enforced) {
        return new Facts(Optional.of(role), keys, enforced, 0);
    }

    private static Start<KeyInstall, Facts> protectedEnd(
            String name, Role role, InstalledKeys keys) {
        var epochs =
                new SetEpochs(
                        new Epoch(keys.receive()),
                        new Epoch(keys.send()),
                        new Epoch(keys.restartReceive()),
                        new Epoch(keys.restartSend()));
        return new Start<>(name, new Protected(epochs), facts(role, keys, true));
    }

    private static List<Input> inputs() {
        var inputs =
                new ArrayList<Input>(
                        List.of(
                                new Input.Associated(Role.CLIENT),
                                new Input.Associated(Role.SERVER),
                                new Input.PeerFinished(),
                                new Input.AckArrived(true),
                                new Input.AckArrived(false),
                                new Input.SenderDry(),
                                new Input.ProtectedArrived(),
                                new Input.Passed(1),
                                new Input.Passed(SUPERVISION - 1),
                                new Input.Passed(SUPERVISION + 1),
                                new Input.Ended()));
        for (KeyUse use : KeyUse.values())
            for (long epoch = 3; epoch <= (use == KeyUse.PRIMARY ? 5 : 4); epoch++) {
                inputs.add(new Input.SetReceive(use, new Epoch(epoch)));
                inputs.add(new Input.SetSend(use, new Epoch(epoch)));
            }
        return inputs;
    }
}
