package dtlskeying.impl.dtls12;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.Step;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.DtlsCiphertext;
import dtlskeying.spec.dtls.DtlsPlaintext;
import dtlskeying.spec.dtls12.RecordsSpec.Claim;
import dtlskeying.spec.dtls12.RecordsSpec.Effect;
import dtlskeying.spec.dtls12.RecordsSpec.Effect.Accepted;
import dtlskeying.spec.dtls12.RecordsSpec.Effect.Discarded;
import dtlskeying.spec.dtls12.RecordsSpec.Effect.Held;
import dtlskeying.spec.dtls12.RecordsSpec.Effect.ReadDestroyed;
import dtlskeying.spec.dtls12.RecordsSpec.Effect.ReadInstalled;
import dtlskeying.spec.dtls12.RecordsSpec.Effect.Refused;
import dtlskeying.spec.dtls12.RecordsSpec.Effect.Unreadable;
import dtlskeying.spec.dtls12.RecordsSpec.Effect.WriteDestroyed;
import dtlskeying.spec.dtls12.RecordsSpec.Effect.WriteInstalled;
import dtlskeying.spec.dtls12.RecordsSpec.Effect.Written;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** RFC 6347 §4.1: what one end writes the other reads, once, and nothing else gets in. */
class RecordsProperties {
    private static final Epoch ZERO = Epoch.UNPROTECTED;
    private static final Epoch ONE = new Epoch(1);
    private static final Epoch TWO = new Epoch(2);
    private static final Epoch THREE = new Epoch(3);

    @Property(tries = 60)
    void every_record_is_accepted_at_most_once_whatever_the_network_does(
            @ForAll CipherSuite suite, @ForAll long seed) {
        var random = new Random(seed);
        var sender = new Sender(keyed(suite));
        var datagrams = new ArrayList<Octets>();
        for (int i = 0; i < 40; i++) {
            Octets record = sender.send(ONE, octets(random, random.nextInt(60)));
            datagrams.add(record);
            if (random.nextInt(3) == 0) datagrams.add(record);
            if (random.nextInt(3) == 0) datagrams.add(flipped(random, record));
        }
        Collections.shuffle(datagrams, random);
        var accepted = accepted(keyed(suite), datagrams);
        assertThat(accepted).extracting(DtlsPlaintext::sequence).doesNotHaveDuplicates();
        assertThat(accepted)
                .hasSize(40)
                .allMatch(record ->
                        record.fragment().equals(sender.contents.get((int) record.sequence())));
    }

    @Property(tries = 120)
    void a_forged_record_changes_nothing(@ForAll CipherSuite suite, @ForAll long seed) {
        var random = new Random(seed);
        var records = keyed(suite);
        var genuine = new Sender(keyed(suite)).send(ONE, octets(random, 20));
        var step = records.receive(flipped(random, genuine));
        assertThat(step.state()).isEqualTo(records);
        assertThat(step.effects()).noneMatch(Accepted.class::isInstance);
        assertThat(step.state().receive(genuine).effects()).anyMatch(Accepted.class::isInstance);
    }

    @Property
    void any_bytes_at_all_are_answered_and_protected_epochs_do_not_move(
            @ForAll @Size(max = 200) byte[] garbage) {
        var records = keyed(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256);
        records = records.dropRead(ZERO).state();
        var step = records.receive(Octets.of(garbage));
        assertThat(step.effects()).noneMatch(Accepted.class::isInstance);
        assertThat(step.state().reading().current()).isEqualTo(records.reading().current());
        assertThat(step.state().reading().held()).hasSizeLessThanOrEqualTo(ReadEpochs.HELD);
    }

    @Example
    void records_of_the_epoch_to_come_are_held_within_the_bound_and_come_out_in_order() {
        var sender = new Sender(keyed(suite()));
        var early = new ArrayList<Octets>();
        for (int i = 0; i <= ReadEpochs.HELD; i++) early.add(sender.send(ONE, Octets.of((byte) i)));
        var records = Records.start();
        for (Octets record : early.subList(0, ReadEpochs.HELD)) {
            var step = records.receive(record);
            assertThat(step.effects()).singleElement().isInstanceOf(Held.class);
            records = step.state();
        }
        assertThat(records.receive(early.getLast()).effects())
                .containsExactly(
                        new Discarded(
                                ONE, ReadEpochs.HELD, Claim.LATER_EPOCHS_ARE_HELD_OR_DISCARDED));
        var installed = records.installRead(ONE, protection(suite(), 1));
        assertThat(contents(installed.effects()))
                .containsExactlyElementsOf(sender.contents.subList(0, ReadEpochs.HELD));
        assertThat(installed.state().reading().held()).isEmpty();
    }

