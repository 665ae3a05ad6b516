package dtlskeying.properties.cli;

import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.DtlsVersion;

import picocli.CommandLine.Option;

import java.util.Set;

/** Which versions of DTLS our end speaks, or both ends. */
final class VersionOptions {
    private static final String ANY = "any";

    @Option(
            names = "--dtls",
            paramLabel = "VERSION",
            description =
                    "1.2, 1.3, or any: whichever the peer has too, best first (default: any; 1.2"
                            + " if a server is to start re-handshakes, which 1.3 does not have).")
    private String version;

    /** The versions for a run whose re-handshakes are planned so. */
    Set<DtlsVersion> spoken(RekeyPlan plan) {
        boolean isServerToAsk = plan.count() > 0 && plan.starter() == Role.SERVER;
        return switch (version == null ? isServerToAsk ? "1.2" : ANY : version) {
            case "1.2" -> Set.of(DtlsVersion.V1_2);
            case "1.3" -> Set.of(only13(isServerToAsk));
            case ANY -> Set.of(DtlsVersion.V1_2, DtlsVersion.V1_3);
            default -> throw new Misuse("--dtls is 1.2, 1.3 or any, not " + version);
        };
    }

    private static DtlsVersion only13(boolean isServerToAsk) {
        if (isServerToAsk)
            throw new Misuse(
                    "--rehandshake-by server needs --dtls 1.2: over DTLS 1.3 only a client can open"
                            + " a fresh association");
        return DtlsVersion.V1_3;
    }

    /** Whether one was asked for that has no sessions to resume. */
    boolean excludesResumption() {
        return "1.3".equals(version);
    }
}
