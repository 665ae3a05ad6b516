package dtlskeying.impl.dtls12;

import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.UNREADABLE_MESSAGE_IS_REFUSED;

import dtlskeying.spec.Alert;
import dtlskeying.spec.dtls.Verdict;

/** The verdict on bytes that are no message. */
final class Unreadable {
    static final Verdict MESSAGE =
            new Verdict.Unsound(Alert.DECODE_ERROR, UNREADABLE_MESSAGE_IS_REFUSED);

    private Unreadable() {}
}