    @Example
    void the_last_epoch_is_read_until_it_is_dropped() {
        var sender = new Sender(keyed(suite()));
        var first = sender.send(ONE, Octets.hex("01"));
        var second = sender.send(ONE, Octets.hex("02"));
        var both = keyed(suite()).installRead(TWO, protection(suite(), 2));
        assertThat(both.effects())
                .containsExactly(
                        new ReadDestroyed(ZERO, Claim.EARLIER_EPOCHS_ARE_DISCARDED),
                        new ReadInstalled(TWO));
        var read = both.state().receive(first);
        assertThat(contents(read.effects())).containsExactly(Octets.hex("01"));
        var dropped = read.state().dropRead(ONE);
        assertThat(dropped.effects())
                .containsExactly(new ReadDestroyed(ONE, Claim.EARLIER_EPOCHS_ARE_DISCARDED));
        assertThat(dropped.state().readKeys()).containsOnlyKeys(TWO);
        assertThat(dropped.state().receive(second).effects())
                .containsExactly(new Discarded(ONE, 1, Claim.EARLIER_EPOCHS_ARE_DISCARDED));
    }

    @Example
    void a_replay_in_the_last_epoch_is_dropped_as_well() {
        var record = new Sender(keyed(suite())).send(ONE, Octets.hex("01"));
        var both = keyed(suite()).installRead(TWO, protection(suite(), 2)).state();
        assertThat(both.receive(Octets.concat(record, record)).effects())
                .endsWith(new Discarded(ONE, 0, Claim.REPLAYED_RECORDS_ARE_DISCARDED));
    }

    @Example
    void a_record_that_was_held_twice_is_accepted_once() {
        var record = new Sender(keyed(suite())).send(ONE, Octets.hex("01"));
        var holding = Records.start().receive(Octets.concat(record, record)).state();
        assertThat(holding.reading().held()).hasSize(2);
        var installed = holding.installRead(ONE, protection(suite(), 1));
        assertThat(contents(installed.effects())).containsExactly(Octets.hex("01"));
        assertThat(installed.effects())
                .endsWith(new Discarded(ONE, 0, Claim.REPLAYED_RECORDS_ARE_DISCARDED));
    }

    @Example
    void a_flight_can_be_sent_again_in_the_epoch_before_and_not_in_the_one_before_that() {
        var records = keyed(suite());
        assertThat(written(records.send(ZERO, ContentType.HANDSHAKE, Octets.hex("01")))).isTrue();
        var later = records.installWrite(TWO, protection(suite(), 2));
        assertThat(later.effects())
                .containsExactly(
                        new WriteDestroyed(ZERO, Claim.EARLIER_EPOCHS_ARE_DISCARDED),
                        new WriteInstalled(TWO));
        assertThat(later.state().writeKeys()).containsOnlyKeys(ONE, TWO);
        var step = later.state().send(ZERO, ContentType.HANDSHAKE, Octets.hex("01"));
        assertThat(step.effects()).containsExactly(new Refused(Claim.EARLIER_EPOCHS_ARE_DISCARDED));
        assertThat(step.state()).isEqualTo(later.state());
    }

    @Example
    void epochs_are_installed_one_after_the_other() {
        var records = keyed(suite());
        for (Epoch epoch : List.of(ZERO, ONE, THREE)) {
            var read = records.installRead(epoch, protection(suite(), 9));
            assertThat(read.effects()).containsExactly(new Refused(Claim.EPOCHS_FOLLOW_EACH_OTHER));
            assertThat(read.state()).isEqualTo(records);
            var write = records.installWrite(epoch, protection(suite(), 9));
            assertThat(write.effects())
                    .containsExactly(new Refused(Claim.EPOCHS_FOLLOW_EACH_OTHER));
            assertThat(write.state()).isEqualTo(records);
        }
    }

    @Example
    void sequence_numbers_end_and_do_not_wrap() {
        var records = Records.startAt(RecordHeader.LAST_SEQUENCE);
        var last = records.send(ZERO, ContentType.ALERT, Octets.hex("0100"));
        assertThat(written(last)).isTrue();
        var over = last.state().send(ZERO, ContentType.ALERT, Octets.hex("0100"));
        assertThat(over.effects()).containsExactly(new Refused(Claim.SEQUENCE_NUMBERS_DO_NOT_WRAP));
        assertThat(over.state()).isEqualTo(last.state());
    }

    @Example
    void what_the_header_forbids_is_dropped_with_its_clause() {
        var empty = Octets.EMPTY;
        discarded(22, 0xfefc, ZERO, empty, Claim.VERSION_IS_THE_NEGOTIATED_ONE);
        discarded(22, DtlsCiphertext.DTLS_1_0, ONE, empty, Claim.VERSION_IS_THE_NEGOTIATED_ONE);
        discarded(24, DtlsCiphertext.DTLS_1_2, ZERO, empty, Claim.INVALID_RECORDS_ARE_DISCARDED);
        var long0 = Octets.of(new byte[(1 << 14) + 1]);
        discarded(22, DtlsCiphertext.DTLS_1_2, ZERO, long0, Claim.LENGTH_IS_LIMITED);
        var long1 = Octets.of(new byte[(1 << 14) + 2049]);
        discarded(22, DtlsCiphertext.DTLS_1_2, ONE, long1, Claim.LENGTH_IS_LIMITED);
        discarded(22, DtlsCiphertext.DTLS_1_2, THREE, empty, late());
    }

