package dtlskeying.properties.observe;

import static dtlskeying.spec.dtls.FlightsSpec.Claim.TIMEOUT_SENDS_THE_FLIGHT_AGAIN;

import dtlskeying.impl.dtls.message.HandshakeType;
import dtlskeying.model.dtls.FlightsModel;
import dtlskeying.model.dtls.FlightsModel.Facts;
import dtlskeying.properties.decode.Place;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.DtlsVersion;
import dtlskeying.spec.dtls.FlightItem;
import dtlskeying.spec.dtls.FlightTimes;
import dtlskeying.spec.dtls.FlightsSpec.Effect;
import dtlskeying.spec.dtls.FlightsSpec.Input;
import dtlskeying.spec.dtls.Fragment;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * RFC 6347 §4.2.4 as a capture shows it: what an end says again is what it has said.
 *
 * <p>Only protected messages count, as others can be of an association whose hello is missing: of
 * DTLS 1.2 that is Finished, as a re-handshake that failed gives its numbers to the next one. When
 * timers run, and what a peer has heard, is not on the wire: an end may send a message again at any
 * time.
 */
final class RepeatedFlights {
    private static final String CHAPTER = "dtls/Flights";
    private static final int FINISHED = HandshakeType.FINISHED.code();
    private static final int LONGEST = 1 << 17;

    /** A timer that may run out at any time, as often as it likes. */
    private static final FlightTimes ANY =
            new FlightTimes(1, 1, Integer.MAX_VALUE, Long.MAX_VALUE >> 1, 0, Integer.MAX_VALUE);

    private static final long LONG_ENOUGH = 1;
    private static final Octets NOT_SHOWN = Octets.EMPTY;

    private final Exchange first;
    private final Role sender;
    private final boolean isOf13;
    private final Steps<Input, Effect> steps;
    private final Map<Long, Said> said = new LinkedHashMap<>();
    private final Set<Long> again = new HashSet<>();
    private int shown = -1;

    /** A message, as far as its parts were there, and which flight of its sender it belongs to. */
    private static final class Said {
        private final Fragment whole;
        private final FlightItem item;
        private final int flight;
        private final byte[] body;
        private final BitSet known = new BitSet();

        Said(Fragment part, long epoch, int flight) {
            this.whole = new Fragment(part.type(), part.length(), part.messageSeq(), 0, NOT_SHOWN);
            this.item = new FlightItem.Handshake(new Epoch(epoch), whole);
            this.flight = flight;
            this.body = new byte[part.length()];
        }

        /** Whether all of the part was there before. */
        boolean has(Fragment part) {
            return known.nextClearBit(part.offset()) >= part.end();
        }

        /** Takes a part, unless it is of another message. */
        boolean take(Fragment part) {
            if (part.type() != whole.type() || part.length() != whole.length()) return false;
            for (int i = 0; i < part.body().length(); i++)
                if (!take(part.offset() + i, (byte) part.body().at(i))) return false;
            return true;
        }

        private boolean take(int at, byte one) {
            if (known.get(at)) return body[at] == one;
            known.set(at);
            body[at] = one;
            return true;
        }
    }

    private RepeatedFlights(Exchange first, Role sender) {
        this.first = first;
        this.sender = sender;
        this.isOf13 = first.version().filter(it -> it == DtlsVersion.V1_3).isPresent();
        this.steps = new Steps<>(first.endpoint(sender), CHAPTER, Input.class, Effect.class);
    }

    /** Both ends of an association. */
    static Observation of(Exchange first) {
        return new RepeatedFlights(first, Role.CLIENT)
                .observed()
                .and(new RepeatedFlights(first, Role.SERVER).observed());
    }

    private Observation observed() {
        var sent = new ArrayList<>(SentRecord.of(first, sender));
        sent.addAll(SentRecord.of(first, sender.peer()));
        sent.sort(Comparator.comparingLong(it -> it.place().packet()));
        divide(sent);
        for (SentRecord each : sent)
            if (each.record().sender() == sender)
                for (Fragment part : parts(each)) show(each, part);
        return steps.judgedBy(
                new FlightsModel(),
                RepeatedFlights::sight,
                List.of(new Input.Answered(0)),
                List.of(Facts.idle(ANY)));
    }

    /** A flight ends where the other end begins to say something new. */
    private void divide(List<SentRecord> sent) {
        var heard = new HashSet<Long>();
        int flight = 0;
        for (SentRecord each : sent)
            for (Fragment part : parts(each))
                if (each.record().sender() == sender) {
                    int number = flight;
                    said.computeIfAbsent(
                            name(each, part), _ -> new Said(part, each.epoch(), number));
                } else if (heard.add(name(each, part))) flight++;
    }

    private List<Fragment> parts(SentRecord sent) {
        return sent.record().parts().stream()
                .filter(part -> part.length() <= LONGEST && part.end() <= part.length())
                .filter(part -> isOf13 || part.type() == FINISHED)
                .toList();
    }

    /** Of DTLS 1.2 the epoch tells the handshakes apart. */
    private long name(SentRecord sent, Fragment part) {
        return isOf13 ? part.messageSeq() : sent.epoch();
    }

    private void show(SentRecord sent, Fragment part) {
        var message = said.get(name(sent, part));
        boolean isRepeated = message.flight <= shown && part.length() > 0 && message.has(part);
        if (!message.take(part)) accuse(sent.place(), part);
        else if (message.flight > shown) begin(sent.place(), message.flight);
        else if (isRepeated && message.flight == shown) repeat(sent.place(), name(sent, part));
    }

    private void begin(Place place, int flight) {
        shown = flight;
        again.clear();
        steps.add(place, new Input.Send(items(), 0), List.of(new Effect.Transmit(items())));
    }

    /** Of a flight that is said again each message is there once. */
    private void repeat(Place place, long message) {
        boolean isGoingOn = !again.isEmpty() && !again.contains(message);
        if (!isGoingOn) again.clear();
        again.add(message);
        if (!isGoingOn)
            steps.add(place, new Input.Tick(LONG_ENOUGH), List.of(new Effect.Transmit(items())));
    }

    private void accuse(Place place, Fragment part) {
        String deed =
                "message %d, of type %d, is said again with another content"
                        .formatted(part.messageSeq(), part.type());
        steps.unlawful(place, new Input.Tick(LONG_ENOUGH), deed, TIMEOUT_SENDS_THE_FLIGHT_AGAIN);
    }

    private List<FlightItem> items() {
        return said.values().stream().filter(it -> it.flight == shown).map(it -> it.item).toList();
    }

    private static Optional<Effect> sight(Effect effect) {
        return switch (effect) {
            case Effect.Transmit _ -> Optional.of(effect);
            case Effect.Ignored _, Effect.Released _, Effect.GaveUp _, Effect.Refused _ ->
                    Optional.empty();
        };
    }
}
