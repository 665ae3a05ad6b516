package dtlskeying.impl.dtls;

import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.UseSrtpSpec.WithoutSrtp;

import java.util.List;

/**
 * What one end wants of use_srtp.
 *
 * @param profiles those that it takes, best first; none if it does not want SRTP at all
 * @param mki what a client offers; {@link Mki#NONE} if it wants no MKI
 * @param takesMki whether a server returns the MKI that it is offered
 * @param without what to do if no profile is shared
 */
public record SrtpTerms(
        List<ProtectionProfile> profiles, Mki mki, boolean takesMki, WithoutSrtp without) {
    /** No SRTP: the records of DTLS protect the data. */
    public static final SrtpTerms NONE =
            new SrtpTerms(List.of(), Mki.NONE, false, WithoutSrtp.FALL_BACK);

    public SrtpTerms {
        profiles = List.copyOf(profiles);
    }

    /** These profiles and nothing else, without an MKI of one's own. */
    public static SrtpTerms of(ProtectionProfile... profiles) {
        return new SrtpTerms(List.of(profiles), Mki.NONE, true, WithoutSrtp.ABORT);
    }

    /** The same, with this MKI on offer. */
    public SrtpTerms withMki(Mki offered) {
        return new SrtpTerms(profiles, offered, takesMki, without);
    }
}
