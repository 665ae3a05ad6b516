package dtlskeying.model.dtls13;

import dtlskeying.spec.Cites;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import java.util.ArrayList;
import java.util.List;

/**
 * RFC 8446 §7 with RFC 9147 §5.9 as terms: what every secret is made of, and no byte computed.
 *
 * <p>Transcript hashes are given, by the name of the message that they go up to.
 */
public final class KeyScheduleModel {
    private KeyScheduleModel() {}

    /** A secret, or what goes into one. */
    public sealed interface Term {}

    /** As many zeros as the hash is long. */
    public record Zeros() implements Term {}

    /** No bytes. */
    public record Nothing() implements Term {}

    /** Something that is known: the shared secret, or the hash of a transcript. */
    public record Given(String name) implements Term {}

    /** The hash of something. */
    public record Hashed(Term term) implements Term {}

    /** One after the other. */
    public record Joined(List<Term> terms) implements Term {
        public Joined {
            terms = List.copyOf(terms);
        }
    }

    /** HKDF-Extract. */
    public record Extract(Term salt, Term input) implements Term {}

    /** HKDF-Expand with a label, written with its prefix. */
    public record Expand(Term secret, String label, Term context, Length length) implements Term {}

    /** HMAC. */
    public record Mac(Term key, Term message) implements Term {}

    /** How long something is. */
    public enum Length {
        HASH,
        KEY,
        NONCE,
        /** As long as it was asked for. */
        ASKED
    }

    /** The handshake secret. */
    @Cites("rfc8446/7.1/a")
    public static Term handshake() {
        var early = new Extract(new Zeros(), new Zeros());
        return new Extract(derive(early, "derived", nothingHashed()), new Given("shared"));
    }

    /** The main secret. */
    @Cites("rfc8446/7.1/a")
    public static Term main() {
        return new Extract(derive(handshake(), "derived", nothingHashed()), new Zeros());
    }

    /** What that side protects the handshake with. */
    public static Term handshakeTraffic(Role side) {
        String label = (side == Role.CLIENT ? "c" : "s") + " hs traffic";
        return derive(handshake(), label, new Given("server hello"));
    }

    /** What that side protects its first traffic with. */
    public static Term applicationTraffic(Role side) {
        String label = (side == Role.CLIENT ? "c" : "s") + " ap traffic";
        return derive(main(), label, new Given("server finished"));
    }

    /** The traffic secret after a KeyUpdate. */
    @Cites("rfc8446/7.2/a")
    public static Term updated(Term traffic) {
        return derive(traffic, "traffic upd", new Nothing());
    }

    /** Key, fixed part of the nonce, and the key that hides numbers. */
    @Cites({"rfc8446/7.3/a", "rfc9147/4.2.3/a"})
    public static List<Term> keys(Term traffic) {
        return List.of(
                expand(traffic, "key", new Nothing(), Length.KEY),
                expand(traffic, "iv", new Nothing(), Length.NONCE),
                expand(traffic, "sn", new Nothing(), Length.KEY));
    }

    /** What the Finished of that side holds, after that message. */
    @Cites("rfc8446/7.1/b")
    public static Term finished(Role side, String after) {
        return new Mac(derive(handshakeTraffic(side), "finished", new Nothing()), new Given(after));
    }

    /** What is exported under a label. */
    @Cites("rfc8446/7.5/a")
    public static Term exported(String label) {
        var exporter = derive(main(), "exp master", new Given("server finished"));
        return expand(
                derive(exporter, label, nothingHashed()),
                "exporter",
                new Hashed(new Given("context")),
                Length.ASKED);
    }

    /** A handshake message of the transcript: its type, and its body in hex. */
    public record Said(int type, String body) {}

    /**
     * The transcript as bytes: TLS's four bytes before each message, and none of DTLS's own.
     *
     * @param firstHello the hash of the first ClientHello in hex if a HelloRetryRequest answered
     *     it, else ""
     * @param messages all others
     */
    @Cites({"rfc9147/5.2/b", "rfc8446/4.4.1/a"})
    public static Octets transcript(String firstHello, List<Said> messages) {
        var all = new ArrayList<Said>();
        if (!firstHello.isEmpty()) all.add(new Said(254, firstHello));
        all.addAll(messages);
        var text = new StringBuilder();
        for (Said said : all)
            text.append("%02x%06x".formatted(said.type(), said.body().length() / 2))
                    .append(said.body());
        return Octets.hex(text.toString());
    }

    static Term nothingHashed() {
        return new Hashed(new Nothing());
    }

    static Term derive(Term secret, String label, Term context) {
        return expand(secret, label, context, Length.HASH);
    }

    @Cites("rfc9147/5.9/a")
    private static Term expand(Term secret, String label, Term context, Length length) {
        return new Expand(secret, "dtls13" + label, context, length);
    }
}
