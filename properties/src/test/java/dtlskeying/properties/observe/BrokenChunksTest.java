package dtlskeying.properties.observe;

import static dtlskeying.properties.observe.Accusation.assertBroken;
import static dtlskeying.properties.observe.Accusation.assertOnlyBroken;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.dtls.FragmentCodec;
import dtlskeying.properties.capture.CapturedPacket;
import dtlskeying.properties.decode.ChunkSeal.Slip;
import dtlskeying.properties.decode.Opening;
import dtlskeying.properties.decode.Opening.Opened;
import dtlskeying.properties.decode.Unit;
import dtlskeying.properties.decode.Unit.Chunk;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.Fragment;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Captures of associations under the DTLS chunk of which one packet is sealed anew, with something
 * that its sender must not have sent: it is named, and the clause.
 */
class BrokenChunksTest {
    private static final Recording RUN =
            Recording.of("run chunk --memory --messages 20 --rekey-every 5 --reauth --seed 6");
    private static final int HANDSHAKE = 22;
    private static final int DATA_RECORD = 23;
    private static final int ACK = 26;
    private static final int UPDATE = 253;
    private static final int KEY_UPDATE = 24;
    private static final int DATA = 0;
    private static final int DATA_HEADER = 12;
    private static final int HEADER = 12;
    private static final long FAR = 1_000;

    /** Where a frame of re-authentication has the last byte of its exchange and of its epoch. */
    private static final int EXCHANGE_END = 7;

    private static final int EPOCH_END = 15;

    @Test
    void what_is_not_changed_breaks_nothing() {
        assertThat(RUN.accusations()).isEmpty();
        assertThat(RUN.verdicts())
                .extracting(it -> it.strip().title().split(" ")[0] + " " + it.strip().chapter())
                .contains(
                        "client chunk/ChunkKeyDerivation",
                        "server chunk/ChunkKeyDerivation",
                        "client chunk/KeyUpdate",
                        "server chunk/KeyUpdate",
                        "client chunk/Reauthentication",
                        "server chunk/Reauthentication",
                        "client dtls13/ExtendedKeyUpdate",
                        "server dtls13/ExtendedKeyUpdate");
    }

