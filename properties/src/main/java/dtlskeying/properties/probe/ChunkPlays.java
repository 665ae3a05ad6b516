package dtlskeying.properties.probe;

import dtlskeying.spec.Octets;

import java.util.function.Consumer;

/** What cases of the DTLS chunk have in common, at an end that waits and at one that opens. */
final class ChunkPlays {
    /** Milliseconds for SCTP, DTLS and the keys. */
    static final long HANDSHAKE = 8_000;

    private static final Octets TEXT = Octets.hex("68656c6c6f");

    private ChunkPlays() {}

    /** A protected association, in which something happens that must not matter. */
    static Finding undisturbed(
            ChunkPlayer player, Stage stage, Consumer<ChunkPlayer> disturbance, String what) {
        player.begin();
        if (!player.until(() -> player.isSettled() || player.isDown(), HANDSHAKE)
                || player.isDown()) return incomplete(player);
        if (!delivers(player, stage)) return new Finding.Silence("no receipt came for a message");
        disturbance.accept(player);
        if (delivers(player, stage) && !player.isDown())
            return new Finding.Kept("after " + what + " messages are delivered");
        return player.isDown()
                ? new Finding.Broken("after " + what + " the association is over")
                : new Finding.Silence("after " + what + " no message is delivered");
    }

    static boolean delivers(ChunkPlayer player, Stage stage) {
        return player.delivers(TEXT, stage.patience());
    }

    static Finding incomplete(ChunkPlayer player) {
        return player.isDown()
                ? new Finding.Broken("the association is refused")
                : new Finding.Silence("the association does not come to be protected");
    }

    /**
     * The peer has to abort what we have offered. One that waits keeps nothing before the cookie
     * comes back, and says no only then; one that opens says no in the place of the cookie.
     */
    static Finding refused(ChunkPlayer player, Stage stage, String what) {
        int acceptance = player.isOpening() ? ChunkPackets.COOKIE_ACK : ChunkPackets.COOKIE_ECHO;
        player.begin();
        player.until(
                () -> player.hasHeard(ChunkPackets.ABORT) || player.hasHeard(acceptance),
                stage.patience());
        if (player.hasHeard(ChunkPackets.ABORT)) return new Finding.Kept("an ABORT comes");
        return player.hasHeard(acceptance)
                ? new Finding.Broken("there is an association in spite of " + what)
                : new Finding.Silence("neither an association nor an ABORT comes");
    }
}
