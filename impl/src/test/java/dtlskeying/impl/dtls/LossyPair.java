package dtlskeying.impl.dtls;

import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.FlightItem;
import dtlskeying.spec.dtls.FlightItem.Handshake;
import dtlskeying.spec.dtls.FlightTimes;
import dtlskeying.spec.dtls.FlightsSpec;
import dtlskeying.spec.dtls.FlightsSpec.Input.Answered;
import dtlskeying.spec.dtls.FlightsSpec.Input.PeerRepeated;
import dtlskeying.spec.dtls.FlightsSpec.Input.Send;
import dtlskeying.spec.dtls.FlightsSpec.Input.SendLast;
import dtlskeying.spec.dtls.FlightsSpec.Input.Tick;
import dtlskeying.spec.dtls.Fragment;
import dtlskeying.spec.dtls.FragmentLimits;
import dtlskeying.spec.dtls.FragmentsSpec.Effect.Delivered;
import dtlskeying.spec.dtls.FragmentsSpec.Effect.Repeated;
import dtlskeying.spec.dtls.FragmentsSpec.Input.Arrived;
import dtlskeying.spec.dtls.HandshakeMessage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Client and server of a handshake of four flights, whose messages say nothing, over a network that
 * loses, repeats and reorders. Every part is a datagram of its own. Time is virtual.
 */
final class LossyPair {
    /** Messages of each flight; odd flights are the server's. */
    private static final int[] FLIGHTS = {1, 4, 3, 1};

    private static final int PART = 40;

    private final Random random;
    private final int lossPercent;
    private final PriorityQueue<Datagram> wire =
            new PriorityQueue<>(Comparator.comparingLong(Datagram::at));
    private final End client = new End(0);
    private final End server = new End(1);
    private long now;

    LossyPair(Random random, int lossPercent) {
        this.random = random;
        this.lossPercent = lossPercent;
    }

    private record Datagram(long at, End to, Fragment part) {}

    /** How one end fared; {@code timeouts} are those of its last flight. */
    record Fate(boolean ended, boolean gaveUp, int timeouts, long endedAt) {}

    /** How both fared, and how often the flight that was sent most was sent. */
    record Outcome(Fate client, Fate server, int largestBurst) {
        boolean isComplete() {
            return client.ended() && !client.gaveUp() && server.ended() && !server.gaveUp();
        }
    }

    Outcome run() {
        client.send();
        while (!(client.hasEnded() && server.hasEnded()) && next() != Flights.NEVER) {
            now = next();
            if (!wire.isEmpty() && wire.peek().at() == now) {
                var datagram = wire.poll();
                datagram.to().receive(datagram.part());
            } else {
                var due = client.flights.deadline() == now ? client : server;
                due.apply(new Tick(now));
            }
        }
        return new Outcome(client.fate(), server.fate(), Math.max(client.burst, server.burst));
    }

    private long next() {
        long timers = Math.min(client.flights.deadline(), server.flights.deadline());
        return wire.isEmpty() ? timers : Math.min(timers, wire.peek().at());
    }

    private void carry(End from, Fragment part) {
        int copies = random.nextInt(100) < 5 ? 2 : 1;
        for (int i = 0; i < copies; i++)
            if (random.nextInt(100) >= lossPercent)
                wire.add(
                        new Datagram(
                                now + 10 + random.nextInt(390),
                                from == client ? server : client,
                                part));
    }

    /** One end. */
    private final class End {
        private Flights flights = Flights.idle(FlightTimes.DEFAULT);
        private Fragments fragments = Fragments.from(0, FragmentLimits.DEFAULT);
        private int ours;
        private int theirs;
        private int sent;
        private int missing;
        private int timeouts;
        private int times;
        private int burst;
        private boolean complete;
        private long endedAt;

        End(int first) {
            ours = first;
            theirs = 1 - first;
            missing = FLIGHTS[theirs];
        }

        boolean hasEnded() {
            return complete || flights instanceof Flights.GivenUp;
        }

        Fate fate() {
            boolean gaveUp = flights instanceof Flights.GivenUp;
            return new Fate(complete || gaveUp, gaveUp, timeouts, endedAt);
        }

        void send() {
            var flight = new ArrayList<FlightItem>();
            for (int i = 0; i < FLIGHTS[ours]; i++) {
                var body = Octets.of(new byte[90]);
                flight.add(FlightItem.of(Epoch.UNPROTECTED, new HandshakeMessage(1, sent++, body)));
            }
            boolean last = ours == FLIGHTS.length - 1;
            ours += 2;
            timeouts = 0;
            times = 0;
            apply(last ? new SendLast(flight, now) : new Send(flight, now));
            if (last) end();
        }

        void receive(Fragment part) {
            if (flights instanceof Flights.GivenUp) return;
            var step = fragments.on(new Arrived(part));
            fragments = step.state();
            for (var effect : step.effects()) {
                if (effect instanceof Delivered && --missing == 0) answer();
                if (effect instanceof Repeated) apply(new PeerRepeated(now));
            }
        }

        private void answer() {
            apply(new Answered(now));
            theirs += 2;
            if (theirs < FLIGHTS.length) missing = FLIGHTS[theirs];
            if (ours < FLIGHTS.length) send();
            else end();
        }

        private void end() {
            complete = true;
            endedAt = now;
        }

        private void apply(FlightsSpec.Input input) {
            var step = flights.on(input);
            flights = step.state();
            for (var effect : step.effects()) {
                if (effect instanceof FlightsSpec.Effect.Transmit(var items)) {
                    if (input instanceof Tick) timeouts++;
                    burst = Math.max(burst, ++times);
                    parts(items).forEach(part -> carry(this, part));
                }
                if (effect instanceof FlightsSpec.Effect.GaveUp) endedAt = now;
            }
        }
    }

    private static List<Fragment> parts(List<FlightItem> items) {
        return items.stream()
                .flatMap(item -> Fragments.split(((Handshake) item).fragment(), PART).stream())
                .toList();
    }
}
