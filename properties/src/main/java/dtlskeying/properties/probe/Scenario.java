package dtlskeying.properties.probe;

/** What is done to the peer in one association, and what its answers mean. */
@FunctionalInterface
public interface Scenario {
    /** Plays it once. */
    Finding play(Stage stage);
}
