package dtlskeying.properties.probe;

import static dtlskeying.properties.probe.ProbeCase.toBoth;
import static dtlskeying.properties.probe.ProbeCase.toServer;

import dtlskeying.impl.dtls13.Ack;
import dtlskeying.impl.dtls13.HeaderForm;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls13.RecordNumber;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What comes after the handshake of DTLS 1.3: key updates, ACKs, records that are no good. */
final class Afterwards13Cases {
    private static final int ACK = ContentType.ACK.code();
    private static final int HANDSHAKE = ContentType.HANDSHAKE.code();
    private static final int UNKNOWN_TYPE = 99;
    private static final int CLIENT_HELLO = 1;
    private static final int CONNECTION_ID = 0b0001_0000;

    private Afterwards13Cases() {}

    static List<ProbeCase> all() {
        var cases = new ArrayList<ProbeCase>();
        cases.addAll(updates());
        cases.addAll(forms());
        cases.addAll(dropped());
        cases.addAll(fatal());
        return cases;
    }

    /** A player whose handshake is complete, with its keys, and from where on it listens. */
    private record Open(Player player, Channel13 keys, Stage stage) {
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

        Octets update(long epoch, int request) {
            return keys.sealed(HeaderForm.FULL, epoch, HANDSHAKE, keys.keyUpdate(request));
        }
    }

    private interface Play {
        Finding of(Open open);
    }

    private static Scenario opened(Play play) {
        return stage -> {
            var player = stage.newer(stage.newer());
            if (!Answers.completes(player, stage)) return Answers.incomplete(player);
            return play.of(new Open(player, Channel13.of(player), stage));
        };
    }

    private static List<ProbeCase> updates() {
        return List.of(
                toBoth(
                        "key-update",
                        "rfc9147/7.1/d",
                        "updates its keys",
                        "KeyUpdate is acknowledged",
                        opened(open -> acknowledged(open, open.update(3, 0), "KeyUpdate"))),
                toBoth(
                        "key-update-requested",
                        "rfc8446/4.6.3/a",
                        "updates its keys and asks for the same",
                        "a KeyUpdate comes that asks for none",
                        opened(Afterwards13Cases::updateRequested)),
                toBoth(
                        "new-epoch",
                        "rfc9147/6.1/a",
                        "updates its keys twice",
                        "what comes in epoch 4 is read",
                        opened(open ->
                                open.isAcknowledged(open.update(3, 0))
                                        ? acknowledged(
                                                open, open.update(4, 0), "KeyUpdate in epoch 4")
                                        : new Finding.Unmet("the first KeyUpdate gets no ACK"))),
                toBoth(
                        "old-epoch-late",
                        "rfc9147/8/e",
                        "says its KeyUpdate again, in epoch 3, after the ACK of it",
                        "it is acknowledged again: the old keys are still there",
                        opened(Afterwards13Cases::oldEpochLate)),
                toBoth(
                        "key-update-unknown",
                        "rfc8446/4.6.3/b",
                        "sends a KeyUpdate with request_update 2",
                        "illegal_parameter ends the connection",
                        opened(open -> refused(open, open.update(3, 2), "request_update 2"))),
                toBoth(
                        "update-replayed",
                        "rfc9147/4.5.1/c",
                        "sends the record of its KeyUpdate again, byte for byte",
                        "it is dropped, and not acknowledged again",
                        opened(Afterwards13Cases::updateReplayed)));
    }

    private static Finding updateRequested(Open open) {
        int mark = open.mark();
        open.player().say(open.update(3, 1));
        open.player()
                .until(
                        () ->
                                open.keys().keyUpdateHeard(mark).isPresent()
                                        || open.player().isRefused(),
                        open.stage().patience());
        var update = open.keys().keyUpdateHeard(mark);
        if (update.isEmpty()) return silentOrRefused(open, "the request");
        return update.get() == 0
                ? new Finding.Kept("a KeyUpdate comes")
                : new Finding.Broken("the answer asks for an update in its turn");
    }

