package dtlskeying.spec.chunk;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.MUST_NOT;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;
import dtlskeying.spec.Refusal;

/**
 * §4: after ENFORCE nothing unprotected is accepted.
 *
 * <p>A packet that is handed over to be opened is not remembered here: {@link Input.Opened} says
 * what came of it, and comes to nothing where there is no receive key. To enforce what is enforced
 * already says nothing. Sending and receiving are apart: what leaves is protected from the send key
 * on, whether or not protection is enforced, and plain before that. When the association is over,
 * all begins anew.
 */
public interface EnforcementSpec {
    /** What the document says. */
    enum Claim implements Clause {
        UNPROTECTED_PACKETS_ARE_DISCARDED(
                "dtls-chunk/4/g",
                IS,
                "after ENFORCE, received unprotected SCTP packets are discarded"),
        EVERY_PACKET_LEAVES_PROTECTED(
                "sctp-dtls-chunk/5.2/a",
                MUST,
                "once a send key is set, every packet leaves as a DTLS chunk"),
        DTLS_CHUNK_IS_ALONE(
                "sctp-dtls-chunk/5.2/b",
                MUST,
                "a packet that bundles a DTLS chunk with anything is discarded whole, silently"),
        INIT_TRAVELS_PLAIN(
                "sctp-dtls-chunk/5.4/b", IS, "INIT and INIT ACK are never protected, even then"),
        FAILED_PACKETS_END_NOTHING(
                "sctp-dtls-chunk/5.2/c",
                MUST_NOT,
                "a packet that does not open is discarded and ends no association"),
        ENFORCEMENT_IS_IRREVERSIBLE(
                "sctp-dtls-chunk/8/a", IS, "protection that is required stays required"),
        ENFORCEMENT_NEEDS_A_RECEIVE_KEY(
                "sctp-dtls-chunk/7.9/a",
                IS,
                "protection is not required before anything protected can be opened");

        private final Citation citation;

        Claim(String id, Level level, String summary) {
            this.citation = Citation.of(id, level, summary);
        }

        @Override
        public Citation citation() {
            return citation;
        }
    }

    /** What the operator of one association learns. */
    sealed interface Input {
        /** A receive key is set; the first time, or a further one. */
        record ReceiveKeySet() implements Input {}

        /** A send key is set; the first time, or a further one. */
        record SendKeySet() implements Input {}

        /** Key management requires protection. */
        record Enforce() implements Input {}

        /** A packet has arrived. */
        record Arrived(PacketShape shape) implements Input {}

        /** The key opens the packet that was handed over, or does not. */
        record Opened(boolean genuine) implements Input {}

        /**
         * SCTP hands over a packet to be sent: INIT, INIT ACK or other chunks. One that has a DTLS
         * chunk already is refused.
         */
        record ToSend(PacketShape shape) implements Input {}

        /** The association is over: its keys and all of this are gone. */
        record Ended() implements Input {}
    }

    /** What the operator does. */
    sealed interface Effect extends dtlskeying.spec.Effect {
        /** The packet goes to SCTP. */
        record ToSctp() implements Effect {}

        /** The DTLS chunk is to be opened. */
        record ToOpen() implements Effect {}

        /** The packet leaves as it is. */
        record SentPlain() implements Effect {}

        /** All chunks of the packet leave in one DTLS chunk. */
        record SentProtected() implements Effect {}

        /** From here on protection is required. */
        record Enforced() implements Effect {}

        /** The packet is dropped, and counted. */
        record Discarded(Clause clause) implements Effect, Refusal {
            @Override
            public Discarded because(Clause reason) {
                return new Discarded(reason);
            }
        }

        /** What was asked for is not done. */
        record Refused(Clause clause) implements Effect, Refusal {
            @Override
            public Refused because(Clause reason) {
                return new Refused(reason);
            }
        }
    }
}
