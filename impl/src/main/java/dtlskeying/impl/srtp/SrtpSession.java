package dtlskeying.impl.srtp;

import static dtlskeying.impl.srtp.SessionRefusal.NOT_CARRIED;
import static dtlskeying.impl.srtp.SessionRefusal.NO_KEYS_YET;
import static dtlskeying.spec.srtp.ChannelSetupSpec.Claim.SSRCS_OF_ONE_DEVICE_ARE_DISTINCT;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.CONTEXT_HAS_ONE_SOURCE_AND_DIRECTION;
import static dtlskeying.spec.srtp.SsrcMappingSpec.Claim.RTP_COLLISION_HANDLING_STILL_APPLIES;

import dtlskeying.impl.KeyRing;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.spec.Clause;
import dtlskeying.spec.KeyId;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.KeyLifetimeSpec;
import dtlskeying.spec.srtp.KeySetsSpec;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketDemuxSpec;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Effect;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Input;
import dtlskeying.spec.srtp.Ssrc;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One end of a DTLS-SRTP session over all its handshakes: {@link PacketDemux} says which path a
 * datagram takes, {@link SrtpKeyDerivation} which keys a handshake gives, {@link KeySets} how long
 * they live, a {@link KeyRing} holds their bytes, and {@link SrtpSender} and {@link SrtpReceiver}
 * protect and open packets. What packets do to key sets and lifetimes is done by allocation-free
 * twins of {@link KeySets} and {@link KeyLifetime}.
 *
 * <p>Times are milliseconds, from any origin, never running backwards. For one thread at a time.
 */
public final class SrtpSession {
    /** Gives keying material of the association: a label, no context, so many bytes (RFC 5705). */
    @FunctionalInterface
    public interface Exporter {
        Secret export(String label, int length);
    }

    /**
     * What a completed handshake has changed.
     *
     * @param keys what was exported, cut, derived and destroyed, keys by name
     * @param sets which key sets came and went
     */
    public record Keyed(List<Effect> keys, List<KeySetsSpec.Effect> sets) {
        public Keyed {
            keys = List.copyOf(keys);
            sets = List.copyOf(sets);
        }
    }

    private static final int SOURCES = 1024;
    private static final long NEVER = Long.MAX_VALUE;
    private static final long SECOND = 1000;

    private final Role role;
    private final SessionSettings settings;
    private final KeyRing ring = new KeyRing();
    private final LiveKeySets live;
    private PacketDemux paths = new PacketDemux.Handshaking(Wire.START);
    private SrtpKeyDerivation keying;
    private KeySets sets;

    /** The sources of this end, which send under the keys of every handshake. */
    private final Set<Ssrc> own = new LinkedHashSet<>();

    /** Up to when the machine of the key sets has been told of the time. */
    private long told;

    /** An end before its first handshake. */
    public SrtpSession(Role role, SessionSettings settings) {
        this.role = role;
        this.settings = settings;
        this.live = new LiveKeySets(!settings.isResetting());
        this.keying = new SrtpKeyDerivation.Unkeyed(role, settings.media());
        this.sets = new KeySets.Unkeyed(settings.lifetime());
    }

    /**
     * A handshake is complete, and SRTP was agreed. From here on everything is sent under its keys;
     * what the peer has sent under the keys before can be opened for a while.
     *
     * @param handshake 1 for the first of the association, one more for each
     */
    public Keyed completed(
            int handshake, ProtectionProfile profile, Mki mki, Exporter exporter, long now) {
        tick(now);
        var derived = keying.on(new Input.Completed(handshake, profile));
        keying = derived.state();
        var installation = new KeyInstallation(ring, profile, exporter);
        installation.obey(derived.effects());
        var step = sets.on(new KeySetsSpec.Input.Completed(handshake, mki));
        sets = step.state();
        for (var effect : step.effects()) {
            if (effect instanceof KeySetsSpec.Effect.Destroyed(var old, _)) destroy(old);
            if (effect instanceof KeySetsSpec.Effect.Installed)
                live.install(keys(installation, handshake, profile, mki), own);
        }
        told = now;
        paths = paths.on(new PacketDemuxSpec.Input.CompletedWithSrtp(settings.media())).state();
        return new Keyed(derived.effects(), step.effects());
    }

    /** A handshake is complete, and SRTP was not agreed: there are no keys for media. */
    public void completedWithoutSrtp() {
        paths = paths.on(new PacketDemuxSpec.Input.CompletedWithoutSrtp()).state();
        close();
    }

    private LiveKeys keys(
            KeyInstallation installation, int handshake, ProtectionProfile profile, Mki mki) {
        var limit = settings.keys().within(profile.maximumLifetime());
        var limits = new SrtpLimits(SOURCES, limit.packets());
        return new LiveKeys(
                handshake,
                mki,
                SrtpSender.of(installation.keysOf(role, handshake), mki, limits),
                SrtpReceiver.of(installation.keysOf(role.peer(), handshake), mki, limits),
                new KeyCounts(limit));
    }

