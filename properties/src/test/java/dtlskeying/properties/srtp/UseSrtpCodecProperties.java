package dtlskeying.properties.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.srtp.UseSrtpData;
import dtlskeying.impl.srtp.UseSrtpData.Decoded;
import dtlskeying.impl.srtp.UseSrtpData.Decoded.Readable;
import dtlskeying.impl.srtp.UseSrtpData.Decoded.Unreadable;
import dtlskeying.impl.srtp.UseSrtpData.Flaw;
import dtlskeying.properties.Guard;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.UseSRTPData;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;

/**
 * P04 UseSrtpCodecRoundTrip: what is written is read back, for every MKI length, and bytes that are
 * not exactly one UseSRTPData are refused with the reason.
 */
class UseSrtpCodecProperties {
    @Example
    void P04_use_srtp_codec_round_trip() {
        assertThat(UseSrtpGuards.violation(UseSrtpData::decode)).isEmpty();
    }

    @Example
    void every_known_bug_is_noticed_by_its_property() {
        for (Guard guard : UseSrtpGuards.ALL)
            assertThat(guard.run().get()).as("%s: %s", guard.bug(), guard.story()).isPresent();
    }

    @Property
    void what_is_written_is_read_back(@ForAll("data") UseSrtpData data) {
        assertThat(UseSrtpData.decode(data.encode())).isEqualTo(new Readable(data));
    }

    @Property
    void what_is_read_is_written_the_same(@ForAll("nearly") Octets bytes) {
        if (UseSrtpData.decode(bytes) instanceof Readable(UseSrtpData data))
            assertThat(data.encode()).isEqualTo(bytes);
    }

    @Example
    void every_mki_length_is_read_back() {
        for (int length = 0; length <= Mki.MAX_LENGTH; length++) {
            var data = new UseSrtpData(List.of(1), new Mki(Octets.of(new byte[length])));
            assertThat(UseSrtpData.decode(data.encode())).isEqualTo(new Readable(data));
        }
    }

    @Example
    void the_longest_list_is_read_back() {
        var data = new UseSrtpData(Collections.nCopies(32767, 0xffff), Mki.NONE);
        assertThat(UseSrtpData.decode(data.encode())).isEqualTo(new Readable(data));
    }

    @Property(tries = 200)
    void every_truncation_is_refused(@ForAll("data") UseSrtpData data) {
        Octets whole = data.encode();
        int listEnd = 2 + 2 * data.profiles().size();
        for (int length = 0; length < whole.length(); length++)
            assertThat(UseSrtpData.decode(whole.slice(0, length)))
                    .isEqualTo(new Unreadable(flawOfCut(length, listEnd)));
    }

    private static Flaw flawOfCut(int length, int listEnd) {
        if (length < 2) return Flaw.LIST_LENGTH_IS_MISSING;
        if (length < listEnd) return Flaw.LIST_IS_CUT_SHORT;
        return length == listEnd ? Flaw.MKI_LENGTH_IS_MISSING : Flaw.MKI_IS_CUT_SHORT;
    }

    @Property
    void trailing_bytes_are_refused(
            @ForAll("data") UseSrtpData data, @ForAll @Size(min = 1, max = 20) byte[] trail) {
        Octets bytes = Octets.concat(data.encode(), Octets.of(trail));
        assertThat(UseSrtpData.decode(bytes)).isEqualTo(new Unreadable(Flaw.BYTES_TRAIL));
    }

    @Property
    void an_odd_list_is_refused(@ForAll("data") UseSrtpData data) {
        byte[] bytes = data.encode().toArray();
        bytes[1] |= 1;
        assertThat(UseSrtpData.decode(Octets.of(bytes)))
                .isEqualTo(new Unreadable(Flaw.LIST_LENGTH_IS_ODD));
    }

    @Property
    void an_empty_list_is_refused(@ForAll("mki") Mki mki) {
        Octets bytes =
                Octets.concat(Octets.hex("0000"), Octets.of((byte) mki.length()), mki.value());
        assertThat(UseSrtpData.decode(bytes)).isEqualTo(new Unreadable(Flaw.LIST_IS_EMPTY));
    }

    @Property
    void an_mki_length_that_lies_is_refused(
            @ForAll("data") UseSrtpData data, @ForAll @IntRange(min = 0, max = 255) int claimed) {
        if (claimed == data.mki().length()) return;
        byte[] bytes = data.encode().toArray();
        bytes[2 + 2 * data.profiles().size()] = (byte) claimed;
        Flaw flaw = claimed > data.mki().length() ? Flaw.MKI_IS_CUT_SHORT : Flaw.BYTES_TRAIL;
        assertThat(UseSrtpData.decode(Octets.of(bytes))).isEqualTo(new Unreadable(flaw));
    }

    @Property
    void bouncy_castle_writes_the_same_bytes(@ForAll("data") UseSrtpData data) throws IOException {
        assertThat(bouncyCastleEncodes(data)).isEqualTo(data.encode());
    }

    @Property
    void bouncy_castle_reads_the_same_data(@ForAll("nearly") Octets bytes) {
        assertThat(readable(UseSrtpData.decode(bytes))).isEqualTo(bouncyCastleDecodes(bytes));
    }

    @Provide
    Arbitrary<Mki> mki() {
        return Arbitraries.bytes()
                .array(byte[].class)
                .ofMinSize(0)
                .ofMaxSize(Mki.MAX_LENGTH)
                .map(bytes -> new Mki(Octets.of(bytes)));
    }

    @Provide
    Arbitrary<UseSrtpData> data() {
        var codes = Arbitraries.integers().between(0, 0xffff).list().ofMinSize(1).ofMaxSize(12);
        return Combinators.combine(codes, mki()).as(UseSrtpData::new);
    }

    /** Written data of which one byte is another, or some bytes are missing or too many. */
    @Provide
    Arbitrary<Octets> nearly() {
        var positions = Arbitraries.integers().between(0, 300);
        return Combinators.combine(data(), positions, Arbitraries.bytes(), positions)
                .as((data, at, value, length) -> damage(data.encode(), at, value, length));
    }

    private static Octets damage(Octets whole, int at, byte value, int length) {
        byte[] bytes = whole.toArray();
        if (at < bytes.length) bytes[at] = value;
        return Octets.of(length % 3 > 0 ? bytes : Arrays.copyOf(bytes, length));
    }

    private static List<UseSrtpData> readable(Decoded decoded) {
        return switch (decoded) {
            case Readable(UseSrtpData data) -> List.of(data);
            case Unreadable _ -> List.of();
        };
    }

    private static Octets bouncyCastleEncodes(UseSrtpData data) throws IOException {
        int[] profiles = data.profiles().stream().mapToInt(Integer::intValue).toArray();
        var extensions = new Hashtable<Integer, byte[]>();
        TlsSRTPUtils.addUseSRTPExtension(
                extensions, new UseSRTPData(profiles, data.mki().value().toArray()));
        return Octets.of(extensions.get(UseSrtpData.EXTENSION_TYPE));
    }

    private static List<UseSrtpData> bouncyCastleDecodes(Octets bytes) {
        var extensions = new Hashtable<>(Map.of(UseSrtpData.EXTENSION_TYPE, bytes.toArray()));
        try {
            UseSRTPData data = TlsSRTPUtils.getUseSRTPExtension(extensions);
            List<Integer> codes = Arrays.stream(data.getProtectionProfiles()).boxed().toList();
            return List.of(new UseSrtpData(codes, new Mki(Octets.of(data.getMki()))));
        } catch (IOException refused) {
            return List.of();
        }
    }
}
