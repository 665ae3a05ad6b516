package dtlskeying.impl.chunk;

import static dtlskeying.spec.chunk.EpochPruningSpec.Claim.REMOVED_KEYS_STAY_REMOVED;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.NO_KEY_TWICE;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.PRIMARY_BEFORE_RESTART;

import dtlskeying.impl.crypto.Remains;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.TrafficKeys;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Refusal;
import dtlskeying.spec.chunk.EnforcementSpec;
import dtlskeying.spec.chunk.EpochPruningSpec;
import dtlskeying.spec.chunk.KeyUse;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The operator of one association, between SCTP and what carries its packets: all chunks of a
 * packet that leaves go into one DTLS chunk, and come out of it where it arrives, in place.
 *
 * <p>It belongs to one thread at a time. {@link Enforcement} and {@link EpochPruning} say what is
 * done; this holds keys and buffers.
 */
public final class ChunkProtection implements ChunkKeying {
    /** Wide enough for packets that overtake each other on different paths. */
    public static final int DEFAULT_WINDOW = 1024;

    /** What is no epoch of traffic: no key was set yet. */
    private static final Epoch NONE = Epoch.UNPROTECTED;

    private record ReceiveKey(KeyUse use, Epoch epoch) {}

    private final Map<KeyUse, SendContext> sending = new EnumMap<>(KeyUse.class);
    private final Map<KeyUse, Epoch> newest = new EnumMap<>(KeyUse.class);
    private final Map<ReceiveKey, ReceiveContext> receiving = new HashMap<>();
    private final Function<EpochPruningSpec.Effect.Meant, ReceiveContext> find =
            meant -> receiving.get(new ReceiveKey(meant.use(), meant.epoch()));
    private final PacketRulings rulings = new PacketRulings();
    private final UseLimits limits;
    private final OperatorCounts counts = new OperatorCounts();
    private Enforcement enforcement = Enforcement.start();
    private EpochPruning epochs = EpochPruning.START;
    private int window = DEFAULT_WINDOW;

    /** An operator without keys: everything passes as it is. */
    public ChunkProtection() {
        this(UseLimits.NONE);
    }

    /** The same, whose keys are used no oftener than these limits and their cipher allow. */
    public ChunkProtection(UseLimits limits) {
        this.limits = limits;
    }

    /** The operator of an end that has lost its association, and comes back to restart it. */
    @Cites("sctp-dtls-chunk/5.4/a")
    public static ChunkProtection restored(RestartKeys keys) {
        var operator = new ChunkProtection();
        var suite = keys.suite();
        var receive =
                new ReceiveContext(
                        KeyUse.RESTART, keys.epoch(), suite, keys.receive(), DEFAULT_WINDOW);
        operator.sending.put(
                KeyUse.RESTART,
                new SendContext(KeyUse.RESTART, keys.epoch(), suite, keys.send(), 0));
        operator.newest.put(KeyUse.RESTART, keys.epoch());
        operator.receiving.put(new ReceiveKey(KeyUse.RESTART, keys.epoch()), receive);
        operator.epochs =
                new EpochPruning(
                        new ReceiveEpochs.Keyless(KeyUse.PRIMARY),
                        new ReceiveEpochs.Single(KeyUse.RESTART, keys.epoch()));
        operator.enforcement = new Enforcement.Enforcing(true);
        return operator;
    }

    @Override
    @Cites("dtls-chunk/4/c")
    public List<CipherSuite> cipherSuites() {
        return List.of(CipherSuite.values());
    }

    @Override
    public Outcome establishSend(KeyUse use, Epoch epoch, CipherSuite suite, TrafficKeys keys) {
        if (epoch.compareTo(newest.getOrDefault(use, NONE)) <= 0) return refused(NO_KEY_TWICE);
        if (use == KeyUse.RESTART && epoch.compareTo(newest.getOrDefault(KeyUse.PRIMARY, NONE)) > 0)
            return refused(PRIMARY_BEFORE_RESTART);
        var context = new SendContext(use, epoch, suite, keys, 0, limits);
        var replaced = sending.put(use, context);
        if (replaced != null) replaced.destroy();
        newest.put(use, epoch);
        enforcement = enforcement.on(new EnforcementSpec.Input.SendKeySet()).state();
        return new Outcome.Done();
    }

