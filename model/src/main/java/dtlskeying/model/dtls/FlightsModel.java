package dtlskeying.model.dtls;

import static dtlskeying.spec.dtls.FlightsSpec.Claim.ACKNOWLEDGED_FLIGHT_IS_NOT_SENT_AGAIN;
import static dtlskeying.spec.dtls.FlightsSpec.Claim.FIRST_TIMEOUT_IS_A_SECOND;
import static dtlskeying.spec.dtls.FlightsSpec.Claim.FLIGHT_IS_ONE_UNIT;
import static dtlskeying.spec.dtls.FlightsSpec.Claim.IDLENESS_RESETS_THE_TIMEOUT;
import static dtlskeying.spec.dtls.FlightsSpec.Claim.LAST_FLIGHT_IS_KEPT;
import static dtlskeying.spec.dtls.FlightsSpec.Claim.NEXT_FLIGHT_ANSWERS_OURS;
import static dtlskeying.spec.dtls.FlightsSpec.Claim.PARTIAL_ACK_SENDS_THE_REST;
import static dtlskeying.spec.dtls.FlightsSpec.Claim.REPEATED_FLIGHT_IS_ANSWERED;
import static dtlskeying.spec.dtls.FlightsSpec.Claim.RETRANSMISSIONS_ARE_LIMITED;
import static dtlskeying.spec.dtls.FlightsSpec.Claim.TIMEOUT_DOUBLES_TO_A_MINUTE;
import static dtlskeying.spec.dtls.FlightsSpec.Claim.TIMEOUT_SENDS_THE_FLIGHT_AGAIN;
import static dtlskeying.spec.dtls.FlightsSpec.Claim.TIMEOUT_STAYS_UNTIL_NOTHING_IS_LOST;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.dtls.FlightItem;
import dtlskeying.spec.dtls.FlightTimes;
import dtlskeying.spec.dtls.FlightsSpec.Effect;
import dtlskeying.spec.dtls.FlightsSpec.Extent;
import dtlskeying.spec.dtls.FlightsSpec.Input;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * RFC 6347 §4.2.4 as arithmetic of ages: how long ago the flight was sent, how often the timeout
 * has doubled. The time of an input is what has passed since the input before it.
 */
public record FlightsModel() implements Relation<FlightsModel.Facts, Input, Effect> {
    /** What an end is waiting for. */
    public enum Wait {
        NOTHING,
        AN_ANSWER,
        A_REPETITION,
        NO_MORE
    }

    /**
     * What is known at one end; times are milliseconds.
     *
     * @param earlier the last flight of the handshake before
     * @param flight the flight that is out
     * @param doublings how often the timeout has doubled since it was the first
     * @param losses how often the timer has sent this flight again
     * @param answers how often the peer has made this end send it again
     * @param age since it was sent, or since the last one was answered
     * @param kept since the last flight of the handshake was made
     */
    public record Facts(
            FlightTimes times,
            Wait awaits,
            List<FlightItem> earlier,
            List<FlightItem> flight,
            int doublings,
            int losses,
            int answers,
            long age,
            long kept) {
        public Facts {
            earlier = List.copyOf(earlier);
            flight = List.copyOf(flight);
        }

        /** An end that has sent nothing. */
        public static Facts idle(FlightTimes times) {
            return new Facts(times, Wait.NOTHING, List.of(), List.of(), 0, 0, 0, 0, 0);
        }

        private Facts later(long passed) {
            return new Facts(
                    times,
                    awaits,
                    earlier,
                    flight,
                    doublings,
                    losses,
                    answers,
                    age + passed,
                    kept + passed);
        }

        private long timeout() {
            return Math.min(times.cap(), times.initial() << doublings);
        }

        private Facts sending(Wait next, List<FlightItem> items, int grown) {
            var before = awaits == Wait.A_REPETITION ? flight : List.<FlightItem>of();
            return new Facts(times, next, before, items, grown, 0, 0, 0, 0);
        }

        private Facts again(List<FlightItem> rest, int grown, int lost, int asked) {
            return new Facts(times, awaits, earlier, rest, grown, lost, asked, 0, kept);
        }

        private Facts shrunk(List<FlightItem> rest) {
            return new Facts(times, awaits, earlier, rest, doublings, losses, answers, age, kept);
        }

        private Facts settled() {
            return new Facts(
                    times,
                    Wait.NOTHING,
                    List.of(),
                    List.of(),
                    losses == 0 ? 0 : doublings,
                    0,
                    0,
                    0,
                    0);
        }

        private Facts released() {
            return new Facts(times, Wait.NOTHING, List.of(), List.of(), doublings, 0, 0, 0, 0);
        }

        private Facts lost() {
            return new Facts(times, Wait.NO_MORE, List.of(), List.of(), 0, 0, 0, 0, 0);
        }
    }

    @Override
    public Set<Outcome<Facts, Effect>> permitted(Facts before, Input input) {
        var facts = before.later(input.now());
        return switch (input) {
            case Input.Send(var flight, _) -> sent(facts, Wait.AN_ANSWER, flight);
            case Input.SendLast(var flight, _) -> sent(facts, Wait.A_REPETITION, flight);
            case Input.Answered _ ->
                    facts.awaits() == Wait.AN_ANSWER
                            ? Set.of(silent(facts.settled(), NEXT_FLIGHT_ANSWERS_OURS))
                            : Set.of(silent(facts));
            case Input.Acknowledged(var extents, _) -> acknowledged(facts, extents);
            case Input.PeerRepeated _ -> peerRepeated(facts);
            case Input.Tick _ -> tick(facts);
        };
    }

