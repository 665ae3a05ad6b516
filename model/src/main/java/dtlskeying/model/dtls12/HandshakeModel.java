package dtlskeying.model.dtls12;

import static dtlskeying.spec.dtls.FlightsSpec.Claim.LAST_FLIGHT_IS_KEPT;
import static dtlskeying.spec.dtls.FlightsSpec.Claim.REPEATED_FLIGHT_IS_ANSWERED;
import static dtlskeying.spec.dtls.FlightsSpec.Claim.RETRANSMISSIONS_ARE_LIMITED;
import static dtlskeying.spec.dtls.FlightsSpec.Claim.TIMEOUT_SENDS_THE_FLIGHT_AGAIN;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.FINISHED_VERIFIES;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.BID_DOWN_IS_CAUGHT_BY_FINISHED;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.srtp.MkiSelectionModel;
import dtlskeying.model.srtp.UseSrtpModel;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.MkiSelectionSpec;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.UseSrtpSpec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One end of a full DTLS 1.2 handshake, flight by flight, as far as it concerns SRTP: the hellos
 * carry use_srtp, the Finished messages cover the hellos, and flights are sent again.
 *
 * <p>What an end says of profiles and MKI is left to the relations of those chapters. Cookies,
 * fragments, records and certificates are not in it: a hello that was answered stands for the one
 * with the right cookie, a flight arrives whole or not at all.
 *
 * @param useSrtp what is permitted of the profiles
 * @param mkiSelection what is permitted of the MKI
 */
