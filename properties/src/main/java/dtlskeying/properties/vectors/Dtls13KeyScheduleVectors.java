package dtlskeying.properties.vectors;

import static dtlskeying.spec.dtls13.KeyScheduleSpec.Claim.EACH_EPOCH_HAS_ITS_KEYS;
import static dtlskeying.spec.dtls13.KeyScheduleSpec.Claim.EXPORTER_HASHES_ITS_CONTEXT;
import static dtlskeying.spec.dtls13.KeyScheduleSpec.Claim.FINISHED_KEY_IS_THE_SENDERS;
import static dtlskeying.spec.dtls13.KeyScheduleSpec.Claim.LABELS_SAY_DTLS13;
import static dtlskeying.spec.dtls13.KeyScheduleSpec.Claim.SECRETS_ARE_CHAINED;
import static dtlskeying.spec.dtls13.KeyScheduleSpec.Claim.UPDATES_FOLLOW_FROM_TRAFFIC;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.KeySchedule;
import dtlskeying.impl.dtls13.TrafficKeys;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.vectors.Fields;
import dtlskeying.vectors.VectorFile;
import dtlskeying.vectors.VectorFile.Witness;
import dtlskeying.vectors.VectorGroup;
import dtlskeying.vectors.VectorKind;
import dtlskeying.vectors.VectorTest;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** RFC 8446 §7 with RFC 9147 §5.9: from the shared secret to every key. */
final class Dtls13KeyScheduleVectors implements VectorSource {
    private static final String KNOWN_ANSWER = "KNOWN_ANSWER";
    private static final String TLS_PREFIX = "TLS_PREFIX";
    private static final String LABEL = "EXPORTER-dtls-keying";
    private static final Set<Clause> CLAUSES =
            Set.of(
                    LABELS_SAY_DTLS13,
                    SECRETS_ARE_CHAINED,
                    EACH_EPOCH_HAS_ITS_KEYS,
                    UPDATES_FOLLOW_FROM_TRAFFIC,
                    FINISHED_KEY_IS_THE_SENDERS,
                    EXPORTER_HASHES_ITS_CONTEXT);

    @Override
    public VectorKind kind() {
        return VectorKind.DTLS13_KEY_SCHEDULE;
    }

    @Override
    public VectorFile make() {
        var tests = new TestList();
        for (CipherSuite suite : CipherSuite.values()) {
            if (suite == CipherSuite.TLS_AES_128_GCM_SHA256)
                tests.add(
                        "the handshake of illustrated-dtls",
                        CLAUSES,
                        List.of(KNOWN_ANSWER),
                        test(suite, KeySchedule.DTLS_1_3, illustrated()));
            tests.add(
                    "bytes that count up",
                    CLAUSES,
                    List.of(),
                    test(suite, KeySchedule.DTLS_1_3, counting(suite, 32)));
            tests.add(
                    "a shared secret of 64 bytes, as hybrid groups have",
                    CLAUSES,
                    List.of(),
                    test(suite, KeySchedule.DTLS_1_3, counting(suite, 64)));
            for (var session : RecordedSessions.all())
                if (session.suite() == suite) addRecorded(tests, session);
            tests.group("KeySchedule", shared(suite, KeySchedule.DTLS_1_3));
        }
        var tls = CipherSuite.TLS_AES_128_GCM_SHA256;
        tests.add(
                "the handshake of RFC 8448 section 3",
                CLAUSES,
                List.of(KNOWN_ANSWER, TLS_PREFIX),
                test(tls, KeySchedule.TLS_1_3, rfc8448()));
        tests.group("KeySchedule", shared(tls, KeySchedule.TLS_1_3));
        return new VectorFile(
                "DTLS 1.3 key schedule",
                "dtls13-key-schedule.schema.json",
                List.of("RFC 9147", "RFC 8446"),
                witnesses(),
                List.of(
                        "There is no PSK: the early secret is extracted from zeros.",
                        "hashToServerHello and its like are the hashes of the transcript up to and"
                                + " with that message.",
                        "exported is 32 bytes for the label of the group and the context of the"
                                + " test.",
                        "updated is the application traffic secret after one KeyUpdate."),
                Map.of(
                        KNOWN_ANSWER,
                        "The secrets stand in a document or come from another implementation.",
                        TLS_PREFIX,
                        "The labels start with \"tls13 \" and not with \"dtls13\"."),
                tests.groups());
    }

    private static void addRecorded(TestList tests, RecordedSessions.Session session) {
        Fields known = session.fields();
        Fields test =
                test(
                        session.suite(),
                        KeySchedule.DTLS_1_3,
                        given(
                                known.text("shared"),
                                known.text("hashToServerHello"),
                                known.text("hashToServerFinished"),
                                known.text("context")));
        String name = "a server of " + session.peer() + " with " + known.text("group");
        if (!test.text("exported").equals(known.text("exported")))
            throw new AssertionError(name + " has exported something else");
        tests.add(name, CLAUSES, List.of(KNOWN_ANSWER), test);
    }

