package dtlskeying.properties.vectors;

import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.CHUNK_HAS_ITS_LAYOUT;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.NUMBERS_START_AT_ZERO;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.RECORD_HOLDS_APPLICATION_DATA;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.REPLAYS_ARE_DISCARDED;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.SUITES_OF_TLS_1_3;
import static dtlskeying.spec.chunk.EnforcementSpec.Claim.DTLS_CHUNK_IS_ALONE;
import static dtlskeying.spec.chunk.EnforcementSpec.Claim.FAILED_PACKETS_END_NOTHING;
import static dtlskeying.spec.chunk.EpochPruningSpec.Claim.UNKNOWN_KEYS_ARE_DISCARDED;

import dtlskeying.impl.dtls13.HeaderForm;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.vectors.Fields;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The tests of one group of sealed chunks. */
final class ChunkProtectionTests {
    static final String RECEIVER_ALONE = "RECEIVER_ALONE";

    private static final int HANDSHAKE = 22;
    private static final int APPLICATION_DATA = 23;
    private static final int WINDOW = 1024;
    private static final long LAST = (1L << 48) - 1;
    private static final Octets COOKIE_ACK = Octets.hex("0b000004");

    /** DATA with four bytes, and a SACK. */
    private static final Octets CHUNKS =
            Octets.hex(
                    "0003001400000001000000000000109261626364"
                            + "030000100000000100010000"
                            + "00000000");

    private final TestList tests;
    private final ChunkSeals seals;

    ChunkProtectionTests(TestList tests, ChunkSeals seals) {
        this.tests = tests;
        this.seals = seals;
    }

    void add() {
        addNumbers();
        addIgnored();
        addFlaws();
        addForms();
        addViolations();
    }

    private void addNumbers() {
        long far = 1L << 32;
        valid("the first", ChunkSeals.NONE, 0, COOKIE_ACK);
        valid("the second, with two chunks", 0, 1, CHUNKS);
        valid("the first after a gap", ChunkSeals.NONE, 900, CHUNKS);
        valid("the last before the two octets begin again", 65_534, 65_535, CHUNKS);
        valid("the two octets begin again", 65_535, 65_536, CHUNKS);
        valid("over a gap, and they begin again", 65_000, 65_536, CHUNKS);
        valid("late, from before they began again", 65_536, 65_535, CHUNKS);
        valid("as late as the window allows", 66_000, 66_000 - WINDOW + 1, CHUNKS);
        valid("the furthest ahead that two octets can tell", far - 1, far + 32_767, CHUNKS);
        valid("the last number", LAST - 3, LAST, CHUNKS);
    }

    /** What a sender must not do or ours does not, and a receiver does not mind. */
    private void addIgnored() {
        Octets good = seals.seal(8, CHUNKS);
        ignored("the octet before the record is not zero", changed(good, 4, 0xff));
        ignored("the flags that mean nothing are set", changed(good, 1, 0xfe));
        ignored("the padding is not zero", changed(good, good.length() - 1, 0xff));
        ignored(
                "padding within the record",
                seals.forge(ChunkSeals.FORM, 8, APPLICATION_DATA, CHUNKS, 20));
    }

    private void addFlaws() {
        Octets good = seals.seal(8, CHUNKS);
        invalid("a bit of the tag", changed(good, good.length() - 4, 1), forged());
        invalid("a bit of the text", changed(good, 9, 1), forged());
        invalid("a bit of the number", changed(good, 7, 1), forged());
        invalid("the R bit", changed(good, 1, 1), UNKNOWN_KEYS_ARE_DISCARDED);
        invalid("bits of another epoch", changed(good, 5, 1), UNKNOWN_KEYS_ARE_DISCARDED);
        invalid("the number in the clear", inTheClear(good), forged());
        invalid(8, "a number that was opened", good, REPLAYS_ARE_DISCARDED);
        invalid(8 + WINDOW, "a number before the window", good, REPLAYS_ARE_DISCARDED);
        long past = 1L << 32;
        Octets far = seals.seal(past + 1 + 32_769, CHUNKS);
        invalid(past, "further ahead than two octets can tell", far, REPLAYS_ARE_DISCARDED);
        long mixed = seals.epoch().number() << 48 | 8;
        Octets asInDtls12 = seals.forge(ChunkSeals.FORM, mixed, APPLICATION_DATA, CHUNKS, 0);
        invalid("the epoch in the nonce, as in DTLS 1.2", asInDtls12, forged());
    }

