package dtlskeying.properties.dtls13;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.HeaderForm;
import dtlskeying.impl.dtls13.LargeRecords;
import dtlskeying.impl.dtls13.LengthForm;
import dtlskeying.impl.dtls13.SizeExtensions;
import dtlskeying.impl.dtls13.SizeExtensions.Outcome;
import dtlskeying.impl.dtls13.UnifiedHeader;
import dtlskeying.model.dtls13.LargeRecordsModel;
import dtlskeying.model.dtls13.LargeRecordsModel.Result;
import dtlskeying.model.dtls13.LargeRecordsModel.Said;
import dtlskeying.model.dtls13.RecordLayoutModel;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls13.LargeRecordsSpec;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

import java.util.ArrayList;
import java.util.List;

/** Large records against their model, bytes and hellos, and the bugs that vectors notice. */
class LargeRecordsProperties {
    private static final LargeRecords OURS = LargeRecords.upTo(60_000);
    private static final int USUAL = 1000;

    @Example
    void hellos_settle_the_size_of_records_as_in_every_vector() {
        assertThat(SizeGuards.firstWrong(new SizeCode())).isEmpty();
    }

    @Example
    void every_known_bug_is_noticed_by_its_vectors() {
        for (var guard : SizeGuards.ALL)
            assertThat(guard.run().get()).as("%s: %s", guard.bug(), guard.story()).isPresent();
    }

    @Property(tries = 1000)
    void every_byte_of_a_header_is_where_the_model_has_it(
            @ForAll @LongRange(min = 2, max = 9) long epoch,
            @ForAll @LongRange(max = (1L << 48) - 1) long sequence,
            @ForAll @IntRange(max = 30) int width,
            @ForAll int random,
            @ForAll boolean isLong,
            @ForAll boolean hasLength) {
        int most = epoch == 2 ? Math.min(width, 16) : width;
        int fragment = random & (1 << most) - 1;
        var plain = new HeaderForm(isLong, hasLength);
        var form = epoch == 2 ? plain : plain.saying(LengthForm.VARIABLE);
        byte[] header = new byte[7];
        int written = UnifiedHeader.write(form, epoch, sequence, fragment, header, 0);
        assertThat(form.size(fragment)).isEqualTo(written);
        assertThat(Octets.of(header, 0, written))
                .isEqualTo(
                        LargeRecordsModel.header(
                                new RecordLayoutModel(isLong, hasLength),
                                epoch,
                                sequence,
                                fragment));
    }

    @Property(tries = 2000)
    void what_begins_with_no_length_is_no_record(@ForAll @Size(4) byte[] bytes) {
        Octets length = Octets.of(bytes);
        Octets datagram = Octets.concat(Octets.hex("2c0000"), length, Octets.of(new byte[80]));
        var read = UnifiedHeader.read(datagram, _ -> LengthForm.VARIABLE);
        boolean isRefused = read.clause() == LargeRecordsSpec.Claim.LENGTHS_ARE_MINIMAL;
        assertThat(isRefused && read.readable() == 0)
                .isEqualTo(!LargeRecordsModel.hasLength(length));
    }

    @Example
    void a_length_is_read_as_it_is_written_next_to_every_bound() {
        for (int fragment : List.of(16, 63, 64, 65, 16_383, 16_384, 70_000)) {
            byte[] datagram = new byte[7 + fragment];
            var form = new HeaderForm(true, LengthForm.VARIABLE);
            int header = UnifiedHeader.write(form, 3, 0, fragment, datagram, 0);
            Octets whole = Octets.of(datagram, 0, header + fragment);
            var read = UnifiedHeader.read(whole, _ -> LengthForm.VARIABLE);
            assertThat(read.arrivals()).hasSize(1);
            assertThat(read.clause()).isEqualTo(Clause.UNSTATED);
            Octets shorter = whole.slice(0, whole.length() - 1);
            assertThat(UnifiedHeader.read(shorter, _ -> LengthForm.VARIABLE).arrivals()).isEmpty();
        }
    }

    @Example
    void where_nobody_knows_the_form_only_records_without_a_length_are_read() {
        Octets record = Octets.concat(Octets.hex("2f000010"), Octets.of(new byte[17]));
        var unsettled = UnifiedHeader.read(record, _ -> LengthForm.NONE);
        assertThat(unsettled.arrivals()).isEmpty();
        Octets bare = Octets.concat(Octets.hex("2b0000"), Octets.of(new byte[17]));
        assertThat(UnifiedHeader.read(bare, _ -> LengthForm.NONE).arrivals()).hasSize(1);
    }

    @Property(tries = 200)
    void keys_wear_as_the_model_says(
            @ForAll CipherSuite suite,
            @ForAll @IntRange(min = 64, max = (1 << 30) - 256) int limit) {
        long usual = suite.records();
        assertThat(suite.records(limit))
                .isBetween(
                        LargeRecordsModel.endurance(usual, limit) - 1,
                        LargeRecordsModel.endurance(usual, limit) + 1);
    }

    @Example
    void hellos_settle_what_the_model_says() {
        for (var usual : options(63, 64, 500, 16_385, 16_386, 65_535))
            for (var large :
                    options(0, 63, 64, 50_000, (1L << 30) - 256, (1L << 30) - 255, 1L << 31))
                for (boolean isLarge : List.of(true, false)) {
                    var theirs = new Said(usual, large);
                    check(isLarge, theirs, true);
                    if (isLarge || large.isEmpty()) check(isLarge, theirs, false);
                }
    }

    private static List<List<Long>> options(long... limits) {
        var options = new ArrayList<List<Long>>();
        options.add(List.of());
        for (long limit : limits) options.add(List.of(limit));
        return options;
    }

    private static void check(boolean isLarge, Said theirs, boolean isServer) {
        var terms = new SizeExtensions(USUAL, isLarge ? OURS : LargeRecords.OFF);
        var said = extensions(theirs);
        var own = new Said(List.of((long) USUAL), isLarge ? List.of(60_000L) : List.of());
        var outcome = isServer ? terms.offered(said) : terms.answered(said);
        assertThat(result(outcome))
                .as("%s heard by a %s", theirs, isServer ? "server" : "client")
                .isEqualTo(LargeRecordsModel.heard(own, theirs, isServer));
    }

    private static Extensions extensions(Said said) {
        var list = new ArrayList<Extension>();
        for (long limit : said.usual())
            list.add(extension(ExtensionType.RECORD_SIZE_LIMIT, "%04x".formatted(limit)));
        for (long limit : said.large())
            list.add(extension(LargeRecords.DEFAULT_EXTENSION, "%08x".formatted(limit)));
        return new Extensions(list);
    }

    private static Extension extension(int type, String data) {
        return new Extension(type, Octets.hex(data));
    }

    private static Result result(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Refused _ -> new Result.Fatal();
            case Outcome.Agreed(var sizes) ->
                    new Result.Settled(
                            sizes.read(), sizes.write(), sizes.lengths() == LengthForm.VARIABLE);
        };
    }
}
