package dtlskeying.properties.probe;

import static dtlskeying.properties.probe.ProbeCase.toBoth;
import static dtlskeying.properties.probe.ProbeCase.toServer;

import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.DtlsCiphertext;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** What comes after the handshake: alerts, replays, forgeries, another handshake. */
final class Afterwards12Cases {
    private static final Octets CLOSE_NOTIFY = Octets.hex("0100");
    private static final Octets USER_CANCELED = Octets.hex("015a");
    private static final Octets PLAIN_FAILURE = Octets.hex("0228");
    private static final int NO_RENEGOTIATION = 100;

    /** As many replays as no counter of warnings puts up with, were they heard. */
    private static final int REPLAYS = 12;

    private static final int FORGERIES = 20;

    /** Whoever has just sent a flight may leave a repetition unanswered for a moment. */
    private static final long QUIET = 300;

    /** A timer of a second has run out by then. */
    private static final long AGAIN = 1_200;

    private Afterwards12Cases() {}

    static List<ProbeCase> all() {
        var cases = new ArrayList<ProbeCase>();
        cases.add(
                toBoth(
                        "close-notify",
                        "rfc5246/7.2.1/a",
                        "closes",
                        "close_notify is answered by close_notify",
                        Afterwards12Cases::closes));
        cases.add(
                toServer(
                        "last-flight-again",
                        "rfc6347/4.2.4/e",
                        "says its last flight again, in new records",
                        "the last flight comes again",
                        Afterwards12Cases::lastFlightAgain));
        cases.add(
                toServer(
                        "finished-replayed",
                        "rfc6347/4.1.2.6/a",
                        "sends the record of its Finished again, byte for byte",
                        "it is dropped, and nothing answers it",
                        Afterwards12Cases::finishedReplayed));
        cases.addAll(disturbances());
        cases.add(
                toBoth(
                        "alert-replayed",
                        "dtls-srtp/7.3.1/b",
                        "sends the record of one warning twelve times",
                        "it acts once at most, and the association goes on",
                        Afterwards12Cases::alertReplayed));
        cases.add(
                toBoth(
                        "another-handshake",
                        "dtls-srtp/5.2/a",
                        "wants another handshake in the association",
                        "it is complete, or declined by no_renegotiation",
                        Afterwards12Cases::anotherHandshake));
        cases.add(
                toBoth(
                        "forged-media-no-alert",
                        "dtls-srtp/7.3.1/c",
                        "sends twenty SRTP packets whose tags fail",
                        "no alert comes",
                        Afterwards12Cases::forgedMedia));
        return cases;
    }

    private static List<ProbeCase> disturbances() {
        return List.of(
                disturbance(
                        "plain-alert-afterwards",
                        "rfc6347/4.1/d",
                        "a fatal alert without keys",
                        _ -> List.of(Records12.plain(21, 2000, PLAIN_FAILURE))),
                disturbance(
                        "bad-tag-afterwards",
                        "rfc6347/4.1.2.7/a",
                        "data whose tag fails",
                        keys ->
                                List.of(
                                        Records12.damaged(
                                                keys.sealed(
                                                        ContentType.APPLICATION_DATA,
                                                        Octets.hex("00"))))),
                disturbance(
                        "media-as-record",
                        "dtls-srtp/7.2/a",
                        "packets of RTP, STUN and no kind at all",
                        _ -> List.of()));
    }

    private static Finding closes(Stage stage) {
        var player = stage.older(Stage.ANY_PROFILE);
        if (!Answers.completes(player, stage)) return Answers.incomplete(player);
        return isClosed(player, Channel12.of(player), stage)
                ? new Finding.Kept("the peer closes, too")
                : new Finding.Silence("nothing answers close_notify");
    }

    private static boolean isClosed(Player player, Channel12 keys, Stage stage) {
        long before = player.heard().count(ContentType.ALERT, 1);
        player.plugEars();
        player.say(Records12.bytes(keys.sealed(ContentType.ALERT, CLOSE_NOTIFY)));
        return player.until(
                () -> player.heard().count(ContentType.ALERT, 1) > before, stage.patience());
    }

    private static Finding lastFlightAgain(Stage stage) {
        var player = stage.older(Stage.ANY_PROFILE);
        if (!Answers.completes(player, stage)) return Answers.incomplete(player);
        return isSaidAgain(player, Channel12.of(player)::lastFlightAgain, stage.patience())
                ? new Finding.Kept("the last flight comes again")
                : new Finding.Silence("nothing answers the repeated flight");
    }

    /** Says our flight as often as a timer would, and no faster: who was just heard may wait. */
    private static boolean isSaidAgain(
            Player player, Supplier<List<Octets>> flight, long patience) {
        player.listen(QUIET);
        long before = player.heard().count(ContentType.HANDSHAKE, 1);
        long end = player.now() + patience;
        while (player.now() < end) {
            flight.get().forEach(player::say);
            if (player.until(
                    () -> player.heard().count(ContentType.HANDSHAKE, 1) > before,
                    Math.min(AGAIN, end - player.now()))) return true;
        }
        return false;
    }