    @Override
    public Outcome establishReceive(KeyUse use, Epoch epoch, CipherSuite suite, TrafficKeys keys) {
        var context = new ReceiveContext(use, epoch, suite, keys, window, limits);
        var step = epochs.on(new EpochPruningSpec.Input.Install(use, epoch));
        if (step.effects().getFirst() instanceof Refusal no) return refused(no.clause());
        prune(step.effects());
        receiving.put(new ReceiveKey(use, epoch), context);
        epochs = step.state();
        enforcement = enforcement.on(new EnforcementSpec.Input.ReceiveKeySet()).state();
        return new Outcome.Done();
    }

    @Override
    public Outcome destroySend(KeyUse use, Epoch epoch) {
        var context = sending.get(use);
        if (context == null || !context.epoch().equals(epoch))
            return refused(REMOVED_KEYS_STAY_REMOVED);
        sending.remove(use).destroy();
        return new Outcome.Done();
    }

    @Override
    public Outcome destroyReceive(KeyUse use, Epoch epoch) {
        var step = epochs.on(new EpochPruningSpec.Input.Remove(use, epoch));
        if (step.effects().getFirst() instanceof Refusal no) return refused(no.clause());
        prune(step.effects());
        epochs = step.state();
        return new Outcome.Done();
    }

    @Override
    public Outcome requireProtection() {
        var step = enforcement.on(new EnforcementSpec.Input.Enforce());
        enforcement = step.state();
        for (var effect : step.effects())
            if (effect instanceof Refusal no) return refused(no.clause());
        return new Outcome.Done();
    }

    @Override
    public Uses uses(KeyUse use, Epoch epoch) {
        var send = sending.get(use);
        long sealed = send != null && send.epoch().equals(epoch) ? send.sealed() : 0;
        var receive = receiving.get(new ReceiveKey(use, epoch));
        if (receive == null) return new Uses(sealed, 0, 0, 0);
        return new Uses(sealed, receive.accepted(), receive.failed(), receive.replayed());
    }

    @Override
    public void configureReplayWindow(int width) {
        window = ReplayBitmap.requireWidth(width);
    }

    /** What the operator has done to packets so far. */
    public OperatorCounts counts() {
        return counts;
    }

    /** How many bytes of chunks fit into an SCTP packet of that many bytes that is protected. */
    public static int room(int packet, CipherSuite suite) {
        int body = packet - SctpPacket.HEADER - SendContext.overhead(suite);
        return Math.clamp(body & ~3, 0, DtlsChunk.LONGEST_CONTENT);
    }

    /**
     * Makes a packet of SCTP's ready to leave, in place: protected if it has to be, with its
     * checksum.
     *
     * @param packet the packet, with room for {@link SendContext#overhead} more bytes
     * @param length its bytes, whole chunks
     * @return its bytes now; or a {@link ChunkRefusal#result}
     */
    public int send(byte[] packet, int length) {
        if (length < SctpPacket.HEADER + SctpPacket.TYPE_AND_LENGTH)
            return counts.refuse(ChunkRefusal.DAMAGED);
        var shape = SctpPacket.shape(packet, length);
        return switch (rulings.leaving(enforcement, shape)) {
            case EnforcementSpec.Effect.SentPlain() -> {
                SctpPacket.writeChecksum(packet, length);
                yield length;
            }
            case EnforcementSpec.Effect.SentProtected() -> seal(packet, length);
            case EnforcementSpec.Effect other -> counts.refuse(ChunkRefusal.of(other.clause()));
        };
    }

