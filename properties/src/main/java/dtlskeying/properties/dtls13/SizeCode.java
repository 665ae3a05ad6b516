package dtlskeying.properties.dtls13;

import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.LargeRecords;
import dtlskeying.impl.dtls13.LengthForm;
import dtlskeying.impl.dtls13.RecordSizes;
import dtlskeying.impl.dtls13.SizeExtensions;
import dtlskeying.impl.dtls13.SizeExtensions.Outcome;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.vectors.Fields;
import dtlskeying.vectors.VectorGroup;
import dtlskeying.vectors.VectorTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Our negotiation of record sizes as vectors have it, in pieces that a bug may replace. */
public class SizeCode {
    private static final String LARGE = "largeRecordSizeLimit";

    /** What we do. */
    public SizeCode() {}

    /**
     * One end as a group has it.
     *
     * @param usual its record_size_limit
     * @param large its large_record_size_limit; 0 if it wants none
     */
    public static Fields end(Role role, int usual, int large) {
        Fields end =
                Fields.none()
                        .with("role", role.name().toLowerCase(Locale.ROOT))
                        .with(
                                "extension",
                                Octets.hex("%04x".formatted(LargeRecords.DEFAULT_EXTENSION)))
                        .with("recordSizeLimit", usual);
        Fields all = large == 0 ? end : end.with(LARGE, large);
        boolean isClient = role == Role.CLIENT;
        return isClient ? all.with("offer", bytes(List.of(terms(all).offer()))) : all;
    }

    private static SizeExtensions terms(Fields end) {
        int number = Integer.parseInt(end.text("extension"), 16);
        int usual = (int) end.number("recordSizeLimit");
        if (!end.has(LARGE)) return new SizeExtensions(usual, LargeRecords.OFF.numbered(number));
        var large = LargeRecords.upTo((int) end.number(LARGE)).numbered(number);
        return new SizeExtensions(usual, large);
    }

    /** What comes of the peer's extensions. */
    public Fields heard(Fields end, Fields given) {
        var terms = terms(end);
        boolean isServer = end.text("role").equals("server");
        var said = extensions(given.octets("extensions"));
        return switch (isServer ? offered(terms, said) : answered(terms, said)) {
            case Outcome.Refused(var why) ->
                    Fields.none()
                            .with("result", "invalid")
                            .with("alert", why.alert().text())
                            .with("why", why.clause().id());
            case Outcome.Agreed(var sizes) -> {
                Fields agreed = agreed(sizes);
                yield isServer ? agreed.with("answer", bytes(terms.answer(sizes, said))) : agreed;
            }
        };
    }

    private static Fields agreed(RecordSizes sizes) {
        boolean isVariable = sizes.lengths() == LengthForm.VARIABLE;
        return Fields.none()
                .with("result", "valid")
                .with("read", sizes.read())
                .with("write", sizes.write())
                .with("lengths", isVariable ? "variable" : "fixed");
    }

    /** What a client says. */
    protected List<Extension> offer(SizeExtensions terms) {
        return List.of(terms.offer());
    }

    /** What a server makes of it. */
    protected Outcome offered(SizeExtensions terms, Extensions said) {
        return terms.offered(said);
    }

    /** What a client makes of the answer. */
    protected Outcome answered(SizeExtensions terms, Extensions said) {
        return terms.answered(said);
    }

    /** What a limit does to the keys of a suite. */
    public Fields endurance(CipherSuite suite, long limit) {
        return Fields.none()
                .with("limit", limit)
                .with("records", records(suite, (int) limit))
                .with("failures", suite.failures((int) limit));
    }

    /** How many records a key may protect. */
    protected long records(CipherSuite suite, int limit) {
        return suite.records(limit);
    }

    /** What is wrong about a test, if anything is. */
    public Optional<String> objection(VectorGroup group, VectorTest test) {
        Fields all = group.fields();
        Fields ours =
                group.type().equals("KeyLimits")
                        ? endurance(
                                CipherSuite.valueOf(all.text("suite")),
                                test.fields().number("limit"))
                        : heard(all, test.fields());
        if (all.has("offer") && !bytes(offer(terms(all))).equals(all.octets("offer")))
            return Optional.of("we offer " + bytes(offer(terms(all))));
        boolean isSame =
                ours.json()
                        .propertyStream()
                        .allMatch(each ->
                                test.fields().has(each.getKey())
                                        && test.fields()
                                                .value(each.getKey())
                                                .toString()
                                                .equals(each.getValue().toString()));
        return isSame ? Optional.empty() : Optional.of("for us it is " + ours);
    }

    private static Octets bytes(List<Extension> extensions) {
        var parts = new ArrayList<Octets>();
        for (Extension each : extensions) {
            parts.add(Octets.hex("%04x%04x".formatted(each.type(), each.data().length())));
            parts.add(each.data());
        }
        return Octets.concat(parts.toArray(Octets[]::new));
    }

    private static Extensions extensions(Octets bytes) {
        var list = new ArrayList<Extension>();
        for (int at = 0; at < bytes.length(); ) {
            int from = at + 4;
            int to = from + (bytes.at(at + 2) << 8 | bytes.at(at + 3));
            list.add(new Extension(bytes.at(at) << 8 | bytes.at(at + 1), bytes.slice(from, to)));
            at = to;
        }
        return new Extensions(list);
    }
}
