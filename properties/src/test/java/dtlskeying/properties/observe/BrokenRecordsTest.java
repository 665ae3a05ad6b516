package dtlskeying.properties.observe;

import static dtlskeying.properties.observe.Accusation.assertBroken;
import static dtlskeying.properties.observe.Accusation.assertOnlyBroken;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.dtls.FragmentCodec;
import dtlskeying.impl.dtls13.ExtendedUpdates;
import dtlskeying.impl.dtls13.LargeRecords;
import dtlskeying.properties.decode.Opening;
import dtlskeying.properties.decode.Unit;
import dtlskeying.properties.dtls13.VirtualPair;
import dtlskeying.properties.network.Fates;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.dtls.Fragment;

import org.junit.jupiter.api.Test;

import java.util.LinkedHashSet;

/**
 * Captures of DTLS 1.3 to which one record is added that its sender must not have sent: it is
 * named, and the clause.
 */
class BrokenRecordsTest {
    private static final int HANDSHAKE = 22;
    private static final int DATA = 23;
    private static final int ACK = 26;
    private static final int KEY_UPDATE = 24;
    private static final int CERTIFICATE = 11;
    private static final long FAR = 1_000;
    private static final Recording RUN = Recording.of(talking());

    /** Data, a KeyUpdate of either end, and data under the new keys. */
    private static VirtualPair talking() {
        var pair =
                VirtualPair.of(
                                VirtualPair.PLAIN_CLIENT.withRecordSize(500),
                                VirtualPair.PLAIN_SERVER.withRecordSize(600),
                                1,
                                Fates.ideal())
                        .begin()
                        .settle();
        pair.exhaust();
        talk(pair);
        pair.take(Role.CLIENT, new Input.UpdateKeys(true, 5_000_000));
        pair.exhaust();
        talk(pair);
        return pair;
    }

    private static void talk(VirtualPair pair) {
        for (Role end : Role.values()) {
            pair.take(end, new Input.Data(Octets.hex("0102030405"), 5_000_000));
            pair.exhaust();
        }
    }

    @Test
    void what_is_not_changed_breaks_nothing() {
        assertThat(RUN.accusations()).isEmpty();
        assertThat(RUN.verdicts())
                .extracting(it -> it.strip().title().split(" ")[0] + " " + it.strip().chapter())
                .contains(
                        "client dtls13/Records",
                        "server dtls13/Records",
                        "client dtls13/Acknowledgement",
                        "server dtls13/Acknowledgement",
                        "client dtls13/KeyUpdate",
                        "server dtls13/KeyUpdate",
                        "client dtls/Flights",
                        "server dtls/Flights");
    }

    @Test
    void records_that_say_their_lengths_in_the_variable_form_are_opened_in_every_epoch() {
        var pair =
                VirtualPair.of(
                                VirtualPair.PLAIN_CLIENT
                                        .withLarge(LargeRecords.upTo(60_000))
                                        .withUpdates(ExtendedUpdates.ON),
                                VirtualPair.PLAIN_SERVER
                                        .withLarge(LargeRecords.upTo(50_000))
                                        .withUpdates(ExtendedUpdates.ON),
                                2,
                                Fates.ideal())
                        .begin()
                        .exhaust();
        var secrets = new LinkedHashSet<>(pair.end(Role.CLIENT).keyLogLines());
        for (int i = 0; i < 4; i++) {
            pair.take(Role.CLIENT, new Input.Data(Octets.of(new byte[49_999]), pair.now()));
            pair.take(Role.SERVER, new Input.Data(Octets.of(new byte[10]), pair.now()));
            pair.exhaust();
            pair.take(Role.SERVER, new Input.RenewKeys(pair.now()));
            pair.exhaust();
            secrets.addAll(pair.end(Role.CLIENT).keyLogLines());
        }
        var large = Recording.of(pair, secrets);
        assertThat(large.accusations()).isEmpty();
        assertThat(large.conversations().getFirst().all(Unit.Record.class))
                .allMatch(it -> it.opening().isReadable())
                .filteredOn(it -> it.opening().plain().length() == 49_999)
                .hasSize(4);
        assertThat(large.conversations().getFirst().all(Unit.Unknown.class)).isEmpty();
    }

    @Test
    void a_number_that_two_records_have() {
        assertOnlyBroken(
                and(Role.CLIENT, 4, 0, DATA, Octets.hex("ff")),
                RUN.next(),
                "client",
                "dtls13/Records",
                "rfc9147/4.2.1/a");
    }

    @Test
    void data_under_the_keys_of_the_handshake() {
        assertOnlyBroken(
                and(Role.SERVER, 2, FAR, DATA, Octets.hex("ff")),
                RUN.next(),
                "server",
                "dtls13/Records",
                "rfc8446/2/a");
    }

    @Test
    void a_record_that_is_longer_than_its_reader_takes() {
        assertOnlyBroken(
                and(Role.SERVER, 4, FAR, DATA, Octets.of(new byte[500])),
                RUN.next(),
                "server",
                "dtls13/Records",
                "rfc8449/4/a");
        assertThat(and(Role.CLIENT, 4, FAR, DATA, Octets.of(new byte[500])).accusations())
                .isEmpty();
    }

