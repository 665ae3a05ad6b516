package dtlskeying.properties.dtls13;

import dtlskeying.impl.dtls13.ExtendedKeyUpdate;
import dtlskeying.impl.dtls13.ExtendedKeyUpdate.Exchange;
import dtlskeying.impl.dtls13.ExtendedKeyUpdate.NotAgreed;
import dtlskeying.impl.dtls13.ExtendedKeyUpdate.Reading;
import dtlskeying.impl.dtls13.ExtendedKeyUpdate.Running;
import dtlskeying.model.dtls13.ExtendedKeyUpdateFacts;
import dtlskeying.model.dtls13.ExtendedKeyUpdateFacts.PeersRequest;
import dtlskeying.model.dtls13.ExtendedKeyUpdateModel;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Effect;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Input;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Kind;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Extended key update as the judge sees it: after a handshake, in the middle of an exchange, at the
 * end of all epochs, and without the flag.
 */
public final class ExtendedKeyUpdateChapter {
    private static final Epoch THREE = Epoch.FIRST_OF_TRAFFIC;
    private static final Epoch FOUR = THREE.next();
    private static final Epoch LAST_BUT_ONE = new Epoch(Epoch.LAST.number() - 1);
    private static final Octets HIGHER = Octets.hex("c0");
    private static final Verdict OTHER_GROUP =
            new Verdict.Unsound(Alert.ILLEGAL_PARAMETER, Claim.GROUP_IS_THE_HANDSHAKES);
    private static final Verdict TOO_EARLY =
            new Verdict.Unsound(Alert.UNEXPECTED_MESSAGE, Claim.UPDATES_FOLLOW_FINISHED);

    /** The machine and the model of extended updates. */
    public static final Chapter<ExtendedKeyUpdate, Input, Effect, ExtendedKeyUpdateFacts> CHAPTER =
            new Chapter<>(
                    "dtls13/ExtendedKeyUpdate",
                    starts(),
                    inputs(),
                    ExtendedKeyUpdate::on,
                    new ExtendedKeyUpdateModel(dtlskeying.spec.Reading.defaults()),
                    ExtendedKeyUpdateChapter::isAtRest);

    private ExtendedKeyUpdateChapter() {}

    private static List<Start<ExtendedKeyUpdate, ExtendedKeyUpdateFacts>> starts() {
        return List.of(
                resting("after a handshake", THREE),
                new Start<>(
                        "with its finish out",
                        new Running(new Exchange.Finishing(THREE), new Reading.Overlapping(FOUR)),
                        new ExtendedKeyUpdateFacts(
                                true, 3, 3, 4, Set.of(), PeersRequest.NONE, false)),
                new Start<>(
                        "with old keys still there",
                        new Running(new Exchange.Quiet(FOUR), new Reading.Overlapping(FOUR)),
                        new ExtendedKeyUpdateFacts(
                                true, 4, 3, 4, Set.of(), PeersRequest.NONE, false)),
                resting("near the last epoch", LAST_BUT_ONE),
                resting("in the last epoch", Epoch.LAST),
                new Start<>(
                        "without the flag", new NotAgreed(), ExtendedKeyUpdateFacts.without(3)));
    }

    private static Start<ExtendedKeyUpdate, ExtendedKeyUpdateFacts> resting(
            String name, Epoch epoch) {
        return new Start<>(
                name, ExtendedKeyUpdate.startAt(epoch), ExtendedKeyUpdateFacts.at(epoch.number()));
    }

    private static List<Input> inputs() {
        var inputs = new ArrayList<Input>();
        inputs.add(new Input.Update(Octets.hex("60")));
        inputs.add(new Input.PlainUpdate());
        for (String share : List.of("05", "60", "c0"))
            inputs.add(request(THREE, Octets.hex(share), true, Verdict.SOUND));
        for (Epoch epoch : List.of(THREE, FOUR))
            inputs.add(request(epoch, HIGHER, false, Verdict.SOUND));
        for (Epoch epoch : List.of(FOUR, LAST_BUT_ONE, Epoch.LAST))
            inputs.add(request(epoch, HIGHER, true, Verdict.SOUND));
        for (Verdict fault : List.of(OTHER_GROUP, TOO_EARLY))
            inputs.add(request(THREE, HIGHER, true, fault));
        inputs.add(new Input.Ready());
        for (Epoch epoch : List.of(THREE, FOUR, LAST_BUT_ONE)) {
            inputs.add(new Input.ResponseHeard(epoch, Verdict.SOUND));
            inputs.add(new Input.FinishHeard(epoch, Verdict.SOUND));
        }
        inputs.add(new Input.ResponseHeard(THREE, OTHER_GROUP));
        inputs.add(new Input.FinishHeard(THREE, TOO_EARLY));
        inputs.add(new Input.UnknownHeard(THREE));
        inputs.add(new Input.KeyUpdateHeard(THREE));
        for (Kind kind : Kind.values()) inputs.add(new Input.Acknowledged(kind));
        inputs.add(new Input.NewKeysHeard());
        return inputs;
    }

    private static Input request(Epoch epoch, Octets share, boolean ready, Verdict verdict) {
        return new Input.RequestHeard(epoch, share, ready, verdict);
    }

    private static boolean isAtRest(ExtendedKeyUpdate state) {
        return switch (state) {
            case NotAgreed() -> true;
            case Running(var exchange, var reading) ->
                    exchange instanceof Exchange.Quiet && reading instanceof Reading.Current;
            case ExtendedKeyUpdate.Broken() -> true;
        };
    }
}
