package dtlskeying.model.chunk;

import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.DATA_BY_CHUNK_KEYS_BY_DTLS;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.DTLS_TRAVELS_AS_USER_MESSAGES;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.NO_DATA_IN_APPLICATION_RECORDS;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.OTHER_RECORDS_USE_DTLS_FRAMING;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.TWO_WAYS_IN_FOR_THE_ULP;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.KEY_MANAGEMENT_STREAM;
import static dtlskeying.spec.chunk.NegotiationSpec.Claim.DTLS_1_3_REPLACES_RFC_6083;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.chunk.UserMessagesModel.Facts;
import dtlskeying.spec.Clause;
import dtlskeying.spec.chunk.UserMessagesSpec.Content;
import dtlskeying.spec.chunk.UserMessagesSpec.Effect;
import dtlskeying.spec.chunk.UserMessagesSpec.Input;
import dtlskeying.spec.chunk.UserMessagesSpec.Ppid;
import dtlskeying.spec.chunk.UserMessagesSpec.Way;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * §3 and its figure, with draft-tuexen-tsvwg-rfc6083-bis §4.1 and §4.4 for what the document leaves
 * out (one record in a message, on stream 0): where user messages go.
 *
 * <p>A message of the ULP that comes before there is protection may be refused or wait, whichever
 * way it came in; it never leaves.
 */
public record UserMessagesModel() implements Relation<Facts, Input, Effect> {
    /**
     * What is known of an end.
     *
     * @param isProtected whether every packet is in DTLS chunks
     * @param waiting whether a message of the ULP has not left yet
     */
    public record Facts(boolean isProtected, boolean waiting) {
        /** An association that has no keys yet. */
        public static final Facts START = new Facts(false, false);
    }

    @Override
    public Set<Outcome<Facts, Effect>> permitted(Facts facts, Input input) {
        return switch (input) {
            case Input.Protected() -> Set.of(protect(facts));
            case Input.Sent(var way, var ppid) -> sent(facts, way, ppid);
            case Input.Heard(var ppid, var stream, var content) ->
                    Set.of(heard(facts, ppid, stream, content));
            case Input.HeardInRecord(var proof) -> Set.of(heardInRecord(facts, proof));
        };
    }

    private static Outcome<Facts, Effect> protect(Facts facts) {
        var after = new Facts(true, false);
        return facts.waiting()
                ? Outcome.of(
                        after,
                        List.of(new Effect.Released()),
                        TWO_WAYS_IN_FOR_THE_ULP,
                        DATA_BY_CHUNK_KEYS_BY_DTLS)
                : Outcome.of(after, List.of());
    }

    /** Nobody can tell what is sent to SCTP itself as the key management's from its own. */
    private static Set<Outcome<Facts, Effect>> sent(Facts facts, Way way, Ppid ppid) {
        if (ppid == Ppid.KEY_MANAGEMENT) {
            var refused = does(facts, refused(), DTLS_TRAVELS_AS_USER_MESSAGES);
            return way == Way.DIRECTLY
                    ? Set.of(refused, does(facts, new Effect.Leaves()))
                    : Set.of(refused);
        }
        if (facts.isProtected())
            return Set.of(
                    does(
                            facts,
                            new Effect.Leaves(),
                            TWO_WAYS_IN_FOR_THE_ULP,
                            DATA_BY_CHUNK_KEYS_BY_DTLS));
        return Set.of(
                does(facts, refused(), DATA_BY_CHUNK_KEYS_BY_DTLS),
                does(
                        new Facts(false, true),
                        new Effect.Waits(),
                        TWO_WAYS_IN_FOR_THE_ULP,
                        DATA_BY_CHUNK_KEYS_BY_DTLS));
    }

    private static Outcome<Facts, Effect> heard(
            Facts facts, Ppid ppid, int stream, Content content) {
        return switch (ppid) {
            case KEY_MANAGEMENT -> ofDtls(facts, stream, content);
            case OF_THE_ULP -> ofUlp(facts, DTLS_TRAVELS_AS_USER_MESSAGES);
            case OF_RFC_6083 ->
                    ofUlp(facts, DTLS_TRAVELS_AS_USER_MESSAGES, DTLS_1_3_REPLACES_RFC_6083);
        };
    }

    private static Outcome<Facts, Effect> ofDtls(Facts facts, int stream, Content content) {
        var against = new HashSet<Clause>();
        if (stream != KEY_MANAGEMENT_STREAM) against.add(DTLS_TRAVELS_AS_USER_MESSAGES);
        if (content != Content.ONE_RECORD) against.add(OTHER_RECORDS_USE_DTLS_FRAMING);
        return against.isEmpty()
                ? does(
                        facts,
                        new Effect.ToDtls(),
                        DTLS_TRAVELS_AS_USER_MESSAGES,
                        OTHER_RECORDS_USE_DTLS_FRAMING)
                : does(facts, discarded(), against.toArray(Clause[]::new));
    }

    private static Outcome<Facts, Effect> ofUlp(Facts facts, Clause... because) {
        return facts.isProtected()
                ? does(facts, new Effect.ToUlp(), because)
                : does(facts, discarded(), DATA_BY_CHUNK_KEYS_BY_DTLS);
    }

    private static Outcome<Facts, Effect> heardInRecord(Facts facts, boolean proof) {
        var effect = proof ? new Effect.ToAuthentication() : discarded();
        return does(facts, effect, NO_DATA_IN_APPLICATION_RECORDS);
    }

    private static Effect refused() {
        return new Effect.Refused(Clause.UNSTATED);
    }

    private static Effect discarded() {
        return new Effect.Discarded(Clause.UNSTATED);
    }

    private static Outcome<Facts, Effect> does(Facts after, Effect effect, Clause... because) {
        return Outcome.of(after, List.of(effect), because);
    }
}
