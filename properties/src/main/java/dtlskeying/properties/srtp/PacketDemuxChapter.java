package dtlskeying.properties.srtp;

import dtlskeying.impl.srtp.PacketDemux;
import dtlskeying.impl.srtp.Wire;
import dtlskeying.model.srtp.PacketDemuxModel;
import dtlskeying.model.srtp.PacketDemuxModel.Facts;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Reading;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.PacketDemuxSpec.Effect;
import dtlskeying.spec.srtp.PacketDemuxSpec.Input;
import dtlskeying.spec.srtp.PacketKind;

import java.util.ArrayList;
import java.util.List;

/** Figure 7 and the framing rules as the judge sees them. */
public final class PacketDemuxChapter {
    /** The machine and the model of the paths. */
    public static final Chapter<PacketDemux, Input, Effect, Facts> CHAPTER =
            new Chapter<>(
                    "srtp/PacketDemux",
                    List.of(
                            new Start<>(
                                    "an end before its handshake",
                                    new PacketDemux.Handshaking(Wire.START),
                                    Facts.START)),
                    inputs(),
                    PacketDemux::on,
                    new PacketDemuxModel(Reading.defaults()),
                    state -> !(state instanceof PacketDemux.Handshaking));

    private PacketDemuxChapter() {}

    private static List<Input> inputs() {
        var inputs = new ArrayList<Input>();
        for (Media media : Media.values()) inputs.add(new Input.CompletedWithSrtp(media));
        inputs.add(new Input.CompletedWithoutSrtp());
        inputs.add(new Input.Ended());
        for (String head : List.of("", "01", "02", "14", "40", "80", "80e0", "80c8", "c0"))
            inputs.add(new Input.Arrived(Octets.hex(head)));
        for (int type : new int[] {22, 23, 24, 128}) inputs.add(new Input.RecordOpened(type));
        for (int type : new int[] {19, 21, 23, 24}) inputs.add(new Input.SendRecord(type));
        inputs.add(new Input.Write(List.of(PacketKind.RTP)));
        inputs.add(new Input.Write(List.of(PacketKind.RTCP)));
        inputs.add(new Input.Write(List.of(PacketKind.RTP, PacketKind.RTP)));
        inputs.add(new Input.Register("TURN", 64, 79));
        inputs.add(new Input.Register("ours", 60, 70));
        return inputs;
    }
}