    /**
     * Takes a packet from the wire, in place.
     *
     * @param packet holds it in its first {@code length} bytes, which may be anything
     * @return the bytes of the packet that SCTP gets, with its checksum; or a {@link
     *     ChunkRefusal#result}, and then the packet is as it was
     */
    public int receive(byte[] packet, int length) {
        if (!SctpPacket.isSound(packet, length)) return counts.refuse(ChunkRefusal.DAMAGED);
        var shape = SctpPacket.shape(packet, length);
        return switch (rulings.arriving(enforcement, shape)) {
            case EnforcementSpec.Effect.ToSctp() -> length;
            case EnforcementSpec.Effect.ToOpen() -> open(packet, length);
            case EnforcementSpec.Effect other -> counts.refuse(ChunkRefusal.of(other.clause()));
        };
    }

    /** Whether a primary key protects what leaves. */
    boolean hasPrimarySendKey() {
        return sending.containsKey(KeyUse.PRIMARY);
    }

    /** The association is restarted: the keys of the one before are gone but those for that. */
    void endPrimary() {
        var send = sending.remove(KeyUse.PRIMARY);
        if (send != null) send.destroy();
        for (var key : List.copyOf(receiving.keySet()))
            if (key.use() == KeyUse.PRIMARY) destroyReceive(key.use(), key.epoch());
    }

    /** The association is over: its keys are overwritten, and gone with their counts. */
    public void end() {
        sending.values().forEach(SendContext::destroy);
        sending.clear();
        newest.clear();
        receiving.values().forEach(ReceiveContext::destroy);
        receiving.clear();
        epochs = epochs.on(new EpochPruningSpec.Input.Ended()).state();
        enforcement = enforcement.on(new EnforcementSpec.Input.Ended()).state();
    }

    private int seal(byte[] packet, int length) {
        var primary = sending.get(KeyUse.PRIMARY);
        var context = primary != null ? primary : sending.get(KeyUse.RESTART);
        if (context == null) return counts.refuse(ChunkRefusal.UNKNOWN_KEY);
        int chunk = context.seal(packet, SctpPacket.HEADER, length - SctpPacket.HEADER);
        if (chunk < 0) return counts.refuse(ChunkRefusal.of(chunk));
        counts.sealed();
        SctpPacket.writeChecksum(packet, SctpPacket.HEADER + chunk);
        return SctpPacket.HEADER + chunk;
    }

    private int open(byte[] packet, int length) {
        boolean restart = (packet[SctpPacket.HEADER + 1] & DtlsChunk.RESTART) != 0;
        var use = restart ? KeyUse.RESTART : KeyUse.PRIMARY;
        int body = length - SctpPacket.HEADER;
        if (!DtlsChunk.isWhole(packet, SctpPacket.HEADER, body, 1))
            return counts.refuse(ChunkRefusal.MALFORMED);
        int bits = packet[SctpPacket.HEADER + DtlsChunk.RECORD] & 3;
        var context = rulings.meant(epochs, use, bits, find);
        if (context == null) return counts.refuse(ChunkRefusal.UNKNOWN_KEY);
        int content = context.open(packet, SctpPacket.HEADER, body);
        if (content < 0) return counts.refuse(ChunkRefusal.of(content));
        counts.opened();
        SctpPacket.writeChecksum(packet, SctpPacket.HEADER + content);
        return SctpPacket.HEADER + content;
    }

    /** What it holds to seal with, for who wants to see it overwritten. */
    public Remains sendRemains(KeyUse use) {
        return sending.get(use).keys().remains();
    }

    /** The same of what it opens with in that epoch. */
    public Remains receiveRemains(KeyUse use, Epoch epoch) {
        return receiving.get(new ReceiveKey(use, epoch)).keys().remains();
    }

    /** The send key of that use, for tests that watch it. */
    SendContext sendContext(KeyUse use) {
        return sending.get(use);
    }

    /** The receive key of that use and epoch, for tests that watch it. */
    ReceiveContext receiveContext(KeyUse use, Epoch epoch) {
        return receiving.get(new ReceiveKey(use, epoch));
    }

    private void prune(List<EpochPruningSpec.Effect> effects) {
        for (var effect : effects)
            if (effect instanceof EpochPruningSpec.Effect.Destroyed(var use, var epoch, _))
                receiving.remove(new ReceiveKey(use, epoch)).destroy();
    }

    private static Outcome refused(Clause clause) {
        return new Outcome.Refused(clause);
    }
}
