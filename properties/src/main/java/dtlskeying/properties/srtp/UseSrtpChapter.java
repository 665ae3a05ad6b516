package dtlskeying.properties.srtp;

import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AEAD_AES_128_GCM;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_32;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;
import static dtlskeying.spec.srtp.UseSrtpSpec.Carriage.RTP_OVER_DTLS;

import dtlskeying.impl.srtp.UseSrtp;
import dtlskeying.model.srtp.UseSrtpModel;
import dtlskeying.model.srtp.UseSrtpModel.Facts;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.spec.Reading;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.UseSrtpSpec.Carriage;
import dtlskeying.spec.srtp.UseSrtpSpec.Effect;
import dtlskeying.spec.srtp.UseSrtpSpec.Input;
import dtlskeying.spec.srtp.UseSrtpSpec.WithoutSrtp;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** §4.1.1 as the judge sees it. */
public final class UseSrtpChapter {
    /** A code point that no profile has. */
    public static final int UNKNOWN = 0x7777;

    private static final int FIRST = SRTP_AES128_CM_HMAC_SHA1_80.code();
    private static final int SECOND = SRTP_AES128_CM_HMAC_SHA1_32.code();
    private static final int THIRD = SRTP_AEAD_AES_128_GCM.code();

    /** The machine and the model of the negotiation. */
    public static final Chapter<UseSrtp, Input, Effect, Facts> CHAPTER =
            new Chapter<>(
                    "srtp/UseSrtp",
                    starts(),
                    inputs(),
                    UseSrtp::on,
                    new UseSrtpModel(Reading.defaults()),
                    UseSrtpChapter::isFinished);

    private UseSrtpChapter() {}

    private static List<Start<UseSrtp, Facts>> starts() {
        var starts = new ArrayList<Start<UseSrtp, Facts>>();
        for (WithoutSrtp otherwise : WithoutSrtp.values()) {
            for (Carriage carriage : Carriage.values()) {
                starts.add(client(carriage, otherwise));
                starts.add(
                        server(
                                carriage,
                                otherwise,
                                SRTP_AES128_CM_HMAC_SHA1_80,
                                SRTP_AEAD_AES_128_GCM));
            }
            starts.add(server(RTP_OVER_DTLS, otherwise));
        }
        return starts;
    }

    private static Start<UseSrtp, Facts> client(Carriage carriage, WithoutSrtp otherwise) {
        return new Start<>(
                "a client for " + carriage + ", else " + otherwise,
                new UseSrtp.Proposing(carriage, otherwise),
                Facts.client(carriage, otherwise));
    }

    private static Start<UseSrtp, Facts> server(
            Carriage carriage, WithoutSrtp otherwise, ProtectionProfile... supported) {
        return new Start<>(
                "a server for " + carriage + " with " + List.of(supported) + ", else " + otherwise,
                new UseSrtp.Listening(carriage, List.of(supported), otherwise),
                Facts.server(carriage, Set.of(supported), otherwise));
    }

    private static List<Input> inputs() {
        return List.of(
                new Input.Propose(List.of()),
                new Input.Propose(List.of(SRTP_AES128_CM_HMAC_SHA1_80)),
                new Input.Propose(
                        List.of(SRTP_AES128_CM_HMAC_SHA1_32, SRTP_AES128_CM_HMAC_SHA1_80)),
                new Input.Offered(List.of(FIRST)),
                new Input.Offered(List.of(SECOND)),
                new Input.Offered(List.of(UNKNOWN, SECOND, THIRD, FIRST)),
                new Input.Offered(List.of(UNKNOWN)),
                new Input.NotOffered(),
                new Input.Answered(List.of()),
                new Input.Answered(List.of(FIRST)),
                new Input.Answered(List.of(SECOND)),
                new Input.Answered(List.of(SECOND, FIRST)),
                new Input.Answered(List.of(UNKNOWN)),
                new Input.NotAnswered(),
                new Input.Unreadable());
    }

    private static boolean isFinished(UseSrtp state) {
        return state instanceof UseSrtp.Settled
                || state instanceof UseSrtp.Unprotected
                || state instanceof UseSrtp.Failed;
    }
}