    private void addForms() {
        Octets good = seals.seal(8, CHUNKS);
        Octets record = good.slice(5, good.length() - 3);
        invalid("the L bit set after sealing", changed(good, 5, 4), CHUNK_HAS_ITS_LAYOUT);
        invalid(
                "sealed with a length in the record's header",
                seals.forge(HeaderForm.FULL, 8, APPLICATION_DATA, CHUNKS, 0),
                CHUNK_HAS_ITS_LAYOUT);
        invalid(
                "sealed with one octet of number",
                seals.forge(HeaderForm.SHORTEST, 8, APPLICATION_DATA, CHUNKS, 0),
                CHUNK_HAS_ITS_LAYOUT);
        invalid("the flag of a connection id", changed(good, 5, 16), CHUNK_HAS_ITS_LAYOUT);
        invalid("a first octet of no record", changed(good, 5, 0x60), CHUNK_HAS_ITS_LAYOUT);
        invalid("15 octets behind the header", cut(record, 3 + 15), CHUNK_HAS_ITS_LAYOUT);
        invalid("cut off in its middle", good.slice(0, 28), CHUNK_HAS_ITS_LAYOUT);
        invalid("the head alone", good.slice(0, 4), CHUNK_HAS_ITS_LAYOUT);
        invalid("a length of 0", withLength(good, 0), CHUNK_HAS_ITS_LAYOUT);
        invalid(
                "a length beyond its end",
                withLength(good, good.length() + 1),
                CHUNK_HAS_ITS_LAYOUT);
        Octets withoutOctet = withLength(withoutTheOctet(good), good.length() - 4);
        invalid("no octet before the record", withoutOctet, CHUNK_HAS_ITS_LAYOUT);
        invalid("without its padding", good.slice(0, good.length() - 3), CHUNK_HAS_ITS_LAYOUT);
    }

    private void addViolations() {
        invalid("a record of handshake", genuine(HANDSHAKE, CHUNKS), RECORD_HOLDS_APPLICATION_DATA);
        invalid(
                "nothing within",
                genuine(APPLICATION_DATA, Octets.EMPTY),
                RECORD_HOLDS_APPLICATION_DATA);
        invalid("zeros alone", genuine(0, Octets.of(new byte[8])), RECORD_HOLDS_APPLICATION_DATA);
        Octets nested = Octets.concat(COOKIE_ACK, seals.seal(7, COOKIE_ACK));
        invalid("a DTLS chunk within", genuine(APPLICATION_DATA, nested), DTLS_CHUNK_IS_ALONE);
    }

    private Octets genuine(int type, Octets content) {
        return seals.forge(ChunkSeals.FORM, 8, type, content, 0);
    }

    private static Clause forged() {
        return FAILED_PACKETS_END_NOTHING;
    }

    private void valid(String comment, long highest, long sequence, Octets chunks) {
        Octets chunk = seals.seal(sequence, chunks);
        add(comment, highest, sequence, chunk, List.of(), NUMBERS_START_AT_ZERO, SUITES_OF_TLS_1_3);
    }

    private void ignored(String comment, Octets chunk) {
        add(comment, 7, 8, chunk, List.of(RECEIVER_ALONE), CHUNK_HAS_ITS_LAYOUT);
    }

    private void add(
            String comment,
            long highest,
            long sequence,
            Octets chunk,
            List<String> flags,
            Clause... clauses) {
        Fields result = seals.open(highest, chunk);
        if (!result.text("result").equals("valid"))
            throw new AssertionError(comment + ": " + result);
        Fields fields =
                given(highest, chunk)
                        .with("result", "valid")
                        .with("sequence", sequence)
                        .with("chunks", result.octets("chunks"));
        tests.add(comment, Set.of(clauses), flags, fields);
    }

    private void invalid(String flaw, Octets chunk, Clause clause) {
        invalid(7, flaw, chunk, clause);
    }

    private void invalid(long highest, String flaw, Octets chunk, Clause clause) {
        Fields result = seals.open(highest, chunk);
        if (!result.has("why")) throw new AssertionError(flaw + " is accepted");
        String why = result.text("why");
        var clauses = new TreeSet<>(List.of(clause.id(), why));
        Fields fields = given(highest, chunk).with("result", "invalid").with("why", why);
        tests.add(flaw, List.copyOf(clauses), List.of(), fields);
    }

    private static Fields given(long highest, Octets chunk) {
        Fields given = Fields.none();
        if (highest != ChunkSeals.NONE) given = given.with("highestSeq", highest);
        return given.with("chunk", chunk);
    }

    private static Octets changed(Octets chunk, int at, int bits) {
        byte[] bytes = chunk.toArray();
        bytes[at] ^= (byte) bits;
        return Octets.of(bytes);
    }

    private static Octets withLength(Octets chunk, int length) {
        byte[] bytes = chunk.toArray();
        bytes[2] = (byte) (length >> 8);
        bytes[3] = (byte) length;
        return Octets.of(bytes);
    }

    private static Octets inTheClear(Octets chunk) {
        byte[] bytes = chunk.toArray();
        bytes[6] = 0;
        bytes[7] = 8;
        return Octets.of(bytes);
    }

    private static Octets withoutTheOctet(Octets chunk) {
        return Octets.concat(chunk.slice(0, 4), chunk.slice(5, chunk.length()), Octets.hex("00"));
    }

    private Octets cut(Octets record, int length) {
        return seals.framed(record.slice(0, length));
    }
}
