package dtlskeying.properties.vectors;

import static dtlskeying.spec.chunk.NegotiationSpec.Claim.EXTENSIONS_NEGOTIATE_THE_FEATURES;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.MESSAGES_ARE_WELL_FORMED;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.RECORD_SIZE_LIMIT_IS_AT_LEAST_64;
import static dtlskeying.spec.dtls13.LargeRecordsSpec.Claim.EACH_DIRECTION_HAS_ITS_LIMIT;
import static dtlskeying.spec.dtls13.LargeRecordsSpec.Claim.LARGE_IS_PREFERRED;
import static dtlskeying.spec.dtls13.LargeRecordsSpec.Claim.LIMITS_ARE_IN_RANGE;
import static dtlskeying.spec.dtls13.LargeRecordsSpec.Claim.LONG_RECORDS_WEAR_KEYS_SOONER;
import static dtlskeying.spec.dtls13.LargeRecordsSpec.Claim.SIZES_ARE_ANSWERED_ALONE;
import static dtlskeying.spec.dtls13.LargeRecordsSpec.Claim.SIZES_ARE_OFFERED_ALONE;

import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.properties.dtls13.SizeCode;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.vectors.Fields;
import dtlskeying.vectors.VectorFile;
import dtlskeying.vectors.VectorFile.Witness;
import dtlskeying.vectors.VectorGroup;
import dtlskeying.vectors.VectorKind;
import dtlskeying.vectors.VectorTest;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** RFC 8449 §4 and large_record_size_limit: what two hellos say, and what comes of it. */
final class RecordSizeVectors implements VectorSource {
    private static final long LEAST_BAD = (1L << 30) - 255;
    private static final SizeCode CODE = new SizeCode();
    private final TestList tests = new TestList();

    @Override
    public VectorKind kind() {
        return VectorKind.DTLS13_RECORD_SIZES;
    }

    @Override
    public VectorFile make() {
        var made = new RecordSizeVectors();
        made.add();
        return new VectorFile(
                "Record sizes of DTLS 1.3",
                "dtls13-record-sizes.schema.json",
                List.of(
                        "RFC 8449",
                        "draft-tuexen-tsvwg-dtls-chunk-key-management-00",
                        "draft-ietf-tls-super-jumbo-record-limit, text of 7 April 2026"),
                List.of(
                        new Witness(
                                "a second reader, written from section 3 of the draft and section 4"
                                        + " of RFC 8449 alone",
                                "the result of every test; the build checks it")),
                List.of(
                        "A group is one end and what it says itself. extension is the number of"
                                + " large_record_size_limit, which nobody has assigned yet.",
                        "extensions are those about sizes, as they stand in the peer's hello or in"
                                + " its encrypted extensions.",
                        "read and write are the most bytes of content, type and padding in a record"
                                + " of traffic. lengths says whether records of traffic have"
                                + " variable lengths.",
                        "why is the clause by which the handshake ends with the alert; an"
                                + " implementation need not name it."),
                Map.of(),
                made.tests.groups());
    }

    private void add() {
        for (Role role : Role.values())
            for (boolean large : List.of(true, false)) {
                var end = SizeCode.end(role, 1000, large ? 60_000 : 0);
                addGood(end, role, large);
                addBad(end, role, large);
                tests.group("RecordSizes", end);
            }
        for (CipherSuite suite : CipherSuite.values()) {
            for (long limit : List.of(64L, 16_385L, 16_386L, 65_536L, (1L << 30) - 256))
                tests.add(
                        "a limit of " + limit,
                        Set.of(LONG_RECORDS_WEAR_KEYS_SOONER),
                        List.of(),
                        CODE.endurance(suite, limit));
            tests.group("KeyLimits", Fields.none().with("suite", suite.name()));
        }
    }

    private void addGood(Fields end, Role role, boolean large) {
        add("nothing", end, "", SIZES_ARE_OFFERED_ALONE);
        add(
                "the smaller extension",
                end,
                usual(500),
                EACH_DIRECTION_HAS_ITS_LIMIT,
                EXTENSIONS_NEGOTIATE_THE_FEATURES);
        add("its least", end, usual(64), EACH_DIRECTION_HAS_ITS_LIMIT);
        add("more than TLS has", end, usual(65_535), EACH_DIRECTION_HAS_ITS_LIMIT);
        if (role == Role.CLIENT && !large) return;
        add(
                "the larger extension",
                end,
                larger(50_000),
                EACH_DIRECTION_HAS_ITS_LIMIT,
                EXTENSIONS_NEGOTIATE_THE_FEATURES);
        add("its least", end, larger(64), EACH_DIRECTION_HAS_ITS_LIMIT);
        add("its most", end, larger(LEAST_BAD - 1), EACH_DIRECTION_HAS_ITS_LIMIT);
        if (role == Role.CLIENT) return;
        add("both", end, usual(500) + larger(50_000), LARGE_IS_PREFERRED);
        add("both, the larger first", end, larger(50_000) + usual(500), LARGE_IS_PREFERRED);
    }

    private void addBad(Fields end, Role role, boolean large) {
        add("one below the least", end, usual(63), RECORD_SIZE_LIMIT_IS_AT_LEAST_64);
        add("one byte", end, "001c000140", MESSAGES_ARE_WELL_FORMED);
        if (role == Role.CLIENT) {
            add("both", end, usual(500) + larger(50_000), SIZES_ARE_ANSWERED_ALONE);
            add("with a fragment length", end, "0001000101" + usual(500), SIZES_ARE_ANSWERED_ALONE);
        }
        if (!large) return;
        add("larger, one below the least", end, larger(63), LIMITS_ARE_IN_RANGE);
        add("larger, one above the most", end, larger(LEAST_BAD), LIMITS_ARE_IN_RANGE);
        add("larger, with the first bit", end, larger(1L << 31 | 64), LIMITS_ARE_IN_RANGE);
        add("larger, in three bytes", end, "ff4c0003010000", MESSAGES_ARE_WELL_FORMED);
        add("larger, in five bytes", end, "ff4c00050001000000", MESSAGES_ARE_WELL_FORMED);
    }

    private static String usual(int limit) {
        return "001c0002%04x".formatted(limit);
    }

    private static String larger(long limit) {
        return "ff4c0004%08x".formatted(limit);
    }

    private void add(String comment, Fields end, String extensions, Clause... named) {
        Fields given = Fields.none().with("extensions", Octets.hex(extensions));
        Fields result = CODE.heard(end, given);
        var clauses = new TreeSet<>(Sequences.ids(Set.of(named)));
        if (result.has("why")) clauses.add(result.text("why"));
        Fields all = given;
        for (var each : result.json().properties()) all = all.with(each.getKey(), each.getValue());
        tests.add(comment, List.copyOf(clauses), List.of(), all);
    }

    @Override
    public List<String> objections(VectorGroup group, VectorTest test) {
        return CODE.objection(group, test).map(List::of).orElse(List.of());
    }
}
