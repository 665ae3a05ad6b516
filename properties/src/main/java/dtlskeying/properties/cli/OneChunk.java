package dtlskeying.properties.cli;

import dtlskeying.impl.chunk.ChunkRefusal;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.TrafficKeys;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.chunk.KeyUse;

import picocli.CommandLine.Option;

/** What {@code seal chunk} and {@code open chunk} share: the key, and one DTLS chunk. */
abstract class OneChunk extends Verb {
    private static final long LARGEST_NUMBER = (1L << 48) - 1;

    @Option(names = "--key", required = true, paramLabel = "HEX", description = "The key.")
    private Octets key;

    @Option(names = "--iv", required = true, paramLabel = "HEX", description = "Its IV, 12 bytes.")
    private Octets iv;

    @Option(
            names = "--sn",
            required = true,
            paramLabel = "HEX",
            description = "The key that hides numbers, as long as the key.")
    private Octets sn;

    @Option(
            names = "--suite",
            required = true,
            paramLabel = "NAME",
            description = "${COMPLETION-CANDIDATES}.")
    private CipherSuite suite;

    @Option(
            names = "--epoch",
            required = true,
            paramLabel = "N",
            description = "The epoch of the key: 3 is the first.")
    private long epoch;

    @Option(names = "--restart", description = "The key is one for the restart: the R bit is set.")
    private boolean restart;

    @Option(names = "--json", description = "Print one JSON object instead of plain hex.")
    private boolean json;

    /** The epoch of that number. */
    static Epoch epoch(Verb verb, long number) {
        if (number < Epoch.FIRST_OF_TRAFFIC.number() || number > LARGEST_NUMBER)
            throw verb.misuse("--epoch is from 3 to 2^48-1, not " + number);
        return new Epoch(number);
    }

    final Epoch epoch() {
        return epoch(this, epoch);
    }

    final KeyUse use() {
        return restart ? KeyUse.RESTART : KeyUse.PRIMARY;
    }

    final CipherSuite suite() {
        return suite;
    }

    final TrafficKeys keys() {
        return new TrafficKeys(Secret.of(key), Secret.of(iv), Secret.of(sn));
    }

    /** A number of a chunk, given by an option of that name. */
    final long number(String option, long number) {
        if (number < 0 || number > LARGEST_NUMBER)
            throw misuse(option + " is from 0 to 2^48-1, not " + number);
        return number;
    }

    /** Prints what {@code buffer} holds, or why it holds nothing. */
    final int print(String name, byte[] buffer, int result) {
        if (result < 0) return refuse(ChunkRefusal.of(result).clause());
        String hex = Octets.of(buffer, 0, result).toHex();
        out().println(json ? Json.line(Json.object().put("verdict", "done").put(name, hex)) : hex);
        return Exit.DONE;
    }

    private int refuse(Clause clause) {
        String summary = clause.summary();
        err().println("refused by " + clause.id() + ": " + summary);
        if (json)
            out().println(
                            Json.line(
                                    Json.object()
                                            .put("verdict", "refused")
                                            .put("clause", clause.id())
                                            .put("summary", summary)));
        return Exit.REFUSED;
    }
}
