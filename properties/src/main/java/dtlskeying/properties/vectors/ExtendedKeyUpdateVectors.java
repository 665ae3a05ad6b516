package dtlskeying.properties.vectors;

import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.SUBTYPES_HAVE_THEIR_TURN;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.MESSAGES_ARE_WELL_FORMED;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.KeyShareGroup;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls13.message.ExtendedKeyUpdate;
import dtlskeying.impl.dtls13.message.ExtendedKeyUpdate.Finish;
import dtlskeying.impl.dtls13.message.ExtendedKeyUpdate.Request;
import dtlskeying.impl.dtls13.message.ExtendedKeyUpdate.Response;
import dtlskeying.impl.dtls13.message.ExtendedKeyUpdate.Unknown;
import dtlskeying.impl.dtls13.message.KeyShareEntry;
import dtlskeying.spec.Octets;
import dtlskeying.vectors.Fields;
import dtlskeying.vectors.VectorFile;
import dtlskeying.vectors.VectorFile.Witness;
import dtlskeying.vectors.VectorGroup;
import dtlskeying.vectors.VectorKind;
import dtlskeying.vectors.VectorTest;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** draft-ietf-tls-extended-key-update §4: the bodies of the three messages, good and bad. */
final class ExtendedKeyUpdateVectors implements VectorSource {
    private static final String SHORT_SHARE = "aa".repeat(32);

    @Override
    public VectorKind kind() {
        return VectorKind.DTLS13_EXTENDED_KEY_UPDATE;
    }

    @Override
    public VectorFile make() {
        var tests = new TestList();
        for (KeyShareGroup group : KeyShareGroup.values()) {
            var offer = group.offer(Entropy.of(1));
            var answer = group.answer(offer.share(), Entropy.of(2));
            if (!(answer instanceof KeyShareGroup.Answer.Given(var share, _)))
                throw new AssertionError("our own share is refused");
            good(tests, new Request(new KeyShareEntry(group.code(), offer.share())), group);
            good(tests, new Response(new KeyShareEntry(group.code(), share)), group);
        }
        add(tests, "a finish has no more than its kind", "02");
        add(tests, "an eku_type that nobody has assigned", "03");
        add(tests, "an eku_type that nobody has assigned, with content", "ff0102");
        add(tests, "no eku_type", "");
        add(tests, "a request without a share", "00");
        add(tests, "a response whose share ends too soon", "01001d0020" + SHORT_SHARE.substring(2));
        add(tests, "a request with a share of no bytes", "00001d0000");
        add(tests, "a byte behind a request", "00001d0020" + SHORT_SHARE + "00");
        add(tests, "a byte behind a finish", "0200");
        tests.group("ExtendedKeyUpdate", Fields.none());
        return new VectorFile(
                "DTLS 1.3 extended key update",
                "dtls13-extended-key-update.schema.json",
                List.of("draft-ietf-tls-extended-key-update, text of 29 June 2026"),
                List.of(
                        new Witness(
                                "a second reader, written from section 4 of the draft alone",
                                "kind, group and share of every body; the build checks it")),
                List.of(
                        "body is the message without its header, whose type is not assigned yet.",
                        "A body that cannot be parsed is answered with decode_error, an unknown kind"
                                + " with unexpected_message.",
                        "In a hybrid group the request has the share of a client, the response that"
                                + " of a server, whichever end sends it."),
                Map.of(),
                tests.groups());
    }

    private static void good(TestList tests, ExtendedKeyUpdate message, KeyShareGroup group) {
        String kind = message instanceof Request ? "a request" : "a response";
        add(tests, kind + " in the group " + group, message.encode().toHex());
    }

    private static void add(TestList tests, String comment, String body) {
        Fields fields = test(Octets.hex(body));
        Set<dtlskeying.spec.Clause> clauses =
                fields.text("result").equals("invalid")
                        ? Set.of(MESSAGES_ARE_WELL_FORMED)
                        : Set.of(SUBTYPES_HAVE_THEIR_TURN);
        tests.add(comment, clauses, List.of(), fields);
    }

    /** What the codec makes of a body. */
    private static Fields test(Octets body) {
        Fields given = Fields.none().with("body", body);
        return switch (ExtendedKeyUpdate.decode(body)) {
            case Decoded.Malformed<ExtendedKeyUpdate> _ -> given.with("result", "invalid");
            case Decoded.Value<ExtendedKeyUpdate>(var message) ->
                    switch (message) {
                        case Request(var share) -> shared(given.with("result", "request"), share);
                        case Response(var share) -> shared(given.with("result", "response"), share);
                        case Finish() -> given.with("result", "finish");
                        case Unknown(var kind, _) ->
                                given.with("result", "unknown").with("kind", hex(kind, 2));
                    };
        };
    }

    private static Fields shared(Fields fields, KeyShareEntry share) {
        return fields.with("group", hex(share.group(), 4)).with("keyExchange", share.keyExchange());
    }

    private static Octets hex(int number, int digits) {
        return Octets.hex(("%0" + digits + "x").formatted(number));
    }

    @Override
    public List<String> objections(VectorGroup group, VectorTest test) {
        Fields ours = test(test.fields().octets("body"));
        boolean isSame =
                ours.equals(test.fields())
                        && (ours.text("result").equals("invalid") || writesTheSame(test));
        return isSame ? List.of() : List.of("we read " + ours);
    }

    private static boolean writesTheSame(VectorTest test) {
        Octets body = test.fields().octets("body");
        return ExtendedKeyUpdate.decode(body) instanceof Decoded.Value<ExtendedKeyUpdate>(var it)
                && it.encode().equals(body);
    }
}
