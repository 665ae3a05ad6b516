package dtlskeying.properties.chunk;

import dtlskeying.impl.chunk.Enforcement;
import dtlskeying.impl.chunk.Enforcement.Enforcing;
import dtlskeying.impl.chunk.EpochPruning;
import dtlskeying.impl.chunk.KeyInstall;
import dtlskeying.impl.chunk.KeyInstall.Unassociated;
import dtlskeying.impl.chunk.KeyUpdate;
import dtlskeying.model.chunk.EnforcementModel;
import dtlskeying.model.chunk.EpochPruningModel;
import dtlskeying.model.chunk.KeyInstallModel;
import dtlskeying.model.chunk.KeyUpdateModel;
import dtlskeying.properties.chunk.ChunkPacket.Kind;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.EnforcementSpec;
import dtlskeying.spec.chunk.EpochPruningSpec;
import dtlskeying.spec.chunk.KeyInstallSpec;
import dtlskeying.spec.chunk.KeyUpdateSpec;
import dtlskeying.spec.chunk.KeyUpdateSpec.Limits;
import dtlskeying.spec.chunk.KeyUse;
import dtlskeying.spec.chunk.PacketShape;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One end in virtual time: the machines of the order of keys and of their renewal, over messages
 * that arrive once and in order because they are sent again until they are acknowledged. When both
 * ends ask for fresh keys at once, the client's request goes on.
 */
final class ChunkEnd {
    private static final int FIRST = (int) Epoch.FIRST_OF_TRAFFIC.number();
    private static final long PATIENCE = 1_000;

    /** Keys are five seconds old, and then renewed. */
    private static final Limits LIMITS = new Limits(5, 1L << 40, 1L << 40, 1L << 40);

    private final Role role;
    private final int secret;
    private final int lastEpoch;
    private final List<String> objections = new ArrayList<>();
    private final List<ChunkPacket> out = new ArrayList<>();
    private final Set<Long> opened = new HashSet<>();
    private final Judged<
                    KeyInstall, KeyInstallSpec.Input, KeyInstallSpec.Effect, KeyInstallModel.Facts>
            install;
    private final Judged<
                    Enforcement,
                    EnforcementSpec.Input,
                    EnforcementSpec.Effect,
                    EnforcementModel.Facts>
            gate;
    private final Judged<
                    EpochPruning,
                    EpochPruningSpec.Input,
                    EpochPruningSpec.Effect,
                    EpochPruningModel.Facts>
            keys;
    private final Judged<KeyUpdate, KeyUpdateSpec.Input, KeyUpdateSpec.Effect, KeyUpdateModel.Facts>
            update;
    private final List<ChunkPacket> messages = new ArrayList<>();
    private boolean answering;
    private boolean requesting;
    private int crossed;
    private int receiveEpoch = FIRST - 1;
    private int sendEpoch = FIRST - 1;
    private int sequence;
    private int said;
    private int acknowledged;
    private int heard;
    private long patience = PATIENCE;
    private long deadline = Long.MAX_VALUE;
    private boolean aborted;

    ChunkEnd(Role role, int secret, int lastEpoch, ChunkMachines machines) {
        this.role = role;
        this.secret = secret;
        this.lastEpoch = lastEpoch;
        this.install =
                new Judged<>(
                        machines.install(),
                        new Unassociated(),
                        new KeyInstallModel(),
                        KeyInstallModel.Facts.START,
                        objections);
        this.gate =
                new Judged<>(
                        machines.gate(),
                        Enforcement.start(),
                        new EnforcementModel(),
                        EnforcementModel.Facts.START,
                        objections);
        this.keys =
                new Judged<>(
                        machines.keys(),
                        EpochPruning.START,
                        new EpochPruningModel(),
                        EpochPruningModel.Facts.START,
                        objections);
        this.update =
                new Judged<>(
                        machines.update(),
                        KeyUpdate.start(),
                        new KeyUpdateModel(),
                        KeyUpdateModel.Facts.START,
                        objections);
    }

