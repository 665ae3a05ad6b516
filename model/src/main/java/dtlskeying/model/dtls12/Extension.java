package dtlskeying.model.dtls12;

import dtlskeying.spec.srtp.Mki;

import java.util.List;

/**
 * The use_srtp of a hello, or that it has none.
 *
 * @param present whether the hello has one
 * @param profiles code points in their order on the wire
 * @param mki the srtp_mki
 */
public record Extension(boolean present, List<Integer> profiles, Mki mki) {
    /** A hello without use_srtp. */
    public static final Extension ABSENT = new Extension(false, List.of(), Mki.NONE);

    public Extension {
        profiles = List.copyOf(profiles);
    }

    /** A use_srtp with these code points and this MKI. */
    public static Extension of(Mki mki, Integer... profiles) {
        return new Extension(true, List.of(profiles), mki);
    }

    @Override
    public String toString() {
        return present ? profiles + (mki.isNone() ? "" : " mki " + mki) : "no use_srtp";
    }
}
