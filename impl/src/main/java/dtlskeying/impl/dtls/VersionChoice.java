package dtlskeying.impl.dtls;

import static dtlskeying.impl.Step.become;
import static dtlskeying.impl.Step.stay;
import static dtlskeying.spec.Alert.ILLEGAL_PARAMETER;
import static dtlskeying.spec.Alert.PROTOCOL_VERSION;
import static dtlskeying.spec.Alert.UNEXPECTED_MESSAGE;
import static dtlskeying.spec.dtls.DtlsVersion.V1_2;
import static dtlskeying.spec.dtls.DtlsVersion.V1_3;
import static dtlskeying.spec.dtls.VersionChoiceSpec.Claim.DOWNGRADE_IS_NOTICED;
import static dtlskeying.spec.dtls.VersionChoiceSpec.Claim.OLDER_ANSWERS_HAVE_NO_LIST;
import static dtlskeying.spec.dtls.VersionChoiceSpec.Claim.VERIFY_REQUEST_IS_OF_1_2;
import static dtlskeying.spec.dtls12.ClientHandshakeSpec.Claim.SERVER_HAS_NEGOTIATED_1_2;
import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.CLIENT_OFFERS_1_2;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.MESSAGES_COME_IN_ORDER;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.CLIENT_OFFERS_1_3;

import dtlskeying.impl.Step;
import dtlskeying.spec.Cites;
import dtlskeying.spec.dtls.DtlsVersion;
import dtlskeying.spec.dtls.VersionChoiceSpec.Answer;
import dtlskeying.spec.dtls.VersionChoiceSpec.Effect;
import dtlskeying.spec.dtls.VersionChoiceSpec.Effect.Aborted;
import dtlskeying.spec.dtls.VersionChoiceSpec.Effect.Declined;
import dtlskeying.spec.dtls.VersionChoiceSpec.Effect.Discarded;
import dtlskeying.spec.dtls.VersionChoiceSpec.Input;
import dtlskeying.spec.dtls.VersionChoiceSpec.Input.Begin;
import dtlskeying.spec.dtls.VersionChoiceSpec.Input.ClientHello;
import dtlskeying.spec.dtls.VersionChoiceSpec.Input.HelloVerifyRequest;
import dtlskeying.spec.dtls.VersionChoiceSpec.Input.Other;
import dtlskeying.spec.dtls.VersionChoiceSpec.Input.ServerHello;
import dtlskeying.spec.dtls.VersionChoiceSpec.Offer;

/**
 * RFC 8446 §4.2.1 and §4.1.3, RFC 9147 §5.1: which version an end speaks that has both. The newer
 * one is taken wherever it is on offer.
 *
 * <p>A server without state forgets what it has settled as long as the client has not shown that it
 * can be reached: its next hello is the first one again.
 */
@Cites({
    "rfc8446/4.2.1/c",
    "rfc8446/4.2.1/d",
    "rfc8446/4.2.1/e",
    "rfc8446/4.1.3/d",
    "rfc9147/5.1/e"
})
public sealed interface VersionChoice {
    /** A client that has not said anything. */
    record Idle() implements VersionChoice {}

    /** A client whose hello is out. */
    record Offering() implements VersionChoice {}

    /** A client that was asked for a cookie in the way of 1.2. */
    record Verifying() implements VersionChoice {}

    /** A server that waits for a hello. */
    record Listening() implements VersionChoice {}

    /** It is known which version is spoken. */
    record Settled(DtlsVersion version) implements VersionChoice {}

    /** There is no version that both can trust in. */
    record Failed() implements VersionChoice {}

