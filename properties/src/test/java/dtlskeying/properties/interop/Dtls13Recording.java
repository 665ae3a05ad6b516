package dtlskeying.properties.interop;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.KeyShareGroup;
import dtlskeying.impl.crypto.NamedGroup.Agreement;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.KeySchedule;
import dtlskeying.impl.dtls13.Transcript;
import dtlskeying.properties.dtls13.OneEpoch;
import dtlskeying.properties.interop.Dtls13Peer.Library;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls13.PlainRecord;
import dtlskeying.spec.dtls13.RecordsSpec.Effect;
import dtlskeying.vectors.Fields;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Records what servers of NSS and wolfSSL send, with the secrets that it depends on, for the
 * vectors that name them as witnesses.
 *
 * <pre>mvn -Pbench test -Dbench=dtlskeying.properties.interop.Dtls13Recording \
 *     -Drounds=../properties/src/main/resources/dtlskeying/properties/vectors/recorded-dtls13.json
 * </pre>
 *
 * <p>Every run gives other bytes: the file is recorded once, and kept.
 */
final class Dtls13Recording {
    /** Of the vectors of the key schedule. */
    private static final String LABEL = "EXPORTER-dtls-keying";

    private static final String HOW =
            "Written once by Dtls13Recording: our client and each server on loopback, with mutual"
                    + " authentication, data, a KeyUpdate by the server, data, close_notify. Records"
                    + " are the server's as they came; exported is what the server printed.";

    private static final Octets CONTEXT = Octets.hex("0102030405060708");
    private static final int EXPORTED = 32;

    /** Longer records are left out: certificates prove nothing that shorter ones do not. */
    private static final int LONGEST = 200;

    private final Library library;
    private final CipherSuite suite;
    private final KeyShareGroup group;
    private final Entropy entropy = Draws.entropy();

    private Dtls13Recording(Library library, CipherSuite suite, KeyShareGroup group) {
        this.library = library;
        this.suite = suite;
        this.group = group;
    }

    /** Takes the file to write, relative to where it runs. */
    public static void main(String... arguments) throws IOException {
        Path directory = Files.createTempDirectory("recording");
        var groups =
                List.of(KeyShareGroup.X25519, KeyShareGroup.SECP256R1, KeyShareGroup.SECP384R1);
        var sessions = new ArrayList<Fields>();
        for (Library library : Library.values())
            for (CipherSuite suite : CipherSuite.values()) {
                // NSS has no AES-CCM.
                if (library == Library.NSS && suite == CipherSuite.TLS_AES_128_CCM_SHA256) continue;
                var group = groups.get(suite.ordinal() % groups.size());
                sessions.add(new Dtls13Recording(library, suite, group).record(directory));
            }
        Fields all = Fields.none().with("how", HOW).with("sessions", sessions);
        var writer = JsonMapper.builder().build().writerWithDefaultPrettyPrinter();
        Files.writeString(Path.of(arguments[0]), writer.writeValueAsString(all.json()) + "\n");
    }

    private Fields record(Path directory) {
        var ends = Dtls13Ends.plain(directory);
        var settings = ends.client().withSuites(suite).withGroups(group);
        try (var theirs =
                        Dtls13Peer.server(
                                library,
                                directory,
                                ends.parties(),
                                "suite=%04x".formatted(suite.code()),
                                "groups=%x".formatted(group.code()),
                                "label=" + LABEL,
                                "context=" + CONTEXT.toHex(),
                                "length=" + EXPORTED);
                var ours = OurDtls13Peer.client(theirs.port(), settings, entropy)) {
            if (!ours.agreed() || !theirs.agreed()) throw new AssertionError(ours.transcript());
            List<String> keyLog = ours.association().keyLogLines();
            converse(theirs, ours);
            return session(ours, theirs.exported(), keyLog);
        }
    }

