package dtlskeying.properties.chunk;

import dtlskeying.impl.chunk.Negotiation;
import dtlskeying.model.chunk.NegotiationModel;
import dtlskeying.model.chunk.NegotiationModel.Facts;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.spec.chunk.KeyManagementOffer;
import dtlskeying.spec.chunk.KeyManagementOffer.Roles;
import dtlskeying.spec.chunk.NegotiationSpec.Effect;
import dtlskeying.spec.chunk.NegotiationSpec.Found;
import dtlskeying.spec.chunk.NegotiationSpec.Input;
import dtlskeying.spec.chunk.NegotiationSpec.Mode;

import java.util.ArrayList;
import java.util.List;

/**
 * What both ends agree on in INIT and INIT ACK, as the judge sees it: one chapter for each mode.
 */
public final class NegotiationChapter {
    /** An offer that leaves the roles open. */
    static final KeyManagementOffer OPEN = offer(5, Roles.EITHER, true, 1, 2);

    /** The same for another association. */
    static final KeyManagementOffer OPEN_ANEW = offer(9, Roles.EITHER, true, 1, 2);

    /** An end that can be the client alone, and does not restart. */
    static final KeyManagementOffer CLIENT = offer(6, Roles.CLIENT_ONLY, false, 1, 2);

    /** An end with the largest tie breaker, whose methods come in another order. */
    static final KeyManagementOffer LARGEST = offer(-1, Roles.EITHER, true, 2, 1);

    /** An end that can be the server alone, with the tie breaker of {@link #OPEN}. */
    static final KeyManagementOffer SERVER = offer(5, Roles.SERVER_ONLY, false, 2, 1);

    /** An end with the tie breaker of {@link #OPEN}. */
    static final KeyManagementOffer EQUAL = offer(5, Roles.EITHER, true, 1);

    /** An end with which no method is shared. */
    static final KeyManagementOffer STRANGE = offer(4, Roles.SERVER_ONLY, true, 3);

    /** The machine and the model of both modes. */
    public static final Chapter<Negotiation, Input, Effect, Facts> CHAPTER =
            new Chapter<>(
                    "chunk/Negotiation",
                    List.of(
                            start("an end that wants protection or nothing", Mode.STRICT),
                            start("an end that goes on without protection", Mode.LOOSE)),
                    inputs(),
                    Negotiation::on,
                    new NegotiationModel(),
                    NegotiationChapter::isFinished);

    private NegotiationChapter() {}

    private static KeyManagementOffer offer(
            int tieBreaker, Roles roles, boolean restart, Integer... methods) {
        return new KeyManagementOffer(tieBreaker, roles, restart, List.of(methods));
    }

    private static Start<Negotiation, Facts> start(String name, Mode mode) {
        return new Start<>(name, new Negotiation.Idle(mode), Facts.start(mode));
    }

    private static List<Input> inputs() {
        var inputs = new ArrayList<Input>();
        inputs.add(new Input.Associate(OPEN));
        inputs.add(new Input.Associate(CLIENT));
        for (Found theirs : found()) {
            inputs.add(new Input.InitArrived(theirs, OPEN_ANEW));
            inputs.add(new Input.InitAckArrived(theirs));
            inputs.add(new Input.CookieArrived(OPEN, theirs));
        }
        inputs.add(new Input.CookieArrived(CLIENT, new Found.Offered(CLIENT)));
        inputs.add(new Input.CookieArrived(CLIENT, new Found.Offered(LARGEST)));
        inputs.add(new Input.ForgedCookieArrived());
        inputs.add(new Input.Ended());
        return inputs;
    }

    private static List<Found> found() {
        var found = new ArrayList<Found>();
        for (var offer : List.of(EQUAL, CLIENT, LARGEST, SERVER, STRANGE))
            found.add(new Found.Offered(offer));
        found.add(new Found.Nothing());
        found.add(new Found.Unreadable());
        return found;
    }

    private static boolean isFinished(Negotiation state) {
        return state instanceof Negotiation.Managed || state instanceof Negotiation.Unprotected;
    }
}
