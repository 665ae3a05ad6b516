package dtlskeying.properties.vectors;

import static dtlskeying.spec.dtls13.ExtendedKeyScheduleSpec.Claim.EXPORTER_FOLLOWS_THE_UPDATES;
import static dtlskeying.spec.dtls13.ExtendedKeyScheduleSpec.Claim.FIRST_EXPORTER_IS_ANOTHER;
import static dtlskeying.spec.dtls13.ExtendedKeyScheduleSpec.Claim.FIRST_HASH_HAS_BOTH_FINISHED;
import static dtlskeying.spec.dtls13.ExtendedKeyScheduleSpec.Claim.KEY_LOG_NAMES_THE_GENERATION;
import static dtlskeying.spec.dtls13.ExtendedKeyScheduleSpec.Claim.MAIN_SECRETS_ARE_CHAINED;
import static dtlskeying.spec.dtls13.ExtendedKeyScheduleSpec.Claim.SECRETS_COME_FROM_THE_MAIN_SECRET;
import static dtlskeying.spec.dtls13.ExtendedKeyScheduleSpec.Claim.SHARES_ARE_THOSE_OF_THE_HANDSHAKE;
import static dtlskeying.spec.dtls13.ExtendedKeyScheduleSpec.Claim.TRANSCRIPT_HASHES_ARE_CHAINED;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.KeyShareGroup;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.ExtendedKeySchedule;
import dtlskeying.impl.dtls13.ExtendedUpdates;
import dtlskeying.impl.dtls13.Generation;
import dtlskeying.impl.dtls13.KeySchedule;
import dtlskeying.impl.dtls13.message.ExtendedKeyUpdate;
import dtlskeying.impl.dtls13.message.KeyShareEntry;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.vectors.Fields;
import dtlskeying.vectors.VectorFile;
import dtlskeying.vectors.VectorFile.Witness;
import dtlskeying.vectors.VectorGroup;
import dtlskeying.vectors.VectorKind;
import dtlskeying.vectors.VectorTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** draft-ietf-tls-extended-key-update §7 and §10: three generations after a handshake. */
final class ExtendedKeyScheduleVectors implements VectorSource {
    private static final int GENERATIONS = 3;
    private static final Set<Clause> CLAUSES =
            Set.of(
                    TRANSCRIPT_HASHES_ARE_CHAINED,
                    FIRST_HASH_HAS_BOTH_FINISHED,
                    MAIN_SECRETS_ARE_CHAINED,
                    SECRETS_COME_FROM_THE_MAIN_SECRET,
                    SHARES_ARE_THOSE_OF_THE_HANDSHAKE,
                    FIRST_EXPORTER_IS_ANOTHER,
                    KEY_LOG_NAMES_THE_GENERATION,
                    EXPORTER_FOLLOWS_THE_UPDATES);

    @Override
    public VectorKind kind() {
        return VectorKind.DTLS13_EXTENDED_KEY_SCHEDULE;
    }

    @Override
    public VectorFile make() {
        var tests = new TestList();
        for (CipherSuite suite : CipherSuite.values()) {
            for (KeyShareGroup group : KeyShareGroup.values())
                tests.add(
                        "three updates in the group " + group,
                        CLAUSES,
                        List.of(),
                        test(suite, given(suite, group)));
            tests.group(
                    "ExtendedKeySchedule",
                    Fields.none()
                            .with("suite", suite.name())
                            .with("messageType", ExtendedUpdates.DEFAULT_MESSAGE_TYPE));
        }
        return new VectorFile(
                "DTLS 1.3 extended key schedule",
                "dtls13-extended-key-schedule.schema.json",
                List.of("draft-ietf-tls-extended-key-update, text of 29 June 2026", "RFC 9147"),
                List.of(
                        new Witness(
                                "a second derivation with the HMAC of Bouncy Castle, written from"
                                        + " section 7 of the draft alone",
                                "every secret; the build checks it")),
                List.of(
                        "The draft leaves four things open. So they are read here:",
                        "request and response are hashed as TLS would send them: type, length of"
                                + " three bytes, body; no message_seq and no fragment fields.",
                        "A transcript hash is the context of HKDF-Expand-Label as it is; it is not"
                                + " hashed a second time.",
                        "The \"sk\" of section 10.2 is exporter_secret_N+1.",
                        "hashToClientFinished is transcript_hash_0; exporter_secret_0 takes"
                                + " hashToServerFinished.",
                        "Every label starts with \"dtls13\". The type of the message is not"
                                + " assigned yet: messageType is ours."),
                Map.of(),
                tests.groups());
    }

