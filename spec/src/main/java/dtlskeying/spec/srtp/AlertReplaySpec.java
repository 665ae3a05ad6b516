package dtlskeying.spec.srtp;

import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.SHOULD;
import static dtlskeying.spec.Level.SHOULD_NOT;

import dtlskeying.spec.Alert;
import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Level;
import dtlskeying.spec.Refusal;

/** §7.3.1: DTLS alerts beside a flow of SRTP packets. */
public interface AlertReplaySpec {
    /** What the document says. */
    enum Claim implements Clause {
        ALERTS_ACT_ON_RECEPTION(
                "dtls-srtp/7.3.1/a", SHOULD, "alerts act as soon as they are received"),
        REPLAYED_ALERTS_ARE_DROPPED(
                "dtls-srtp/7.3.1/b", MUST, "retransmitted alerts are recognised and dropped"),
        DATA_CAUSES_NO_ALERTS(
                "dtls-srtp/7.3.1/c",
                SHOULD_NOT,
                "alerts are not generated in response to data packets");

        private final Citation citation;

        Claim(String id, Level level, String summary) {
            this.citation = Citation.of(id, level, summary);
        }

        @Override
        public Citation citation() {
            return citation;
        }
    }

    /** How far back, in records of one epoch, an end remembers which alerts it has acted on. */
    int WINDOW = 64;

    /** How many epochs, the newest ones, an end remembers alerts of. */
    int EPOCHS = 2;

    /** What one end learns. */
    sealed interface Input {
        /**
         * An authentic alert record arrives.
         *
         * @param epoch the epoch of the record
         * @param sequence the number of the record in its epoch
         * @param alert what it says
         * @param fatal whether it ends the association: a fatal alert does, and so does a closure
         */
        record AlertArrived(Epoch epoch, long sequence, Alert alert, boolean fatal)
                implements Input {}

        /** An SRTP packet arrives, whole or broken, authentic or not. */
        record DataArrived(boolean genuine) implements Input {}

        /** The DTLS stack finds a fault in a record that is not of this chapter. */
        record FaultFound(Alert alert) implements Input {}
    }

    /** What one end does. */
    sealed interface Effect extends dtlskeying.spec.Effect {
        /** The alert takes effect at once, on what arrives and leaves at this moment. */
        record Acted(Alert alert) implements Effect {}

        /** The association is over because of an alert. */
        record Ended(Alert alert) implements Effect {}

        /** The packet goes on to the SRTP stack. */
        record Accepted() implements Effect {}

        /** That alert is sent, once. */
        record AlertSent(Alert alert) implements Effect {}

        /** The alert or packet is dropped, in silence. */
        record Discarded(Clause clause) implements Effect, Refusal {
            @Override
            public Discarded because(Clause reason) {
                return new Discarded(reason);
            }
        }
    }
}
