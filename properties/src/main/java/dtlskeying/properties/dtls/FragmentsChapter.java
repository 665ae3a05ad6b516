package dtlskeying.properties.dtls;

import dtlskeying.impl.dtls.Fragments;
import dtlskeying.model.dtls.FragmentsModel;
import dtlskeying.model.dtls.FragmentsModel.Facts;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.Fragment;
import dtlskeying.spec.dtls.FragmentLimits;
import dtlskeying.spec.dtls.FragmentsSpec.Effect;
import dtlskeying.spec.dtls.FragmentsSpec.Input;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** RFC 6347 §4.2.2 and §4.2.3 as the judge sees them: three small messages under tight limits. */
public final class FragmentsChapter {
    private static final int LAST_MESSAGE = 0xffff;

    /** Three bytes a message, one message ahead, and room for one stretch of bytes and a bit. */
    private static final FragmentLimits LIMITS = new FragmentLimits(3, 1, 36);

    /** The machine and the model of reassembly. */
    public static final Chapter<Fragments, Input, Effect, Facts> CHAPTER =
            new Chapter<>(
                    "dtls/Fragments",
                    List.of(
                            start("the start of a handshake", 0),
                            start("a handshake before its last message", LAST_MESSAGE)),
                    inputs(),
                    Fragments::on,
                    new FragmentsModel(),
                    FragmentsChapter::hasReadOne);

    private FragmentsChapter() {}

    private static Start<Fragments, Facts> start(String name, int next) {
        return new Start<>(name, Fragments.from(next, LIMITS), Facts.awaiting(next, LIMITS));
    }

    /** Parts that fit, overlap, repeat, disagree and lie; the message after it, and beyond. */
    private static List<Input> inputs() {
        var first =
                Stream.of(
                        part(0, 3, 0, "0a0b0c"),
                        part(0, 3, 0, "0a0b"),
                        part(0, 3, 1, "0b0c"),
                        part(0, 3, 2, "0c"),
                        part(0, 3, 0, "0a"),
                        part(0, 3, 1, "ff0c"),
                        part(0, 2, 0, "0a0b"),
                        part(0, 3, 2, "0c0d"),
                        part(0, 3, 1, ""),
                        part(0, 4, 0, "0a"));
        var others =
                Stream.of(
                        part(1, 0, 0, ""),
                        part(1, 3, 0, "1a"),
                        part(1, 3, 2, "1c"),
                        part(2, 1, 0, "2a"),
                        part(LAST_MESSAGE, 0, 0, ""));
        var inputs = new ArrayList<Input>();
        Stream.concat(first, others).forEach(part -> inputs.add(new Input.Arrived(part)));
        return inputs;
    }

    private static Fragment part(int messageSeq, int length, int offset, String body) {
        return new Fragment(1, length, messageSeq, offset, Octets.hex(body));
    }

    private static boolean hasReadOne(Fragments state) {
        return switch (state) {
            case Fragments.Reassembling reassembling ->
                    reassembling.next() > 0 && reassembling.next() < LAST_MESSAGE;
            case Fragments.Exhausted _ -> true;
        };
    }
}
