package dtlskeying.properties.cli;

import dtlskeying.impl.crypto.Fingerprint;
import dtlskeying.impl.crypto.Hash;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.Association;
import dtlskeying.impl.dtls13.LengthForm;
import dtlskeying.impl.dtls13.RecordSizes;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.DataProtection;

import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The end of a run of DTLS 1.3, for people and for programs.
 *
 * @param agreed what the handshake agreed on: one element, or none if it failed
 * @param received the peer's data
 * @param trouble what went wrong; empty if nothing did
 */
record Dtls13Report(Role role, List<Agreed> agreed, List<Octets> received, String trouble) {
    /**
     * The association right after its handshake, what was exported, the association later, and the
     * lines for a key log.
     */
    record Agreed(Association association, Secret exported, Association last, List<String> keyLog) {
        String peer() {
            return association.peerCertificates().stream()
                    .findFirst()
                    .map(leaf -> Fingerprint.of(Hash.SHA256, leaf).value().toHex())
                    .orElse("");
        }
    }

    Dtls13Report {
        agreed = List.copyOf(agreed);
        received = List.copyOf(received);
    }

    static Dtls13Report failed(Role role, String trouble) {
        return new Dtls13Report(role, List.of(), List.of(), trouble);
    }

    boolean isGood() {
        return !agreed.isEmpty() && trouble.isEmpty();
    }

    /** The exit status that goes with it. */
    int status() {
        return isGood() ? Exit.DONE : Exit.REFUSED;
    }

    /** What was agreed, for people. */
    void print(PrintWriter out) {
        for (Agreed each : agreed) {
            var association = each.association();
            RunReport.line(out, "records", "DTLS 1.3, " + association.cipherSuite());
            RunReport.line(out, "group", association.group());
            var sizes = association.recordSizes();
            RunReport.line(
                    out,
                    "sizes",
                    "%d read, %d sent, %s lengths"
                            .formatted(sizes.read(), sizes.write(), lengths(sizes)));
            if (!each.peer().isEmpty()) RunReport.line(out, "peer", "sha-256 " + each.peer());
            if (association.dataProtection() instanceof DataProtection.Srtp(var profile, var mki))
                RunReport.line(out, "media", profile + ", MKI " + mki);
            if (!each.exported().isEmpty())
                RunReport.line(out, "exported", each.exported().octets().toHex());
            RunReport.line(
                    out,
                    "epochs",
                    "%d sent, %d read"
                            .formatted(each.last().writeEpoch(), each.last().readEpoch()));
        }
        RunReport.line(out, "verdict", isGood() ? "agreed" : "failed: " + trouble);
    }

    private static String lengths(RecordSizes sizes) {
        return sizes.lengths() == LengthForm.VARIABLE ? "variable" : "fixed";
    }

    /** The same as one object. */
    ObjectNode toJson() {
        ObjectNode json = Json.object().put("role", role.text());
        var first = agreed.stream().findFirst();
        json.put("version", first.isPresent() ? "DTLS 1.3" : "");
        json.put("suite", first.map(it -> it.association().cipherSuite().name()).orElse(""));
        json.put("group", first.map(it -> it.association().group().name()).orElse(""));
        json.put("profile", first.map(Dtls13Report::profile).orElse(""));
        json.put("exported", first.map(it -> it.exported().octets().toHex()).orElse(""));
        json.put("peerFingerprint", first.map(Agreed::peer).orElse(""));
        var sizes = first.map(it -> it.association().recordSizes()).orElse(RecordSizes.USUAL);
        json.put("readSize", sizes.read());
        json.put("writeSize", sizes.write());
        json.put("largeRecords", sizes.lengths() == LengthForm.VARIABLE);
        json.put("writeEpoch", first.map(it -> it.last().writeEpoch()).orElse(0L));
        json.put("readEpoch", first.map(it -> it.last().readEpoch()).orElse(0L));
        var data = json.putArray("received");
        received.forEach(each -> data.add(each.toHex()));
        json.put("verdict", isGood() ? "agreed" : "failed");
        if (!trouble.isEmpty()) json.put("reason", trouble);
        return json;
    }

    private static String profile(Agreed agreed) {
        return agreed.association().dataProtection() instanceof DataProtection.Srtp(var profile, _)
                ? profile.name()
                : "";
    }

    /**
     * Appends the secrets of the handshake, and of every extended key update; who has the file can
     * read the capture.
     */
    void writeKeyLog(Path file) {
        try {
            for (Agreed each : agreed)
                Files.write(
                        file, each.keyLog(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new Misuse("--keylog: " + failed.getMessage(), failed);
        }
    }
}
