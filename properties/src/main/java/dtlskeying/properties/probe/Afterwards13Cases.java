package dtlskeying.properties.probe;

import static dtlskeying.properties.probe.Open13.opened;
import static dtlskeying.properties.probe.ProbeCase.toBoth;
import static dtlskeying.properties.probe.ProbeCase.toServer;

import dtlskeying.impl.dtls13.Ack;
import dtlskeying.impl.dtls13.HeaderForm;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Reading;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls13.RecordNumber;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What comes after the handshake of DTLS 1.3: ACKs, and records that are no good. */
final class Afterwards13Cases {
    private static final int ACK = ContentType.ACK.code();
    private static final int UNKNOWN_TYPE = 99;
    private static final int CLIENT_HELLO = 1;
    private static final int CONNECTION_ID = 0b0001_0000;

    private Afterwards13Cases() {}

    static List<ProbeCase> all() {
        var cases = new ArrayList<ProbeCase>(dropped());
        cases.addAll(fatal());
        return cases;
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
                        "rfc9147/4.5.2/a",
                        "a record with a connection id",
                        keys -> flipped(ping(keys), CONNECTION_ID)),
                dropped(
                        "short-ciphertext",
                        "rfc9147/4.5.2/a",
                        "a protected record of 15 bytes",
                        keys -> Octets.hex("2f0010000f" + "17".repeat(15))),
                dropped(
                        "unknown-first-byte",
                        "rfc9147/4.5.2/a",
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
                        "rfc9147/4.5.2/a",
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
                    return open.alive("another hello");
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
                    return open.alive(what);
                }));
    }

    private static List<ProbeCase> fatal() {
        return List.of(
                fatalOrDropped(
                        "unknown-inner-type",
                        "rfc8446/5/a",
                        "a record of type 99",
                        keys -> keys.sealed(HeaderForm.FULL, 3, UNKNOWN_TYPE, Octets.hex("00"))),
                fatalOrDropped(
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
                opened(open -> open.refused(bad.apply(open.keys()), what)));
    }

    /** What can be read in two ways: {@link Reading#UNKNOWN_INNER_TYPE_IS_DROPPED}. */
    private static ProbeCase fatalOrDropped(
            String id, String clause, String what, Function<Channel13, Octets> bad) {
        return toBoth(
                id,
                clause,
                "sends " + what + " under the keys",
                "an alert ends the connection, or the record is dropped and it goes on",
                opened(open -> {
                    var finding = open.refused(bad.apply(open.keys()), what);
                    return finding instanceof Finding.Broken
                            ? new Finding.Kept("it is dropped, as drafts after RFC 9147 have it")
                            : finding;
                }));
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