public record HandshakeModel(
        Relation<UseSrtpModel.Facts, UseSrtpSpec.Input, UseSrtpSpec.Effect> useSrtp,
        Relation<MkiSelectionModel.Facts, MkiSelectionSpec.Input, MkiSelectionSpec.Effect>
                mkiSelection)
        implements Relation<HandshakeModel.Facts, HandshakeModel.Input, HandshakeModel.Effect> {

    /** How far an end has come. */
    public enum Phase {
        IDLE,
        /** The hello is out; a client waits for the server's flight, a server for the client's. */
        GREETED,
        /** A client's Finished is out. */
        FINISHED,
        COMPLETE,
        /** Aborted or given up. */
        OVER
    }

    /** What one end learns. */
    public sealed interface Input {
        /**
         * The client's user wants a handshake, with SRTP by these profiles or, if none, without.
         */
        record Begin(List<ProtectionProfile> profiles, Mki mki) implements Input {}

        /** A flight arrives. */
        record Arrived(Message message) implements Input {}
    }

    /** What one end does. */
    public sealed interface Effect extends dtlskeying.spec.Effect {
        /** A flight goes out, for the first time or again. */
        record Sent(Message message) implements Effect {}

        /** The handshake is complete; SRTP by this profile and MKI, or no profile and no SRTP. */
        record Completed(Set<ProtectionProfile> profile, Mki mki) implements Effect {}

        /** The flight is dropped: it does not verify. */
        record Discarded(Clause clause) implements Effect {
            @Override
            public Discarded because(Clause reason) {
                return new Discarded(reason);
            }
        }

        /** The handshake ends, with this alert. */
        record Aborted(Alert alert, Clause clause) implements Effect {
            @Override
            public Aborted because(Clause reason) {
                return new Aborted(alert, reason);
            }
        }

        /** The handshake ends: the peer has not answered for too long. */
        record GaveUp(Clause clause) implements Effect {
            @Override
            public GaveUp because(Clause reason) {
                return new GaveUp(reason);
            }
        }
    }

    /**
     * What is known at one end.
     *
     * @param srtp about the profiles
     * @param keys about the MKI
     * @param transcript the hellos as this end has them so far
     * @param phase how far it has come
     */
    public record Facts(
            UseSrtpModel.Facts srtp,
            MkiSelectionModel.Facts keys,
            Transcript transcript,
            Phase phase) {
        /** What an end knows before the handshake. */
        public static Facts start(UseSrtpModel.Facts srtp) {
            return new Facts(
                    srtp,
                    MkiSelectionModel.Facts.start(srtp.role(), List.of()),
                    new Transcript(Extension.ABSENT, Extension.ABSENT),
                    Phase.IDLE);
        }

        /** Which end it is. */
        public Role role() {
            return srtp.role();
        }

        /** Whether the handshake is complete at this end. */
        public boolean isComplete() {
            return phase == Phase.COMPLETE;
        }

        /** The MKI of the keys, {@link Mki#NONE} where none was agreed. */
        public Mki mki() {
            return keys.agreed().isEmpty() ? Mki.NONE : keys.agreed().getFirst();
        }

        Facts in(Phase next) {
            return new Facts(srtp, keys, transcript, next);
        }
    }

    @Override
    public Set<Outcome<Facts, Effect>> permitted(Facts facts, Input input) {
        return switch (input) {
            case Input.Begin(var profiles, var mki) -> begin(facts, profiles, mki);
            case Input.Arrived(Message.ClientHello(var offer)) -> clientHello(facts, offer);
            case Input.Arrived(Message.ServerHello(var answer)) -> serverHello(facts, answer);
            case Input.Arrived(Message.ClientFinished(var seen)) -> clientFinished(facts, seen);
            case Input.Arrived(Message.ServerFinished(var seen)) -> serverFinished(facts, seen);
        };
    }

    /** Whoever waits may send the last flight again, and may at last give up. */
    @Override
    public Set<Outcome<Facts, Effect>> spontaneous(Facts facts) {
        return switch (facts.phase()) {
            case IDLE, COMPLETE, OVER -> Set.of();
            case GREETED, FINISHED ->
                    Set.of(
                            again(facts, TIMEOUT_SENDS_THE_FLIGHT_AGAIN),
                            Outcome.of(
                                    facts.in(Phase.OVER),
                                    List.of(new Effect.GaveUp(Clause.UNSTATED)),
                                    RETRANSMISSIONS_ARE_LIMITED));
        };
    }

    private Set<Outcome<Facts, Effect>> begin(
            Facts facts, List<ProtectionProfile> profiles, Mki mki) {
        if (facts.role() != Role.CLIENT || facts.phase() != Phase.IDLE) return nothing(facts);
        return new Negotiation(this, facts).proposals(profiles, mki);
    }

    /** A hello with a number that was answered is the same hello, whatever it says. */
    private Set<Outcome<Facts, Effect>> clientHello(Facts facts, Extension offer) {
        if (facts.role() != Role.SERVER) return nothing(facts);
        return switch (facts.phase()) {
            case IDLE -> new Negotiation(this, facts).answers(offer);
            case GREETED -> perhapsAgain(facts, REPEATED_FLIGHT_IS_ANSWERED);
            case FINISHED, COMPLETE, OVER -> nothing(facts);
        };
    }

    private Set<Outcome<Facts, Effect>> serverHello(Facts facts, Extension answer) {
        if (facts.role() != Role.CLIENT) return nothing(facts);
        return switch (facts.phase()) {
            case GREETED -> new Negotiation(this, facts).conclusions(answer);
            case FINISHED -> perhapsAgain(facts, REPEATED_FLIGHT_IS_ANSWERED);
            case IDLE, COMPLETE, OVER -> nothing(facts);
        };
    }

    private Set<Outcome<Facts, Effect>> clientFinished(Facts facts, Transcript seen) {
        if (facts.role() != Role.SERVER) return nothing(facts);
        return switch (facts.phase()) {
            case GREETED ->
                    seen.equals(facts.transcript())
                            ? Set.of(complete(facts, List.of(finished(facts))))
                            : caught(facts);
            case COMPLETE ->
                    seen.equals(facts.transcript())
                            ? perhapsAgain(facts, LAST_FLIGHT_IS_KEPT)
                            : nothing(facts);
            case IDLE, FINISHED, OVER -> nothing(facts);
        };
    }

    private Set<Outcome<Facts, Effect>> serverFinished(Facts facts, Transcript seen) {
        if (facts.role() != Role.CLIENT || facts.phase() != Phase.FINISHED) return nothing(facts);
        return seen.equals(facts.transcript()) ? Set.of(complete(facts, List.of())) : caught(facts);
    }

    private static Outcome<Facts, Effect> complete(Facts facts, List<Effect> before) {
        List<Effect> effects = new ArrayList<>(before);
        effects.add(new Effect.Completed(facts.srtp().agreed(), facts.mki()));
        return Outcome.of(facts.in(Phase.COMPLETE), effects, FINISHED_VERIFIES);
    }

    /**
     * The Finished covers other hellos. Where the master secret depends on them too (RFC 7627), its
     * record does not even open, and is dropped.
     */
    private static Set<Outcome<Facts, Effect>> caught(Facts facts) {
        return Set.of(
                Outcome.of(
                        facts.in(Phase.OVER),
                        List.of(new Effect.Aborted(Alert.DECRYPT_ERROR, Clause.UNSTATED)),
                        BID_DOWN_IS_CAUGHT_BY_FINISHED,
                        FINISHED_VERIFIES),
                Outcome.of(
                        facts,
                        List.of(new Effect.Discarded(Clause.UNSTATED)),
                        BID_DOWN_IS_CAUGHT_BY_FINISHED));
    }

    private static Set<Outcome<Facts, Effect>> perhapsAgain(Facts facts, Clause because) {
        var outcomes = new HashSet<>(nothing(facts));
        outcomes.add(again(facts, because));
        return outcomes;
    }

    private static Outcome<Facts, Effect> again(Facts facts, Clause because) {
        return Outcome.of(facts, List.of(lastFlight(facts)), because);
    }

    /** What this end sent last, a function of what it knows. */
    private static Effect lastFlight(Facts facts) {
        Transcript seen = facts.transcript();
        boolean greeted = facts.phase() == Phase.GREETED;
        return new Effect.Sent(
                switch (facts.role()) {
                    case CLIENT ->
                            greeted
                                    ? new Message.ClientHello(seen.offer())
                                    : new Message.ClientFinished(seen);
                    case SERVER ->
                            greeted
                                    ? new Message.ServerHello(seen.answer())
                                    : new Message.ServerFinished(seen);
                });
    }

    private static Effect finished(Facts facts) {
        return new Effect.Sent(new Message.ServerFinished(facts.transcript()));
    }

    private static Set<Outcome<Facts, Effect>> nothing(Facts facts) {
        return Set.of(Outcome.of(facts, List.of()));
    }
}
