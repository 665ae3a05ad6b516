package dtlskeying.properties.dtls13;

import static dtlskeying.spec.Alert.UNEXPECTED_MESSAGE;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.EQUAL_SHARES_END_THE_CONNECTION;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.FLAG_IS_NEEDED;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.KEY_UPDATE_ENDS_THE_CONNECTION;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.KEY_UPDATE_IS_REPLACED;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.LOWER_REQUEST_IS_IGNORED;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.SUBTYPES_HAVE_THEIR_TURN;
import static dtlskeying.spec.dtls13.KeyUpdateSpec.Claim.NOTHING_FOLLOWS_IN_THE_OLD_EPOCH;

import dtlskeying.impl.dtls13.ExtendedKeyUpdate;
import dtlskeying.properties.dtls13.ExtendedUpdatePair.Code;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Effect;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Input;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Short stories of one end, and the last thing that it has to do in each. */
final class ExtendedUpdateAnswers {
    /** P52, P54: the name of the law. */
    static final String LAW =
            "P52 P54 KeyUpdate is out of use, the lower share loses as unsigned bytes, and what has"
                    + " no turn ends the connection";

    private static final Epoch THREE = Epoch.FIRST_OF_TRAFFIC;
    private static final Input.Update UPDATE = new Input.Update(Octets.hex("60"));

    /** What happens to one end, and one of the effects of the last of it. */
    private record Story(ExtendedKeyUpdate start, List<Input> inputs, Effect wanted) {}

    private ExtendedUpdateAnswers() {}

    /** The first story that ends otherwise, if one does. */
    static Optional<String> firstWrong(Code code) {
        for (Story story : stories()) {
            var state = story.start();
            List<Effect> last = List.of();
            for (Input input : story.inputs()) {
                var step = code.apply(state, input);
                state = step.state();
                last = step.effects();
            }
            if (!last.contains(story.wanted()))
                return Optional.of(story.inputs() + " ends with " + last);
        }
        return Optional.empty();
    }

    private static List<Story> stories() {
        var stories = new ArrayList<Story>();
        var begun = ExtendedKeyUpdate.start();
        for (var before : List.of(List.<Input>of(), List.<Input>of(UPDATE))) {
            stories.add(
                    ends(before, new Input.KeyUpdateHeard(THREE), KEY_UPDATE_ENDS_THE_CONNECTION));
            stories.add(ends(before, new Input.UnknownHeard(THREE), SUBTYPES_HAVE_THEIR_TURN));
            stories.add(ends(before, finish(THREE), SUBTYPES_HAVE_THEIR_TURN));
            stories.add(
                    new Story(
                            begun,
                            with(before, new Input.PlainUpdate()),
                            new Effect.Refused(KEY_UPDATE_IS_REPLACED)));
        }
        stories.add(ends(List.of(UPDATE), request("60"), EQUAL_SHARES_END_THE_CONNECTION));
        for (String lower : List.of("05", "5fff"))
            stories.add(
                    new Story(
                            begun,
                            List.of(UPDATE, request(lower)),
                            new Effect.Prevailed(LOWER_REQUEST_IS_IGNORED)));
        for (String higher : List.of("61", "80", "c0", "ff"))
            stories.add(
                    new Story(
                            begun,
                            List.of(UPDATE, request(higher)),
                            new Effect.Abandoned(LOWER_REQUEST_IS_IGNORED)));
        stories.add(
                ends(
                        List.of(request("05"), finish(THREE)),
                        request("06"),
                        NOTHING_FOLLOWS_IN_THE_OLD_EPOCH));
        stories.add(
                new Story(
                        new ExtendedKeyUpdate.NotAgreed(),
                        List.of(request("05")),
                        new Effect.Aborted(UNEXPECTED_MESSAGE, FLAG_IS_NEEDED)));
        return stories;
    }

    private static Story ends(List<Input> before, Input last, Clause why) {
        return new Story(
                ExtendedKeyUpdate.start(),
                with(before, last),
                new Effect.Aborted(UNEXPECTED_MESSAGE, why));
    }

    private static List<Input> with(List<Input> before, Input last) {
        var all = new ArrayList<>(before);
        all.add(last);
        return all;
    }

    private static Input request(String share) {
        return new Input.RequestHeard(THREE, Octets.hex(share), true, Verdict.SOUND);
    }

    private static Input finish(Epoch epoch) {
        return new Input.FinishHeard(epoch, Verdict.SOUND);
    }
}
