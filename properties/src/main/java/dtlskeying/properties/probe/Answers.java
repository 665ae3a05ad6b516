package dtlskeying.properties.probe;

import dtlskeying.impl.dtls.message.HandshakeType;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.DtlsVersion;

/** What the answers of a peer mean, where many cases read them in the same way. */
final class Answers {
    static final int CLIENT_HELLO = HandshakeType.CLIENT_HELLO.code();
    static final int SERVER_HELLO = HandshakeType.SERVER_HELLO.code();
    static final int HELLO_VERIFY_REQUEST = HandshakeType.HELLO_VERIFY_REQUEST.code();
    static final int CLIENT_KEY_EXCHANGE = HandshakeType.CLIENT_KEY_EXCHANGE.code();
    static final int CERTIFICATE = HandshakeType.CERTIFICATE.code();

    /** A whole handshake may wait for one retransmission, which comes after a second or so. */
    static final long RETRANSMISSION = 2_500;

    /** What answers at once comes within this. */
    static final long SOON = 300;

    /** By then an end that misses something says its flight again. */
    static final long REPETITION = 1_400;

    private Answers() {}

    /** The name of an alert, or its number. */
    static String alert(int description) {
        return Alert.isKnown(description)
                ? Alert.ofCode(description).text()
                : "alert " + description;
    }

    /** Plays a handshake to its end; whatever ends it short of that is no verdict on the case. */
    static boolean completes(Player player, Stage stage) {
        return goesThrough(player.begin(), stage);
    }

    /** The same of one that has begun. */
    static boolean goesThrough(Player player, Stage stage) {
        player.until(
                () -> player.isComplete() || player.isRefused() || player.engine().isOver(),
                stage.patience() + RETRANSMISSION);
        return player.isComplete();
    }

    /** Why a handshake that the case needs is not complete; silence may be that of a slow peer. */
    static Finding incomplete(Player player) {
        String words = "the handshake is not complete: " + ending(player);
        boolean isEnded = player.isRefused() || player.engine().isOver() || player.isGone();
        return isEnded ? new Finding.Unmet(words) : new Finding.Unclear(words);
    }

    /** How a handshake that is not complete has ended. */
    static String ending(Player player) {
        if (player.isRefused()) return "the peer sent " + alert(player.alert().getAsInt());
        if (player.engine().isOver()) return "we gave it up";
        if (player.isGone()) return "nobody listens there any more";
        return player.hasHeard() ? "the peer fell silent" : "no answer came";
    }

    /** The handshake has to be complete in spite of what was put into it. */
    static Finding undisturbed(Player player, Stage stage, String disturbance) {
        if (completes(player, stage) && isSettled(player, stage))
            return new Finding.Kept("the handshake is complete in spite of " + disturbance);
        String words = "after " + disturbance + " " + ending(player);
        return player.isRefused() || player.isGone()
                ? new Finding.Broken(words)
                : new Finding.Silence(words);
    }

    /** The same, but the peer may also refuse to go on. */
    static Finding undisturbedOrRefused(Player player, Stage stage, String disturbance) {
        var finding = undisturbed(player, stage, disturbance);
        return player.isRefused()
                ? new Finding.Kept(
                        "after "
                                + disturbance
                                + " the peer sends "
                                + alert(player.alert().getAsInt()))
                : finding;
    }

    /**
     * Whether the peer has the handshake complete, too. A client that has not got our last flight
     * says its own again, or complains; one that goes on, or is content, does neither.
     */
    private static boolean isSettled(Player player, Stage stage) {
        if (stage.peer() == Role.SERVER) return true;
        if (player.engine().version() == DtlsVersion.V1_3) return !isRefusedSoon(player);
        long said = player.heard().count(ContentType.CHANGE_CIPHER_SPEC, 0);
        player.until(
                () ->
                        player.isRefused()
                                || player.heard().count(ContentType.APPLICATION_DATA, 1) > 0
                                || player.heard().count(ContentType.CHANGE_CIPHER_SPEC, 0) > said,
                REPETITION);
        return !player.isRefused()
                && player.heard().count(ContentType.CHANGE_CIPHER_SPEC, 0) == said;
    }

    private static boolean isRefusedSoon(Player player) {
        return player.until(player::isRefused, SOON);
    }

    /** The peer has to refuse what it is told, before it sends a message of that type. */
    static Finding refused(Player player, Stage stage, int acceptance, String told) {
        player.begin();
        player.until(
                () -> player.isRefused() || player.heard().message(acceptance).isPresent(),
                stage.patience());
        if (player.heard().message(acceptance).isPresent())
            return new Finding.Broken("the peer goes on with " + told);
        return refusedOrDropped(player, stage, told);
    }

    /** The same of a peer that is known not to have gone on. */
    static Finding refusedOrDropped(Player player, Stage stage, String told) {
        if (player.isRefused())
            return new Finding.Kept("the peer sends " + alert(player.alert().getAsInt()));
        return player.isGone()
                ? new Finding.Broken("after " + told + " nobody listens there any more")
                : unanswered(player, stage, told);
    }

    private static Finding unanswered(Player player, Stage stage, String told) {
        if (player.hasHeard()) return new Finding.Kept("the peer does not go on with " + told);
        return answersStill(stage)
                ? new Finding.Kept("the peer drops " + told + " without a word")
                : new Finding.Unclear("no answer to " + told + ", nor to a good hello after it");
    }

    /** Whether the peer, if it is a server, answers a hello at all. */
    private static boolean answersStill(Stage stage) {
        var other = stage.older(Stage.ANY_PROFILE).begin();
        return other.until(other::hasHeard, stage.patience());
    }
}