    @Test
    void what_is_sealed_anew_in_the_same_way_breaks_nothing() {
        var packet = dataUnder(4);
        assertThat(sealed(packet, 4, Slip.NONE).accusations()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void a_packet_under_other_keys_than_those_of_its_end_and_epoch(Slip slip) {
        var packet = dataUnder(4);
        var clause =
                switch (slip) {
                    case NONE -> throw new AssertionError();
                    case OTHER_END, OTHER_USE -> "sctp-dtls-chunk/7.4/b";
                    case PARAMETERS_SWAPPED -> "sctp-dtls-chunk/6/b";
                    case OTHER_SECRET -> "sctp-dtls-chunk/3.1/e";
                };
        assertOnlyBroken(
                sealed(packet, 4, slip),
                packet.place().packet(),
                packet.seal().writer().text(),
                "chunk/ChunkKeyDerivation",
                clause);
    }

    @Test
    void a_packet_of_an_epoch_that_was_over() {
        var packet = dataUnder(5);
        assertOnlyBroken(
                sealed(packet, 4, Slip.NONE),
                packet.place().packet(),
                packet.seal().writer().text(),
                "chunk/KeyUpdate",
                "dtls-chunk/5/e");
        assertOnlyBroken(
                sealed(packet, 3, Slip.NONE),
                packet.place().packet(),
                packet.seal().writer().text(),
                "chunk/KeyUpdate",
                "dtls-chunk/5/e");
    }

    @Test
    void a_key_update_of_rfc_9147() {
        var ack = record(it -> it.type() == ACK && epoch(it) > 3);
        var update = new Fragment(KEY_UPDATE, 1, 60_000, 0, Octets.of((byte) 0));
        var broken = saying(ack, HANDSHAKE, FragmentCodec.encode(update));
        var end = ack.sender().text();
        assertThat(assertBroken(broken, end, "chunk/KeyUpdate", "dtls-chunk/5/a").step().n())
                .isEqualTo(ack.place().packet());
        assertBroken(broken, end, "dtls13/KeyUpdate", "extended-key-update/4/a");
    }

    @Test
    void a_second_request_in_the_place_of_a_finish() {
        var request = record(it -> isUpdate(it, 0));
        var finish = record(it -> isUpdate(it, 2));
        assertThat(finish.sender()).isEqualTo(request.sender());
        var body = request.parts().getFirst().body();
        var seq = finish.parts().getFirst().messageSeq();
        var again = new Fragment(UPDATE, body.length(), seq, 0, body);
        assertOnlyBroken(
                saying(finish, HANDSHAKE, FragmentCodec.encode(again)),
                finish.place().packet(),
                finish.sender().text(),
                "dtls13/ExtendedKeyUpdate",
                "extended-key-update/6/a");
    }

    @Test
    void a_finish_that_is_left_out() {
        var finish = record(it -> isUpdate(it, 2));
        var next = finish.parts().getFirst().messageSeq();
        var ticket = new Fragment(4, 0, next, 0, Octets.EMPTY);
        var broken = saying(finish, HANDSHAKE, FragmentCodec.encode(ticket));
        var end = finish.sender().text();
        assertBroken(broken, end, "dtls13/ExtendedKeyUpdate", "extended-key-update/6/h");
        assertBroken(broken, end, "chunk/KeyUpdate", "dtls-chunk/5/b");
    }

    @Test
    void an_authenticator_of_another_epoch_than_its_request() {
        var proof = record(it -> isFrame(it, 2));
        var frame = with(proof.opening().plain(), EPOCH_END, 9);
        assertOnlyBroken(
                saying(proof, DATA_RECORD, frame),
                proof.place().packet(),
                proof.sender().text(),
                "chunk/Reauthentication",
                "decision/10/b");
    }

    @Test
    void a_request_with_a_number_of_the_other_end() {
        var request = record(it -> isFrame(it, 1));
        int number = request.opening().plain().at(EXCHANGE_END);
        var frame = with(request.opening().plain(), EXCHANGE_END, number + 1);
        assertThat(
                        assertBroken(
                                        saying(request, DATA_RECORD, frame),
                                        request.sender().text(),
                                        "chunk/Reauthentication",
                                        "decision/10/e")
                                .step()
                                .n())
                .isEqualTo(request.place().packet());
    }

    /** A packet with data of an end that has sent several others of that epoch before. */
    private static Unit.Sctp dataUnder(long epoch) {
        return packets().stream()
                .filter(it -> it.seal().writer() == Role.CLIENT)
                .filter(it -> it.opening() instanceof Opened(_, var own, _, _) && own == epoch)
                .filter(it -> it.inner().stream().anyMatch(chunk -> chunk.type() == DATA))
                .skip(4)
                .findFirst()
                .orElseThrow();
    }

    private static List<Unit.Sctp> packets() {
        return RUN.conversations().getFirst().all(Unit.Sctp.class);
    }

    private static Unit.Record record(Predicate<Unit.Record> which) {
        return RUN.conversations().getFirst().all(Unit.Record.class).stream()
                .filter(it -> it.opening() instanceof Opened)
                .filter(which)
                .findFirst()
                .orElseThrow();
    }

    private static long epoch(Unit.Record record) {
        return ((Opening.Opened) record.opening()).epoch();
    }

    private static boolean isUpdate(Unit.Record record, int kind) {
        return record.parts().stream()
                .anyMatch(it -> it.type() == UPDATE && it.isWhole() && it.body().at(0) == kind);
    }

    private static boolean isFrame(Unit.Record record, int kind) {
        return record.type() == DATA_RECORD && record.opening().plain().at(1) == kind;
    }

    private static Octets with(Octets bytes, int at, int value) {
        byte[] changed = bytes.toArray();
        changed[at] = (byte) value;
        return Octets.of(changed);
    }

    /** The run with what is in that packet sealed in that epoch, under a number that is free. */
    private static Recording sealed(Unit.Sctp packet, long epoch, Slip slip) {
        var inner = ((Opened) packet.opening()).plain();
        return replacing(
                packet, header -> RUN.keyholder().chunk(packet, header, epoch, FAR, inner, slip));
    }

    /** The run with that record saying something else, in the packet that has it. */
    private static Recording saying(Unit.Record record, int type, Octets content) {
        var opened = (Opened) record.opening();
        var keys = RUN.keyholder();
        var other = keys.record(record.sender(), opened.epoch(), opened.sequence(), type, content);
        var packet =
                packets().stream()
                        .filter(it -> it.place().packet() == record.place().packet())
                        .findFirst()
                        .orElseThrow();
        var inner =
                packet.inner().stream()
                        .map(it -> carries(it, record) ? carrying(it, other) : it)
                        .map(Chunk::encode)
                        .toArray(Octets[]::new);
        var seal = (Opened) packet.opening();
        return replacing(
                packet,
                header ->
                        keys.chunk(
                                packet,
                                header,
                                seal.epoch(),
                                seal.sequence(),
                                Octets.concat(inner),
                                Slip.NONE));
    }

    private static boolean carries(Chunk chunk, Unit.Record record) {
        return chunk.type() == DATA
                && chunk.body().slice(DATA_HEADER, chunk.body().length()).equals(record.wire());
    }

    private static Chunk carrying(Chunk chunk, Octets record) {
        return new Chunk(
                chunk.type(),
                chunk.flags(),
                Octets.concat(chunk.body().slice(0, DATA_HEADER), record));
    }

    private static Recording replacing(Unit.Sctp packet, UnaryOperator<Octets> made) {
        return RUN.changing(each -> isAt(each, packet) ? made(each, made) : each.payload());
    }

    private static boolean isAt(CapturedPacket each, Unit.Sctp packet) {
        return each.number() == packet.place().packet();
    }

    private static Octets made(CapturedPacket packet, UnaryOperator<Octets> made) {
        return made.apply(packet.payload().slice(0, HEADER));
    }
}
