package dtlskeying.properties.dtls13;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.HeaderMask;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.HeaderForm;
import dtlskeying.impl.dtls13.KeySchedule;
import dtlskeying.impl.dtls13.RecordProtection;
import dtlskeying.impl.dtls13.Records;
import dtlskeying.impl.dtls13.UnifiedHeader;
import dtlskeying.model.dtls13.RecordLayoutModel;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls13.PlainRecord;
import dtlskeying.spec.dtls13.RecordsSpec;
import dtlskeying.spec.dtls13.RecordsSpec.Effect;
import dtlskeying.spec.dtls13.RecordsSpec.Input;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

import java.util.ArrayList;
import java.util.List;

/** Records from one end to the other: P60 and P62 on bytes, and what damage does. */
class RecordsProperties {
    private static final Epoch TRAFFIC = Epoch.FIRST_OF_TRAFFIC;
    private static final ContentType DATA = ContentType.APPLICATION_DATA;

    @Example
    void our_reader_agrees_with_every_vector() {
        assertThat(RecordCode.HEALTHY.firstWrong()).isEmpty();
        assertThat(new ScheduleCode().firstWrong()).isEmpty();
    }

    @Example
    void every_known_bug_is_noticed_by_its_vectors() {
        for (var guard : RecordGuards.ALL)
            assertThat(guard.run().get()).as("%s: %s", guard.bug(), guard.story()).isPresent();
    }

    /** Who takes the memory of an end later must not find what was taken out of use. */
    @Example
    void keys_of_epochs_that_are_over_are_not_kept() {
        var suite = CipherSuite.TLS_AES_128_GCM_SHA256;
        var records = Records.start();
        for (long number = 2; number <= 6; number++) {
            var epoch = new Epoch(number);
            var secret = Secret.of(new byte[32]);
            var protection = RecordProtection.of(suite, secret);
            records = records.installRead(epoch, suite, protection, RecordsSpec.LONGEST).state();
            records = records.installWrite(epoch, suite, protection, RecordsSpec.LONGEST).state();
            assertThat(records.readKeys().keySet()).allMatch(records.reading()::isLive);
            assertThat(records.writeKeys().keySet()).allMatch(records.writing()::isLive);
            assertThat(records.readKeys()).hasSizeLessThanOrEqualTo(2).containsKey(epoch);
        }
        var dropped = records.dropRead(new Epoch(5)).state();
        assertThat(dropped.readKeys()).containsOnlyKeys(new Epoch(6));
        assertThat(records.dropWrite(new Epoch(5)).state().writeKeys())
                .containsOnlyKeys(new Epoch(6));
    }

    @Property(tries = 300)
    void P62_what_one_end_seals_the_other_opens(
            @ForAll CipherSuite suite,
            @ForAll @LongRange(min = 2, max = 9) long number,
            @ForAll @Size(max = 80) byte[] bytes,
            @ForAll @IntRange(max = 40) int padding,
            @ForAll boolean isLong,
            @ForAll boolean hasLength) {
        var epoch = new Epoch(number);
        var form = new HeaderForm(isLong, hasLength);
        var type = number == 2 ? ContentType.HANDSHAKE : DATA;
        var sent =
                OneEpoch.writing(suite, secret(suite), epoch, 0)
                        .send(epoch, type, Octets.of(bytes), padding, form);
        Octets record = written(sent.effects());
        assertThat(record.length())
                .isEqualTo(form.size(bytes.length) + bytes.length + 1 + padding + 16);
        int flags = (isLong ? 8 : 0) + (hasLength ? 4 : 0);
        assertThat(record.at(0)).isEqualTo(0x20 + flags + number % 4);
        var read = OneEpoch.reading(suite, secret(suite), epoch, 0).receive(record);
        assertThat(accepted(read.effects())).hasSize(1);
        assertThat(accepted(read.effects()).getFirst().content()).isEqualTo(Octets.of(bytes));
    }

    @Property(tries = 300)
    void P62_every_byte_is_where_the_model_has_it(
            @ForAll @LongRange(min = 2, max = (1L << 48) - 1) long epoch,
            @ForAll @LongRange(max = (1L << 48) - 1) long sequence,
            @ForAll @Size(max = 40) byte[] bytes,
            @ForAll boolean isLong,
            @ForAll boolean hasLength) {
        var suite = CipherSuite.TLS_AES_128_GCM_SHA256;
        var keys = KeySchedule.of(suite).keys(suite.aead(), secret(suite));
        var form = new HeaderForm(isLong, hasLength);
        byte[] record = new byte[form.size(bytes.length) + bytes.length + 17];
        RecordProtection.of(suite, keys)
                .seal(form, epoch, sequence, 23, bytes, 0, bytes.length, 0, record, 0);
        var layout = new RecordLayoutModel(isLong, hasLength);
        Octets header = layout.header(epoch, sequence, bytes.length + 17);
        int mask =
                HeaderMask.of(suite.aead(), keys.numberKey()).of(record, form.size(bytes.length));
        Octets travelling = layout.travelling(header, Octets.hex("%08x".formatted(mask)));
        assertThat(Octets.of(record, 0, form.size(bytes.length))).isEqualTo(travelling);
        byte[] nonce = RecordLayoutModel.nonce(keys.iv().octets(), sequence).toArray();
        byte[] inner = new byte[bytes.length + 17];
        byte[] aad = header.toArray();
        int opened =
                suite.aead()
                        .key(keys.key())
                        .open(
                                nonce,
                                aad,
                                0,
                                aad.length,
                                record,
                                aad.length,
                                inner.length,
                                inner,
                                0);
        assertThat(opened).isEqualTo(bytes.length + 1);
        assertThat(Octets.of(inner, 0, opened))
                .isEqualTo(Octets.concat(Octets.of(bytes), Octets.hex("17")));
    }