    private static List<Witness> witnesses() {
        return List.of(
                new Witness(
                        "wolfSSL, in the key log of illustrated-dtls",
                        "the four traffic secrets of the first test"),
                new Witness(
                        "servers of NSS 3.110 and wolfSSL 5.7.2, recorded once",
                        "exported in the tests that name them, and the server's keys and updated,"
                                + " which seal their records in dtls13-records"),
                new Witness(
                        "RFC 8448 section 3",
                        "the secrets of the test with the flag TLS_PREFIX, and the server's keys"),
                new Witness(
                        "a second derivation with the KDF of the JDK, written from RFC 8446 section"
                                + " 7.1 alone",
                        "every secret; the build checks it"));
    }

    private static Fields shared(CipherSuite suite, String prefix) {
        return Fields.none()
                .with("suite", suite.name())
                .with("prefix", prefix)
                .with("exporterLabel", LABEL);
    }

    private static Fields illustrated() {
        return given(
                "df4a291baa1eb7cfa6934b29b474baad2697e29f1f920dcc77c8a0a088447624",
                "aee8eba0d2ee87052fbbc6864c1514c5a927d6f0ffb4f7954c7f379d95f1b1d7",
                "77ff5eee528abc269960b0ea316eb8578dc8325d86ec1336ffe4b2941e26d82b",
                "");
    }

    private static Fields rfc8448() {
        return given(
                "8bd4054fb55b9d63fdfbacf9f04b9f0d35e6d63f537563efd46272900f89492d",
                "860c06edc07858ee8e78f0e7428c58edd6b43f2ca3e6e95f02ed063cf0e1cad8",
                "9608102a0f1ccc6db6250b7b7e417b1a000eaada3daae4777a7686c9ff83df13",
                "");
    }

    private static Fields counting(CipherSuite suite, int shared) {
        int hash = suite.hash().length();
        return given(
                counting(shared, 1).toHex(),
                counting(hash, 3).toHex(),
                counting(hash, 5).toHex(),
                counting(24, 7).toHex());
    }

    private static Octets counting(int length, int step) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) bytes[i] = (byte) (step * (i + 1));
        return Octets.of(bytes);
    }

    private static Fields given(
            String shared, String toServerHello, String toServerFinished, String context) {
        return Fields.none()
                .with("shared", shared)
                .with("hashToServerHello", toServerHello)
                .with("hashToServerFinished", toServerFinished)
                .with("context", context);
    }

    /** The given fields, and all that follows from them. */
    private static Fields test(CipherSuite suite, String prefix, Fields given) {
        var schedule = new KeySchedule(suite.hash(), prefix);
        Octets toServerFinished = given.octets("hashToServerFinished");
        Secret handshake = schedule.handshake(Secret.of(given.octets("shared")));
        Secret main = schedule.main(handshake);
        Secret exporter = schedule.exporter(main, toServerFinished);
        Secret exported = schedule.export(exporter, LABEL, given.octets("context"), 32);
        return given.with("early", schedule.early().octets())
                .with("handshake", handshake.octets())
                .with("main", main.octets())
                .with("exporter", exporter.octets())
                .with("exported", exported.octets())
                .with("client", side(suite, schedule, Role.CLIENT, handshake, given))
                .with("server", side(suite, schedule, Role.SERVER, handshake, given));
    }

    private static Fields side(
            CipherSuite suite, KeySchedule schedule, Role role, Secret handshake, Fields given) {
        Octets toServerHello = given.octets("hashToServerHello");
        Octets toServerFinished = given.octets("hashToServerFinished");
        Secret early = schedule.handshakeTraffic(role, handshake, toServerHello);
        Secret main = schedule.main(handshake);
        Secret application = schedule.applicationTraffic(role, main, toServerFinished);
        return Fields.none()
                .with("handshakeTraffic", early.octets())
                .with("handshakeKeys", keys(schedule.keys(suite.aead(), early)))
                .with("finished", schedule.verifyData(early, toServerFinished))
                .with("applicationTraffic", application.octets())
                .with("applicationKeys", keys(schedule.keys(suite.aead(), application)))
                .with("updated", schedule.updated(application).octets());
    }

    private static Fields keys(TrafficKeys keys) {
        return Fields.none()
                .with("key", keys.key().octets())
                .with("iv", keys.iv().octets())
                .with("sn", keys.numberKey().octets());
    }

    @Override
    public List<String> objections(VectorGroup group, VectorTest test) {
        var suite = CipherSuite.valueOf(group.fields().text("suite"));
        Fields fields = test.fields();
        Fields given =
                given(
                        fields.text("shared"),
                        fields.text("hashToServerHello"),
                        fields.text("hashToServerFinished"),
                        fields.text("context"));
        Fields ours = test(suite, group.fields().text("prefix"), given);
        return ours.equals(fields) ? List.of() : List.of("we derive " + ours);
    }
}
