package dtlskeying.properties.observe;

import static dtlskeying.impl.dtls.message.ExtensionType.SUPPORTED_VERSIONS;
import static dtlskeying.impl.dtls.message.ProtocolVersion.DTLS_1_2;
import static dtlskeying.impl.dtls.message.ProtocolVersion.DTLS_1_3;

import dtlskeying.impl.dtls.DowngradeMark;
import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.dtls13.message.SupportedVersions;
import dtlskeying.model.dtls.VersionChoiceModel;
import dtlskeying.model.dtls.VersionChoiceModel.Facts;
import dtlskeying.properties.decode.Place;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.DtlsVersion;
import dtlskeying.spec.dtls.VersionChoiceSpec.Answer;
import dtlskeying.spec.dtls.VersionChoiceSpec.Effect;
import dtlskeying.spec.dtls.VersionChoiceSpec.Input;
import dtlskeying.spec.dtls.VersionChoiceSpec.Offer;

import java.util.List;
import java.util.Optional;

/**
 * Which version, as a capture shows it: what the client lists, what the server selects, and whether
 * who was talked down went on.
 *
 * <p>The chapter is about ends that have both versions. A server that selects DTLS 1.2 without a
 * mark may have no other, and is not judged.
 */
final class Versions {
    private static final String CHAPTER = "dtls/VersionChoice";

    private final Exchange exchange;
    private final ClientHello offer;
    private final ServerHello answer;

    private Versions(Exchange exchange, ClientHello offer, ServerHello answer) {
        this.exchange = exchange;
        this.offer = offer;
        this.answer = answer;
    }

    static Observation of(Exchange exchange) {
        if (exchange.handshake() > 1 || exchange.offer().isEmpty() || exchange.answer().isEmpty())
            return Observation.NOTHING;
        var seen =
                new Versions(
                        exchange, exchange.offer().orElseThrow(), exchange.answer().orElseThrow());
        return seen.client().and(seen.server());
    }

    private Observation client() {
        if (offered() != Offer.BOTH) return Observation.NOTHING;
        var steps = steps(Role.CLIENT);
        var hello = exchange.client().messages().getFirst().place();
        steps.add(hello, new Input.Begin(), List.of());
        new Evidence(exchange)
                .clientsFlight()
                .ifPresent(place ->
                        steps.add(
                                place,
                                new Input.ServerHello(
                                        answered(), DowngradeMark.isOn(answer.random())),
                                List.of()));
        return steps.judgedBy(
                new VersionChoiceModel(),
                Versions::clientSight,
                List.of(),
                List.of(Facts.client()));
    }

    private Observation server() {
        boolean marks = DowngradeMark.isOn(answer.random());
        var version = exchange.version().orElseThrow();
        if (version == DtlsVersion.V1_2 && !marks) return Observation.NOTHING;
        var steps = steps(Role.SERVER);
        steps.add(
                place(),
                new Input.ClientHello(offered()),
                List.of(new Effect.Settled(version, marks)));
        return steps.judgedBy(
                new VersionChoiceModel(), Optional::of, List.of(), List.of(Facts.server()));
    }

    private Place place() {
        return exchange.server().first(2).orElseThrow().place();
    }

    private Offer offered() {
        var listed =
                offer.extensions()
                        .find(SUPPORTED_VERSIONS)
                        .flatMap(data -> Exchange.decoded(SupportedVersions.decode(data)));
        if (listed.isEmpty())
            return offer.version().isAtLeast(DTLS_1_2) ? Offer.FIELD_1_2 : Offer.FIELD_OLDER;
        boolean has13 = listed.get().has(DTLS_1_3);
        if (listed.get().has(DTLS_1_2)) return has13 ? Offer.BOTH : Offer.ONLY_1_2;
        return has13 ? Offer.ONLY_1_3 : Offer.NEITHER;
    }

    private Answer answered() {
        if (answer.extensions().has(SUPPORTED_VERSIONS))
            return Exchange.is13(answer) ? Answer.LISTED_1_3 : Answer.LISTED_OTHER;
        return answer.version().equals(DTLS_1_2) ? Answer.FIELD_1_2 : Answer.FIELD_OTHER;
    }

    private Steps<Input, Effect> steps(Role role) {
        return new Steps<>(exchange.endpoint(role), CHAPTER, Input.class, Effect.class);
    }

    /** That a client goes on shows only in that it sends no alert. */
    private static Optional<Effect> clientSight(Effect effect) {
        return switch (effect) {
            case Effect.Aborted _, Effect.Declined _ -> Optional.of(effect);
            case Effect.Settled _, Effect.Offered _, Effect.Verified _, Effect.Discarded _ ->
                    Optional.empty();
        };
    }
}
