package dtlskeying.properties.srtp;

import static dtlskeying.spec.srtp.SrtpTransformSpec.RTCP_INDICES;
import static dtlskeying.spec.srtp.SrtpTransformSpec.RTP_INDICES;

import dtlskeying.impl.srtp.PacketIndex;
import dtlskeying.impl.srtp.SrtpTransform;
import dtlskeying.model.srtp.SrtpTransformModel;
import dtlskeying.model.srtp.SrtpTransformModel.Facts;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.spec.srtp.SrtpTransformSpec.Effect;
import dtlskeying.spec.srtp.SrtpTransformSpec.Input;
import dtlskeying.spec.srtp.SrtpTransformSpec.Tag;

import java.util.ArrayList;
import java.util.List;

/** RFC 3711 §3.3 as the judge sees it: the indices of one source in one direction. */
public final class SrtpTransformChapter {
    private static final long REKEYED_AT = 0x1fffe;

    /** The machine and the model of the indices. */
    public static final Chapter<SrtpTransform, Input, Effect, Facts> CHAPTER =
            new Chapter<>(
                    "srtp/SrtpTransform",
                    starts(),
                    inputs(),
                    SrtpTransform::on,
                    new SrtpTransformModel(),
                    state -> !(state instanceof SrtpTransform.Unused));

    private SrtpTransformChapter() {}

    private static List<Start<SrtpTransform, Facts>> starts() {
        return List.of(
                new Start<>("a fresh source", SrtpTransform.FRESH, Facts.fresh(0, 0)),
                new Start<>(
                        "a source after a re-key at 1fffe",
                        new SrtpTransform.Unused(new PacketIndex.Heard(REKEYED_AT), 7),
                        Facts.after(REKEYED_AT, 7)),
                new Start<>(
                        "a source near the end of its indices",
                        new SrtpTransform.Unused(
                                new PacketIndex.Heard(RTP_INDICES - 2), RTCP_INDICES - 1),
                        Facts.after(RTP_INDICES - 2, RTCP_INDICES - 1)));
    }

    private static List<Input> inputs() {
        var inputs = new ArrayList<Input>();
        for (int sequence : new int[] {0, 1, 0xffff}) inputs.add(new Input.Send(sequence));
        inputs.add(new Input.SendControl());
        for (long index : new long[] {1, 70, 0x8001, 0xffff, 0x10001, 0x20001})
            inputs.add(new Input.Arrive((int) (index % 0x10000), new Tag.Genuine(index)));
        for (int sequence : new int[] {1, 0x7000})
            inputs.add(new Input.Arrive(sequence, new Tag.Forged()));
        for (long index : new long[] {1, 20, 70})
            inputs.add(new Input.ArriveControl(index, new Tag.Genuine(index)));
        inputs.add(new Input.ArriveControl(70, new Tag.Forged()));
        return inputs;
    }
}
