package dtlskeying.properties.chunk;

import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.DATA_BY_CHUNK_KEYS_BY_DTLS;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.DTLS_TRAVELS_AS_USER_MESSAGES;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.NO_DATA_IN_APPLICATION_RECORDS;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.OTHER_RECORDS_USE_DTLS_FRAMING;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.TWO_WAYS_IN_FOR_THE_ULP;
import static dtlskeying.spec.chunk.NegotiationSpec.Claim.DTLS_1_3_REPLACES_RFC_6083;

import dtlskeying.impl.Step;
import dtlskeying.model.chunk.UserMessagesModel.Facts;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Law;
import dtlskeying.properties.Machine;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.Clause;
import dtlskeying.spec.chunk.UserMessagesSpec.Content;
import dtlskeying.spec.chunk.UserMessagesSpec.Effect;
import dtlskeying.spec.chunk.UserMessagesSpec.Input;
import dtlskeying.spec.chunk.UserMessagesSpec.Ppid;
import dtlskeying.spec.chunk.UserMessagesSpec.Way;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Where user messages go, held against what §3 permits. */
public class UserMessagesProperties extends ChapterProperties<Messaging, Input, Effect, Facts> {
    private static final Law<Messaging, Input, Effect, Facts> PERMITTED =
            Law.permittedBy(UserMessagesChapter.CHAPTER);

    public UserMessagesProperties() {
        super(UserMessagesChapter.CHAPTER, 3, 3);
    }

    @Override
    protected List<Mutant<Messaging, Input, Effect, Facts>> mutants() {
        return List.of(
                mutant(
                        "stream-of-choice",
                        "records are taken from whichever stream they come on",
                        DTLS_TRAVELS_AS_USER_MESSAGES,
                        Mutant.misreading(input ->
                                input instanceof Input.Heard(var ppid, _, var content)
                                        ? new Input.Heard(ppid, 0, content)
                                        : input)),
                mutant(
                        "first-record-counts",
                        "of several records in a message the first one is taken",
                        OTHER_RECORDS_USE_DTLS_FRAMING,
                        Mutant.misreading(input ->
                                input instanceof Input.Heard(var ppid, var stream, var content)
                                                && content == Content.TWO_RECORDS
                                        ? new Input.Heard(ppid, stream, Content.ONE_RECORD)
                                        : input)),
                mutant(
                        "ppid-of-old",
                        "what has the PPID of RFC 6083 is taken for the key management's",
                        DTLS_1_3_REPLACES_RFC_6083,
                        Mutant.misreading(input ->
                                input instanceof Input.Heard(var ppid, var stream, var content)
                                                && ppid == Ppid.OF_RFC_6083
                                        ? new Input.Heard(Ppid.KEY_MANAGEMENT, stream, content)
                                        : input)),
                mutant(
                        "no-gate",
                        "what the ULP gives to SCTP itself leaves before there are keys",
                        DATA_BY_CHUNK_KEYS_BY_DTLS,
                        Mutant.misdoing(effect ->
                                effect instanceof Effect.Waits ? new Effect.Leaves() : effect)),
                mutant(
                        "held-for-ever",
                        "what waits for the keys is not sent again when they are there",
                        TWO_WAYS_IN_FOR_THE_ULP,
                        Mutant.instead((state, input) ->
                                input instanceof Input.Protected
                                        ? Optional.of(Step.become(new Messaging(true, false)))
                                        : Optional.empty())),
                mutant(
                        "one-way-in",
                        "the ULP cannot reach SCTP but through the DTLS stack, keys or not",
                        TWO_WAYS_IN_FOR_THE_ULP,
                        Mutant.instead((state, input) ->
                                input instanceof Input.Sent(var way, _)
                                                && way == Way.DIRECTLY
                                                && state.isProtected()
                                        ? Optional.of(
                                                Step.stay(
                                                        state,
                                                        new Effect.Refused(
                                                                DATA_BY_CHUNK_KEYS_BY_DTLS)))
                                        : Optional.empty())),
                mutant(
                        "any-record-data",
                        "whatever an application_data record holds goes to who proves",
                        NO_DATA_IN_APPLICATION_RECORDS,
                        Mutant.misreading(input ->
                                input instanceof Input.HeardInRecord
                                        ? new Input.HeardInRecord(true)
                                        : input)));
    }

    private static Mutant<Messaging, Input, Effect, Facts> mutant(
            String id,
            String story,
            Clause breaks,
            UnaryOperator<Machine<Messaging, Input, Effect>> change) {
        return new Mutant<>(id, story, Set.of(breaks), PERMITTED, change);
    }
}
