package dtlskeying.properties.vectors;

import static dtlskeying.spec.dtls13.RecordsSpec.Claim.HEADER_IS_UNIFIED;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.message.HandshakeType;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.vectors.Fields;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What servers of NSS and wolfSSL have sent and exported, recorded once on loopback, with the
 * secrets that it depends on.
 *
 * <p>The shared secret is ours, as a client whose draws were known. The hashes are of the messages
 * as they were on the wire, the certificates, signatures, records and exported bytes theirs.
 */
final class RecordedSessions {
    private static final String FILE = "recorded-dtls13.json";
    private static final int TAG = 16;

    /** One of them: what it has of the fields of a test of the key schedule, and its records. */
    record Session(Fields fields) {
        /** Whose server it was, with its version. */
        String peer() {
            return switch (fields.text("peer")) {
                case "NSS" -> "NSS 3.110";
                case "WOLFSSL" -> "wolfSSL 5.7.2";
                default -> throw new AssertionError(fields.text("peer"));
            };
        }

        CipherSuite suite() {
            return CipherSuite.valueOf(fields.text("suite"));
        }

        /** The epochs of its records, the first protected one first. */
        List<Recorded> epochs() {
            return fields.list("epochs").stream().map(each -> new Recorded(this, each)).toList();
        }
    }

    /** The records of a session in one epoch. */
    record Recorded(Session session, Fields fields) {
        Dtls13Records reader() {
            return new Dtls13Records(
                    session.suite(),
                    Secret.of(fields.octets("secret")),
                    new Epoch(fields.number("epoch")));
        }

        /** The contents of its records of that type. */
        List<Octets> contents(ContentType type) {
            var contents = new ArrayList<Octets>();
            for (Fields each : fields.list("records")) {
                Fields opened = opened(each);
                if (opened.number("type") == type.code()) contents.add(opened.octets("content"));
            }
            return contents;
        }

        private Fields opened(Fields record) {
            return Dtls13Records.result(
                    reader().open(record.number("sequence"), record.octets("record")));
        }

        private void addTo(Dtls13RecordTests tests) {
            for (Fields each : fields.list("records")) {
                Octets record = each.octets("record");
                Fields opened = opened(each);
                int content = opened.octets("content").length();
                tests.opened(
                        session.peer() + ": " + what(opened),
                        each.number("sequence"),
                        record,
                        record.length() - header(record) - content - 1 - TAG,
                        List.of(Dtls13RecordTests.KNOWN_ANSWER),
                        HEADER_IS_UNIFIED);
            }
        }
    }

    private RecordedSessions() {}

    static List<Session> all() {
        try (InputStream file = RecordedSessions.class.getResourceAsStream(FILE)) {
            var json = (ObjectNode) JsonMapper.builder().build().readTree(file);
            return Fields.of(json).list("sessions").stream().map(Session::new).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One group of tests for each epoch of each session. */
    static void addGroups(TestList tests) {
        for (Session session : all())
            for (Recorded each : session.epochs()) {
                each.addTo(new Dtls13RecordTests(tests, each.reader()));
                tests.group("RecordProtection", each.reader().shared());
            }
    }

    private static int header(Octets record) {
        int number = (record.at(0) & 8) != 0 ? 2 : 1;
        return 1 + number + ((record.at(0) & 4) != 0 ? 2 : 0);
    }

    private static String what(Fields opened) {
        int type = (int) opened.number("type");
        if (type == ContentType.HANDSHAKE.code())
            return HandshakeType.find(opened.octets("content").at(0)).orElseThrow().name();
        return ContentType.ofCode(type).name();
    }
}
