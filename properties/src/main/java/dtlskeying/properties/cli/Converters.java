package dtlskeying.properties.cli;

import dtlskeying.impl.crypto.Fingerprint;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;

import picocli.CommandLine.TypeConversionException;

import java.util.Arrays;
import java.util.function.Function;

/** From the words of a command to values; a word that does not fit is told why. */
final class Converters {
    private Converters() {}

    /** A suite of DTLS 1.3 by its name or its code point. */
    static CipherSuite suite(String text) {
        return read(text, Converters::parseSuite);
    }

    private static CipherSuite parseSuite(String text) {
        return Arrays.stream(CipherSuite.values())
                .filter(suite ->
                        suite.name().equalsIgnoreCase(text)
                                || "0x%04x".formatted(suite.code()).equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                text + " is none of " + Arrays.toString(CipherSuite.values())));
    }

    static Octets octets(String digits) {
        return read(digits, Octets::hex);
    }

    static Mki mki(String digits) {
        return read(digits, Mki::hex);
    }

    static ProtectionProfile profile(String name) {
        return read(name, ProtectionProfile::parse);
    }

    static HostPort hostPort(String text) {
        return read(text, HostPort::parse);
    }

    static ExportWish exportWish(String text) {
        return read(text, ExportWish::parse);
    }

    static Share share(String text) {
        return read(text, Share::parse);
    }

    static ReauthenticationWish reauthentication(String text) {
        return read(text, ReauthenticationWish::parse);
    }

    /** SHA-256 unless another hash is named. */
    static Fingerprint fingerprint(String text) {
        String pairs = text.strip();
        return read(pairs.contains(" ") ? pairs : "sha-256 " + pairs, Fingerprint::parse);
    }

    private static <V> V read(String word, Function<String, V> reader) {
        try {
            return reader.apply(word);
        } catch (IllegalArgumentException unfit) {
            throw new TypeConversionException(unfit.getMessage());
        }
    }
}
