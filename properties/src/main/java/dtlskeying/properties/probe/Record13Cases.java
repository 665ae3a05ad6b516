package dtlskeying.properties.probe;

import static dtlskeying.properties.probe.ProbeCase.toBoth;

import dtlskeying.spec.Octets;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** RFC 9147 §4: what is no good record must not disturb a handshake of DTLS 1.3. */
final class Record13Cases {
    private static final int EPOCH_BITS = 0b0000_0001;
    private static final int CONNECTION_ID = 0b0001_0000;
    private static final int HEADER_AND_MORE = 12;

    /** What is no good is dropped, should be in silence. */
    private static final String INVALID = "rfc9147/4.5.2/a";

    private static final Octets WHOLE =
            Records12.bytes(Records12.plain(22, 4, Octets.of(new byte[40])));

    private Record13Cases() {}

    static List<ProbeCase> all() {
        var cases = new ArrayList<ProbeCase>();
        cases.add(
                noise(
                        "good-handshake",
                        "rfc8446/4/a",
                        "nothing but what it should",
                        () -> List::of));
        cases.add(
                noise(
                        "everything-twice",
                        "rfc9147/4.5.1/c",
                        "each of its datagrams twice",
                        Mischief::twice));
        cases.addAll(plain());
        cases.addAll(sealed());
        return cases;
    }

    /** RFC 9147 §4.1 has these rejected as §4.5.2 says, where silence is recommended. */
    private static List<ProbeCase> plain() {
        return List.of(
                packet("stun-on-the-port", "a STUN request", Record12Cases.OTHER_PACKETS.get(0)),
                packet("media-on-the-port", "an SRTP packet", Record12Cases.OTHER_PACKETS.get(1)),
                packet(
                        "garbage-on-the-port",
                        "a datagram that starts with 0xff",
                        Record12Cases.OTHER_PACKETS.get(2)),
                packet("half-a-header", "half the header of a record", WHOLE.slice(0, 6)),
                packet(
                        "length-lies",
                        "a record that is longer than its datagram",
                        WHOLE.slice(0, WHOLE.length() - 9)),
                record("change-cipher-spec", INVALID, "a ChangeCipherSpec", 20, "01"),
                record("plain-data", INVALID, "application data in epoch 0", 23, "646174610a"),
                record("plain-unknown-type", INVALID, "a record of type 99", 99, "00"),
                record("plain-ack", "rfc9147/4.1/b", "an ACK of no record in epoch 0", 26, "0000"),
                record(
                        "plain-ack-of-nothing-sent",
                        "rfc9147/7.2/e",
                        "an ACK of a record never sent, in epoch 0",
                        26,
                        "0010" + "0000000000000000" + "0000000000000999"));
    }

    private static ProbeCase packet(String id, String what, Octets bad) {
        return ahead(id, INVALID, what, () -> Mischief.aheadOfAll(bad));
    }

    private static ProbeCase record(String id, String clause, String what, int type, String hex) {
        var bad = Records12.plain(type, 0, Octets.hex(hex));
        return ahead(id, clause, what, () -> Mischief.recordAheadOfAll(bad));
    }

    private static ProbeCase ahead(
            String id, String clause, String what, Supplier<Function<Octets, List<Octets>>> way) {
        return noise(id, clause, what + " ahead of each of its datagrams", way);
    }

    private static List<ProbeCase> sealed() {
        return List.of(
                beforeSealed("bad-tag", "a record whose tag fails", Records12::damaged),
                beforeSealed(
                        "other-epoch-bits",
                        "a record with the bits of another epoch",
                        datagram -> flipped(datagram, EPOCH_BITS)),
                beforeSealed(
                        "with-connection-id",
                        "a record with a connection id",
                        datagram -> flipped(datagram, CONNECTION_ID)),
                beforeSealed(
                        "cut-ciphertext",
                        "a record with less than 16 protected bytes",
                        _ -> Octets.hex("2e0001" + "0008" + "1122334455667788")),
                beforeSealed(
                        "cut-datagram",
                        "a record that is cut off",
                        datagram ->
                                datagram.slice(0, Math.min(HEADER_AND_MORE, datagram.length()))),
                beforeSealed(
                        "oversize-record",
                        "a record of 18000 bytes",
                        _ ->
                                Octets.concat(
                                        Octets.hex("2e0001" + "4650"),
                                        Octets.of(new byte[18_000]))));
    }

    /** Ahead of each datagram that is under keys comes one made from it. */
    private static ProbeCase beforeSealed(String id, String what, UnaryOperator<Octets> bad) {
        return noise(
                id,
                INVALID,
                what + " ahead of each that is under keys",
                () -> datagram -> ahead(datagram, bad));
    }

    private static List<Octets> ahead(Octets datagram, UnaryOperator<Octets> bad) {
        Octets sealed = Records12.rest(datagram);
        if (sealed.isEmpty()) return List.of(datagram);
        Octets plain = datagram.slice(0, datagram.length() - sealed.length());
        return plain.isEmpty()
                ? List.of(bad.apply(sealed), sealed)
                : List.of(plain, bad.apply(sealed), sealed);
    }

    private static Octets flipped(Octets datagram, int bits) {
        byte[] bytes = datagram.toArray();
        bytes[0] ^= (byte) bits;
        return Octets.of(bytes);
    }

    private static ProbeCase noise(
            String id, String clause, String what, Supplier<Function<Octets, List<Octets>>> way) {
        return toBoth(
                id,
                clause,
                "sends " + what,
                "what is no good is dropped silently, and the handshake is complete",
                stage ->
                        Answers.undisturbed(
                                stage.newer(stage.newer()).saying(way.get()), stage, what));
    }
}
