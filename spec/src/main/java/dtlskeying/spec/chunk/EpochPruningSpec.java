package dtlskeying.spec.chunk;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.SHOULD;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Level;
import dtlskeying.spec.Refusal;

/**
 * §5: which receive keys are alive, and which of them the two bits in a DTLS chunk mean.
 *
 * <p>Epochs of primary and of restart keys are apart: the R bit of the chunk tells them. Each kind
 * begins with epoch 3. The old key goes before the new one comes. A key that is not there cannot be
 * removed; one that was removed is not installed again. At the end of the association all keys that
 * are there are destroyed, primary before restart and older before newer, and all begins anew.
 */
public interface EpochPruningSpec {
    /** What the document says. */
    enum Claim implements Clause {
        INSTALL_REMOVES_THE_ONE_BEFORE_LAST(
                "dtls-chunk/5/c",
                SHOULD,
                "when the receive key of epoch n+1 is installed, that of n-1 is removed"),
        EPOCHS_ARE_CONSECUTIVE(
                "sctp-dtls-chunk/3.1/c",
                MUST,
                "receive keys are installed from epoch 3 on, one epoch after the other"),
        TWO_BITS_NAME_ONE_KEY(
                "sctp-dtls-chunk/3.1/d",
                IS,
                "the R bit and the two low bits of the epoch name at most one receive key"),
        UNKNOWN_KEYS_ARE_DISCARDED(
                "sctp-dtls-chunk/5.2/d",
                MUST,
                "a chunk whose key is not there is discarded silently"),
        REMOVED_KEYS_STAY_REMOVED(
                "sctp-dtls-chunk/7.7/a", IS, "what is destroyed opens nothing more, and is wiped");

        private final Citation citation;

        Claim(String id, Level level, String summary) {
            this.citation = Citation.of(id, level, summary);
        }

        @Override
        public Citation citation() {
            return citation;
        }
    }

    /** What the receiving side of one association learns. */
    sealed interface Input {
        /** A receive key of that epoch is to be installed. */
        record Install(KeyUse use, Epoch epoch) implements Input {}

        /** The receive key of that epoch is to be removed now. */
        record Remove(KeyUse use, Epoch epoch) implements Input {}

        /**
         * A DTLS chunk has arrived.
         *
         * @param bits the two low bits of its epoch, 0 to 3
         */
        record Arrived(KeyUse use, int bits) implements Input {}

        /** The association is over. */
        record Ended() implements Input {}
    }

    /** What the receiving side does. */
    sealed interface Effect extends dtlskeying.spec.Effect {
        /** Chunks of that epoch can be opened from here on. */
        record Installed(KeyUse use, Epoch epoch) implements Effect {}

        /** The key is gone, with its replay window. */
        record Destroyed(KeyUse use, Epoch epoch, Clause clause) implements Effect {
            @Override
            public Destroyed because(Clause reason) {
                return new Destroyed(use, epoch, reason);
            }
        }

        /** The chunk is of that epoch: its key is to open it. */
        record Meant(KeyUse use, Epoch epoch) implements Effect {}

        /** The chunk is dropped. */
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