    @Example
    void a_forged_number_far_ahead_does_not_end_epoch_0() {
        var forged =
                new DtlsCiphertext(
                        22,
                        DtlsCiphertext.DTLS_1_2,
                        ZERO,
                        RecordHeader.LAST_SEQUENCE,
                        Octets.EMPTY);
        var records = Records.start().receive(RecordHeader.write(forged)).state();
        var genuine = new Sender(Records.start()).send(ZERO, Octets.hex("01"));
        assertThat(contents(records.receive(genuine).effects())).containsExactly(Octets.hex("01"));
    }

    @Example
    void a_record_of_epoch_0_that_the_network_repeats_is_taken_once() {
        var record = new Sender(Records.start()).send(ZERO, Octets.hex("01"));
        assertThat(Records.start().receive(Octets.concat(record, record)).effects())
                .endsWith(new Discarded(ZERO, 0, Claim.REPLAYED_RECORDS_ARE_DISCARDED));
    }

    @Example
    void a_datagram_holds_several_records_and_its_torn_end_is_dropped() {
        var sender = new Sender(Records.start());
        var one = sender.send(ZERO, Octets.hex("01"));
        var two = sender.send(ZERO, Octets.hex("02"));
        var torn = Octets.concat(one, two, one.slice(0, one.length() - 1));
        var step = Records.start().receive(torn);
        assertThat(contents(step.effects())).containsExactly(Octets.hex("01"), Octets.hex("02"));
        assertThat(step.effects())
                .endsWith(new Unreadable(28, Claim.RECORDS_DO_NOT_SPAN_DATAGRAMS));
    }

    @Example
    void content_longer_than_a_record_is_refused() {
        var step =
                Records.start()
                        .send(ZERO, ContentType.HANDSHAKE, Octets.of(new byte[(1 << 14) + 1]));
        assertThat(step.effects()).containsExactly(new Refused(Claim.LENGTH_IS_LIMITED));
    }

    @Example
    void no_key_is_printed() {
        var text = keyed(suite()).toString();
        assertThat(text).contains("AES_128_GCM").doesNotContain("01010101");
    }

    private static void discarded(
            int type, int version, Epoch epoch, Octets fragment, Claim claim) {
        var records = keyed(suite());
        var record = new DtlsCiphertext(type, version, epoch, 7, fragment);
        var step = records.receive(RecordHeader.write(record));
        assertThat(step.effects()).containsExactly(new Discarded(epoch, 7, claim));
        assertThat(step.state()).isEqualTo(records);
    }

    private static Claim late() {
        return Claim.LATER_EPOCHS_ARE_HELD_OR_DISCARDED;
    }

    private static boolean written(Step<Records, Effect> step) {
        return step.effects().getLast() instanceof Written;
    }

    private static List<DtlsPlaintext> accepted(Records start, List<Octets> datagrams) {
        var records = start;
        var accepted = new ArrayList<DtlsPlaintext>();
        for (Octets datagram : datagrams) {
            var step = records.receive(datagram);
            records = step.state();
            for (Effect effect : step.effects())
                if (effect instanceof Accepted(var record)) accepted.add(record);
        }
        return accepted;
    }

    private static List<Octets> contents(List<Effect> effects) {
        var contents = new ArrayList<Octets>();
        for (Effect effect : effects)
            if (effect instanceof Accepted(var record)) contents.add(record.fragment());
        return contents;
    }

    /** Both directions use the same keys: one end's records are read by its copy. */
    private static Records keyed(CipherSuite suite) {
        return Records.start()
                .installRead(ONE, protection(suite, 1))
                .state()
                .installWrite(ONE, protection(suite, 1))
                .state();
    }

    private static RecordProtection protection(CipherSuite suite, int fill) {
        byte[] key = new byte[suite.aead().keyLength()];
        Arrays.fill(key, (byte) fill);
        byte[] iv = new byte[suite.fixedIvLength()];
        return RecordProtection.of(suite, Secret.of(key), Secret.of(iv));
    }

    private static CipherSuite suite() {
        return CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256;
    }

    /** Changes one bit behind type, version and epoch. */
    private static Octets flipped(Random random, Octets record) {
        byte[] bytes = record.toArray();
        int at = 5 + random.nextInt(bytes.length - 5);
        if (at == 11 || at == 12) at = 13;
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        return Octets.of(bytes);
    }

    private static Octets octets(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Octets.of(bytes);
    }

    /** An end that keeps what it sent. */
    private static final class Sender {
        private final List<Octets> contents = new ArrayList<>();
        private Records records;

        Sender(Records records) {
            this.records = records;
        }

        Octets send(Epoch epoch, Octets content) {
            var step = records.send(epoch, ContentType.HANDSHAKE, content);
            records = step.state();
            contents.add(content);
            if (step.effects().getLast() instanceof Written(var record)) return record;
            throw new AssertionError(step.effects());
        }
    }
}
