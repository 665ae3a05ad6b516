package dtlskeying.properties.srtp;

import dtlskeying.impl.srtp.SrtpKeyDerivation;
import dtlskeying.model.srtp.SrtpKeyDerivationModel;
import dtlskeying.model.srtp.SrtpKeyDerivationModel.Facts;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.spec.Reading;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Effect;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Input;

import java.util.ArrayList;
import java.util.List;

/** §4.2 as the judge sees it. */
public final class SrtpKeyDerivationChapter {
    /** The machine and the model of the derivation, keys by name. */
    public static final Chapter<SrtpKeyDerivation, Input, Effect, Facts> CHAPTER =
            new Chapter<>(
                    "srtp/SrtpKeyDerivation",
                    starts(),
                    inputs(),
                    SrtpKeyDerivation::on,
                    new SrtpKeyDerivationModel(Reading.defaults()),
                    SrtpKeyDerivation.Keyed.class::isInstance);

    private SrtpKeyDerivationChapter() {}

    private static List<Start<SrtpKeyDerivation, Facts>> starts() {
        var starts = new ArrayList<Start<SrtpKeyDerivation, Facts>>();
        for (Role role : Role.values())
            for (Media media : Media.values())
                starts.add(
                        new Start<>(
                                "a " + role.text() + " with " + media,
                                new SrtpKeyDerivation.Unkeyed(role, media),
                                Facts.start(role, media)));
        return starts;
    }

    private static List<Input> inputs() {
        var inputs = new ArrayList<Input>();
        for (ProtectionProfile profile : ProtectionProfile.values())
            inputs.add(new Input.Completed(1, profile));
        inputs.add(new Input.Completed(2, ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80));
        for (Role owner : Role.values())
            for (PacketKind kind : PacketKind.values()) {
                inputs.add(new Input.Protect(owner, kind));
                inputs.add(new Input.Unprotect(owner, kind));
            }
        return inputs;
    }
}