    /** After a long rest the timeout may be the first again, or what it had grown to. */
    private static Set<Outcome<Facts, Effect>> sent(
            Facts facts, Wait next, List<FlightItem> flight) {
        if (facts.awaits() == Wait.AN_ANSWER) return Set.of(refused(facts, FLIGHT_IS_ONE_UNIT));
        if (facts.awaits() == Wait.NO_MORE)
            return Set.of(refused(facts, RETRANSMISSIONS_ARE_LIMITED));
        var permitted = new HashSet<Outcome<Facts, Effect>>();
        permitted.add(
                transmitted(
                        facts.sending(next, flight, facts.doublings()),
                        flight,
                        FIRST_TIMEOUT_IS_A_SECOND,
                        TIMEOUT_STAYS_UNTIL_NOTHING_IS_LOST));
        if (facts.age() >= 10 * facts.timeout())
            permitted.add(
                    transmitted(
                            facts.sending(next, flight, 0), flight, IDLENESS_RESETS_THE_TIMEOUT));
        return permitted;
    }

    /** What an ACK leaves out goes out again, at once if the recommendation is followed. */
    private static Set<Outcome<Facts, Effect>> acknowledged(Facts facts, List<Extent> extents) {
        if (facts.awaits() != Wait.AN_ANSWER) return Set.of(silent(facts));
        List<FlightItem> rest = FlightRest.of(facts.flight(), extents);
        if (rest.stream().noneMatch(FlightItem.Handshake.class::isInstance))
            return Set.of(silent(facts.settled(), ACKNOWLEDGED_FLIGHT_IS_NOT_SENT_AGAIN));
        if (rest.equals(facts.flight())) return Set.of(silent(facts));
        var again = facts.again(rest, facts.doublings(), facts.losses(), facts.answers());
        var shrunk = facts.shrunk(rest);
        var permitted = new HashSet<Outcome<Facts, Effect>>();
        permitted.add(transmitted(again, rest, PARTIAL_ACK_SENDS_THE_REST));
        permitted.add(transmitted(shrunk, rest, PARTIAL_ACK_SENDS_THE_REST));
        permitted.add(silent(shrunk).departingFrom(PARTIAL_ACK_SENDS_THE_REST));
        return permitted;
    }

    /** Who repeats itself is answered, but neither at once again nor for ever. */
    private static Set<Outcome<Facts, Effect>> peerRepeated(Facts facts) {
        if (facts.awaits() == Wait.NOTHING || facts.awaits() == Wait.NO_MORE)
            return Set.of(silent(facts));
        if (facts.age() < facts.times().quiet())
            return Set.of(ignored(facts, REPEATED_FLIGHT_IS_ANSWERED));
        if (facts.answers() >= facts.times().answers())
            return Set.of(ignored(facts, RETRANSMISSIONS_ARE_LIMITED));
        var items = new ArrayList<FlightItem>();
        if (facts.awaits() == Wait.AN_ANSWER) items.addAll(facts.earlier());
        items.addAll(facts.flight());
        var after =
                facts.again(facts.flight(), facts.doublings(), facts.losses(), facts.answers() + 1);
        return Set.of(transmitted(after, items, REPEATED_FLIGHT_IS_ANSWERED, LAST_FLIGHT_IS_KEPT));
    }

    private static Set<Outcome<Facts, Effect>> tick(Facts facts) {
        return switch (facts.awaits()) {
            case NOTHING, NO_MORE -> Set.of(silent(facts));
            case A_REPETITION ->
                    facts.kept() < facts.times().linger()
                            ? Set.of(silent(facts))
                            : Set.of(
                                    Outcome.of(
                                            facts.released(),
                                            List.of(new Effect.Released(Clause.UNSTATED)),
                                            LAST_FLIGHT_IS_KEPT));
            case AN_ANSWER -> facts.age() < facts.timeout() ? Set.of(silent(facts)) : late(facts);
        };
    }

    private static Set<Outcome<Facts, Effect>> late(Facts facts) {
        if (facts.losses() >= facts.times().retransmissions())
            return Set.of(
                    Outcome.of(
                            facts.lost(),
                            List.of(new Effect.GaveUp(Clause.UNSTATED)),
                            RETRANSMISSIONS_ARE_LIMITED));
        var after =
                facts.again(
                        facts.flight(), facts.doublings() + 1, facts.losses() + 1, facts.answers());
        return Set.of(
                transmitted(
                        after,
                        facts.flight(),
                        TIMEOUT_SENDS_THE_FLIGHT_AGAIN,
                        TIMEOUT_DOUBLES_TO_A_MINUTE));
    }

    private static Outcome<Facts, Effect> transmitted(
            Facts after, List<FlightItem> items, Clause... because) {
        return Outcome.of(after, List.of(new Effect.Transmit(items)), because);
    }

    private static Outcome<Facts, Effect> silent(Facts after, Clause... because) {
        return Outcome.of(after, List.of(), because);
    }

    private static Outcome<Facts, Effect> ignored(Facts facts, Clause because) {
        return Outcome.of(facts, List.of(new Effect.Ignored(Clause.UNSTATED)), because);
    }

    private static Outcome<Facts, Effect> refused(Facts facts, Clause because) {
        return Outcome.of(facts, List.of(new Effect.Refused(Clause.UNSTATED)), because);
    }
}
