package dtlskeying.properties.vectors;

import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.vectors.Fields;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Handshakes of DTLS 1.2 between two ends of OpenSSL, datagram by datagram, recorded once on
 * loopback.
 *
 * @param from whose datagram it is
 */
record RecordedDtls12(Role from, Octets datagram) {
    /** What the path takes in these recordings, in bytes. */
    static final int MTU = 272;

    /** A handshake with cookie and both certificates, and its end. */
    static final List<RecordedDtls12> FULL = read("full");

    /** One that resumes the session of another. */
    static final List<RecordedDtls12> RESUMED = read("resumed");

    /** One that fails, for want of a shared suite. */
    static final List<RecordedDtls12> REFUSED = read("refused");

    /** Finished of a client and of its server, each as one part, before it was protected. */
    static final List<Octets> FINISHED =
            file().list("finished").stream().map(each -> each.octets("part")).toList();

    private static List<RecordedDtls12> read(String name) {
        return file().list(name).stream().map(RecordedDtls12::of).toList();
    }

    private static Fields file() {
        String name = "recorded-dtls12.json";
        try (InputStream file = RecordedDtls12.class.getResourceAsStream(name)) {
            return Fields.of((ObjectNode) JsonMapper.shared().readTree(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RecordedDtls12 of(Fields fields) {
        Role from = fields.text("from").equals("client") ? Role.CLIENT : Role.SERVER;
        return new RecordedDtls12(from, fields.octets("datagram"));
    }
}
