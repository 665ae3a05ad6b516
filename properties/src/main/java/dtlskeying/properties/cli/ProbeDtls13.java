package dtlskeying.properties.cli;

import dtlskeying.properties.probe.Dtls13Cases;
import dtlskeying.properties.probe.ProbeCase;

import picocli.CommandLine.Command;

import java.util.List;

/** {@code probe dtls13}: DTLS 1.3 at a live peer. */
@Command(
        name = "dtls13",
        description = {
            "Plays good and bad peers of DTLS 1.3 against a live implementation over UDP, and says"
                    + " which clauses it keeps."
        },
        footer = {
            "",
            "Ctrl-C ends a run; what is known by then is printed.",
            "Exit status: 0 no clause is broken, 1 one is, 2 misuse, or nobody is there.",
            "Examples:",
            "  dtls-keying probe dtls13 127.0.0.1:4433",
            "  dtls-keying probe dtls13 127.0.0.1:4433 rfc9147/7 key-update-requested --json",
            "  dtls-keying probe dtls13 --listen 127.0.0.1:5004 --start 'myclient 127.0.0.1:{port}'"
        })
final class ProbeDtls13 extends ProbeVerb {
    @Override
    List<ProbeCase> cases() {
        return Dtls13Cases.all();
    }
}
