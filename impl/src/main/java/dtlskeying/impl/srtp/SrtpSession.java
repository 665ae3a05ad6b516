package dtlskeying.impl.srtp;

import dtlskeying.impl.KeyRing;
import dtlskeying.impl.Step;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.spec.KeyId;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketDemuxSpec;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Effect;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Input;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Part;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.SessionKey;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One end of a DTLS-SRTP session as an endpoint has it: {@link PacketDemux} says which path a
 * datagram takes, {@link SrtpKeyDerivation} which keys there are, a {@link KeyRing} holds their
 * bytes, and {@link SrtpSender} and {@link SrtpReceiver} protect and open packets.
 *
 * <p>For one thread at a time.
 */
public final class SrtpSession {
    /** Gives keying material of the association: a label, no context, so many bytes (RFC 5705). */
    @FunctionalInterface
    public interface Exporter {
        Secret export(String label, int length);
    }

    private final Role role;
    private final Media media;
    private final KeyRing ring = new KeyRing();
    private PacketDemux paths = new PacketDemux.Handshaking(Wire.START);
    private SrtpKeyDerivation keying;
    private Optional<Direction> direction = Optional.empty();

    /** Both directions under the keys of the latest handshake. */
    private record Direction(SrtpSender sender, SrtpReceiver receiver) {}

    /** An end before its first handshake, for a session that carries these packets. */
    public SrtpSession(Role role, Media media) {
        this.role = role;
        this.media = media;
        this.keying = new SrtpKeyDerivation.Unkeyed(role, media);
    }

    /**
     * A handshake is complete, and SRTP was agreed. From here on everything is sent under its keys.
     *
     * @param handshake 1 for the first of the association, one more for each
     * @return what was exported, cut, derived and destroyed, keys by name
     */
    public List<Effect> completed(
            int handshake, ProtectionProfile profile, Mki mki, Exporter exporter) {
        var step = keying.on(new Input.Completed(handshake, profile));
        keying = step.state();
        new Derivation(profile, exporter).obey(step.effects());
        if (!step.effects().isEmpty()) direction = Optional.of(directions(handshake, profile, mki));
        paths = paths.on(new PacketDemuxSpec.Input.CompletedWithSrtp(media)).state();
        return step.effects();
    }

    /** Where a datagram goes, by its first bytes and by how far the handshake is. */
    public PacketDemuxSpec.Effect route(Octets datagram) {
        var head = datagram.slice(0, Math.min(2, datagram.length()));
        var step = paths.on(new PacketDemuxSpec.Input.Arrived(head));
        paths = step.state();
        return step.effects().getFirst();
    }

    /** What protects our packets; nothing before there are keys. */
    public Optional<SrtpSender> sender() {
        return direction.map(Direction::sender);
    }

    /** What opens the peer's packets; nothing before there are keys. */
    public Optional<SrtpReceiver> receiver() {
        return direction.map(Direction::receiver);
    }

    /** Whether a packet of that kind may be sent now, and under which key; else why not. */
    public Effect mayProtect(PacketKind kind) {
        return answer(keying.on(new Input.Protect(role, kind)));
    }

    /** Whether a packet of that kind may be opened now, and under which key; else why not. */
    public Effect mayUnprotect(PacketKind kind) {
        return answer(keying.on(new Input.Unprotect(role.peer(), kind)));
    }

    /** The keys of this end, by name. */
    public KeyRing keys() {
        return ring;
    }

    /** The association is over: the keys are overwritten, and nothing is protected any more. */
    public void close() {
        ring.clear();
        direction = Optional.empty();
    }

    private static Effect answer(Step<SrtpKeyDerivation, Effect> step) {
        return step.effects().getFirst();
    }

    private Direction directions(int handshake, ProtectionProfile profile, Mki mki) {
        return new Direction(
                SrtpSender.of(sessionKeys(role, handshake, profile), mki),
                SrtpReceiver.of(sessionKeys(role.peer(), handshake, profile), mki));
    }

    private SessionKeys sessionKeys(Role owner, int handshake, ProtectionProfile profile) {
        return new SessionKeys(
                profile,
                new SessionKeys.Keys(
                        key(SessionKey.RTP_ENCRYPTION.of(owner, handshake)),
                        key(SessionKey.RTP_AUTHENTICATION.of(owner, handshake)),
                        key(SessionKey.RTP_SALT.of(owner, handshake))),
                new SessionKeys.Keys(
                        key(SessionKey.RTCP_ENCRYPTION.of(owner, handshake)),
                        key(SessionKey.RTCP_AUTHENTICATION.of(owner, handshake)),
                        key(SessionKey.RTCP_SALT.of(owner, handshake))));
    }

    private Secret key(KeyId name) {
        return ring.find(name).orElse(Secret.of());
    }

    /** Turns the effects of one derivation into bytes. */
    private final class Derivation {
        private final ProtectionProfile profile;
        private final Exporter exporter;
        private final Map<Part, Secret> parts = new EnumMap<>(Part.class);
        private Secret block = Secret.of();

        Derivation(ProtectionProfile profile, Exporter exporter) {
            this.profile = profile;
            this.exporter = exporter;
        }

        void obey(List<Effect> effects) {
            effects.forEach(this::obey);
        }

        private void obey(Effect effect) {
            switch (effect) {
                case Effect.Exported(var label, var length) ->
                        block = exporter.export(label, length);
                case Effect.Cut(var part, var from, var to) ->
                        parts.put(part, block.slice(from, to));
                case Effect.Installed(var name, var label) ->
                        ring.install(name, derive(name, label));
                case Effect.Destroyed(var name, _) -> ring.destroy(name);
                case Effect.Protected _ -> {}
                case Effect.Opened _ -> {}
                case Effect.Refused _ -> {}
            }
        }

        private Secret derive(KeyId name, int label) {
            Secret key = parts.get(Part.keyOf(name.owner()));
            Secret salt = parts.get(Part.saltOf(name.owner()));
            int length = SrtpKdf.length(profile, SessionKey.values()[label]);
            return SrtpKdf.derive(key, salt, label, length);
        }
    }
}