    /** The association is up; the client has the server's flight. */
    void begin() {
        tell(new KeyInstallSpec.Input.Associated(role));
        if (role == Role.CLIENT) tell(new KeyInstallSpec.Input.PeerFinished());
    }

    boolean enforces() {
        return gate.state() instanceof Enforcing;
    }

    boolean isAborted() {
        return aborted;
    }

    /** Whether both directions have come to the last epoch. */
    boolean isDone() {
        return enforces() && receiveEpoch >= lastEpoch && sendEpoch >= lastEpoch;
    }

    List<String> objections() {
        return objections;
    }

    /** When what was not acknowledged is sent again. */
    long deadline() {
        return acknowledged < said ? deadline : Long.MAX_VALUE;
    }

    /** The packets that leave now. */
    List<ChunkPacket> drain(long now) {
        if (acknowledged < said && deadline == Long.MAX_VALUE) deadline = now + patience;
        var leaving = List.copyOf(out);
        out.clear();
        return leaving;
    }

    void second() {
        tell(new KeyInstallSpec.Input.Passed(1));
        if (sendEpoch < lastEpoch) renew(new KeyUpdateSpec.Input.Passed(1));
    }

    /** How often both ends have asked at once. */
    int crossed() {
        return crossed;
    }

    /** What was not acknowledged in time is sent again, sealed anew if there is a key by now. */
    void sendAgain(long now) {
        for (int number = acknowledged; number < said; number++) send(messages.get(number));
        patience = Math.min(60_000, 2 * patience);
        deadline = now + patience;
    }

    void take(ChunkPacket packet) {
        if (aborted) return;
        PacketShape shape = packet.isSealed() ? PacketShape.PROTECTED : PacketShape.UNPROTECTED;
        boolean enforced = enforces();
        var effects = gate.on(new EnforcementSpec.Input.Arrived(shape));
        if (effects.contains(new EnforcementSpec.Effect.ToOpen()))
            effects = gate.on(new EnforcementSpec.Input.Opened(opens(packet)));
        else if (packet.isSealed() && packet.secret() == secret) objections.add("early: " + packet);
        if (!effects.contains(new EnforcementSpec.Effect.ToSctp())) return;
        if (!packet.isSealed() && enforced) objections.add("unprotected: " + packet);
        if (packet.isSealed()) tell(new KeyInstallSpec.Input.ProtectedArrived());
        if (packet.isSack()) covered(packet.number());
        else read(packet);
    }

    /** What the key would say, and the replay window: no packet opens twice. */
    private boolean opens(ChunkPacket packet) {
        var chunk = new EpochPruningSpec.Input.Arrived(KeyUse.PRIMARY, packet.epoch() & 3);
        var meant = new EpochPruningSpec.Effect.Meant(KeyUse.PRIMARY, new Epoch(packet.epoch()));
        boolean isMeant = keys.on(chunk).contains(meant);
        boolean isOurs = packet.secret() == secret;
        boolean wasDue = packet.epoch() > receiveEpoch || packet.epoch() >= receiveEpoch - 1;
        if (isOurs && !isMeant && wasDue) objections.add("no key for " + packet);
        return isMeant && isOurs && opened.add(packet.epoch() * 65_536L + packet.sequence());
    }

    private void covered(int number) {
        if (number <= acknowledged) return;
        acknowledged = number;
        patience = PATIENCE;
        deadline = Long.MAX_VALUE;
        if (acknowledged == said) tell(new KeyInstallSpec.Input.SenderDry());
    }

    private void read(ChunkPacket packet) {
        if (packet.number() == heard) {
            heard++;
            news(packet);
        }
        send(new ChunkPacket(0, 0, 0, true, heard, Kind.NONE, 0));
    }

    private void news(ChunkPacket message) {
        var epoch = new Epoch(message.generation());
        switch (message.kind()) {
            case NONE -> throw new AssertionError(message);
            case FLIGHT -> tell(new KeyInstallSpec.Input.PeerFinished());
            case FLIGHT_ACK -> tell(new KeyInstallSpec.Input.AckArrived(message.isSealed()));
            case REQUEST -> requested(message.generation());
            case RESPONSE -> renew(new KeyUpdateSpec.Input.ResponseArrived(epoch));
            case FINISH -> renew(new KeyUpdateSpec.Input.FinishArrived(epoch));
            case ACK -> renew(new KeyUpdateSpec.Input.AckArrived(epoch));
        }
    }

