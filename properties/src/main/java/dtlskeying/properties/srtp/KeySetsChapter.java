package dtlskeying.properties.srtp;

import static dtlskeying.spec.srtp.KeySetsSpec.MAXIMUM_SEGMENT_LIFETIME;

import dtlskeying.impl.srtp.KeySet;
import dtlskeying.impl.srtp.KeySets;
import dtlskeying.model.srtp.KeySetsModel;
import dtlskeying.model.srtp.KeySetsModel.Facts;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.spec.Reading;
import dtlskeying.spec.srtp.KeySetsSpec.Effect;
import dtlskeying.spec.srtp.KeySetsSpec.Input;
import dtlskeying.spec.srtp.Mki;

import java.util.List;
import java.util.Set;

/** §4.3, §5.2 and §7.3.2 as the judge sees them. */
public final class KeySetsChapter {
    private static final Mki A = Mki.hex("0a");
    private static final Mki B = Mki.hex("0b");

    /** The machine and the model of key sets. */
    public static final Chapter<KeySets, Input, Effect, Facts> CHAPTER =
            new Chapter<>(
                    "srtp/KeySets",
                    List.of(
                            new Start<>(
                                    "an end before its handshake",
                                    new KeySets.Unkeyed(MAXIMUM_SEGMENT_LIFETIME),
                                    Facts.START),
                            rekeyed("an end after a re-key without MKIs", Mki.NONE, Mki.NONE),
                            rekeyed("an end after a re-key with MKIs", A, B)),
                    inputs(),
                    KeySets::on,
                    new KeySetsModel(MAXIMUM_SEGMENT_LIFETIME, Reading.defaults()),
                    state -> state instanceof KeySets.Settled(_, var keys) && keys.handshake() > 1);

    private KeySetsChapter() {}

    private static Start<KeySets, Facts> rekeyed(String name, Mki first, Mki second) {
        return new Start<>(
                name,
                new KeySets.Overlapping(
                        MAXIMUM_SEGMENT_LIFETIME,
                        KeySet.fresh(2, second),
                        KeySet.fresh(1, first),
                        0),
                new Facts(List.of(facts(2, second), facts(1, first)), 2, 0));
    }

    private static KeySetsModel.KeySet facts(int handshake, Mki mki) {
        return new KeySetsModel.KeySet(handshake, mki, Set.of());
    }

    private static List<Input> inputs() {
        return List.of(
                new Input.Completed(1, Mki.NONE),
                new Input.Completed(2, Mki.NONE),
                new Input.Completed(3, Mki.NONE),
                new Input.Completed(3, A),
                new Input.Protect(),
                new Input.Arrived(Mki.NONE, 10, List.of(1)),
                new Input.Arrived(Mki.NONE, 11, List.of(2)),
                new Input.Arrived(Mki.NONE, 75, List.of(2)),
                new Input.Arrived(Mki.NONE, 76, List.of(1)),
                new Input.Arrived(Mki.NONE, 12, List.of()),
                new Input.Arrived(A, 10, List.of(1)),
                new Input.Arrived(B, 11, List.of(2)),
                new Input.Arrived(B, 10, List.of(1)),
                new Input.Passed(1),
                new Input.Passed(MAXIMUM_SEGMENT_LIFETIME - 1),
                new Input.Passed(MAXIMUM_SEGMENT_LIFETIME));
    }
}
