package dtlskeying.impl.sdp;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** RFC 4145 §4: who starts the handshake. */
public enum Setup {
    /** This end starts. */
    ACTIVE,
    /** The other end starts. */
    PASSIVE,
    /** Either: the answer decides. */
    ACTPASS,
    /** Nobody, for the time being. */
    HOLDCONN,
    /** Nothing is said: active in an offer, passive in an answer. */
    UNSAID;

    /** The value as the attribute has it; {@code unsaid} is never written. */
    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The value of that token; nothing for any other. */
    public static Optional<Setup> ofToken(String token) {
        return Arrays.stream(values())
                .filter(each -> each != UNSAID && each.token().equals(token))
                .findFirst();
    }
}
