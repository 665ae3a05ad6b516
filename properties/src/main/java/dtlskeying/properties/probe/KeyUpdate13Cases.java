package dtlskeying.properties.probe;

import static dtlskeying.properties.probe.Open13.opened;
import static dtlskeying.properties.probe.ProbeCase.toBoth;

import dtlskeying.impl.dtls13.HeaderForm;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.ContentType;

import java.util.ArrayList;
import java.util.List;

/** RFC 9147 §8: KeyUpdate and the epochs after it, in records of every form. */
final class KeyUpdate13Cases {
    private static final int HANDSHAKE = ContentType.HANDSHAKE.code();
    private static final Octets FATAL = Octets.hex("0228");

    private KeyUpdate13Cases() {}

    static List<ProbeCase> all() {
        var cases = new ArrayList<ProbeCase>(updates());
        cases.addAll(forms());
        return cases;
    }

    private static List<ProbeCase> updates() {
        return List.of(
                toBoth(
                        "key-update",
                        "rfc9147/7.1/d",
                        "updates its keys",
                        "KeyUpdate is acknowledged",
                        opened(open -> open.acknowledged(open.update(3, 0), "KeyUpdate"))),
                toBoth(
                        "key-update-requested",
                        "rfc8446/4.6.3/a",
                        "updates its keys and asks for the same",
                        "a KeyUpdate comes that asks for none",
                        opened(KeyUpdate13Cases::updateRequested)),
                toBoth(
                        "new-epoch",
                        "rfc9147/6.1/a",
                        "updates its keys twice",
                        "what comes in epoch 4 is read",
                        opened(open ->
                                open.isAcknowledged(open.update(3, 0))
                                        ? open.acknowledged(
                                                open.update(4, 0), "KeyUpdate in epoch 4")
                                        : new Finding.Unmet("the first KeyUpdate gets no ACK"))),
                toBoth(
                        "old-epoch-late",
                        "rfc9147/8/e",
                        "says its KeyUpdate again, in epoch 3, after the ACK of it",
                        "it is read: it is acknowledged again, or an alert in epoch 3 is heeded",
                        opened(KeyUpdate13Cases::oldEpochLate)),
                toBoth(
                        "key-update-unknown",
                        "rfc8446/4.6.3/b",
                        "sends a KeyUpdate with request_update 2",
                        "illegal_parameter ends the connection",
                        opened(open -> open.refused(open.update(3, 2), "request_update 2"))),
                toBoth(
                        "update-replayed",
                        "rfc9147/4.5.1/c",
                        "sends the record of its KeyUpdate again, byte for byte",
                        "it is dropped, and not acknowledged again",
                        opened(KeyUpdate13Cases::updateReplayed)));
    }

    private static Finding updateRequested(Open13 open) {
        int mark = open.mark();
        open.player().say(open.update(3, 1));
        open.player()
                .until(
                        () ->
                                open.keys().keyUpdateHeard(mark).isPresent()
                                        || open.player().isRefused(),
                        open.stage().patience());
        var update = open.keys().keyUpdateHeard(mark);
        if (update.isEmpty()) return open.silentOrRefused("the request");
        return update.get() == 0
                ? new Finding.Kept("a KeyUpdate comes")
                : new Finding.Broken("the answer asks for an update in its turn");
    }

    private static Finding oldEpochLate(Open13 open) {
        Octets message = open.keys().keyUpdate(0);
        if (!open.isAcknowledged(open.keys().sealed(ContentType.HANDSHAKE, message)))
            return new Finding.Unmet("the KeyUpdate gets no ACK");
        if (open.isAcknowledged(open.keys().sealed(ContentType.HANDSHAKE, message)))
            return new Finding.Kept("the repeated KeyUpdate is acknowledged");
        open.player().say(open.keys().sealed(ContentType.ALERT, FATAL));
        return open.isAcknowledged(open.update(4, 0))
                ? new Finding.Silence("what comes late in epoch 3 is not read")
                : new Finding.Kept("an alert in epoch 3 is heeded");
    }

    private static Finding updateReplayed(Open13 open) {
        Octets record = open.update(3, 0);
        if (!open.isAcknowledged(record)) return new Finding.Unmet("the KeyUpdate gets no ACK");
        int mark = open.mark();
        open.player().say(record);
        open.player().listen(Answers.REPETITION / 2);
        return open.keys().acks(mark) > 0
                ? new Finding.Broken("the replay is acknowledged, too")
                : open.acknowledged(open.update(4, 0), "what follows the replay");
    }

    private static List<ProbeCase> forms() {
        return List.of(
                form("short-header", "a header of two bytes", new HeaderForm(false, false)),
                form("short-number", "a number of one byte", new HeaderForm(false, true)),
                form("no-length", "no length", new HeaderForm(true, false)));
    }

    private static ProbeCase form(String id, String what, HeaderForm form) {
        return toBoth(
                id,
                "rfc9147/4/a",
                "sends a KeyUpdate in a record with " + what,
                "it is read, and acknowledged",
                opened(open ->
                        open.acknowledged(
                                open.keys().sealed(form, 3, HANDSHAKE, open.keys().keyUpdate(0)),
                                "a record with " + what)));
    }
}
