package dtlskeying.properties.srtp;

import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.CLIENT_LISTS_PROFILES_BY_PREFERENCE;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.UNREADABLE_MESSAGE_IS_REFUSED;

import dtlskeying.impl.srtp.UseSrtpData;
import dtlskeying.impl.srtp.UseSrtpData.Decoded;
import dtlskeying.impl.srtp.UseSrtpData.Decoded.Readable;
import dtlskeying.impl.srtp.UseSrtpData.Decoded.Unreadable;
import dtlskeying.impl.srtp.UseSrtpData.Flaw;
import dtlskeying.properties.Guard;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Known bugs of whoever reads use_srtp: our codec, wrapped. */
public final class UseSrtpGuards {
    static final String NAME = "P04 UseSrtpCodecRoundTrip";

    /** Each bug, with the property that notices it. */
    public static final List<Guard> ALL =
            List.of(
                    guard(
                            "X04",
                            "the length of the MKI is read as a signed byte",
                            UseSrtpGuards::signedLength),
                    guard(
                            "X04a",
                            "bytes after the MKI are ignored",
                            UseSrtpGuards::ignoringTheTrail),
                    guard(
                            "X04b",
                            "an extension that ends after the list is read as one without an MKI",
                            UseSrtpGuards::supplyingTheMki));

    private UseSrtpGuards() {}

    private static Guard guard(String bug, String story, Function<Octets, Decoded> sick) {
        return new Guard(
                bug,
                story,
                Set.of(CLIENT_LISTS_PROFILES_BY_PREFERENCE, UNREADABLE_MESSAGE_IS_REFUSED),
                NAME,
                () -> violation(sick));
    }

    /** Every length of MKI is read back; what is cut, or goes on, is refused. */
    static Optional<String> violation(Function<Octets, Decoded> decode) {
        for (int length = 0; length <= Mki.MAX_LENGTH; length++) {
            var data = new UseSrtpData(List.of(1, 7), new Mki(Octets.of(new byte[length])));
            Octets whole = data.encode();
            if (!decode.apply(whole).equals(new Readable(data)))
                return Optional.of("an MKI of " + length + " bytes is not read back");
            if (decode.apply(Octets.concat(whole, Octets.hex("00"))) instanceof Readable)
                return Optional.of("a byte after " + whole + " is read over");
            for (int cut = 0; cut < whole.length(); cut++)
                if (decode.apply(whole.slice(0, cut)) instanceof Readable)
                    return Optional.of(whole.slice(0, cut) + " is taken for whole");
        }
        return Optional.empty();
    }

    private static Decoded signedLength(Octets bytes) {
        var healthy = UseSrtpData.decode(bytes);
        return healthy instanceof Readable(var data) && (byte) data.mki().length() < 0
                ? new Unreadable(Flaw.BYTES_TRAIL)
                : healthy;
    }

    private static Decoded ignoringTheTrail(Octets bytes) {
        for (int end = bytes.length(); end > 0; end--) {
            var read = UseSrtpData.decode(bytes.slice(0, end));
            if (!read.equals(new Unreadable(Flaw.BYTES_TRAIL))) return read;
        }
        return UseSrtpData.decode(bytes);
    }

    private static Decoded supplyingTheMki(Octets bytes) {
        var healthy = UseSrtpData.decode(bytes);
        return healthy.equals(new Unreadable(Flaw.MKI_LENGTH_IS_MISSING))
                ? UseSrtpData.decode(Octets.concat(bytes, Octets.hex("00")))
                : healthy;
    }
}
