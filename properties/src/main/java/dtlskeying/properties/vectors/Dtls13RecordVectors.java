package dtlskeying.properties.vectors;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.HeaderForm;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.vectors.Fields;
import dtlskeying.vectors.VectorFile;
import dtlskeying.vectors.VectorFile.Witness;
import dtlskeying.vectors.VectorGroup;
import dtlskeying.vectors.VectorKind;
import dtlskeying.vectors.VectorTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** RFC 9147 §4: whole protected records, and what is none. */
final class Dtls13RecordVectors implements VectorSource {
    @Override
    public VectorKind kind() {
        return VectorKind.DTLS13_RECORDS;
    }

    @Override
    public VectorFile make() {
        var tests = new TestList();
        IllustratedRecords.addGroups(tests);
        RecordedSessions.addGroups(tests);
        for (CipherSuite suite : CipherSuite.values())
            for (long epoch : List.of(2L, 3L, 7L)) {
                var records = new Dtls13Records(suite, secret(suite), new Epoch(epoch));
                new Dtls13RecordTests(tests, records).add();
                tests.group("RecordProtection", records.shared());
            }
        for (CipherSuite suite : CipherSuite.values())
            for (long epoch : List.of(2L, 3L, 6L)) {
                var records = new Dtls13Records(suite, secret(suite), new Epoch(epoch));
                var large = records.large(LargeRecordTests.LIMIT);
                new LargeRecordTests(tests, large).add();
                tests.group("RecordProtection", large.shared());
            }
        return new VectorFile(
                "DTLS 1.3 record protection",
                "dtls13-records.schema.json",
                List.of(
                        "RFC 9147",
                        "RFC 8446",
                        "draft-ietf-tls-super-jumbo-record-limit, text of 7 April 2026"),
                List.of(
                        new Witness(
                                "wolfSSL, in the capture of illustrated-dtls",
                                "the tests with the flag KNOWN_ANSWER that name nobody, byte for byte"),
                        new Witness(
                                "servers of NSS 3.110 and wolfSSL 5.7.2, recorded once",
                                "the tests that name them, byte for byte"),
                        new Witness(
                                "a second reader of records with the ciphers of Bouncy Castle,"
                                        + " written from RFC 9147 section 4 and the draft alone",
                                "every valid test; the build checks it")),
                List.of(
                        "Each test stands for itself: the reader has the keys of the group, of that"
                                + " epoch alone, and has opened one record, whose number is next -"
                                + " 1; none if next is 0.",
                        "key, iv and sn follow from secret, with the labels of DTLS 1.3.",
                        "record is a datagram. A valid one holds one record, which is sealed so"
                                + " again from sequence, type, content and padding; the form of the"
                                + " header is that of the record.",
                        "Where a group says largeRecords, that large_record_size_limit is agreed on for"
                                + " this direction; in the other groups it is not.",
                        "why is the clause by which an invalid one is dropped, or by which the"
                                + " connection ends; an implementation need not name it."),
                Map.of(
                        Dtls13RecordTests.KNOWN_ANSWER,
                        "Another implementation has sent these bytes.",
                        Dtls13RecordTests.ENDS_THE_CONNECTION,
                        "The record is authentic: it is not dropped, the connection ends."),
                tests.groups());
    }

    private static Secret secret(CipherSuite suite) {
        byte[] bytes = new byte[suite.hash().length()];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) (suite.code() + 3 * i);
        return Secret.of(bytes);
    }

    @Override
    public List<String> objections(VectorGroup group, VectorTest test) {
        var records = Dtls13Records.of(group);
        var objections = new ArrayList<String>();
        if (!includes(group.fields(), records.shared())) objections.add("we derive other keys");
        Fields fields = test.fields();
        Fields ours =
                Dtls13Records.result(records.open(fields.number("next"), fields.octets("record")));
        if (!includes(fields, ours)) objections.add("for us it is " + ours);
        if (ours.text("result").equals("valid") && !sealed(records, fields).equals(record(fields)))
            objections.add("we seal it as " + sealed(records, fields));
        return objections;
    }

    /** By their texts: a number that was read may be narrower than the same one that was made. */
    private static boolean includes(Fields all, Fields some) {
        return some.json()
                .propertyStream()
                .allMatch(each ->
                        all.has(each.getKey())
                                && all.value(each.getKey())
                                        .toString()
                                        .equals(each.getValue().toString()));
    }

    private static Octets record(Fields fields) {
        return fields.octets("record");
    }

    private static Octets sealed(Dtls13Records records, Fields fields) {
        int first = record(fields).at(0);
        var form = new HeaderForm((first & 8) != 0, (first & 4) != 0);
        boolean isTraffic = records.epoch().number() > 2;
        return records.seal(
                isTraffic ? form.saying(records.sizes().lengths()) : form,
                fields.number("sequence"),
                (int) fields.number("type"),
                fields.octets("content"),
                (int) fields.number("padding"));
    }
}
