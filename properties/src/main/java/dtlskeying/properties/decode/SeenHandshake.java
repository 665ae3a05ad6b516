package dtlskeying.properties.decode;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.dtls12.CipherSuite;
import dtlskeying.impl.dtls12.KeySchedule;
import dtlskeying.impl.dtls12.RecordProtection;
import dtlskeying.properties.capture.KeyLog;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** One handshake as a capture shows it: the hellos, and the keys that a key log gives it. */
final class SeenHandshake {
    private final KeyLog log;
    private final int number;
    private final MessageParts parts = new MessageParts();
    private final Map<Role, RecordProtection> protections = new EnumMap<>(Role.class);
    private Optional<Octets> clientRandom = Optional.empty();
    private Optional<ServerHello> answer = Optional.empty();
    private Optional<Octets> useSrtp = Optional.empty();
    private boolean isEncryptedRead;

    /**
     * A handshake of which nothing was seen.
     *
     * @param number which of its association, from 1 on
     */
    SeenHandshake(KeyLog log, int number) {
        this.log = log;
        this.number = number;
    }

    int number() {
        return number;
    }

    MessageParts parts() {
        return parts;
    }

    void offered(Octets random) {
        clientRandom = Optional.of(random);
    }

    /** The server has chosen, and no longer asks. */
    void answered(ServerHello hello) {
        answer = Optional.of(hello);
        protections.clear();
    }

    /** What the server says under protection could be read. */
    void readEncrypted() {
        isEncryptedRead = true;
    }

    /** Whether it could; DTLS 1.2 has nothing there. */
    boolean isEncryptedRead() {
        return isEncryptedRead;
    }

    /** The server's use_srtp. */
    void agreedOnSrtp(Octets extension) {
        useSrtp = Optional.of(extension);
    }

    Optional<Octets> clientRandom() {
        return clientRandom;
    }

    Optional<ServerHello> answer() {
        return answer;
    }

    Optional<Octets> useSrtp() {
        return useSrtp;
    }

    /** A secret of the key log, by its label. */
    Optional<Secret> secret(String label) {
        return clientRandom.flatMap(random -> log.find(random, label));
    }

    /** The keys of DTLS 1.2, if suite and master secret are known. */
    Optional<KeySchedule> schedule() {
        return suite().flatMap(suite ->
                secret(KeyLog.MASTER_SECRET)
                        .filter(master -> master.length() == 48)
                        .map(master -> new KeySchedule(suite, master)));
    }

    private Optional<CipherSuite> suite() {
        return answer.flatMap(hello -> CipherSuite.find(hello.cipherSuite()));
    }

    /** What protects the records of that side in DTLS 1.2. */
    Optional<RecordProtection> protection(Role sender) {
        if (!protections.containsKey(sender))
            schedule().ifPresent(keys -> protections.put(sender, protection(keys, sender)));
        return Optional.ofNullable(protections.get(sender));
    }

    private RecordProtection protection(KeySchedule keys, Role sender) {
        var block = keys.keyBlock(clientRandom.orElseThrow(), answer.orElseThrow().random());
        return RecordProtection.of(keys.suite(), block.key(sender), block.iv(sender));
    }

    /** Why there are no keys of DTLS 1.2. */
    String whyClosed() {
        if (clientRandom.isEmpty()) return "the capture does not show the client hello";
        if (answer.isEmpty()) return "the capture does not show the server hello before it";
        if (suite().isEmpty())
            return "the suite 0x%04x is not known here".formatted(answer.get().cipherSuite());
        return missing(KeyLog.MASTER_SECRET);
    }

    /** That the key log has not this secret. */
    String missing(String label) {
        String random = clientRandom.map(Octets::toHex).orElse("?");
        return secret(label).isPresent()
                ? "the key log's %s has not the length of the suite".formatted(label)
                : "the key log has no %s for the client random %s".formatted(label, random);
    }
}