    private static Finding oldEpochLate(Open open) {
        Octets message = open.keys().keyUpdate(0);
        if (!open.isAcknowledged(open.keys().sealed(ContentType.HANDSHAKE, message)))
            return new Finding.Unmet("the KeyUpdate gets no ACK");
        return acknowledged(
                open, open.keys().sealed(ContentType.HANDSHAKE, message), "the repeated KeyUpdate");
    }

    private static Finding updateReplayed(Open open) {
        Octets record = open.update(3, 0);
        if (!open.isAcknowledged(record)) return new Finding.Unmet("the KeyUpdate gets no ACK");
        int mark = open.mark();
        open.player().say(record);
        open.player().listen(Answers.REPETITION / 2);
        return open.keys().acks(mark) > 0
                ? new Finding.Broken("the replay is acknowledged, too")
                : acknowledged(open, open.update(4, 0), "what follows the replay");
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
                        acknowledged(
                                open,
                                open.keys().sealed(form, 3, HANDSHAKE, open.keys().keyUpdate(0)),
                                "a record with " + what)));
    }

    private static List<ProbeCase> dropped() {
        return List.of(
                dropped(
                        "bad-tag-afterwards",
                        "rfc9147/4.5.2/a",
                        "a record whose tag fails",
                        keys -> Records12.damaged(ping(keys))),
                dropped(
                        "epoch-bits",
                        "rfc9147/4.5.2/a",
                        "a record with the bits of another epoch",
                        keys -> flipped(ping(keys), 0b01)),
                dropped(
                        "connection-id",
                        "rfc9147/9/a",
                        "a record with a connection id",
                        keys -> flipped(ping(keys), CONNECTION_ID)),
                dropped(
                        "short-ciphertext",
                        "rfc9147/4.2.3/b",
                        "a protected record of 15 bytes",
                        keys -> Octets.hex("2f0010000f" + "17".repeat(15))),
                dropped(
                        "unknown-first-byte",
                        "rfc9147/4.1/a",
                        "a datagram that starts with 0x40",
                        _ -> Octets.hex("40".repeat(30))),
                dropped(
                        "ack-of-nothing-sent",
                        "rfc9147/7.2/e",
                        "an ACK of a record never sent",
                        keys -> ack(keys, List.of(RecordNumber.of(3, 999)))),
                dropped(
                        "empty-ack",
                        "rfc9147/7.2/e",
                        "an ACK of no record",
                        keys -> ack(keys, List.of())),
                dropped(
                        "plain-ack-afterwards",
                        "rfc9147/4.2.1/c",
                        "an ACK in epoch 0",
                        _ -> plain(ACK, "0000")),
                dropped(
                        "plain-alert-afterwards",
                        "rfc9147/4.2.1/c",
                        "a fatal alert in epoch 0",
                        _ -> plain(21, "0228")),
                dropped(
                        "ccs-afterwards",
                        "rfc9147/5/a",
                        "a ChangeCipherSpec",
                        _ -> plain(20, "01")),
                dropped(
                        "message-far-ahead",
                        "rfc6347/4.2.2/b",
                        "a message far ahead of its turn",
                        keys -> keys.sealed(ContentType.HANDSHAKE, ahead(keys))),
                helloAfterwards());
    }

    private static ProbeCase helloAfterwards() {
        return toServer(
                "hello-afterwards",
                "rfc9147/5.11/a",
                "says a new hello without keys once the handshake is complete",
                "the association goes on",
                opened(open -> {
                    var first = open.player().sent().records().getFirst();
                    byte[] bytes = first.fragment().toArray();
                    bytes[20] ^= 1;
                    open.player()
                            .say(
                                    Records12.bytes(
                                            Records12.withSequence(
                                                    Records12.withFragment(first, Octets.of(bytes)),
                                                    77)));
                    return alive(open, "another hello");
                }));
    }

    private static ProbeCase dropped(
            String id, String clause, String what, Function<Channel13, Octets> bad) {
        return toBoth(
                id,
                clause,
                "sends " + what + " once the handshake is complete",
                "it is dropped, and the association goes on",
                opened(open -> {
                    open.player().say(bad.apply(open.keys()));
                    return alive(open, what);
                }));
    }

    private static List<ProbeCase> fatal() {
        return List.of(
                fatal(
                        "unknown-inner-type",
                        "rfc8446/5/a",
                        "a record of type 99",
                        keys -> keys.sealed(HeaderForm.FULL, 3, UNKNOWN_TYPE, Octets.hex("00"))),
                fatal(
                        "all-padding",
                        "rfc8446/5.4/a",
                        "a record that is all padding",
                        keys -> keys.sealed(HeaderForm.FULL, 3, 0, Octets.EMPTY)),
                fatal(
                        "ack-unreadable",
                        "rfc8446/6.2/a",
                        "an ACK that cannot be read",
                        keys -> keys.sealed(HeaderForm.FULL, 3, ACK, Octets.hex("0010aabb"))),
                fatal(
                        "alert-of-one-byte",
                        "rfc8446/6/b",
                        "an alert of one byte",
                        keys -> keys.sealed(ContentType.ALERT, Octets.hex("02"))),
                fatal(
                        "renegotiation",
                        "rfc8446/4.1.2/c",
                        "a hello under the keys",
                        keys ->
                                keys.sealed(
                                        ContentType.HANDSHAKE,
                                        keys.message(CLIENT_HELLO, Octets.of(new byte[60])))),
                fatal(
                        "part-beyond-end",
                        "rfc8446/6.2/a",
                        "a part that reaches beyond its message",
                        keys -> keys.sealed(ContentType.HANDSHAKE, beyond(keys))));
    }

    private static ProbeCase fatal(
            String id, String clause, String what, Function<Channel13, Octets> bad) {
        return toBoth(
                id,
                clause,
                "sends " + what + " under the keys",
                "an alert ends the connection",
                opened(open -> refused(open, bad.apply(open.keys()), what)));
    }

    private static Finding acknowledged(Open open, Octets datagram, String what) {
        return open.isAcknowledged(datagram)
                ? new Finding.Kept(what + " is acknowledged")
                : silentOrRefused(open, what);
    }

    private static Finding silentOrRefused(Open open, String what) {
        return open.player().isRefused()
                ? new Finding.Broken("for " + what + " the peer sends " + alertOf(open))
                : new Finding.Silence("no answer to " + what);
    }

    /** A peer that is there acknowledges a KeyUpdate. */
    private static Finding alive(Open open, String disturbance) {
        if (open.isAcknowledged(open.update(3, 0)))
            return new Finding.Kept("after " + disturbance + " the association goes on");
        return open.player().isRefused()
                ? new Finding.Broken("after " + disturbance + " the peer sends " + alertOf(open))
                : new Finding.Silence("after " + disturbance + " the peer answers nothing");
    }

    private static Finding refused(Open open, Octets datagram, String what) {
        open.player().say(datagram);
        open.player().until(open.player()::isRefused, open.stage().patience());
        if (open.player().isRefused()) return new Finding.Kept("the peer sends " + alertOf(open));
        if (open.player().isGone())
            return new Finding.Broken("after " + what + " the peer ends without a word");
        return open.isAcknowledged(open.update(3, 0))
                ? new Finding.Broken("after " + what + " the association goes on")
                : new Finding.Silence("after " + what + " the peer says nothing at all");
    }

    private static String alertOf(Open open) {
        return Answers.alert(open.player().alert().getAsInt());
    }

    private static Octets ping(Channel13 keys) {
        return keys.sealed(ContentType.ACK, new Ack(List.of()).encode());
    }

    private static Octets ack(Channel13 keys, List<RecordNumber> records) {
        return keys.sealed(ContentType.ACK, new Ack(records).encode());
    }

    private static Octets flipped(Octets record, int bits) {
        byte[] bytes = record.toArray();
        bytes[0] ^= (byte) bits;
        return Octets.of(bytes);
    }

    private static Octets plain(int type, String hex) {
        return Records12.bytes(Records12.plain(type, 500, Octets.hex(hex)));
    }

    private static Octets ahead(Channel13 keys) {
        return Records12.part(24, 1, keys.nextMessage() + 600, 0, Octets.hex("00"));
    }

    private static Octets beyond(Channel13 keys) {
        return Records12.part(24, 1, keys.nextMessage(), 1, Octets.hex("0000"));
    }
}
