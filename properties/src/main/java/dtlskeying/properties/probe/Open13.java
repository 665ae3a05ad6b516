package dtlskeying.properties.probe;

import dtlskeying.impl.dtls13.HeaderForm;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.ContentType;

/** A player of DTLS 1.3 whose handshake is complete, with its keys. */
record Open13(Player player, Channel13 keys, Stage stage) {
    /** What is played then. */
    interface Play {
        Finding of(Open13 open);
    }

    /** A handshake, and then this. */
    static Scenario opened(Play play) {
        return stage -> {
            var player = stage.newer(stage.newer());
            if (!Answers.completes(player, stage)) return Answers.incomplete(player);
            return play.of(new Open13(player, Channel13.of(player), stage));
        };
    }

    /** From where on something has not come yet. */
    int mark() {
        return player.heard().datagrams().size();
    }

    /** Says it and waits for an ACK of it. */
    boolean isAcknowledged(Octets datagram) {
        int mark = mark();
        player.say(datagram);
        return player.until(() -> keys.acks(mark) > 0 || player.isRefused(), stage.patience())
                && keys.acks(mark) > 0;
    }

    /** A record of that epoch with a KeyUpdate, 0 for no request and 1 for one. */
    Octets update(long epoch, int request) {
        return keys.sealed(
                HeaderForm.FULL, epoch, ContentType.HANDSHAKE.code(), keys.keyUpdate(request));
    }

    /** The peer has to acknowledge it. */
    Finding acknowledged(Octets datagram, String what) {
        return isAcknowledged(datagram)
                ? new Finding.Kept(what + " is acknowledged")
                : silentOrRefused(what);
    }

    /** No answer has come to it, or an alert. */
    Finding silentOrRefused(String what) {
        return player.isRefused()
                ? new Finding.Broken("for " + what + " the peer sends " + alert())
                : new Finding.Silence("no answer to " + what);
    }

    /** A peer that is there acknowledges a KeyUpdate. */
    Finding alive(String disturbance) {
        if (isAcknowledged(update(3, 0)))
            return new Finding.Kept("after " + disturbance + " the association goes on");
        return player.isRefused()
                ? new Finding.Broken("after " + disturbance + " the peer sends " + alert())
                : new Finding.Silence("after " + disturbance + " the peer answers nothing");
    }

    /** An alert has to answer it. */
    Finding refused(Octets datagram, String what) {
        player.say(datagram);
        player.until(player::isRefused, stage.patience());
        if (player.isRefused()) return new Finding.Kept("the peer sends " + alert());
        if (player.isGone())
            return new Finding.Mute("after " + what + " the peer ends without an alert");
        return isAcknowledged(update(3, 0))
                ? new Finding.Broken("after " + what + " the association goes on")
                : new Finding.Mute("after " + what + " the peer says nothing more, and no alert");
    }

    private String alert() {
        return Answers.alert(player.alert().getAsInt());
    }
}