    private void destroy(int handshake) {
        live.destroy(handshake);
        for (KeyId name : ring.names()) if (name.handshake() == handshake) ring.destroy(name);
    }

    /**
     * Lets a source of this end send under that name, now and under all keys to come. Only sources
     * that may send: a packet of any other is refused.
     *
     * @return nothing if it may; else the clause that refuses it: another source of this end has
     *     the name (§3), or one at the other end (RFC 3550 §8.1), or there are too many
     */
    public Optional<Clause> use(Ssrc ssrc) {
        if (own.contains(ssrc)) return Optional.of(SSRCS_OF_ONE_DEVICE_ARE_DISTINCT);
        if (live.hasHeard(ssrc)) return Optional.of(RTP_COLLISION_HANDLING_STILL_APPLIES);
        if (own.size() == SOURCES) return Optional.of(CONTEXT_HAS_ONE_SOURCE_AND_DIRECTION);
        own.add(ssrc);
        live.use(own);
        return Optional.empty();
    }

    /**
     * It is that late: keys whose time is over are destroyed.
     *
     * @return which were
     */
    public List<KeySetsSpec.Effect> tick(long now) {
        long seconds = (now - told) / SECOND;
        if (seconds <= 0) return List.of();
        told += seconds * SECOND;
        int most = settings.lifetime();
        var step = sets.on(new KeySetsSpec.Input.Passed((int) Math.min(seconds, most)));
        sets = step.state();
        for (var effect : step.effects())
            if (effect instanceof KeySetsSpec.Effect.Destroyed(var old, _)) destroy(old);
        return step.effects();
    }

    /** When the next tick is due; {@link Long#MAX_VALUE} if none is. */
    public long deadline() {
        return switch (sets) {
            case KeySets.Unkeyed _ -> NEVER;
            case KeySets.Settled _ -> NEVER;
            case KeySets.Overlapping(var lifetime, _, _, var age) ->
                    told + (lifetime - age) * SECOND;
        };
    }

    /** Where a datagram goes, by its first bytes and by how far the handshake is. */
    public PacketDemuxSpec.Effect route(Octets datagram) {
        var head = datagram.slice(0, Math.min(2, datagram.length()));
        var step = paths.on(new PacketDemuxSpec.Input.Arrived(head));
        paths = step.state();
        return step.effects().getFirst();
    }

    /**
     * Protects a packet of a source that may send, under the newest keys.
     *
     * @param target takes {@code length} bytes and those of {@link #overhead}, from {@code at} on
     * @return the length of the protected packet, or a refusal, see {@link SessionRefusal}
     */
    public int protect(
            PacketKind kind, byte[] source, int offset, int length, byte[] target, int at) {
        if (!settings.media().carries(kind)) return NOT_CARRIED;
        return live.protect(kind, source, offset, length, target, at);
    }

    /**
     * Opens a packet of the peer under the keys that it is under, if they are alive.
     *
     * @param target takes up to {@code length} bytes, from {@code at} on; it may be the source
     * @return the length of the packet that was protected, or a refusal, see {@link
     *     SessionRefusal}; a refusal changes neither the session nor the source
     */
    public int unprotect(
            PacketKind kind, byte[] source, int offset, int length, byte[] target, int at) {
        if (!settings.media().carries(kind)) return live.isEmpty() ? NO_KEYS_YET : NOT_CARRIED;
        return live.open(kind, source, offset, length, target, at);
    }

    /** The bytes that protection adds to a packet of that kind now; 0 while there are no keys. */
    public int overhead(PacketKind kind) {
        return live.isEmpty() ? 0 : live.current().sender().overhead(kind);
    }

    /** The handshake under whose keys the latest packet was opened; 0 if none was. */
    public int openedUnder() {
        return live.opener();
    }

    /** How many packets of that kind went through the newest keys in that direction. */
    public long packets(KeyLifetimeSpec.Direction direction, PacketKind kind) {
        return live.isEmpty() ? 0 : live.current().counts().of(direction, kind);
    }

    /** Whether the newest keys are near their end and others are to be asked for; says so once. */
    public boolean takeRekeyRequest() {
        return live.takeRequest();
    }

    /** Whether a packet of that kind may be sent now, and under which key; else why not. */
    public Effect mayProtect(PacketKind kind) {
        return keying.on(new Input.Protect(role, kind)).effects().getFirst();
    }

    /** Whether a packet of that kind may be opened now, and under which key; else why not. */
    public Effect mayUnprotect(PacketKind kind) {
        return keying.on(new Input.Unprotect(role.peer(), kind)).effects().getFirst();
    }

    /** Which end this is. */
    public Role role() {
        return role;
    }

    /** What it was told. */
    public SessionSettings settings() {
        return settings;
    }

    /** The keys of this end, by name. */
    public KeyRing keys() {
        return ring;
    }

    /** The association is over: the keys are overwritten, and nothing is protected any more. */
    public void close() {
        paths = paths.on(new PacketDemuxSpec.Input.Ended()).state();
        ring.clear();
        live.clear();
    }
}
