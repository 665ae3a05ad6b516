package dtlskeying.spec.srtp;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MUST_NOT;
import static dtlskeying.spec.Level.SHOULD;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;
import dtlskeying.spec.Refusal;

/** §4.4: how many packets a key may protect, and what happens at the end. */
public interface KeyLifetimeSpec {
    /** What the document says. */
    enum Claim implements Clause {
        PACKETS_ARE_COUNTED_PER_KEY(
                "dtls-srtp/4.4/a", IS, "lifetime counts packets per key, SRTP and SRTCP apart"),
        A_NEW_HANDSHAKE_REPLACES_SPENT_KEYS(
                "dtls-srtp/4.4/b", SHOULD, "at the limit a new DTLS handshake provides new keys"),
        EXPIRED_KEYS_PROCESS_NOTHING(
                "dtls-srtp/4.4/c", MUST_NOT, "expired keys process nothing, in or out");

        private final Citation citation;

        Claim(String id, Level level, String summary) {
            this.citation = Citation.of(id, level, summary);
        }

        @Override
        public Citation citation() {
            return citation;
        }
    }

    /**
     * How far a key goes.
     *
     * @param packets the most packets that one key may protect, maximum_lifetime of §4.1.2
     * @param askAt the number of packets of one key at which new keys are asked for; at most {@code
     *     packets}
     */
    record Limit(long packets, long askAt) {
        public Limit {
            if (askAt < 1 || packets < askAt)
                throw new IllegalArgumentException(
                        "new keys are asked for at 1 to " + packets + " packets, not at " + askAt);
        }

        /** The same for a key that may protect no more than so many packets. */
        public Limit within(long most) {
            return new Limit(Math.min(packets, most), Math.min(askAt, most));
        }
    }

    /** Which way a packet goes. */
    enum Direction {
        OUT,
        IN
    }

    /** What one end learns. */
    sealed interface Input {
        /** A packet of that kind is to be protected. */
        record Protect(PacketKind kind) implements Input {}

        /** A packet of that kind arrives; whether its tag verifies under the present keys. */
        record Arrived(PacketKind kind, boolean genuine) implements Input {}

        /** A new handshake is complete: the keys are new, and none has protected anything. */
        record Rekeyed() implements Input {}
    }

    /** What one end does. */
    sealed interface Effect extends dtlskeying.spec.Effect {
        /**
         * A packet of that kind and direction is processed; it is the so-manieth under its key, 1
         * for the first.
         */
        record Processed(Direction direction, PacketKind kind, long count) implements Effect {}

        /** The DTLS stack is asked for a new handshake; once for every set of keys. */
        record RekeyAsked() implements Effect {}

        /** The packet that arrived is dropped, and counts for no key. */
        record Discarded(Clause clause) implements Effect, Refusal {
            @Override
            public Discarded because(Clause reason) {
                return new Discarded(reason);
            }
        }

        /** What was to be sent is not sent. */
        record Refused(Clause clause) implements Effect, Refusal {
            @Override
            public Refused because(Clause reason) {
                return new Refused(reason);
            }
        }
    }
}
