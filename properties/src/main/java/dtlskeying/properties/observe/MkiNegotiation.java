package dtlskeying.properties.observe;

import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.srtp.UseSrtpData;
import dtlskeying.model.srtp.MkiSelectionModel;
import dtlskeying.model.srtp.MkiSelectionModel.Facts;
import dtlskeying.properties.decode.Opening;
import dtlskeying.properties.decode.Unit;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.DtlsVersion;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.MkiSelectionSpec.Effect;
import dtlskeying.spec.srtp.MkiSelectionSpec.Input;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * §4.1.3 as a capture shows it: the srtp_mki of both hellos, and the MKIs of the packets that their
 * sender's keys open.
 */
final class MkiNegotiation {
    private static final String CHAPTER = "srtp/MkiSelection";

    private final Exchange exchange;
    private final List<Mki> earlier;

    private MkiNegotiation(Exchange exchange, List<Mki> earlier) {
        this.exchange = exchange;
        this.earlier = earlier;
    }

    /** One handshake, after those of the same association that came before it. */
    static Observation of(Exchange exchange, List<Exchange> before) {
        var earlier = new ArrayList<Mki>();
        for (Exchange each : before)
            if (each.association() == exchange.association()
                    && each.handshake() < exchange.handshake())
                offered(each).ifPresent(earlier::add);
        if (offered(exchange).isEmpty()) return Observation.NOTHING;
        var seen = new MkiNegotiation(exchange, earlier);
        return seen.client().and(seen.server());
    }

    private static Optional<Mki> offered(Exchange exchange) {
        return exchange.offer().flatMap(it -> mki(it.extensions()));
    }

    private static Optional<Mki> answered(Exchange exchange) {
        return exchange.answer()
                .flatMap(it ->
                        Exchange.is13(it)
                                ? exchange.encryptedExtensions()
                                : Optional.of(it.extensions()))
                .flatMap(MkiNegotiation::mki);
    }

    private static Optional<Mki> mki(Extensions extensions) {
        return extensions
                .find(ExtensionType.USE_SRTP)
                .map(UseSrtpData::decode)
                .filter(UseSrtpData.Decoded.Readable.class::isInstance)
                .map(it -> ((UseSrtpData.Decoded.Readable) it).data().mki());
    }

    private Observation client() {
        var steps = steps(Role.CLIENT);
        Mki own = offered(exchange).orElseThrow();
        var first = exchange.client().messages().getFirst().place();
        steps.add(first, new Input.Propose(own), List.of(new Effect.Offer(own)));
        var wentOn = new Evidence(exchange).clientsFlight();
        if (answered(exchange).isPresent() && wentOn.isPresent()) {
            steps.add(
                    wentOn.get(), new Input.Answered(answered(exchange).orElseThrow()), List.of());
            packets(steps, Role.CLIENT);
        }
        return judged(steps, Facts.start(Role.CLIENT, earlier));
    }

    private Observation server() {
        if (answered(exchange).isEmpty()) return Observation.NOTHING;
        var steps = steps(Role.SERVER);
        Mki answer = answered(exchange).orElseThrow();
        int message = new Evidence(exchange).isOf(DtlsVersion.V1_3) ? 8 : 2;
        steps.add(
                exchange.server().first(message).orElseThrow().place(),
                new Input.Offered(offered(exchange).orElseThrow()),
                List.of(new Effect.Answer(answer)));
        packets(steps, Role.SERVER);
        return judged(steps, Facts.start(Role.SERVER, List.of()));
    }

    /** The first packet of each MKI: those that follow show no more. */
    private void packets(Steps<Input, Effect> steps, Role sender) {
        var seen = new ArrayList<Mki>();
        for (Unit.Media packet : exchange.media(sender)) {
            boolean isOurs =
                    packet.opening() instanceof Opening.Opened(_, var handshake, _, _)
                            && handshake == exchange.handshake();
            if (!isOurs || packet.owner() != sender || seen.contains(packet.mki())) continue;
            seen.add(packet.mki());
            steps.add(
                    packet.place(), new Input.Protect(), List.of(new Effect.Carried(packet.mki())));
        }
    }

    private Steps<Input, Effect> steps(Role role) {
        return new Steps<>(exchange.endpoint(role), CHAPTER, Input.class, Effect.class);
    }

    private static Observation judged(Steps<Input, Effect> steps, Facts facts) {
        return steps.judgedBy(
                new MkiSelectionModel(), MkiNegotiation::sight, List.of(), List.of(facts));
    }

    private static Optional<Effect> sight(Effect effect) {
        return switch (effect) {
            case Effect.Offer _, Effect.Answer _, Effect.Carried _, Effect.Aborted _ ->
                    Optional.of(effect);
            case Effect.Agreed _, Effect.Matched _, Effect.Discarded _, Effect.Refused _ ->
                    Optional.empty();
        };
    }
}