    /** The handshake of the update: of two requests that cross, the client's goes on. */
    private void requested(int generation) {
        if (requesting) crossed++;
        if (requesting && role == Role.CLIENT) return;
        requesting = false;
        answering = true;
        say(Kind.RESPONSE, generation);
    }

    private void renew(KeyUpdateSpec.Input input) {
        for (var effect : update.on(input)) act(effect);
    }

    private void act(KeyUpdateSpec.Effect effect) {
        switch (effect) {
            case KeyUpdateSpec.Effect.Asked() -> {
                requesting = !answering;
                if (requesting) say(Kind.REQUEST, receiveEpoch + 1);
            }
            case KeyUpdateSpec.Effect.ReceiveKeySet(var epoch) ->
                    tell(new KeyInstallSpec.Input.SetReceive(KeyUse.PRIMARY, epoch));
            case KeyUpdateSpec.Effect.SendKeySet(var epoch) ->
                    tell(new KeyInstallSpec.Input.SetSend(KeyUse.PRIMARY, epoch));
            case KeyUpdateSpec.Effect.FinishSent() -> {
                requesting = false;
                say(Kind.FINISH, receiveEpoch);
            }
            case KeyUpdateSpec.Effect.AckSent() -> {
                answering = false;
                say(Kind.ACK, receiveEpoch);
            }
            case KeyUpdateSpec.Effect.Aborted _ -> tell(new KeyInstallSpec.Input.Ended());
            case KeyUpdateSpec.Effect.Derived _,
                    KeyUpdateSpec.Effect.Discarded _,
                    KeyUpdateSpec.Effect.Refused _ -> {}
        }
    }

    private void tell(KeyInstallSpec.Input input) {
        for (var effect : install.on(input)) act(effect);
    }

    private void act(KeyInstallSpec.Effect effect) {
        switch (effect) {
            case KeyInstallSpec.Effect.ReceiveKeySet(var use, var epoch) -> {
                keys.on(new EpochPruningSpec.Input.Install(use, epoch));
                gate.on(new EnforcementSpec.Input.ReceiveKeySet());
                receiveEpoch = (int) epoch.number();
            }
            case KeyInstallSpec.Effect.SendKeySet(_, var epoch) -> {
                gate.on(new EnforcementSpec.Input.SendKeySet());
                sendEpoch = (int) epoch.number();
                sequence = 0;
            }
            case KeyInstallSpec.Effect.FlightSent() -> say(Kind.FLIGHT, FIRST);
            case KeyInstallSpec.Effect.AckSent() -> say(Kind.FLIGHT_ACK, FIRST);
            case KeyInstallSpec.Effect.Enforced() -> {
                gate.on(new EnforcementSpec.Input.Enforce());
                renew(new KeyUpdateSpec.Input.Enforced(true, true, LIMITS));
            }
            case KeyInstallSpec.Effect.Aborted _ -> {
                aborted = true;
                gate.on(new EnforcementSpec.Input.Ended());
                keys.on(new EpochPruningSpec.Input.Ended());
            }
            case KeyInstallSpec.Effect.Discarded _, KeyInstallSpec.Effect.Refused _ -> {}
        }
    }

    private void say(Kind kind, int generation) {
        var message = new ChunkPacket(0, secret, 0, false, said++, kind, generation);
        messages.add(message);
        send(message);
    }

    /** The packet leaves, sealed anew if there is a key by now. */
    private void send(ChunkPacket packet) {
        var shape = new EnforcementSpec.Input.ToSend(PacketShape.UNPROTECTED);
        boolean seals = gate.on(shape).contains(new EnforcementSpec.Effect.SentProtected());
        out.add(
                new ChunkPacket(
                        seals ? sendEpoch : 0,
                        secret,
                        seals ? sequence++ : 0,
                        packet.isSack(),
                        packet.number(),
                        packet.kind(),
                        packet.generation()));
    }
}
