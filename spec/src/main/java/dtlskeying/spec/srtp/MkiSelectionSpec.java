package dtlskeying.spec.srtp;

import static dtlskeying.spec.Level.MAY;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.SHOULD;

import dtlskeying.spec.Alert;
import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;
import dtlskeying.spec.Refusal;

/**
 * §4.1.3 srtp_mki: which master key identifier the packets of a handshake's keys carry, if any.
 *
 * <p>The client offers a value or none; the server returns the same value or none; a client that
 * reads another value aborts.
 */
public interface MkiSelectionSpec {
    /** What §4.1.3 says. */
    enum Claim implements Clause {
        MKI_NAMES_THE_KEYS_OF_THIS_HANDSHAKE(
                "dtls-srtp/4.1.3/a",
                MAY,
                "srtp_mki says that MKIs will be used and which value these keys have"),
        OFFERED_MKI_DIFFERS_FROM_THE_LAST(
                "dtls-srtp/4.1.3/c", MUST, "the client offers another MKI than the last one used"),
        MKIS_ARE_UNIQUE_IN_A_SESSION(
                "dtls-srtp/4.1.3/d", SHOULD, "no MKI comes back in the life of the TLS session"),
        SERVER_ECHOES_THE_MKI_OR_NONE(
                "dtls-srtp/4.1.3/e",
                MUST,
                "an accepting server returns the offered MKI, or an empty one"),
        CLIENT_ABORTS_ON_FOREIGN_MKI(
                "dtls-srtp/4.1.3/f", MUST, "a client that reads an MKI it did not offer aborts"),
        FOREIGN_MKI_IS_ANSWERED_BY_AN_ALERT(
                "dtls-srtp/4.1.3/g", SHOULD, "and says so by illegal_parameter"),
        EVERY_PACKET_CARRIES_THE_AGREED_MKI(
                "dtls-srtp/4.1.3/h",
                MUST,
                "once agreed, every packet under the new keys has that MKI");

        private final Citation citation;

        Claim(String id, Level level, String summary) {
            this.citation = Citation.of(id, level, summary);
        }

        @Override
        public Citation citation() {
            return citation;
        }
    }

    /** What one end learns. */
    sealed interface Input {
        /** The client's user wants these keys to be known by this MKI, or by none. */
        record Propose(Mki mki) implements Input {}

        /** The server reads the srtp_mki of a client's hello. */
        record Offered(Mki mki) implements Input {}

        /** The client reads the srtp_mki of the server's hello. */
        record Answered(Mki mki) implements Input {}

        /** A packet is to be protected with the keys of this handshake. */
        record Protect() implements Input {}

        /** A packet arrives whose MKI field, as long as the agreed one, reads so. */
        record Arrived(Mki mki) implements Input {}
    }

    /** What one end does. */
    sealed interface Effect extends dtlskeying.spec.Effect {
        /** The client's hello carries this MKI. */
        record Offer(Mki mki) implements Effect {}

        /** The server's hello carries this MKI. */
        record Answer(Mki mki) implements Effect {}

        /** From here on both ends know the keys by this MKI, or by none. */
        record Agreed(Mki mki) implements Effect {}

        /** The packet that is sent carries this MKI. */
        record Carried(Mki mki) implements Effect {}

        /** The packet is for the keys of this handshake. */
        record Matched(Mki mki) implements Effect {}

        /** The packet is dropped. */
        record Discarded(Clause clause) implements Effect, Refusal {
            @Override
            public Discarded because(Clause reason) {
                return new Discarded(reason);
            }
        }

        /** What the user asked for is not done. */
        record Refused(Clause clause) implements Effect, Refusal {
            @Override
            public Refused because(Clause reason) {
                return new Refused(reason);
            }
        }

        /** The handshake ends, with this alert. */
        record Aborted(Alert alert, Clause clause) implements Effect {
            @Override
            public Aborted because(Clause reason) {
                return new Aborted(alert, reason);
            }
        }
    }
}
