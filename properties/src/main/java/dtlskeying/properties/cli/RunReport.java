package dtlskeying.properties.cli;

import dtlskeying.impl.crypto.Fingerprint;
import dtlskeying.impl.crypto.Hash;
import dtlskeying.spec.Role;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.PrintWriter;
import java.util.List;

/**
 * The end of a run, for people and for programs.
 *
 * @param role {@code client}, {@code server} or {@code both}
 * @param agreements what the handshakes agreed on, the latest last
 * @param sent packets sent by the ends that are ours
 * @param received packets that they received and found authentic
 * @param packets the same in words
 * @param trouble what went wrong; empty if nothing did
 * @param success what it means that nothing did
 */
record RunReport(
        String role,
        List<Agreement> agreements,
        int sent,
        int received,
        String packets,
        String trouble,
        String success) {
    RunReport {
        agreements = List.copyOf(agreements);
    }

    /** Of one end of ours, against a peer. */
    static RunReport of(Course course) {
        return new RunReport(
                course.role().text(),
                course.agreements(),
                course.sent(),
                course.received(),
                course.sent() + " sent, " + course.received() + " received",
                course.trouble(),
                "keys agreed with the peer");
    }

    /** Of both ends, which went wrong together if they did. */
    static RunReport of(Course client, Course server, String trouble) {
        return new RunReport(
                "both",
                client.agreements(),
                client.sent() + server.sent(),
                client.received() + server.received(),
                way(client, server) + "; " + way(server, client),
                trouble,
                "both ends have the same keys");
    }

    private static String way(Course from, Course to) {
        return "%s -> %s: %d sent, %d received"
                .formatted(from.role().text(), to.role().text(), from.sent(), to.received());
    }

    /** Whether a handshake gave keys and nothing went wrong. */
    boolean isGood() {
        return !agreements.isEmpty() && trouble.isEmpty();
    }

    /** The exit status that goes with it. */
    int status() {
        return isGood() ? Exit.DONE : Exit.REFUSED;
    }

    /** What was agreed, for people. */
    void print(PrintWriter out) {
        if (!agreements.isEmpty()) printAgreement(out);
        line(out, "verdict", isGood() ? success : "failed: " + trouble);
    }

    private void printAgreement(PrintWriter out) {
        Agreement latest = agreements.getLast();
        MasterKeys keys = latest.keys();
        line(out, "records", latest.version().text() + ", " + latest.suite());
        line(out, "media", latest.srtp().profile() + ", MKI " + latest.srtp().mki());
        latest.peerCertificates().stream()
                .findFirst()
                .ifPresent(leaf ->
                        line(
                                out,
                                role.equals("both") ? "server" : "peer",
                                Fingerprint.of(Hash.SHA256, leaf).text()));
        line(out, "exported", latest.exported().octets().toHex());
        for (Role owner : Role.values())
            line(
                    out,
                    owner.text() + " key",
                    keys.key(owner).octets() + "  salt " + keys.salt(owner).octets());
        line(out, "packets", packets);
    }

    /** The same as one object. */
    ObjectNode toJson() {
        ObjectNode json = Json.object().put("role", role);
        if (agreements.isEmpty()) writeNothing(json);
        else agreements.getLast().writeTo(json);
        json.put("packetsSent", sent);
        json.put("packetsReceived", received);
        ArrayNode history = json.putArray("history");
        for (int i = 0; i < agreements.size() - 1; i++)
            agreements.get(i).writeTo(history.addObject());
        json.put("verdict", isGood() ? "agreed" : "failed");
        if (!trouble.isEmpty()) json.put("reason", trouble);
        return json;
    }

    static void line(PrintWriter out, String name, Object value) {
        out.println("%-11s %s".formatted(name, value));
    }

    private static void writeNothing(ObjectNode json) {
        for (String name :
                List.of(
                        "version",
                        "suite",
                        "profile",
                        "mki",
                        "exported",
                        "clientKey",
                        "serverKey",
                        "clientSalt",
                        "serverSalt")) json.put(name, "");
    }
}
