package dtlskeying.properties.interop;

import dtlskeying.spec.Role;

import java.nio.file.Path;

/**
 * A peer that the probe is put to, as {@code vectors/probe} names it.
 *
 * @param name of its file: the library and the role, lowercase with hyphens
 * @param library how it calls itself
 * @param version that of this machine
 * @param start the command that starts it, with {@code server.pem}, {@code server.key}, {@code
 *     client.pem} and {@code client.key} for the files of certificates and keys; {@code --shim} if
 *     it is driven in virtual time
 * @param family the probe's verb for it
 */
record ProbedPeer(
        String name, String library, String version, Role role, String family, String start) {
    /** What a reader types to see a case again; CASE stands for its name. */
    String command() {
        String other = role.peer().text();
        String start =
                this.start.startsWith("--shim")
                        ? "--as %s %s".formatted(role.text(), this.start)
                        : "--start '%s' --cert %s.pem --key %2$s.key".formatted(this.start, other);
        String where =
                this.start.startsWith("--shim")
                        ? ""
                        : role == Role.SERVER ? "127.0.0.1:0 " : "--listen 127.0.0.1:0 ";
        return "dtls-keying probe %s %sCASE %s".formatted(family, where, start);
    }

    /** The command with files of these parties, and the program, if it is one of ours. */
    String startWith(Path directory, String program, Path compiled) {
        String command = start.replace(program + " ", compiled + " ");
        return startWith(directory, command);
    }

    /** The command with files of these parties. */
    String startWith(Path directory) {
        return startWith(directory, start);
    }

    private static String startWith(Path directory, String command) {
        var server = ProbePeers.server();
        var client = ProbePeers.client();
        return "exec "
                + command.replace("server.pem", server.certificateFile(directory))
                        .replace("server.key", server.keyFile(directory))
                        .replace("client.pem", client.certificateFile(directory))
                        .replace("client.key", client.keyFile(directory));
    }
}
