package dtlskeying.impl.dtls.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dtlskeying.impl.dtls.wire.Decoded.Malformed;
import dtlskeying.impl.dtls.wire.Decoded.Value;
import dtlskeying.spec.Octets;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

import java.util.List;

class WireProperties {
    @Property
    void integers_are_read_as_they_were_written(
            @ForAll @IntRange(max = 0xff) int one,
            @ForAll @IntRange(max = 0xffff) int two,
            @ForAll @IntRange(max = 0xffffff) int three,
            @ForAll @LongRange(max = 0xffffffffffffL) long six) {
        var bytes = new WireWriter().uint8(one).uint16(two).uint24(three).uint48(six).toOctets();
        assertThat(bytes.length()).isEqualTo(12);
        var read =
                WireReader.decode(
                        bytes, in -> List.of(in.uint8(), in.uint16(), in.uint24(), in.uint48()));
        assertThat(read).isEqualTo(new Value<>(List.<Number>of(one, two, three, six)));
    }

    @Example
    void integers_are_big_endian() {
        var bytes = new WireWriter().uint16(0x0102).uint24(0x030405).uint48(0x060708090a0bL);
        assertThat(bytes.toOctets()).isEqualTo(Octets.hex("0102030405060708090a0b"));
    }

    @Property
    void vectors_are_read_as_they_were_written(
            @ForAll @Size(max = 255) byte[] content,
            @ForAll @Size(max = 20) List<@Size(max = 9) byte[]> items) {
        var first = Octets.of(content);
        List<Octets> rest = items.stream().map(Octets::of).toList();
        var bytes =
                new WireWriter()
                        .vector8(first)
                        .vector16(first)
                        .vector24(first)
                        .list8(rest.subList(0, 0), WireWriter::vector8)
                        .list16(rest, WireWriter::vector8)
                        .list24(rest, WireWriter::vector16)
                        .toOctets();
        var read = WireReader.decode(bytes, WireProperties::vectors);
        assertThat(read)
                .isEqualTo(new Value<>(List.of(first, first, first, List.of(), rest, rest)));
    }

    private static List<Object> vectors(WireReader in) {
        return List.of(
                in.vector8(0, 255),
                in.vector16(0, 255),
                in.vector24(0, 255),
                in.list8(0, each -> each.vector8(0, 255)),
                in.list16(0, each -> each.vector8(0, 255)),
                in.list24(0, each -> each.vector16(0, 255)));
    }

    @Example
    void reading_past_the_end_is_malformed() {
        assertThat(WireReader.decode(Octets.hex("01"), WireReader::uint16))
                .isEqualTo(new Malformed<>("at byte 0: 2 bytes wanted, 1 left"));
    }

    @Example
    void what_nobody_read_is_malformed() {
        assertThat(WireReader.decode(Octets.hex("010203"), WireReader::uint8))
                .isEqualTo(new Malformed<>("at byte 1: 2 bytes too many"));
    }

    @Example
    void an_item_must_not_reach_beyond_its_list() {
        var bytes = Octets.hex("0502aabb01cc");
        assertThat(WireReader.decode(bytes, in -> in.list8(0, each -> each.vector8(0, 9))))
                .isInstanceOf(Value.class);
        var reaching = Octets.hex("0303aabbcc");
        assertThat(WireReader.decode(reaching, in -> in.list8(0, each -> each.vector8(0, 9))))
                .isInstanceOf(Malformed.class);
    }

    @Example
    void a_vector_out_of_its_range_is_malformed() {
        var bytes = Octets.hex("02aabb");
        assertThat(WireReader.decode(bytes, in -> in.vector8(3, 9))).isInstanceOf(Malformed.class);
        assertThat(WireReader.decode(bytes, in -> in.vector8(0, 1))).isInstanceOf(Malformed.class);
        assertThat(WireReader.decode(bytes, in -> in.vector8(2, 2))).isInstanceOf(Value.class);
    }

    @Property
    void a_value_that_does_not_fit_is_the_callers_error(
            @ForAll @IntRange(min = 256, max = Integer.MAX_VALUE) int big,
            @ForAll @IntRange(min = Integer.MIN_VALUE, max = -1) int negative) {
        assertThatThrownBy(() -> new WireWriter().uint8(big))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WireWriter().uint48(negative))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
