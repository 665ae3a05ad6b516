package dtlskeying.properties.decode;

import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.message.HandshakeType;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls12.RecordHeader;
import dtlskeying.impl.dtls12.RecordProtection;
import dtlskeying.impl.dtls13.LargeRecords;
import dtlskeying.impl.dtls13.LengthForm;
import dtlskeying.impl.dtls13.message.EncryptedExtensions;
import dtlskeying.impl.dtls13.message.HelloRetryRequest;
import dtlskeying.impl.dtls13.message.SupportedVersions;
import dtlskeying.properties.capture.KeyLog;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.DtlsCiphertext;
import dtlskeying.spec.dtls.DtlsVersion;
import dtlskeying.spec.dtls.HandshakeMessage;
import dtlskeying.spec.dtls13.SealedRecord;

import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One DTLS association as a capture shows it, and what opens its records.
 *
 * <p>In DTLS 1.2 the handshake that runs in one epoch makes the keys of the next; DTLS 1.3 has one
 * handshake.
 */
final class SeenAssociation {
    private static final int ENCRYPTED_EXTENSIONS = 8;
    private static final int DTLS_1_3 = 0xfefc;

    /** The two bits of epoch 2, and of later ones. */
    private static final int HANDSHAKE_BITS = 2;

    private final int number;
    private final InetSocketAddress client;
    private final KeyLog log;
    private final TreeMap<Long, SeenHandshake> handshakes = new TreeMap<>();
    private final Set<Role> saysLarge = EnumSet.noneOf(Role.class);
    private final Map<Role, ReadKeys> readKeys = new EnumMap<>(Role.class);
    private DtlsVersion version = DtlsVersion.V1_2;

    /**
     * An association that has just begun.
     *
     * @param number which on this path, from 1 on
     * @param random of the client hello
     */
    SeenAssociation(int number, InetSocketAddress client, KeyLog log, Octets random) {
        this.number = number;
        this.client = client;
        this.log = log;
        handshake(1).offered(random);
    }

    int number() {
        return number;
    }

    InetSocketAddress client() {
        return client;
    }

    DtlsVersion version() {
        return version;
    }

    /** Which end has this address. */
    Role role(InetSocketAddress address) {
        return address.equals(client) ? Role.CLIENT : Role.SERVER;
    }

    Collection<SeenHandshake> handshakes() {
        return handshakes.values();
    }

    SeenHandshake first() {
        return handshakes.firstEntry().getValue();
    }

    /** Whether it began with that random, which any later hello of a first handshake repeats. */
    boolean beganWith(Octets random) {
        return first().clientRandom().filter(random::equals).isPresent();
    }

    /** The handshake whose messages travel in that epoch; Finished is the first of its own. */
    SeenHandshake handshakeOf(long epoch, int type) {
        if (version == DtlsVersion.V1_3) return first();
        boolean isFinished = type == HandshakeType.FINISHED.code() && epoch > 0;
        return handshake(isFinished ? epoch : epoch + 1);
    }

    /** A client hello in a protected record begins another handshake, if its random is new. */
    void offeredAgain(long epoch, Octets random) {
        var running = handshake(epoch + 1);
        if (running.clientRandom().filter(random::equals).isPresent()) return;
        if (running.clientRandom().isPresent()) handshakes.remove(epoch + 1);
        handshake(epoch + 1).offered(random);
    }

    private SeenHandshake handshake(long epoch) {
        return handshakes.computeIfAbsent(epoch, _ -> new SeenHandshake(log, (int) epoch));
    }

    /** Takes from a message what the keys depend on. */
    void learn(SeenHandshake handshake, HandshakeMessage message) {
        if (message.type() == HandshakeType.SERVER_HELLO.code()
                && ServerHello.decode(message.body()) instanceof Decoded.Value<ServerHello>(var it))
            learn(handshake, it);
        if (message.type() == ENCRYPTED_EXTENSIONS
                && EncryptedExtensions.decode(message.body())
                        instanceof Decoded.Value<EncryptedExtensions>(var it))
            learn(handshake, it.extensions());
        if (message.type() == HandshakeType.CLIENT_HELLO.code()
                && ClientHello.decode(message.body()) instanceof Decoded.Value<ClientHello>(var it)
                && it.extensions().has(LargeRecords.DEFAULT_EXTENSION)) saysLarge.add(Role.CLIENT);
    }

    private void learn(SeenHandshake handshake, Extensions encrypted) {
        handshake.readEncrypted();
        encrypted.find(ExtensionType.USE_SRTP).ifPresent(handshake::agreedOnSrtp);
        if (encrypted.has(LargeRecords.DEFAULT_EXTENSION)) saysLarge.add(Role.SERVER);
    }

    private void learn(SeenHandshake handshake, ServerHello hello) {
        boolean isNewer = isOf13(hello);
        if (isNewer) version = DtlsVersion.V1_3;
        if (HelloRetryRequest.isOne(hello)) return;
        handshake.answered(hello);
        if (!isNewer)
            hello.extensions().find(ExtensionType.USE_SRTP).ifPresent(handshake::agreedOnSrtp);
    }

    private static boolean isOf13(ServerHello hello) {
        return hello.extensions()
                .find(ExtensionType.SUPPORTED_VERSIONS)
                .map(SupportedVersions::decodeSelected)
                .filter(Decoded.Value.class::isInstance)
                .map(decoded -> decoded.map(it -> it.code() == DTLS_1_3))
                .filter(new Decoded.Value<>(true)::equals)
                .isPresent();
    }

    /** Opens a protected record of DTLS 1.2. */
    Opening open(Role sender, DtlsCiphertext record) {
        var handshake = handshakes.get(record.epoch().number());
        if (handshake == null) return new Opening.Closed("no handshake for its epoch was seen");
        Optional<RecordProtection> keys = handshake.protection(sender);
        if (keys.isEmpty()) return new Opening.Closed(handshake.whyClosed());
        byte[] sealed = record.fragment().toArray();
        byte[] plain = new byte[sealed.length];
        long wireNumber = RecordHeader.number(record.epoch(), record.sequence());
        int length =
                keys.get()
                        .open(
                                record.type(),
                                record.version(),
                                wireNumber,
                                sealed,
                                0,
                                sealed.length,
                                plain,
                                0);
        if (length == RecordProtection.FORGED) return new Opening.Closed(RecordKeys.FORGED);
        return new Opening.Opened(
                KeyLog.MASTER_SECRET,
                record.epoch().number(),
                record.sequence(),
                Octets.of(plain, 0, length));
    }

    /** Opens a record with the unified header. */
    RecordKeys.Result open(Role sender, SealedRecord record) {
        return keys(sender).open(record);
    }

    private ReadKeys keys(Role sender) {
        return readKeys.computeIfAbsent(sender, role -> new ReadKeys(role, first()));
    }

    /**
     * How records of that side with these bits of an epoch say their length: in the variable form,
     * if both hellos have large_record_size_limit under its usual number, but before the keys of
     * traffic.
     */
    LengthForm lengths(Role sender, int epochBits) {
        boolean isOfHandshake = epochBits == HANDSHAKE_BITS && !keys(sender).isBeyondHandshake();
        boolean isAgreed = saysLarge.contains(Role.CLIENT) && saysLarge.contains(Role.SERVER);
        return isAgreed && !isOfHandshake ? LengthForm.VARIABLE : LengthForm.FIXED;
    }
}
