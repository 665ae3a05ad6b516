package dtlskeying.properties.cli;

import dtlskeying.properties.probe.ProbeCase;
import dtlskeying.properties.probe.SrtpCases;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.util.List;

/** {@code probe srtp}: DTLS-SRTP at a live peer. */
@Command(
        name = "srtp",
        description = {
            "Plays good and bad peers of DTLS-SRTP against a live implementation over UDP, and says"
                    + " which clauses it keeps."
        },
        footer = {
            "",
            "Ctrl-C ends a run; what is known by then is printed.",
            "Exit status: 0 no clause is broken, 1 one is, 2 misuse, or nobody is there.",
            "Examples:",
            "  dtls-keying probe srtp 127.0.0.1:4433",
            "  dtls-keying probe srtp 127.0.0.1:4433 dtls-srtp/4.1.3 use-srtp-twice --should",
            "  dtls-keying probe srtp 127.0.0.1:0 --jobs 4 --junit probe.xml \\",
            "      --start 'openssl s_server -dtls1_2 -accept 127.0.0.1:{port} -cert c.pem \\",
            "          -key k.pem -verify 1 -use_srtp SRTP_AES128_CM_SHA1_80'",
            "  dtls-keying probe srtp 127.0.0.1:0 --msl 2 rfc3711 dtls-srtp/5.2 \\",
            "      --start 'dtls-keying run srtp --listen 127.0.0.1:{port} --echo --msl 2'",
            "  dtls-keying probe srtp --listen 127.0.0.1:5004 --start 'myclient 127.0.0.1:{port}'"
        })
final class ProbeSrtp extends ProbeVerb {
    @Option(
            names = "--msl",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = {
                "How long the peer keeps the keys before a re-handshake (default: ${DEFAULT-VALUE});",
                "cases of old keys wait for so long."
            })
    private double segmentLifetime;

    @Override
    double segmentLifetime() {
        return segmentLifetime;
    }

    @Override
    List<ProbeCase> cases() {
        return SrtpCases.all();
    }
}