    private static Finding finishedReplayed(Stage stage) {
        var player = stage.older(Stage.ANY_PROFILE);
        if (!Answers.completes(player, stage)) return Answers.incomplete(player);
        var keys = Channel12.of(player);
        if (isSaidAgain(
                player, () -> List.of(Records12.bytes(keys.sentFinished())), stage.patience() / 2))
            return new Finding.Broken("the replay is answered by the last flight");
        return isSaidAgain(player, keys::lastFlightAgain, stage.patience())
                ? new Finding.Kept("the replay is not answered, but the whole flight is")
                : new Finding.Unclear("the whole flight is not answered either");
    }

    /**
     * Who ends the association for one warning may do so, and shows nothing of replays. A server
     * can be asked after the first warning, and goes on; a client is asked in another association,
     * for it shows that it is alive only by closing.
     */
    private static Finding alertReplayed(Stage stage) {
        boolean isServer = stage.peer() == Role.SERVER;
        if (!isServer && !(afterWarnings(stage, 1, false) instanceof Finding.Kept))
            return new Finding.Unmet("a single warning already ends it, or is not survived");
        return afterWarnings(stage, REPLAYS, isServer);
    }

    private static Finding afterWarnings(Stage stage, int count, boolean isAskedFirst) {
        var player = stage.older(Stage.ANY_PROFILE);
        if (!Answers.completes(player, stage)) return Answers.incomplete(player);
        var keys = Channel12.of(player);
        var warning = Records12.bytes(keys.sealed(ContentType.ALERT, USER_CANCELED));
        player.say(warning);
        if (isAskedFirst && !isSaidAgain(player, keys::lastFlightAgain, stage.patience()))
            return new Finding.Unmet("a single warning already ends it, or is not survived");
        for (int i = 1; i < count; i++) player.say(warning);
        return stillThere(player, keys, stage, "a warning and its replays");
    }

    private static ProbeCase disturbance(
            String id,
            String clause,
            String what,
            Function<Channel12, List<DtlsCiphertext>> records) {
        return toBoth(
                id,
                clause,
                "sends " + what + " once the handshake is complete",
                "it is dropped, and the association goes on",
                stage -> {
                    var player = stage.older(Stage.ANY_PROFILE);
                    if (!Answers.completes(player, stage)) return Answers.incomplete(player);
                    var keys = Channel12.of(player);
                    var bad = records.apply(keys);
                    bad.forEach(record -> player.say(Records12.bytes(record)));
                    if (bad.isEmpty()) Record12Cases.OTHER_PACKETS.forEach(player::say);
                    return stillThere(player, keys, stage, what);
                });
    }

    private static Finding stillThere(Player player, Channel12 keys, Stage stage, String what) {
        player.listen(QUIET);
        boolean isAlive =
                stage.peer() == Role.SERVER
                        && isSaidAgain(player, keys::lastFlightAgain, stage.patience());
        if (isAlive || !player.isRefused() && isClosed(player, keys, stage))
            return new Finding.Kept("after " + what + " the association goes on");
        if (player.isRefused())
            return new Finding.Broken(
                    "after "
                            + what
                            + " the peer sends "
                            + Answers.alert(player.alert().getAsInt()));
        return showsLife(stage)
                ? new Finding.Silence("after " + what + " the peer answers nothing any more")
                : new Finding.Unclear("the peer gives no sign of life after a handshake");
    }

    /** Whether the peer does, where nothing disturbs it. */
    private static boolean showsLife(Stage stage) {
        var player = stage.older(Stage.ANY_PROFILE);
        if (!Answers.completes(player, stage)) return false;
        var keys = Channel12.of(player);
        return stage.peer() == Role.SERVER
                        && isSaidAgain(player, keys::lastFlightAgain, stage.patience())
                || isClosed(player, keys, stage);
    }

    private static Finding anotherHandshake(Stage stage) {
        var player = stage.older(Stage.ANY_PROFILE);
        if (!Answers.completes(player, stage)) return Answers.incomplete(player);
        player.take(new Input.Rehandshake(player.engine().nextMki(), player.now()));
        player.until(
                () -> player.engine().handshakes() > 1 || player.isRefused() || isDeclined(player),
                stage.patience());
        if (player.engine().handshakes() > 1)
            return new Finding.Kept("the second handshake is complete");
        if (player.isRefused())
            return new Finding.Broken(
                    "the association ends by " + Answers.alert(player.alert().getAsInt()));
        return new Finding.Unmet(
                isDeclined(player)
                        ? "the peer declines by no_renegotiation"
                        : "the peer does not want another handshake");
    }

    private static boolean isDeclined(Player player) {
        return player.effects().contains(new Effect.AlertReceived(false, NO_RENEGOTIATION));
    }

    private static Finding forgedMedia(Stage stage) {
        var media = new MediaPlayer(stage.older(Stage.ANY_PROFILE));
        var player = media.player();
        if (!Answers.completes(player, stage)) return Answers.incomplete(player);
        var keys = media.newest();
        if (keys.isEmpty()) return new Finding.Unmet("SRTP is not agreed");
        for (int i = 0; i < FORGERIES; i++)
            player.say(Records12.damaged(keys.get().sealed(media.own(), media.packet())));
        player.until(player::isRefused, 2 * Answers.SOON);
        return player.isRefused()
                ? new Finding.Broken("the peer sends " + Answers.alert(player.alert().getAsInt()))
                : new Finding.Kept("no alert answers them");
    }
}
