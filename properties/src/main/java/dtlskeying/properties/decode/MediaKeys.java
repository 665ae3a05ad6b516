package dtlskeying.properties.decode;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.KeySchedule;
import dtlskeying.impl.srtp.SessionKeys;
import dtlskeying.impl.srtp.SrtpKdf;
import dtlskeying.impl.srtp.UseSrtpData;
import dtlskeying.properties.capture.KeyLog;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.DtlsVersion;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec;

import java.util.Optional;

/**
 * The SRTP keys of one handshake (draft-ietf-avt-dtls-srtp §4.2), or why there are none.
 *
 * @param reason why; empty if the handshake did not agree on SRTP, or if there are keys
 * @param name what they come from, as the key log calls it
 * @param exported the exported block: both keys, both salts
 * @param client what protects the client's packets; null if there are none
 * @param server what protects the server's packets; null if there are none
 */
record MediaKeys(
        String reason,
        String name,
        ProtectionProfile profile,
        Mki mki,
        Secret exported,
        SessionKeys client,
        SessionKeys server) {
    /** Those of a handshake. */
    static MediaKeys of(DtlsVersion version, SeenHandshake handshake) {
        if (handshake.useSrtp().isEmpty()) return missing("");
        if (!(UseSrtpData.decode(handshake.useSrtp().get())
                instanceof UseSrtpData.Decoded.Readable(var data)))
            return missing("the server's use_srtp cannot be read");
        int code = data.profiles().getFirst();
        if (!ProtectionProfile.isKnown(code))
            return missing("the profile 0x%04x is not known here".formatted(code));
        var profile = ProtectionProfile.ofCode(code);
        return exported(version, handshake, profile.exportLength())
                .map(block -> cut(name(version), profile, data.mki(), block))
                .orElseGet(() -> missing(why(version, handshake)));
    }

    /** Keys of a block: client's key, server's key, client's salt, server's salt. */
    static MediaKeys cut(String name, ProtectionProfile profile, Mki mki, Secret block) {
        int key = profile.keyLength();
        int salt = profile.saltLength();
        var client =
                SrtpKdf.derive(profile, block.slice(0, key), block.slice(2 * key, 2 * key + salt));
        var server =
                SrtpKdf.derive(
                        profile,
                        block.slice(key, 2 * key),
                        block.slice(2 * key + salt, 2 * (key + salt)));
        return new MediaKeys("", name, profile, mki, block, client, server);
    }

    boolean isMissing() {
        return client == null;
    }

    /** The same keys, known by another MKI. */
    MediaKeys knownBy(Mki other) {
        return new MediaKeys(reason, name, profile, other, exported, client, server);
    }

    /** What protects the packets of that side. */
    SessionKeys of(Role sender) {
        return sender == Role.CLIENT ? client : server;
    }

    private static Optional<Secret> exported(
            DtlsVersion version, SeenHandshake handshake, int length) {
        String label = SrtpKeyDerivationSpec.LABEL;
        Optional<Octets> random = handshake.clientRandom();
        if (random.isEmpty() || handshake.answer().isEmpty()) return Optional.empty();
        var hello = handshake.answer().get();
        return switch (version) {
            case V1_2 ->
                    handshake
                            .schedule()
                            .map(keys -> keys.export(label, random.get(), hello.random(), length));
            case V1_3 ->
                    CipherSuite.find(hello.cipherSuite())
                            .flatMap(suite ->
                                    handshake
                                            .secret(KeyLog.EXPORTER)
                                            .filter(it -> isOf(suite, it))
                                            .map(it ->
                                                    KeySchedule.of(suite)
                                                            .export(
                                                                    it,
                                                                    label,
                                                                    Octets.EMPTY,
                                                                    length)));
        };
    }

    private static boolean isOf(CipherSuite suite, Secret secret) {
        return secret.length() == suite.hash().length();
    }

    private static String name(DtlsVersion version) {
        return switch (version) {
            case V1_2 -> KeyLog.MASTER_SECRET;
            case V1_3 -> KeyLog.EXPORTER;
        };
    }

    private static String why(DtlsVersion version, SeenHandshake handshake) {
        return switch (version) {
            case V1_2 -> handshake.whyClosed();
            case V1_3 -> handshake.missing(KeyLog.EXPORTER);
        };
    }

    private static MediaKeys missing(String reason) {
        return new MediaKeys(reason, "", null, Mki.NONE, Secret.of(), null, null);
    }
}
