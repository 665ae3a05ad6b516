package dtlskeying.properties.vectors;

import static dtlskeying.spec.dtls.FragmentsSpec.Claim.PARTS_FIT_THE_RECORD;
import static dtlskeying.spec.dtls12.AssociationSpec.Claim.ALERTS_ARE_TWO_BYTES;
import static dtlskeying.spec.dtls12.AssociationSpec.Claim.DATAGRAMS_FIT_THE_PATH;
import static dtlskeying.spec.dtls12.AssociationSpec.Claim.FINISHED_IS_PROTECTED;
import static dtlskeying.spec.dtls12.AssociationSpec.Claim.HELLO_REQUEST_IS_THE_FIRST_MESSAGE;
import static dtlskeying.spec.dtls12.AssociationSpec.Claim.ONLY_FINISHED_IS_UNDER_NEW_KEYS;
import static dtlskeying.spec.dtls12.ClientHandshakeSpec.Claim.SECOND_HELLO_HAS_THE_SAME_PARAMETERS;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.CHANGE_CIPHER_SPEC_IS_ONE_BYTE;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.RECORDS_DO_NOT_SPAN_DATAGRAMS;
import static dtlskeying.spec.dtls12.ResumptionSpec.Claim.RESUMING_CLIENT_MAY_BE_SPARED_THE_COOKIE;
import static dtlskeying.spec.dtls12.ResumptionSpec.Claim.RESUMING_HELLO_HAS_EXTENDED_MASTER_SECRET;
import static dtlskeying.spec.dtls12.ResumptionSpec.Claim.VERIFY_DATA_BELONG_TO_THE_CONNECTION;
import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.CLIENT_HELLO_COMES_IN_ONE_DATAGRAM;
import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.COOKIE_BEFORE_STATE;
import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.COOKIE_CAN_BE_LEFT_OUT;
import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.VERIFY_REQUEST_REPEATS_THE_RECORD_NUMBER;

import dtlskeying.impl.dtls12.RecordHeader;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.DtlsCiphertext;
import dtlskeying.vectors.Fields;
import dtlskeying.vectors.VectorGroup;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The tests of {@link Dtls12DatagramVectors}: recorded datagrams, and edits of them. */
final class Dtls12DatagramTests {
    /** The flag of what OpenSSL has sent as it is. */
    static final String RECORDED = "RECORDED";

    private static final String HELLO_REQUEST = "000000000000000000000000";
    private static final String NOTHING_RENEGOTIATED = "ff01000100";
    private static final String RENEGOTIATED = "ff01000d0c000102030405060708090a0b";

    private final TestList tests = new TestList();

    /** All of them, group by group. */
    static List<VectorGroup> groups() {
        var made = new Dtls12DatagramTests();
        made.addAll();
        return made.tests.groups();
    }

    private void addAll() {
        addSent();
        tests.group("Sent", Fields.none().with("mtu", RecordedDtls12.MTU));
        addContents();
        tests.group("Content", Fields.none());
        addSecondHellos();
        tests.group("SecondHello", Fields.none());
        addAnswers();
        tests.group("Answer", Fields.none());
        addKeeping();
        tests.group("Keeping", Fields.none());
        addResuming();
        tests.group("ResumingHello", Fields.none());
        addNumbering();
        tests.group("Numbering", Fields.none());
    }

    private void addSent() {
        for (var each : RecordedDtls12.FULL)
            recorded(
                    "a datagram of the " + each.from().text(),
                    sent(each.datagram()),
                    DATAGRAMS_FIT_THE_PATH,
                    RECORDS_DO_NOT_SPAN_DATAGRAMS);
        Octets first = RecordedDtls12.FULL.get(3).datagram();
        Octets second = RecordedDtls12.FULL.get(4).datagram();
        invalid("a flight in one", sent(Octets.concat(first, second)), DATAGRAMS_FIT_THE_PATH);
        for (int length : new int[] {12, 13, 100, first.length() - 1})
            invalid(
                    "cut at " + length,
                    sent(first.slice(0, length)),
                    RECORDS_DO_NOT_SPAN_DATAGRAMS);
        Octets hello = RecordedDtls12.FULL.getFirst().datagram();
        invalid(
                "a part with a byte less than it says",
                sent(EditedHello.with(hello.slice(0, hello.length() - 1), 11, "00bb")),
                PARTS_FIT_THE_RECORD);
        invalid(
                "ChangeCipherSpec with a second byte",
                sent(Octets.hex("14fefd000000000000000500020101")),
                CHANGE_CIPHER_SPEC_IS_ONE_BYTE);
    }

