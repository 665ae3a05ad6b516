package dtlskeying.properties.vectors;

import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.FRAMES_ARE_OURS;

import dtlskeying.impl.chunk.ReauthenticationFrame.Kind;
import dtlskeying.impl.chunk.ReauthenticationMessage;
import dtlskeying.impl.chunk.ReauthenticationParts;
import dtlskeying.impl.chunk.ReauthenticationParts.Outcome;
import dtlskeying.model.chunk.ReauthenticationFrameModel;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.vectors.Fields;
import dtlskeying.vectors.VectorFile;
import dtlskeying.vectors.VectorFile.Witness;
import dtlskeying.vectors.VectorGroup;
import dtlskeying.vectors.VectorKind;
import dtlskeying.vectors.VectorTest;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** §6 with decision 10: the frames of re-authentication, those of one message in each test. */
final class ReauthenticationFrameVectors implements VectorSource {
    private static final String RESERVED = "RESERVED_BITS";
    private static final Octets BODY = Octets.hex("000102030405060708090a0b0c0d0e0f");
    private static final long LAST_EPOCH = Epoch.LAST.number();

    @Override
    public VectorKind kind() {
        return VectorKind.REAUTHENTICATION_FRAME;
    }

    @Override
    public VectorFile make() {
        var tests = new TestList();
        addMessages(tests);
        addOthers(tests);
        addMalformed(tests);
        addLies(tests);
        tests.group("ReauthenticationFrame", Fields.none());
        return new VectorFile(
                "Frames of re-authentication in DTLS application data",
                "reauthentication-frame.schema.json",
                List.of("draft-tuexen-tsvwg-dtls-chunk-key-management-00"),
                List.of(
                        new Witness(
                                "the model of the layout in this project",
                                "every frame without reserved bits; it is written from the"
                                        + " decision, apart from the codec")),
                List.of(
                        "The document leaves the format open: this one is ours.",
                        "frames are the contents of application_data records, in this order.",
                        "Nothing is kept of a message that is refused or unknown."),
                Map.of(RESERVED, "Bits that the sender leaves 0 are set; a receiver ignores them."),
                tests.groups());
    }

    private static void addMessages(TestList tests) {
        for (Kind kind : Kind.values()) whole(tests, "a whole " + text(kind), kind, 7, 4, BODY);
        whole(tests, "one byte", Kind.RESULT, 7, 4, Octets.hex("00"));
        for (long exchange : new long[] {0, 1, 0x8000_0000L, 0xffff_ffffL})
            whole(tests, "exchange " + exchange, Kind.REQUEST, exchange, 3, BODY);
        for (long epoch : new long[] {3, 5, 0xffff_ffffL, LAST_EPOCH})
            whole(tests, "epoch " + epoch, Kind.AUTHENTICATOR, 1, epoch, BODY);
        for (int most : new int[] {15, 8, 5, 1})
            message(
                    tests,
                    "parts of up to " + most + " bytes",
                    List.of(),
                    parts(Kind.AUTHENTICATOR, 9, 6, BODY, most),
                    described(Kind.AUTHENTICATOR, 9, 6, BODY));
        var reserved = Octets.hex("0101ffff" + one(1, 16, 0, BODY).substring(8));
        message(
                tests,
                "flags and the byte after them",
                List.of(RESERVED),
                List.of(reserved),
                described(Kind.REQUEST, 9, 6, BODY));
    }

    private static void addOthers(TestList tests) {
        for (int kind : new int[] {0, 5, 255})
            add(tests, "kind " + kind, List.of(one(kind, 16, 0, BODY)), otherKind(kind, 9, 6));
        for (String version : List.of("02", "0f")) {
            String rest = one(1, 16, 0, BODY).substring(2);
            for (String frame : List.of(version + rest, version, version + "00"))
                add(
                        tests,
                        "version " + version,
                        List.of(frame),
                        Fields.none().with("result", "otherVersion"));
        }
        add(
                tests,
                "the last part is missing",
                List.of(one(2, 16, 0, BODY.slice(0, 8)), one(2, 16, 8, BODY.slice(8, 15))),
                Fields.none().with("result", "incomplete"));
    }

    private static void addMalformed(TestList tests) {
        String usual = one(1, 16, 0, BODY);
        for (int length : new int[] {0, 2, 4, 8, 16, 24, 32, 48, 52, usual.length() - 2})
            refused(tests, "cut off", usual.substring(0, length));
        refused(tests, "a byte behind the part", usual + "00");
        refused(tests, "an epoch of 2^48", usual.substring(0, 16) + "0001" + usual.substring(20));
        for (String version : List.of("00", "10", "ff"))
            refused(tests, "a first byte that is no version", version + usual.substring(2));
        refused(tests, "no part", one(1, 16, 0, Octets.EMPTY));
        refused(tests, "no message", one(1, 0, 0, Octets.EMPTY));
        refused(tests, "a part longer than its message", one(1, 15, 0, BODY));
        refused(tests, "a part that ends behind its message", one(1, 17, 2, BODY));
        refused(tests, "an offset of 2^32 - 1", one(1, 16, 0xffff_ffffL, BODY));
    }

