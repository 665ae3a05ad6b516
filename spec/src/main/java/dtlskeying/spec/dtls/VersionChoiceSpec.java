package dtlskeying.spec.dtls;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.MUST_NOT;

import dtlskeying.spec.Alert;
import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;
import dtlskeying.spec.Refusal;

/**
 * How an end that has both DTLS 1.2 and DTLS 1.3 settles which of them is spoken (RFC 8446 §4.2.1,
 * §4.1.3, RFC 9147 §5.1), and how a client notices that somebody has talked them down.
 */
public interface VersionChoiceSpec {
    /** What the documents say of it. */
    enum Claim implements Clause {
        LIST_HAS_EVERY_VERSION(
                "rfc8446/4.2.1/c",
                MUST,
                "a client that takes 1.3 lists every version that it takes in supported_versions"),
        ONLY_LISTED_VERSIONS_ARE_SELECTED(
                "rfc8446/4.2.1/d",
                MUST,
                "where there is a list the server selects from it, whatever the version field says"),
        NO_LIST_MEANS_1_2(
                "rfc8446/4.2.1/e",
                MUST,
                "a hello without a list is answered in 1.2, even if its version field says more"),
        OLDER_ANSWERS_HAVE_NO_LIST(
                "rfc8446/4.2.1/f",
                MUST_NOT,
                "a server that selects 1.2 says so in the version field, not in"
                        + " supported_versions: a client refuses it as an illegal_parameter"),
        RANDOM_MARKS_A_DOWNGRADE(
                "rfc8446/4.1.3/d",
                MUST,
                "a server with 1.3 that negotiates 1.2 ends its random with the mark of it"),
        DOWNGRADE_IS_NOTICED(
                "rfc8446/4.1.3/a",
                MUST,
                "a client that offers 1.3 checks the end of the server's random for the mark of a"
                        + " downgrade: it is an illegal_parameter"),
        OLDER_SERVERS_ARE_DEALT_WITH(
                "rfc9147/5.1/e",
                MUST,
                "a client of both versions goes on with a server of 1.2, whose first word may be"
                        + " HelloVerifyRequest"),
        VERIFY_REQUEST_IS_OF_1_2(
                "rfc9147/5.1/f",
                IS,
                "HelloVerifyRequest is no message of 1.3: who has sent it speaks 1.2");

        private final Citation citation;

        Claim(String id, Level level, String summary) {
            this.citation = Citation.of(id, level, summary);
        }

        @Override
        public Citation citation() {
            return citation;
        }
    }

    /** What a ServerHello or HelloRetryRequest says of the version. */
    enum Answer {
        /** supported_versions selects 1.3. */
        LISTED_1_3,
        /** supported_versions selects something else: an older version, or one not offered. */
        LISTED_OTHER,
        /** There is no supported_versions, and the field says 1.2. */
        FIELD_1_2,
        /** There is no supported_versions, and the field says something else. */
        FIELD_OTHER
    }

    /** What a ClientHello says of the versions. */
    enum Offer {
        /** supported_versions has both. */
        BOTH,
        /** supported_versions has 1.3 and not 1.2. */
        ONLY_1_3,
        /** supported_versions has 1.2 and not 1.3. */
        ONLY_1_2,
        /** supported_versions has neither. */
        NEITHER,
        /** There is no supported_versions, and the field says 1.2, or more. */
        FIELD_1_2,
        /** There is no supported_versions, and the field says less than 1.2. */
        FIELD_OLDER
    }

    /** What an end learns. */
    sealed interface Input {
        /** The client's hello goes out. */
        record Begin() implements Input {}

        /** The server's first word is HelloVerifyRequest. */
        record HelloVerifyRequest() implements Input {}

        /**
         * The server's hello, or its wish for another one of the client.
         *
         * @param marked whether its random ends with the mark of a downgrade, to whatever version
         */
        record ServerHello(Answer answer, boolean marked) implements Input {}

        /** A client's hello, the first or one with a cookie. */
        record ClientHello(Offer offer) implements Input {}

        /** A message came that is none of these, or cannot be read. */
        record Other() implements Input {}
    }

    /** What an end does. */
    sealed interface Effect extends dtlskeying.spec.Effect {
        /** The hello goes out and lists both versions. */
        record Offered() implements Effect {}

        /** The hello is repeated with its cookie, as DTLS 1.2 has it; its answer is to come. */
        record Verified() implements Effect {}

        /**
         * The version is settled, and the handshake goes on in it.
         *
         * @param version which it is
         * @param marks whether this end puts the mark of a downgrade into its random
         */
        record Settled(DtlsVersion version, boolean marks) implements Effect {}

        /** This end gives up, for good, and says why. */
        record Aborted(Alert alert, Clause clause) implements Effect {
            @Override
            public Aborted because(Clause reason) {
                return new Aborted(alert, reason);
            }
        }

        /** A stranger's hello is answered with an alert and forgotten. */
        record Declined(Alert alert, Clause clause) implements Effect, Refusal {
            @Override
            public Declined because(Clause reason) {
                return new Declined(alert, reason);
            }
        }

        /** An input changes nothing. */
        record Discarded(Clause clause) implements Effect, Refusal {
            @Override
            public Discarded because(Clause reason) {
                return new Discarded(reason);
            }
        }
    }
}