    @Example
    void P62_every_first_byte_is_taken_for_what_the_model_takes_it() {
        for (int first = 0; first < 256; first++) {
            byte[] bytes = new byte[40];
            bytes[0] = (byte) first;
            var read = UnifiedHeader.read(Octets.of(bytes)).arrivals();
            var kind = RecordLayoutModel.kind(first);
            assertThat(read.isEmpty() ? null : read.getFirst().getClass())
                    .as("%02x", first)
                    .isEqualTo(
                            switch (kind) {
                                case PLAIN -> Input.ArrivedPlain.class;
                                case SEALED -> Input.Arrived.class;
                                case SEALED_WITH_CONNECTION_ID, NONE -> null;
                            });
        }
    }

    @Property(tries = 300)
    void P60_a_number_is_found_again_from_half_its_range_away(
            @ForAll @LongRange(max = 1L << 40) long expected,
            @ForAll @IntRange(min = -60, max = 32_767) int away,
            @ForAll boolean isLong) {
        long sequence = expected + (isLong ? away : Math.min(away, 127));
        if (sequence < 0 || sequence == expected - 1) return;
        var suite = CipherSuite.TLS_AES_128_GCM_SHA256;
        var sent =
                OneEpoch.writing(suite, secret(suite), TRAFFIC, sequence)
                        .send(TRAFFIC, DATA, Octets.EMPTY, 0, new HeaderForm(isLong, true));
        var read =
                OneEpoch.reading(suite, secret(suite), TRAFFIC, expected)
                        .receive(written(sent.effects()));
        assertThat(accepted(read.effects()).getFirst().number().sequence()).isEqualTo(sequence);
    }

    @Property(tries = 200)
    void several_records_travel_in_one_datagram_and_damage_costs_one(
            @ForAll @IntRange(min = 2, max = 6) int count,
            @ForAll @IntRange(max = 5) int damaged,
            @ForAll @IntRange(min = 6, max = 20) int where) {
        var suite = CipherSuite.TLS_AES_128_GCM_SHA256;
        var writer = OneEpoch.writing(suite, secret(suite), TRAFFIC, 0);
        var datagram = Octets.EMPTY;
        for (int i = 0; i < count; i++) {
            var form = i == count - 1 ? HeaderForm.SHORTEST : HeaderForm.FULL;
            var sent = writer.send(TRAFFIC, DATA, Octets.of((byte) i), 0, form);
            writer = sent.state();
            var record = written(sent.effects());
            datagram = Octets.concat(datagram, i == damaged ? flipped(record, where) : record);
        }
        var read = OneEpoch.reading(suite, secret(suite), TRAFFIC, 0).receive(datagram);
        var wanted = new ArrayList<Octets>();
        for (int i = 0; i < count; i++) if (i != damaged) wanted.add(Octets.of((byte) i));
        assertThat(accepted(read.effects()).stream().map(PlainRecord::content).toList())
                .isEqualTo(wanted);
    }

    @Example
    void records_of_two_epochs_travel_in_one_datagram() {
        var suite = CipherSuite.TLS_CHACHA20_POLY1305_SHA256;
        var protection = RecordProtection.of(suite, secret(suite));
        int longest = RecordsSpec.LONGEST;
        var epoch = RecordsSpec.HANDSHAKE;
        var writer = Records.start().installWrite(epoch, suite, protection, longest).state();
        var hello = writer.send(Epoch.UNPROTECTED, ContentType.HANDSHAKE, Octets.hex("02"));
        var rest = hello.state().send(epoch, ContentType.HANDSHAKE, Octets.hex("08"));
        var datagram = Octets.concat(written(rest.effects()), written(hello.effects()));
        var early = Records.start().receive(datagram);
        assertThat(accepted(early.effects())).hasSize(1);
        var late = early.state().installRead(epoch, suite, protection, longest);
        assertThat(accepted(late.effects()).getFirst().content()).isEqualTo(Octets.hex("08"));
    }

    @Property(tries = 500)
    void any_datagram_is_answered_and_none_is_accepted(@ForAll @Size(max = 60) byte[] bytes) {
        var suite = CipherSuite.TLS_AES_128_GCM_SHA256;
        var reader = OneEpoch.reading(suite, secret(suite), TRAFFIC, 0);
        assertThat(accepted(reader.receive(Octets.of(bytes)).effects())).isEmpty();
    }

    private static Octets flipped(Octets record, int at) {
        byte[] bytes = record.toArray();
        bytes[Math.min(at, bytes.length - 1)] ^= 4;
        return Octets.of(bytes);
    }

    private static Secret secret(CipherSuite suite) {
        byte[] bytes = new byte[suite.hash().length()];
        bytes[0] = (byte) suite.code();
        return Secret.of(bytes);
    }

    private static Octets written(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.Written.class::isInstance)
                .map(effect -> ((Effect.Written) effect).record())
                .findFirst()
                .orElseThrow();
    }

    private static List<PlainRecord> accepted(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.Accepted.class::isInstance)
                .map(effect -> ((Effect.Accepted) effect).record())
                .toList();
    }
}
