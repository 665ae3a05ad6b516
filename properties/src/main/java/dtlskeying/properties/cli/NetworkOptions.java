package dtlskeying.properties.cli;

import dtlskeying.properties.network.Conditions;
import dtlskeying.properties.network.Fates;

import picocli.CommandLine.Option;

/** How bad the network of the embedded pair is. */
final class NetworkOptions {
    @Option(
            names = "--loss",
            paramLabel = "SHARE",
            description = "Both ends embedded: share of datagrams lost, as 30%% or 0.3.")
    private Share loss;

    @Option(
            names = "--reorder",
            paramLabel = "SHARE",
            description = "The same: share of datagrams that arrive late.")
    private Share reorder;

    @Option(
            names = "--duplicate",
            paramLabel = "SHARE",
            description = "The same: share of datagrams that arrive twice.")
    private Share duplicate;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same: where all randomness comes from (default: 1).")
    private Long seed;

    boolean isGiven() {
        return loss != null || reorder != null || duplicate != null || seed != null;
    }

    long seed() {
        return seed == null ? 1 : seed;
    }

    Fates.Seeded fates() {
        return new Fates.Seeded(
                seed(),
                Conditions.IDEAL
                        .withLoss(Share.orNone(loss))
                        .withReordering(Share.orNone(reorder))
                        .withDuplication(Share.orNone(duplicate)));
    }
}
