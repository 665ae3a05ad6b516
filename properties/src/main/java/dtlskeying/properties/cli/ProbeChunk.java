package dtlskeying.properties.cli;

import dtlskeying.properties.probe.ChunkCases;
import dtlskeying.properties.probe.ProbeCase;

import picocli.CommandLine.Command;

import java.util.List;

/** {@code probe chunk}: SCTP under the DTLS chunk at a live peer. */
@Command(
        name = "chunk",
        description = {
            "Plays good and bad peers of SCTP under the DTLS chunk over UDP (RFC 6951), and says"
                    + " which clauses are kept: against an end that waits for an association at"
                    + " SCTP port 5001, or, with --listen, against one that opens it to that port."
        },
        footer = {
            "",
            "Ctrl-C ends a run; what is known by then is printed.",
            "Exit status: 0 no clause is broken, 1 one is, 2 misuse, or nobody is there.",
            "Examples:",
            "  dtls-keying probe chunk 127.0.0.1:0 --jobs 4 \\",
            "      --start 'dtls-keying run chunk --listen 127.0.0.1:{port}'",
            "  dtls-keying probe chunk 127.0.0.1:9899 dtls-chunk/4 chunk-replayed",
            "  dtls-keying probe chunk --listen 127.0.0.1:9899 \\",
            "      --start 'dtls-keying run chunk --connect 127.0.0.1:{port}'"
        })
final class ProbeChunk extends ProbeVerb {
    @Override
    List<ProbeCase> cases() {
        return ChunkCases.all();
    }
}
