package dtlskeying.properties.observe;

import dtlskeying.properties.decode.Conversation;
import dtlskeying.properties.decode.Opening;
import dtlskeying.properties.decode.Unit;
import dtlskeying.spec.dtls.DtlsVersion;

import java.util.HashSet;
import java.util.List;

/** Makes steps of our chapters of what was said in a conversation. */
public final class Observer {
    private Observer() {}

    /** All that a conversation shows. */
    public static Observation of(Conversation conversation) {
        var all = Observation.NOTHING;
        var exchanges = Exchange.of(conversation);
        for (Exchange each : exchanges) {
            all = all.and(handshake(each));
            all = all.and(SrtpNegotiation.of(each));
            all = all.and(MkiNegotiation.of(each, exchanges));
            if (each.handshake() == 1) all = all.and(association(each, exchanges));
        }
        return all.and(ChunkAssociation.of(conversation))
                .and(unopened(conversation))
                .and(Unseeable.in(conversation));
    }

    /** What an association shows beyond its first handshake. */
    private static Observation association(Exchange first, List<Exchange> all) {
        return MediaProtection.of(first, all)
                .and(SourceIndices.of(first))
                .and(Framing.of(first))
                .and(first.version().map(it -> records(first, it)).orElse(Observation.NOTHING));
    }

    private static Observation records(Exchange first, DtlsVersion version) {
        var flights = RepeatedFlights.of(first);
        return switch (version) {
            case V1_2 -> flights.and(RecordNumbers12.of(first));
            case V1_3 ->
                    flights.and(RecordNumbers13.of(first))
                            .and(NamedRecords.of(first))
                            .and(KeyUpdates.of(first))
                            .and(ExtendedUpdates.of(first))
                            .and(ChunkDerivation.of(first))
                            .and(ChunkUpdates.of(first))
                            .and(Reproofs.of(first));
        };
    }

    private static Observation handshake(Exchange exchange) {
        var version = exchange.version();
        if (exchange.client().messages().isEmpty())
            return unseen(exchange, exchange.client().gap());
        if (version.isEmpty()) return unseen(exchange, exchange.server().gap());
        return Versions.of(exchange)
                .and(
                        version.get() == DtlsVersion.V1_3
                                ? Handshake13.of(exchange)
                                : Handshake12.of(exchange));
    }

    private static Observation unseen(Exchange exchange, String reason) {
        return Observation.unseen(
                "both ends", "handshake %d".formatted(exchange.handshake()), reason);
    }

    /** Why media or DTLS chunks could not be opened, each reason once. */
    private static Observation unopened(Conversation conversation) {
        var all = Observation.NOTHING;
        var reasons = new HashSet<String>();
        for (Unit each : conversation.units()) {
            var opening =
                    switch (each) {
                        case Unit.Media media -> media.opening();
                        case Unit.Sctp sctp -> sctp.opening();
                        case Unit.LongRecord record -> record.opening();
                        case Unit.UnifiedRecord record -> record.opening();
                        case Unit.Message _, Unit.Stun _, Unit.Unknown _ -> null;
                    };
            if (opening instanceof Opening.Closed(var reason) && reasons.add(reason))
                all =
                        all.and(
                                Observation.unseen(
                                        "packet " + each.place().packet(), what(each), reason));
        }
        return all;
    }

    private static String what(Unit unit) {
        return switch (unit) {
            case Unit.Media media -> "S" + media.kind() + " packet";
            case Unit.Sctp _ -> "DTLS chunk";
            case Unit.LongRecord _, Unit.UnifiedRecord _ -> "DTLS record";
            case Unit.Message _, Unit.Stun _, Unit.Unknown _ -> "packet";
        };
    }

    /** The same of several conversations, each apart. */
    public static List<Observation> of(List<Conversation> conversations) {
        return conversations.stream().map(Observer::of).toList();
    }
}
