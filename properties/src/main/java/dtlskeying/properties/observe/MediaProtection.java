package dtlskeying.properties.observe;

import dtlskeying.model.srtp.SrtpKeyDerivationModel;
import dtlskeying.model.srtp.SrtpKeyDerivationModel.Facts;
import dtlskeying.properties.decode.Opening;
import dtlskeying.properties.decode.Unit;
import dtlskeying.spec.Reading;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Effect;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Input;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.SessionKey;
import dtlskeying.spec.srtp.Ssrc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * §4.2 as a capture shows it: under whose keys, and of which handshake, each packet of media is.
 *
 * <p>When an end takes a handshake for complete is not on the wire: it may be at any time. A packet
 * that its source had numbered before another that is under newer keys has been overtaken on the
 * way, and shows nothing.
 */
final class MediaProtection {
    private static final String CHAPTER = "srtp/SrtpKeyDerivation";

    private final Exchange first;
    private final int handshakes;
    private final Role sender;
    private final Map<Ssrc, Newest> newest = new HashMap<>();
    private final List<Use> shown = new ArrayList<>();

    /** Under which keys, in which order of its own, the last packet of a source was. */
    private record Newest(int handshake, long number) {}

    private record Use(Role owner, PacketKind kind, int handshake) {}

    private MediaProtection(Exchange first, int handshakes, Role sender) {
        this.first = first;
        this.handshakes = handshakes;
        this.sender = sender;
    }

    /** Both ends of an association. */
    static Observation of(Exchange first, List<Exchange> all) {
        int handshakes =
                (int) all.stream().filter(it -> it.association() == first.association()).count();
        return new MediaProtection(first, handshakes, Role.CLIENT)
                .observe()
                .and(new MediaProtection(first, handshakes, Role.SERVER).observe());
    }

    private Observation observe() {
        var steps = new Steps<>(first.endpoint(sender), CHAPTER, Input.class, Effect.class);
        for (Unit.Media packet : first.media(sender))
            if (packet.opening() instanceof Opening.Opened(_, var handshake, var number, _)
                    && !isOvertaken(packet, (int) handshake, number))
                add(steps, packet, (int) handshake);
        return steps.judgedBy(
                new SrtpKeyDerivationModel(Reading.defaults()),
                MediaProtection::sight,
                completions(),
                List.of(Facts.start(sender, Media.MULTIPLEXED)));
    }

    private boolean isOvertaken(Unit.Media packet, int handshake, long number) {
        if (packet.kind() == PacketKind.RTCP) return true;
        var last = newest.get(packet.source());
        boolean isOlder = last != null && handshake < last.handshake();
        if (isOlder && number < last.number()) return true;
        newest.merge(
                packet.source(),
                new Newest(handshake, number),
                (one, other) -> one.handshake() > other.handshake() ? one : other);
        return false;
    }

    /** Each way of protecting is a step once, until another one follows it. */
    private void add(Steps<Input, Effect> steps, Unit.Media packet, int handshake) {
        var use = new Use(packet.owner(), packet.kind(), handshake);
        if (!shown.isEmpty() && shown.getLast().equals(use)) return;
        shown.add(use);
        var key = SessionKey.RTP_ENCRYPTION.of(packet.owner(), handshake);
        steps.add(
                packet.place(),
                new Input.Protect(packet.owner(), packet.kind()),
                List.of(new Effect.Protected(key)));
    }

    /** The names of the keys do not depend on the profile. */
    private List<Input> completions() {
        var inputs = new ArrayList<Input>();
        for (int i = 1; i <= handshakes; i++)
            inputs.add(new Input.Completed(i, ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80));
        return inputs;
    }

    private static Optional<Effect> sight(Effect effect) {
        return switch (effect) {
            case Effect.Protected _ -> Optional.of(effect);
            case Effect.Exported _,
                    Effect.Cut _,
                    Effect.Installed _,
                    Effect.Destroyed _,
                    Effect.Opened _,
                    Effect.Refused _ ->
                    Optional.empty();
        };
    }
}
