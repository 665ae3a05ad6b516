package dtlskeying.impl.sdp;

import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.FINGERPRINT_IS_HASH_AND_PAIRS;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.SETUP_ANSWERS_SETUP;

import dtlskeying.impl.crypto.Fingerprint;
import dtlskeying.impl.crypto.Hash;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code a=} lines: setup, fingerprint and rtcp-mux. */
final class AttributeReader {
    private static final Pattern FINGERPRINT =
            Pattern.compile("([A-Za-z0-9-]+) ([0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2})*+)");
    private static final HexFormat PAIRS = HexFormat.ofDelimiter(":");

    private AttributeReader() {}

    /** What holds after an attribute, {@code name} or {@code name:value}. */
    @Cites("rfc8866/5.13/a")
    static SdpResult<Attributes> read(Attributes before, String attribute) {
        int colon = attribute.indexOf(':');
        String name = colon < 0 ? attribute : attribute.substring(0, colon);
        String value = colon < 0 ? "" : attribute.substring(colon + 1);
        return switch (name) {
            case "setup" -> setup(before, value);
            case "fingerprint" -> fingerprint(before, value);
            case "rtcp-mux" -> new SdpResult.Value<>(before.multiplexed());
            default -> new SdpResult.Value<>(before);
        };
    }

    private static SdpResult<Attributes> setup(Attributes before, String value) {
        var setup = Setup.ofToken(value);
        if (setup.isEmpty())
            return refuse(
                    SETUP_ANSWERS_SETUP, "setup is active, passive, actpass or holdconn: " + value);
        if (before.setup() != Setup.UNSAID)
            return refuse(SETUP_ANSWERS_SETUP, "a second setup for the same");
        return new SdpResult.Value<>(before.withSetup(setup.get()));
    }

    /** Digits may be small, though the text demands capitals: many send them so. */
    private static SdpResult<Attributes> fingerprint(Attributes before, String value) {
        Matcher parts = FINGERPRINT.matcher(value);
        if (!parts.matches())
            return refuse(
                    FINGERPRINT_IS_HASH_AND_PAIRS, "a fingerprint is such as sha-256 AB:CD:...");
        Optional<Hash> hash = hash(parts.group(1));
        if (hash.isEmpty()) return new SdpResult.Value<>(before);
        Octets digest = Octets.of(PAIRS.parseHex(parts.group(2)));
        if (digest.length() != hash.get().length())
            return refuse(
                    FINGERPRINT_IS_HASH_AND_PAIRS,
                    "%s has %d bytes, not %d"
                            .formatted(parts.group(1), hash.get().length(), digest.length()));
        var all = new ArrayList<>(before.fingerprints());
        all.add(new Fingerprint(hash.get(), digest));
        return new SdpResult.Value<>(before.withFingerprints(all));
    }

    /** The hash of that name; MD2 and MD5 must not be used, and none is known (RFC 8122 §5). */
    private static Optional<Hash> hash(String name) {
        return Arrays.stream(Hash.values())
                .filter(each -> each.text().equalsIgnoreCase(name))
                .findFirst();
    }

    private static SdpResult<Attributes> refuse(Clause clause, String reason) {
        return new SdpResult.Refused<>(0, clause, reason);
    }
}