    private void addContents() {
        for (var each : RecordedDtls12.FULL)
            for (DtlsCiphertext record : RecordHeader.read(each.datagram()).records())
                if (record.epoch().number() == 0)
                    recorded(
                            "a record of the " + each.from().text(),
                            content(record.type(), false, record.fragment()),
                            about(record.type()));
        Octets alert = RecordedDtls12.REFUSED.getLast().datagram();
        recorded("an alert", content(21, false, alert.slice(13, 15)), ALERTS_ARE_TWO_BYTES);
        for (Octets finished : RecordedDtls12.FINISHED) {
            recorded("Finished", content(22, true, finished), FINISHED_IS_PROTECTED);
            invalid("Finished in clear", content(22, false, finished), FINISHED_IS_PROTECTED);
        }
        for (String alerts : List.of("", "02", "022800", "0028", "0328", "02280228"))
            invalid(
                    "an alert of " + alerts.length() / 2 + " bytes, or of no level",
                    content(21, false, Octets.hex(alerts)),
                    ALERTS_ARE_TWO_BYTES);
        for (String changes : List.of("", "00", "02", "0101"))
            invalid(
                    "ChangeCipherSpec that is not 01",
                    content(20, false, Octets.hex(changes)),
                    CHANGE_CIPHER_SPEC_IS_ONE_BYTE);
        for (int type : new int[] {1, 2, 11, 15, 16})
            invalid(
                    "message " + type + " under the keys that it leads to",
                    content(22, true, Octets.hex("%02x0000010005000000000001ff".formatted(type))),
                    ONLY_FINISHED_IS_UNDER_NEW_KEYS);
        invalid(
                "a part that says it is longer",
                content(22, false, Octets.hex("0e0000010005000000000001")),
                PARTS_FIT_THE_RECORD);
        invalid("half a header", content(22, false, Octets.hex("0e00")), PARTS_FIT_THE_RECORD);
    }

    private static Clause about(int type) {
        return switch (ContentType.ofCode(type)) {
            case CHANGE_CIPHER_SPEC -> CHANGE_CIPHER_SPEC_IS_ONE_BYTE;
            case ALERT -> ALERTS_ARE_TWO_BYTES;
            case HANDSHAKE -> PARTS_FIT_THE_RECORD;
            case APPLICATION_DATA, ACK -> throw new AssertionError("none is recorded in clear");
        };
    }

    private void addSecondHellos() {
        for (var handshake : List.of(RecordedDtls12.FULL, RecordedDtls12.RESUMED))
            recorded("asked for a cookie", hellos(handshake), SECOND_HELLO_HAS_THE_SAME_PARAMETERS);
        Octets first = RecordedDtls12.FULL.get(0).datagram();
        Octets second = RecordedDtls12.FULL.get(2).datagram();
        other("another random", first, EditedHello.flipped(second, EditedHello.RANDOM));
        other("another suite", first, EditedHello.flipped(second, EditedHello.suites(second)));
        other("another extension", first, EditedHello.flipped(second, second.length() - 1));
        other("one more extension", first, EditedHello.extended(second, NOTHING_RENEGOTIATED));
    }

    private void other(String comment, Octets first, Octets second) {
        invalid(comment, hellos(first, second), SECOND_HELLO_HAS_THE_SAME_PARAMETERS);
    }

    private void addAnswers() {
        Octets hello = RecordedDtls12.FULL.get(0).datagram();
        Octets answer = RecordedDtls12.FULL.get(1).datagram();
        var clause = VERIFY_REQUEST_REPEATS_THE_RECORD_NUMBER;
        recorded("number 0", answered(hello, answer), clause);
        for (long number : new long[] {1, 7, (1L << 48) - 1}) {
            Octets later = EditedHello.numbered(hello, number);
            valid(
                    "number " + number,
                    answered(later, EditedHello.numbered(answer, number)),
                    clause);
            invalid("a count of its own", answered(later, answer), clause);
        }
    }

    private void addKeeping() {
        Octets hello = RecordedDtls12.FULL.get(0).datagram();
        Octets withCookie = RecordedDtls12.FULL.get(2).datagram();
        Octets resuming = RecordedDtls12.RESUMED.get(0).datagram();
        Octets part = EditedHello.with(hello.slice(0, 100), 11, "0057");
        Octets shorter = EditedHello.with(part, 22, "00004b");
        valid("a hello with its cookie", kept(withCookie, false), COOKIE_BEFORE_STATE);
        invalid("a hello without", kept(hello, false), COOKIE_BEFORE_STATE);
        valid("the same of a client that is known", kept(hello, true), COOKIE_CAN_BE_LEFT_OUT);
        invalid("a part of it", kept(shorter, false), CLIENT_HELLO_COMES_IN_ONE_DATAGRAM);
        valid("that of a client that is known", kept(shorter, true), COOKIE_CAN_BE_LEFT_OUT);
        valid(
                "a hello with a session that the server has",
                kept(resuming, false),
                RESUMING_CLIENT_MAY_BE_SPARED_THE_COOKIE);
    }

