package dtlskeying.properties.probe;

import static dtlskeying.properties.probe.ProbeCase.toBoth;

import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.DtlsCiphertext;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** RFC 6347 §4.1, and §5.1.2 of the draft: what is no good record must not disturb a handshake. */
final class Record12Cases {
    private static final String STUN = "000100002112a442" + "0123456789abcdef01234567";
    private static final String MEDIA = "8000000100000000c11e0001" + "55".repeat(30);
    private static final int UNKNOWN_TYPE = 99;
    private static final int ACK = 26;
    private static final int TLS_1_0 = 0x0301;
    private static final int LONGEST_FRAGMENT = (1 << 14) + 2048;

    /** Packets that are no records: STUN, SRTP, and none at all. */
    static final List<Octets> OTHER_PACKETS =
            List.of(Octets.hex(STUN), Octets.hex(MEDIA), Octets.hex("ff".repeat(40)));

    private Record12Cases() {}

    static List<ProbeCase> all() {
        var cases = new ArrayList<ProbeCase>();
        cases.addAll(otherPackets());
        cases.addAll(badFinished());
        cases.addAll(badHeaders());
        cases.add(
                toBoth(
                        "everything-twice",
                        "rfc6347/4.1.2.6/a",
                        "sends each of its datagrams twice",
                        "records that were there before are dropped",
                        stage ->
                                Answers.undisturbed(
                                        stage.older(Stage.ANY_PROFILE).saying(Mischief.twice()),
                                        stage,
                                        "every datagram coming twice")));
        return cases;
    }

    private static List<ProbeCase> otherPackets() {
        return List.of(
                packet("stun-on-the-port", "dtls-srtp/5.1.2/a", "a STUN request", STUN),
                packet("media-before-finished", "dtls-srtp/5.1/a", "an SRTP packet", MEDIA),
                packet(
                        "zrtp-on-the-port",
                        "dtls-srtp/5.1.2/a",
                        "a packet of first byte 16",
                        "10" + MEDIA),
                packet(
                        "turn-on-the-port",
                        "dtls-srtp/5.1.2/a",
                        "a packet of first byte 64",
                        "40" + MEDIA),
                packet(
                        "garbage-on-the-port",
                        "dtls-srtp/5.1.2/a",
                        "a packet of first byte 255",
                        "ff".repeat(40)),
                packet("empty-datagram", "dtls-srtp/5.1.2/a", "an empty datagram", ""));
    }

    private static ProbeCase packet(String id, String clause, String what, String hex) {
        return ahead(id, clause, what, () -> Mischief.aheadOfAll(Octets.hex(hex)));
    }

    private static ProbeCase ahead(
            String id, String clause, String what, Supplier<Function<Octets, List<Octets>>> way) {
        return toBoth(
                id,
                clause,
                "sends " + what + " ahead of each of its datagrams",
                "it is not taken for DTLS, and disturbs nothing",
                stage ->
                        Answers.undisturbed(
                                stage.older(Stage.ANY_PROFILE).saying(way.get()), stage, what));
    }

    private static List<ProbeCase> badFinished() {
        return List.of(
                finished(
                        "bad-tag",
                        "rfc6347/4.1.2.7/a",
                        "a Finished whose tag fails",
                        Records12::damaged),
                finished(
                        "epoch-to-come",
                        "rfc6347/4.1.2.7/a",
                        "a Finished in the epoch after its own",
                        record -> Records12.withEpoch(record, 2)),
                finished(
                        "foreign-version",
                        "rfc6347/4.1/g",
                        "a Finished in a record of TLS 1.0",
                        record -> Records12.withVersion(record, TLS_1_0)),
                finished(
                        "unknown-type",
                        "rfc6347/4.1.2.7/a",
                        "a Finished in a record of type 99",
                        record -> Records12.withType(record, UNKNOWN_TYPE)),
                finished(
                        "short-ciphertext",
                        "rfc6347/4.1.2.7/a",
                        "a protected record of three bytes",
                        record -> Records12.withFragment(record, Octets.hex("010203"))),
                finished(
                        "empty-ciphertext",
                        "rfc6347/4.1.2.7/a",
                        "a protected record without content",
                        record -> Records12.withFragment(record, Octets.EMPTY)),
                finished(
                        "oversize-record",
                        "rfc6347/4.1/h",
                        "a protected record of 18433 bytes",
                        record -> Records12.withFragment(record, zeros(LONGEST_FRAGMENT + 1))),
                finished(
                        "late-plain-handshake",
                        "rfc6347/4.1/d",
                        "a plain handshake record where all are protected",
                        record ->
                                Records12.plain(record.type(), 1000, Octets.hex("000102030405"))));
    }

    private static ProbeCase finished(
            String id, String clause, String what, UnaryOperator<DtlsCiphertext> change) {
        return toBoth(
                id,
                clause,
                "sends " + what + " ahead of the good one",
                "it is dropped silently",
                stage ->
                        Answers.undisturbed(
                                stage.older(Stage.ANY_PROFILE)
                                        .saying(
                                                Mischief.beforeFinished(record ->
                                                        List.of(
                                                                Records12.bytes(
                                                                        change.apply(record))))),
                                stage,
                                what));
    }

    private static List<ProbeCase> badHeaders() {
        var odd = Records12.plain(UNKNOWN_TYPE, 0, Octets.hex("01"));
        var ack = Records12.plain(ACK, 0, Octets.hex("0000"));
        var data = Records12.plain(23, 0, Octets.hex("646174610a"));
        var early = Records12.withEpoch(Records12.plain(22, 0, zeros(40)), 7);
        var whole = Records12.bytes(Records12.plain(22, 0, zeros(40)));
        return List.of(
                record("plain-unknown-type", "a plain record of type 99", odd),
                record("plain-ack", "an ACK of DTLS 1.3", ack),
                record("plain-data", "application data without keys", data),
                packet(
                        "epoch-7",
                        "rfc6347/4.1.2.7/a",
                        "a record of epoch 7",
                        Records12.bytes(early).toHex()),
                packet(
                        "length-lies",
                        "rfc6347/4.1.2.7/a",
                        "a record that is longer than its datagram",
                        whole.slice(0, whole.length() - 9).toHex()),
                packet(
                        "half-a-header",
                        "rfc6347/4.1.2.7/a",
                        "half the header of a record",
                        "16fefd000000"));
    }

    private static ProbeCase record(String id, String what, DtlsCiphertext record) {
        return ahead(id, "rfc6347/4.1.2.7/a", what, () -> Mischief.recordAheadOfAll(record));
    }

    private static Octets zeros(int length) {
        return Octets.of(new byte[length]);
    }
}
