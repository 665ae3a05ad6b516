package dtlskeying.properties.srtp;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls12.CipherSuite;
import dtlskeying.impl.dtls12.KeySchedule;
import dtlskeying.properties.Guard;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Claim;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** P13: what the exporter gives to SRTP has nothing in common with what the records use. */
public final class ExportGuards {
    static final String NAME = "P13 SrtpKeysDistinctFromDtlsRecordKeys";

    /** The bug of one block for both, and the property that notices it. */
    public static final List<Guard> ALL =
            List.of(
                    new Guard(
                            "one-block",
                            "SRTP's keys are cut from the key block of the records",
                            Set.of(Claim.SRTP_KEYS_COME_FROM_THE_EXPORTER),
                            NAME,
                            () -> violation(ExportGuards::ofTheRecords)),
                    new Guard(
                            "no-randoms",
                            "the exporter takes no randoms in, so that a resumed session has the"
                                    + " keys of the first",
                            Set.of(Claim.SRTP_KEYS_COME_FROM_THE_EXPORTER),
                            NAME,
                            () ->
                                    violation((keys, client, server) ->
                                            healthy(keys, Octets.EMPTY, Octets.EMPTY))));

    private static final int WINDOW = 8;

    private ExportGuards() {}

    /** What SRTP gets of a handshake, 60 bytes. */
    interface Export {
        Octets of(KeySchedule keys, Octets clientRandom, Octets serverRandom);
    }

    /** Ours. */
    static Octets healthy(KeySchedule keys, Octets clientRandom, Octets serverRandom) {
        return keys.export(SrtpKeyDerivationSpec.LABEL, clientRandom, serverRandom, 60).octets();
    }

    private static Octets ofTheRecords(KeySchedule keys, Octets client, Octets server) {
        Octets seed = Octets.concat(server, client);
        return keys.suite().prf().derive(keys.masterSecret(), "key expansion", seed, 60).octets();
    }

    /** Eight bytes in a row that an export shares with record keys, or with another export. */
    static Optional<String> violation(Export export) {
        Octets client = Octets.hex("11".repeat(32));
        for (CipherSuite suite : CipherSuite.values()) {
            var keys = new KeySchedule(suite, Secret.of(Octets.hex("22".repeat(48))));
            var seen = new HashSet<Octets>();
            for (int handshake = 0; handshake < 3; handshake++) {
                Octets server = Octets.hex(String.format("%02x", handshake).repeat(32));
                var block = keys.keyBlock(client, server);
                seen.addAll(windows(block.clientKey().octets()));
                seen.addAll(windows(block.serverKey().octets()));
                var exported = windows(export.of(keys, client, server));
                for (Octets window : exported)
                    if (seen.contains(window))
                        return Optional.of(suite + ": " + window + " is used for something else");
                seen.addAll(exported);
            }
        }
        return Optional.empty();
    }

    private static Set<Octets> windows(Octets bytes) {
        var windows = new HashSet<Octets>();
        for (int at = 0; at + WINDOW <= bytes.length(); at++)
            windows.add(bytes.slice(at, at + WINDOW));
        return windows;
    }
}