    private void addResuming() {
        for (int i : new int[] {0, 2})
            recorded(
                    "a client with a session",
                    hello(RecordedDtls12.RESUMED.get(i).datagram()),
                    RESUMING_HELLO_HAS_EXTENDED_MASTER_SECRET,
                    VERIFY_DATA_BELONG_TO_THE_CONNECTION);
        Octets resuming = RecordedDtls12.RESUMED.getFirst().datagram();
        valid(
                "with an empty renegotiation_info",
                hello(EditedHello.extended(resuming, NOTHING_RENEGOTIATED)),
                VERIFY_DATA_BELONG_TO_THE_CONNECTION);
        invalid(
                "with verify_data of the session's first connection",
                hello(EditedHello.extended(resuming, RENEGOTIATED)),
                VERIFY_DATA_BELONG_TO_THE_CONNECTION);
        invalid(
                "without extended_master_secret",
                hello(EditedHello.without(resuming, "00170000")),
                RESUMING_HELLO_HAS_EXTENDED_MASTER_SECRET);
    }

    private void addNumbering() {
        var clause = HELLO_REQUEST_IS_THE_FIRST_MESSAGE;
        for (Role role : Role.values())
            recorded("messages of the " + role.text(), messages(headers(role)), clause);
        List<Octets> server = headers(Role.SERVER);
        var asking =
                Stream.concat(
                                Stream.of(Octets.hex(HELLO_REQUEST)),
                                server.subList(1, server.size()).stream())
                        .toList();
        valid("behind a HelloRequest", messages(asking), clause);
        var uncounted =
                Stream.concat(Stream.of(Octets.hex(HELLO_REQUEST)), server.stream()).toList();
        invalid("behind one that is not counted", messages(uncounted), clause);
        invalid("from 1 on", messages(server.subList(1, server.size())), clause);
    }

    /** The headers of the first parts of that end's messages in clear. */
    private static List<Octets> headers(Role role) {
        return RecordedDtls12.FULL.stream()
                .filter(each -> each.from() == role)
                .flatMap(each -> RecordHeader.read(each.datagram()).records().stream())
                .filter(record -> record.epoch().number() == 0)
                .filter(record -> record.type() == ContentType.HANDSHAKE.code())
                .map(record -> record.fragment().slice(0, 12))
                .filter(header -> header.slice(6, 9).equals(Octets.hex("000000")))
                .toList();
    }

    private static Fields sent(Octets datagram) {
        return Fields.none().with("datagram", datagram);
    }

    private static Fields content(int type, boolean isUnderNewKeys, Octets content) {
        return Fields.none()
                .with("contentType", type)
                .with("keys", isUnderNewKeys ? "new" : "old")
                .with("content", content);
    }

    private static Fields hellos(List<RecordedDtls12> handshake) {
        return hellos(handshake.get(0).datagram(), handshake.get(2).datagram());
    }

    private static Fields hellos(Octets first, Octets second) {
        return Fields.none().with("first", first).with("second", second);
    }

    private static Fields answered(Octets hello, Octets answer) {
        return Fields.none().with("hello", hello).with("answer", answer);
    }

    private static Fields kept(Octets datagram, boolean isKnown) {
        return Fields.none()
                .with("client", isKnown ? "known" : "stranger")
                .with("datagram", datagram);
    }

    private static Fields hello(Octets datagram) {
        return Fields.none().with("hello", datagram);
    }

    private static Fields messages(List<Octets> headers) {
        return Fields.none()
                .with(
                        "messages",
                        headers.stream()
                                .map(header -> Fields.none().with("header", header))
                                .toList());
    }

    private void recorded(String comment, Fields fields, Clause... clauses) {
        add(comment, List.of(RECORDED), fields, "valid", Set.of(clauses));
    }

    private void valid(String comment, Fields fields, Clause clause) {
        add(comment, List.of(), fields, "valid", Set.of(clause));
    }

    private void invalid(String comment, Fields fields, Clause clause) {
        add(comment, List.of(), fields, "invalid", Set.of(clause));
    }

    private void add(
            String comment, List<String> flags, Fields fields, String result, Set<Clause> clauses) {
        tests.add(comment, clauses, flags, fields.with("result", result));
    }
}