    private static void addLies(TestList tests) {
        String first = one(2, 16, 0, BODY.slice(0, 8));
        refused(tests, "65,537 bytes are announced", one(2, 65_537, 0, BODY));
        refused(tests, "4,294,967,295 bytes are announced", one(2, 0xffff_ffffL, 0, BODY));
        refused(tests, "a message that begins in its middle", one(2, 16, 8, BODY.slice(8, 16)));
        refused(tests, "a gap", first, one(2, 16, 9, BODY.slice(9, 16)));
        refused(tests, "a part that comes twice", first, first);
        refused(tests, "an overlap", first, one(2, 16, 7, BODY.slice(7, 16)));
        refused(tests, "another length", first, one(2, 17, 8, BODY.slice(8, 16)));
        refused(tests, "another kind", first, one(3, 16, 8, BODY.slice(8, 16)));
        refused(tests, "another exchange", first, frame(2, 8, 6, 16, 8, BODY.slice(8, 16)));
        refused(tests, "another epoch", first, frame(2, 9, 7, 16, 8, BODY.slice(8, 16)));
    }

    private static void whole(
            TestList tests, String comment, Kind kind, long exchange, long epoch, Octets body) {
        var frames = parts(kind, exchange, epoch, body, body.length());
        message(tests, comment, List.of(), frames, described(kind, exchange, epoch, body));
    }

    private static List<Octets> parts(Kind kind, long exchange, long epoch, Octets body, int most) {
        var frames = new ArrayList<Octets>();
        for (int from = 0; from < body.length(); from += most) {
            Octets part = body.slice(from, Math.min(body.length(), from + most));
            int code = kind.ordinal() + 1;
            frames.add(Octets.hex(frame(code, exchange, epoch, body.length(), from, part)));
        }
        return frames;
    }

    /** A frame of exchange 9 in epoch 6. */
    private static String one(int kind, long length, long offset, Octets part) {
        return frame(kind, 9, 6, length, offset, part);
    }

    private static String frame(
            int kind, long exchange, long epoch, long length, long offset, Octets part) {
        return ReauthenticationFrameModel.frame(kind, exchange, epoch, length, offset, part)
                .toHex();
    }

    private static void message(
            TestList tests,
            String comment,
            List<String> flags,
            List<Octets> frames,
            Fields described) {
        var hex = frames.stream().map(Octets::toHex).toList();
        tests.add(comment, Set.of(FRAMES_ARE_OURS), flags, fields(hex, described));
    }

    private static Fields described(Kind kind, long exchange, long epoch, Octets body) {
        return Fields.none()
                .with("result", "message")
                .with("kind", text(kind))
                .with("exchange", exchange)
                .with("epoch", epoch)
                .with("body", body);
    }

    private static void refused(TestList tests, String flaw, String... frames) {
        Fields fields = Fields.none().with("result", "refused").with("flaw", flaw);
        add(tests, flaw, List.of(frames), fields);
    }

    private static void add(TestList tests, String comment, List<String> frames, Fields result) {
        tests.add(comment, Set.of(FRAMES_ARE_OURS), List.of(), fields(frames, result));
    }

    private static Fields fields(List<String> frames, Fields result) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        frames.forEach(list::add);
        Fields all = Fields.none().with("frames", list);
        for (var field : result.json().properties())
            all = all.with(field.getKey(), field.getValue());
        return all;
    }

    private static String text(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public List<String> objections(VectorGroup group, VectorTest test) {
        var frames = new ArrayList<Octets>();
        for (JsonNode frame : test.fields().value("frames"))
            frames.add(Octets.hex(frame.stringValue()));
        Fields read = read(frames, test.fields());
        if (!read.toString().equals(test.fields().toString())) return List.of("we read " + read);
        boolean isWritten =
                test.fields().text("result").equals("message") && !test.flags().contains(RESERVED);
        if (isWritten && !written(frames, test.fields()).equals(frames))
            return List.of("we write it otherwise");
        return List.of();
    }

    private static List<Octets> written(List<Octets> frames, Fields fields) {
        var message =
                new ReauthenticationMessage(
                        Kind.valueOf(fields.text("kind").toUpperCase(Locale.ROOT)),
                        (int) fields.number("exchange"),
                        new Epoch(fields.number("epoch")),
                        fields.octets("body"));
        return message.frames(frames.getFirst().length());
    }

    /** What the codec makes of the frames, in the words of a test. */
    private static Fields read(List<Octets> frames, Fields test) {
        var parts = ReauthenticationParts.start();
        Fields result = Fields.none().with("result", "incomplete");
        for (Octets frame : frames) {
            var outcome = parts.on(frame);
            if (!(outcome instanceof Outcome.Kept(var next))) {
                result = described(outcome, test);
                break;
            }
            parts = next;
        }
        return fields(frames.stream().map(Octets::toHex).toList(), result);
    }

    private static Fields described(Outcome outcome, Fields test) {
        return switch (outcome) {
            case Outcome.Kept _ -> throw new AssertionError("more has to come");
            case Outcome.Whole(
                            ReauthenticationMessage(var kind, var exchange, var epoch, var body)) ->
                    described(kind, Integer.toUnsignedLong(exchange), epoch.number(), body);
            case Outcome.Unknown(var frame) ->
                    otherKind(
                            frame.kind(),
                            Integer.toUnsignedLong(frame.exchange()),
                            frame.epoch().number());
            case Outcome.Foreign _ -> Fields.none().with("result", "otherVersion");
            case Outcome.Refused _ ->
                    Fields.none()
                            .with("result", "refused")
                            .with("flaw", test.has("flaw") ? test.text("flaw") : "");
        };
    }

    private static Fields otherKind(int kind, long exchange, long epoch) {
        return Fields.none()
                .with("result", "otherKind")
                .with("kindCode", kind)
                .with("exchange", exchange)
                .with("epoch", epoch);
    }
}