    /** What one input does. */
    default Step<VersionChoice, Effect> on(Input input) {
        return switch (new Row(this, input)) {
            case Row(Idle _, Begin()) -> become(new Offering(), new Effect.Offered());
            case Row(Offering _, HelloVerifyRequest()) ->
                    become(new Verifying(), new Effect.Verified());
            case Row(Verifying same, HelloVerifyRequest()) -> stay(same, new Effect.Verified());
            case Row(Offering _, ServerHello(var answer, var marked)) -> first(answer, marked);
            case Row(Verifying _, ServerHello(var answer, var marked)) -> verified(answer, marked);
            case Row(Listening same, ClientHello(var offer)) -> choose(same, offer);

            case Row(Offering _, ClientHello _) -> outOfTurn();
            case Row(Offering _, Other _) -> outOfTurn();
            case Row(Verifying _, ClientHello _) -> outOfTurn();
            case Row(Verifying _, Other _) -> outOfTurn();

            case Row(Idle same, HelloVerifyRequest _) -> ignore(same);
            case Row(Idle same, ServerHello _) -> ignore(same);
            case Row(Idle same, ClientHello _) -> ignore(same);
            case Row(Idle same, Other _) -> ignore(same);
            case Row(Offering same, Begin _) -> ignore(same);
            case Row(Verifying same, Begin _) -> ignore(same);
            case Row(Listening same, Begin _) -> ignore(same);
            case Row(Listening same, HelloVerifyRequest _) -> ignore(same);
            case Row(Listening same, ServerHello _) -> ignore(same);
            case Row(Listening same, Other _) -> ignore(same);
            case Row(Settled same, Input _) -> ignore(same);
            case Row(Failed same, Input _) -> ignore(same);
        };
    }

    private static Step<VersionChoice, Effect> first(Answer answer, boolean marked) {
        return switch (answer) {
            case LISTED_1_3 -> settle(V1_3, false);
            case LISTED_OTHER -> fail(new Aborted(ILLEGAL_PARAMETER, OLDER_ANSWERS_HAVE_NO_LIST));
            case FIELD_1_2 -> older(marked);
            case FIELD_OTHER -> fail(new Aborted(PROTOCOL_VERSION, SERVER_HAS_NEGOTIATED_1_2));
        };
    }

    private static Step<VersionChoice, Effect> verified(Answer answer, boolean marked) {
        return switch (answer) {
            case LISTED_1_3 -> fail(new Aborted(ILLEGAL_PARAMETER, VERIFY_REQUEST_IS_OF_1_2));
            case LISTED_OTHER -> fail(new Aborted(ILLEGAL_PARAMETER, OLDER_ANSWERS_HAVE_NO_LIST));
            case FIELD_1_2 -> older(marked);
            case FIELD_OTHER -> fail(new Aborted(PROTOCOL_VERSION, SERVER_HAS_NEGOTIATED_1_2));
        };
    }

    /** A server that has 1.3 as well would have taken it: somebody has been at the hello. */
    private static Step<VersionChoice, Effect> older(boolean marked) {
        return marked
                ? fail(new Aborted(ILLEGAL_PARAMETER, DOWNGRADE_IS_NOTICED))
                : settle(V1_2, false);
    }

    private static Step<VersionChoice, Effect> choose(Listening same, Offer offer) {
        return switch (offer) {
            case BOTH, ONLY_1_3 -> settle(V1_3, false);
            case ONLY_1_2, FIELD_1_2 -> settle(V1_2, true);
            case NEITHER -> stay(same, new Declined(PROTOCOL_VERSION, CLIENT_OFFERS_1_3));
            case FIELD_OLDER -> stay(same, new Declined(PROTOCOL_VERSION, CLIENT_OFFERS_1_2));
        };
    }

    private static Step<VersionChoice, Effect> settle(DtlsVersion version, boolean marks) {
        return become(new Settled(version), new Effect.Settled(version, marks));
    }

    private static Step<VersionChoice, Effect> outOfTurn() {
        return fail(new Aborted(UNEXPECTED_MESSAGE, MESSAGES_COME_IN_ORDER));
    }

    private static Step<VersionChoice, Effect> fail(Aborted why) {
        return become(new Failed(), why);
    }

    private static Step<VersionChoice, Effect> ignore(VersionChoice same) {
        return stay(same, new Discarded(MESSAGES_COME_IN_ORDER));
    }

    /** A line of the table: a state and an input. */
    record Row(VersionChoice state, Input input) {}
}