    @Test
    void a_certificate_that_is_sent_again_and_is_another_one() {
        var said = message(Role.SERVER, CERTIFICATE);
        byte[] other = said.message().body().toArray();
        other[other.length - 1] ^= 1;
        var part =
                new Fragment(
                        CERTIFICATE,
                        other.length,
                        said.message().messageSeq(),
                        other.length - 9,
                        Octets.of(other).slice(other.length - 9, other.length));
        assertOnlyBroken(
                and(Role.SERVER, 2, FAR, HANDSHAKE, FragmentCodec.encode(part)),
                RUN.next(),
                "server",
                "dtls/Flights",
                "rfc6347/4.2.4/b");
    }

    @Test
    void an_ack_of_a_record_that_has_no_handshake_message() {
        long data =
                RUN.conversations().getFirst().all(Unit.Record.class).stream()
                        .filter(it -> it.sender() == Role.CLIENT && it.type() == DATA)
                        .map(it -> ((Opening.Opened) it.opening()).sequence())
                        .findFirst()
                        .orElseThrow();
        assertOnlyBroken(
                and(Role.SERVER, 4, FAR, ACK, ack(3, data)),
                RUN.next(),
                "server",
                "dtls13/Acknowledgement",
                "rfc9147/7.1/f");
    }

    @Test
    void an_ack_of_a_record_that_was_never_sent() {
        var pair =
                VirtualPair.of(VirtualPair.PLAIN_CLIENT, VirtualPair.PLAIN_SERVER, 3, Fates.ideal())
                        .begin()
                        .exhaust();
        long next = pair.sent.size() + 1;
        for (int i = 0; i < 70; i++)
            pair.take(Role.CLIENT, new Input.Data(Octets.hex("01"), pair.now()));
        pair.exhaust();
        var run = Recording.of(pair);
        var ack = run.keyholder().record(Role.SERVER, 3, FAR, ACK, ack(3, FAR));
        assertOnlyBroken(
                run.before(next, Role.SERVER, ack),
                next,
                "server",
                "dtls13/Acknowledgement",
                "rfc9147/7/a");
        assertThat(run.before(next + 10, Role.SERVER, ack).accusations()).isEmpty();
    }

    @Test
    void an_ack_whose_records_are_not_in_order() {
        assertOnlyBroken(
                and(Role.SERVER, 4, FAR, ACK, ack(2, 900, 2, 899)),
                RUN.next(),
                "server",
                "dtls13/Acknowledgement",
                "rfc9147/7/b");
        assertThat(and(Role.SERVER, 4, FAR, ACK, ack(2, 899, 2, 900)).accusations()).isEmpty();
    }

    @Test
    void an_ack_in_a_lower_epoch_than_what_it_names() {
        assertOnlyBroken(
                and(Role.CLIENT, 2, FAR, ACK, ack(3, 900)),
                RUN.next(),
                "client",
                "dtls13/Acknowledgement",
                "rfc9147/7/c");
    }

    @Test
    void a_key_update_while_another_one_is_not_acknowledged() {
        assertOnlyBroken(
                RUN.and(Role.CLIENT, keyUpdate(0, 1)),
                RUN.next(),
                "client",
                "dtls13/KeyUpdate",
                "rfc9147/8/d");
    }

    @Test
    void a_key_update_that_asks_for_something_else() {
        var update = keyUpdate(0, 2);
        assertBroken(RUN.and(Role.CLIENT, update), "client", "dtls13/KeyUpdate", "rfc8446/4.6.3/b");
    }

    private static Octets keyUpdate(int more, int request) {
        var said = message(Role.CLIENT, KEY_UPDATE).message();
        var next =
                new Fragment(
                        KEY_UPDATE, 1, said.messageSeq() + 1 + more, 0, Octets.of((byte) request));
        return RUN.keyholder().record(Role.CLIENT, 3, FAR, HANDSHAKE, FragmentCodec.encode(next));
    }

    @Test
    void keys_that_change_without_a_key_update() {
        var said = message(Role.CLIENT, KEY_UPDATE).message();
        var skipping = new Fragment(KEY_UPDATE, 1, said.messageSeq() + 1, 0, Octets.of((byte) 0));
        var record =
                RUN.keyholder()
                        .record(Role.CLIENT, 5, 0, HANDSHAKE, FragmentCodec.encode(skipping));
        assertOnlyBroken(
                RUN.and(Role.CLIENT, record),
                RUN.next(),
                "client",
                "dtls13/KeyUpdate",
                "rfc9147/8/c");
    }

    private static Octets ack(long... numbers) {
        var list = new StringBuilder("%04x".formatted(8 * numbers.length));
        for (long each : numbers) list.append("%016x".formatted(each));
        return Octets.hex(list.toString());
    }

    private static Unit.Message message(Role sender, int type) {
        return RUN.conversations().getFirst().all(Unit.Message.class).stream()
                .filter(it -> it.sender() == sender && it.message().type() == type)
                .findFirst()
                .orElseThrow();
    }

    private static Recording and(Role sender, long epoch, long sequence, int type, Octets content) {
        return RUN.and(sender, RUN.keyholder().record(sender, epoch, sequence, type, content));
    }
}