    /** A handshake's secrets that count up, and real shares. */
    private static Fields given(CipherSuite suite, KeyShareGroup group) {
        int hash = suite.hash().length();
        var generations = new ArrayList<Fields>();
        for (int i = 1; i <= GENERATIONS; i++) generations.add(exchange(group, i));
        return Fields.none()
                .with("mainSecret", counting(hash, 3))
                .with("hashToServerFinished", counting(hash, 5))
                .with("hashToClientFinished", counting(hash, 7))
                .with("generations", generations);
    }

    private static Fields exchange(KeyShareGroup group, int generation) {
        var offer = group.offer(Entropy.of(2 * generation));
        var answer = group.answer(offer.share(), Entropy.of(2 * generation + 1));
        if (!(answer instanceof KeyShareGroup.Answer.Given(var share, var shared)))
            throw new AssertionError("our own share is refused");
        var request = new ExtendedKeyUpdate.Request(entry(group, offer.share()));
        var response = new ExtendedKeyUpdate.Response(entry(group, share));
        return Fields.none()
                .with("request", message(request))
                .with("response", message(response))
                .with("sharedSecret", shared.octets());
    }

    private static KeyShareEntry entry(KeyShareGroup group, Octets share) {
        return new KeyShareEntry(group.code(), share);
    }

    private static Octets message(ExtendedKeyUpdate message) {
        return ExtendedKeySchedule.message(ExtendedUpdates.DEFAULT_MESSAGE_TYPE, message.encode());
    }

    private static Octets counting(int length, int step) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) bytes[i] = (byte) (step * (i + 1));
        return Octets.of(bytes);
    }

    /** The given fields, and all that follows from them. */
    private static Fields test(CipherSuite suite, Fields given) {
        var schedule = ExtendedKeySchedule.of(suite);
        Secret main = Secret.of(given.octets("mainSecret"));
        Octets hash = given.octets("hashToClientFinished");
        Octets first = schedule.firstExporter(main, given.octets("hashToServerFinished")).octets();
        var generations = new ArrayList<Fields>();
        for (Fields exchange : given.list("generations")) {
            main = schedule.main(schedule.salt(main), Secret.of(exchange.octets("sharedSecret")));
            hash =
                    schedule.transcriptHash(
                            hash, exchange.octets("request"), exchange.octets("response"));
            generations.add(generation(suite, exchange, main, hash, generations.size() + 1));
        }
        return given.with("exporterSecret", first).with("generations", generations);
    }

    private static Fields generation(
            CipherSuite suite, Fields exchange, Secret main, Octets transcriptHash, int number) {
        var schedule = KeySchedule.of(suite);
        return exchange.with("mainSecret", main.octets())
                .with("transcriptHash", transcriptHash)
                .with("exporterSecret", schedule.exporter(main, transcriptHash).octets())
                .with("client", side(suite, Role.CLIENT, main, transcriptHash))
                .with("server", side(suite, Role.SERVER, main, transcriptHash))
                .with("clientLabel", Generation.keyLogLabel("CLIENT_TRAFFIC_SECRET", number))
                .with("serverLabel", Generation.keyLogLabel("SERVER_TRAFFIC_SECRET", number))
                .with("exporterLabel", Generation.keyLogLabel("EXPORTER_SECRET", number));
    }

    private static Fields side(CipherSuite suite, Role role, Secret main, Octets transcriptHash) {
        var schedule = KeySchedule.of(suite);
        Secret traffic = schedule.applicationTraffic(role, main, transcriptHash);
        var keys = schedule.keys(suite.aead(), traffic);
        return Fields.none()
                .with("trafficSecret", traffic.octets())
                .with("key", keys.key().octets())
                .with("iv", keys.iv().octets())
                .with("sn", keys.numberKey().octets());
    }

    @Override
    public List<String> objections(VectorGroup group, VectorTest test) {
        Fields ours = test(CipherSuite.valueOf(group.fields().text("suite")), test.fields());
        return ours.equals(test.fields()) ? List.of() : List.of("we derive " + ours);
    }
}
