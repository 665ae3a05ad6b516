package dtlskeying.spec.chunk;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.TBD;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Level;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Refusal;
import dtlskeying.spec.Role;

/**
 * §4: the keys of the DTLS chunk, as decision 7 has it: {@code TLS-Exporter} of the epoch's
 * exporter secret, under one label, over a context that names direction, use, part and epoch, and
 * ends with both DTLS Key Management parameters as they were on the wire, the client's first.
 *
 * <p>The context is direction (0 what the client writes, 1 the server), use (0 primary, 1 restart)
 * and part (0 to 2) in an octet each, the epoch in eight, and both parameters. The keys of an epoch
 * are derived at once, the client's before the server's, primary before restart, in the order of
 * the parts, and then nothing here needs the secret any longer. What was agreed upon stays until
 * the association is over; then all begins anew.
 */
public interface ChunkKeyDerivationSpec {
    /** What the document says. */
    enum Claim implements Clause {
        EXPORTER_GIVES_THE_CHUNK_KEYS(
                "dtls-chunk/4/b",
                IS,
                "the TLS exporter derives the chunk keys, with the algorithms of the"
                        + " negotiated suite"),
        FORMULAS_ARE_OURS(
                "dtls-chunk/4/i",
                TBD,
                "the document leaves formulas and diagram open; a decision fills them"),
        BOTH_PARAMETERS_ENTER_AS_SENT(
                "sctp-dtls-chunk/6/b",
                MUST,
                "both parameters enter the derivation as the bytes on the wire, header included,"
                        + " padding left out"),
        EACH_DIRECTION_AND_USE_HAS_ITS_KEYS(
                "sctp-dtls-chunk/7.4/b",
                IS,
                "each direction, and primary and restart, has its own key, number key and IV"),
        EPOCH_IS_EXPORTED_ONCE(
                "sctp-dtls-chunk/3.1/e", MUST, "each epoch's keys come from that epoch's secret");

        private final Citation citation;

        Claim(String id, Level level, String summary) {
            this.citation = Citation.of(id, level, summary);
        }

        @Override
        public Citation citation() {
            return citation;
        }
    }

    /** The exporter label of decision 7. */
    String LABEL = "EXPORTER_DTLS_FOR_DTLS_IN_SCTP";

    /** What a byte string of the derivation is for; the order is that of its code, 0 to 2. */
    enum Part {
        KEY,
        NUMBER_KEY,
        IV
    }

    /**
     * The name of one derived byte string.
     *
     * @param writer the end of the key management whose packets it protects
     */
    record ChunkKey(Epoch epoch, Role writer, KeyUse use, Part part) {}

    /** What one end learns. */
    sealed interface Input {
        /**
         * The association has agreed on key management.
         *
         * @param client the parameter of its client: header and value, no padding
         * @param server that of its server
         * @param restart whether restart keys are wanted
         */
        record Agreed(Octets client, Octets server, boolean restart) implements Input {}

        /** The exporter secret of that epoch is there: 3 after the handshake, then one more. */
        record SecretReady(Epoch epoch) implements Input {}

        /** The association is over. */
        record Ended() implements Input {}
    }

    /** What one end does. */
    sealed interface Effect extends dtlskeying.spec.Effect {
        /** A key is derived from the secret of its epoch, over that whole context. */
        record Derived(ChunkKey key, Octets context) implements Effect {}

        /** The exporter secret of that epoch is not needed any longer. */
        record SecretDestroyed(Epoch epoch) implements Effect {}

        /** What was asked for is not done. */
        record Refused(Clause clause) implements Effect, Refusal {
            @Override
            public Refused because(Clause reason) {
                return new Refused(reason);
            }
        }
    }
}
