package dtlskeying.properties.probe;

import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.ContentType;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * A last flight of ours in DTLS 1.3 that is not what it should be, and what the peer makes of it:
 * it has to end the handshake by an alert, and not to go on.
 */
final class Lying13 {
    private static final int FATAL = 2;

    private final Stage stage;
    private final Player player;
    private final LastFlight13 flight;

    private Lying13(Stage stage, Player player, LastFlight13 flight) {
        this.stage = stage;
        this.player = player;
        this.flight = flight;
        player.saying(flight);
    }

    /** Another body for the messages of one type, with proofs that fit. */
    static Scenario refused(int type, UnaryOperator<Octets> body, String what) {
        return stage -> refused(stage, stage.newer(stage.newer()), type, body, what);
    }

    /** The same of a player with settings of its own, who has not begun. */
    static Finding refused(
            Stage stage, Player player, int type, UnaryOperator<Octets> body, String what) {
        var flight = LastFlight13.saying(player, stage.identity(), type, body);
        return new Lying13(stage, player, flight).refusal(what);
    }

    /** Other messages, with proofs that fit. */
    static Scenario refused(LastFlight13.Change change, String what) {
        return stage -> {
            var player = stage.newer(stage.newer());
            var flight = LastFlight13.saying(player, stage.identity(), change);
            return new Lying13(stage, player, flight).refusal(what);
        };
    }

    /** A proof that does not fit. */
    static Scenario unproved(int type, String what) {
        return stage -> {
            var player = stage.newer(stage.newer());
            var flight = LastFlight13.proving(player, stage.identity(), type, Records12::damaged);
            return new Lying13(stage, player, flight).refusal(what);
        };
    }

    /** Nothing but the records is another: the peer has to go on. */
    static Finding accepted(Stage stage) {
        var player = stage.newer(stage.newer());
        var flight = LastFlight13.saying(player, stage.identity(), List::of);
        return new Lying13(stage, player, flight).acceptance();
    }

    private Finding acceptance() {
        if (!isSaid()) return Answers.incomplete(player);
        await();
        if (isAccepted()) return new Finding.Kept("the peer goes on");
        return alert().isPresent()
                ? new Finding.Broken("the peer sends " + Answers.alert(alert().getAsInt()))
                : new Finding.Silence("the peer does not go on");
    }

    private Finding refusal(String what) {
        if (!isSaid()) return Answers.incomplete(player);
        await();
        if (alert().isPresent())
            return new Finding.Kept("the peer sends " + Answers.alert(alert().getAsInt()));
        return isAccepted()
                ? new Finding.Broken("the peer goes on after " + what)
                : new Finding.Mute(
                        "after " + what + " the peer does not go on, and sends no alert");
    }

    private boolean isSaid() {
        player.begin();
        player.until(
                () -> flight.isSaid() || player.isRefused() || player.engine().isOver(),
                stage.patience());
        return flight.isSaid();
    }

    /** A server of ours would object to the answer, which is to another flight than its own. */
    private void await() {
        if (stage.peer() == Role.CLIENT) player.plugEars();
        player.until(() -> alert().isPresent() || isAccepted(), stage.patience());
    }

    private OptionalInt alert() {
        if (player.isRefused()) return player.alert();
        return Epoch2.of(player).stream()
                .flatMap(epoch -> epoch.heard().stream())
                .filter(record -> record.type() == ContentType.ALERT.code())
                .map(Unsealing.Opened::content)
                .filter(content -> content.length() == 2 && content.at(0) == FATAL)
                .mapToInt(content -> content.at(1))
                .findFirst();
    }

    /** A client says its own last flight; a server acknowledges ours to its end. */
    private boolean isAccepted() {
        return switch (stage.peer()) {
            case CLIENT ->
                    Epoch2.of(player).stream()
                            .flatMap(epoch -> epoch.messages().stream())
                            .anyMatch(message -> message.type() == LastFlight13.FINISHED);
            case SERVER ->
                    player.engine().isEstablished()
                            && Channel13.of(player).isAcknowledged(flight.finished());
        };
    }
}