    /** Data, new keys, data under them, and the end. */
    private void converse(Dtls13Peer theirs, OurDtls13Peer ours) {
        theirs.send("the first words");
        ours.awaitReceived("the first words");
        theirs.update();
        // wolfSSL asks for our keys, too.
        ours.awaitEpochs(4, library == Library.WOLFSSL ? 4 : 3);
        // What they have heard, they have heard after our ACK.
        ours.send("go on");
        theirs.awaitReceived("go on");
        theirs.send("under new keys");
        ours.awaitReceived("under new keys");
        theirs.finish();
        ours.awaitOver();
    }

    private Fields session(OurDtls13Peer ours, Octets exported, List<String> keyLog) {
        List<Octets> records = RecordedMessages.records(ours.arrived());
        Octets serverHello = RecordedMessages.plainContent(records.getFirst());
        Octets hello = RecordedMessages.records(ours.sent()).getFirst();
        var contents = new ArrayList<Octets>();
        contents.add(RecordedMessages.plainContent(hello));
        contents.add(serverHello);
        Transcript toServerHello = RecordedMessages.transcript(contents);
        Secret traffic = secret(keyLog, "SERVER_HANDSHAKE_TRAFFIC_SECRET");
        for (var each : opened(records, traffic, new Epoch(2)))
            if (each.plain().type() == ContentType.HANDSHAKE) contents.add(each.plain().content());
        Transcript toServerFinished = RecordedMessages.transcript(contents);
        Octets shared = shared(RecordedMessages.serverShare(serverHello));
        Secret application = secret(keyLog, "SERVER_TRAFFIC_SECRET_0");
        Secret updated = KeySchedule.of(suite).updated(application);
        return Fields.none()
                .with("peer", library.name())
                .with("suite", suite.name())
                .with("group", group.name())
                .with("shared", shared)
                .with("hashToServerHello", toServerHello.hash(suite.hash()))
                .with("hashToServerFinished", toServerFinished.hash(suite.hash()))
                .with("context", CONTEXT)
                .with("exported", exported)
                .with(
                        "epochs",
                        List.of(
                                epoch(2, traffic, records),
                                epoch(3, application, records),
                                epoch(4, updated, records)));
    }

    private static Secret secret(List<String> keyLog, String label) {
        for (String line : keyLog) {
            String[] words = line.split(" ");
            if (words[0].equals(label)) return Secret.of(Octets.hex(words[2]));
        }
        throw new AssertionError("the key log has no " + label);
    }

    private Octets shared(Octets theirs) {
        return switch (group.offer(entropy).complete(theirs)) {
            case Agreement.Agreed(var secret) -> secret.octets();
            case Agreement other -> throw new AssertionError("no shared secret: " + other);
        };
    }

    private Fields epoch(long number, Secret traffic, List<Octets> records) {
        var kept = new ArrayList<Fields>();
        var said = new HashSet<Octets>();
        for (var each : opened(records, traffic, new Epoch(number)))
            if (each.record().length() <= LONGEST && said.add(each.plain().content()))
                kept.add(
                        Fields.none()
                                .with("sequence", each.plain().number().sequence())
                                .with("record", each.record()));
        return Fields.none()
                .with("epoch", number)
                .with("secret", traffic.octets())
                .with("records", kept);
    }

    private record Opened(Octets record, PlainRecord plain) {}

    private List<Opened> opened(List<Octets> records, Secret traffic, Epoch epoch) {
        var reader = OneEpoch.reading(suite, traffic, epoch, 0);
        var opened = new ArrayList<Opened>();
        for (Octets record : records) {
            if (!RecordedMessages.isSealed(record)) continue;
            if ((record.at(0) & 3) != (epoch.number() & 3)) continue;
            var step = reader.receive(record);
            reader = step.state();
            if (step.effects().getLast() instanceof Effect.Accepted(var plain))
                opened.add(new Opened(record, plain));
        }
        return opened;
    }
}
