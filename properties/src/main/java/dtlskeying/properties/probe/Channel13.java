package dtlskeying.properties.probe;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls.FragmentCodec;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls13.Ack;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.HeaderForm;
import dtlskeying.impl.dtls13.KeySchedule;
import dtlskeying.impl.dtls13.RecordProtection;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.Fragment;
import dtlskeying.spec.dtls13.RecordNumber;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys of an association of DTLS 1.3 after its handshake, in the hands of somebody who seals
 * what they like, and looks into what the peer seals. They come from the key log.
 */
final class Channel13 {
    static final long HANDSHAKE_EPOCH = 2;
    static final long FIRST_EPOCH = 3;

    /** Past what the engine has used, and close enough for it to go on inside the peer's window. */
    private static final long FIRST_NUMBER = 16;

    private static final int KEY_UPDATE = 24;

    /** Bytes of an inner plaintext that is all padding. */
    private static final int ZEROS = 40;

    private final Player player;
    private final CipherSuite suite;
    private final Role own;
    private final Secret ownHandshake;
    private final Secret ownTraffic;
    private final Secret peerTraffic;
    private long next = FIRST_NUMBER;
    private int nextMessage;

    private Channel13(Player player) {
        this.player = player;
        this.suite = CipherSuite.valueOf(player.engine().suiteName());
        this.own = player.engine().role();
        this.ownHandshake = secret(own, "HANDSHAKE_TRAFFIC_SECRET");
        this.ownTraffic = secret(own, "TRAFFIC_SECRET_0");
        this.peerTraffic = secret(own.peer(), "TRAFFIC_SECRET_0");
        this.nextMessage = 1 + lastMessage();
    }

    /** That of a player whose handshake is complete. */
    static Channel13 of(Player player) {
        return new Channel13(player);
    }

    private Secret secret(Role owner, String name) {
        String label = owner.name() + "_" + name + " ";
        return player.engine().keyLogLines().stream()
                .filter(line -> line.startsWith(label))
                .map(line -> Secret.of(Octets.hex(line.split(" ")[2])))
                .findFirst()
                .orElseThrow();
    }

    /** The highest number of our messages, which are under the keys of the handshake. */
    private int lastMessage() {
        return new Unsealing(suite, HANDSHAKE_EPOCH, ownHandshake)
                .parts(player.sent().datagrams())
                .mapToInt(Fragment::messageSeq)
                .max()
                .orElse(0);
    }

    /** A record of ours in epoch 3, with a number of its own. */
    Octets sealed(ContentType type, Octets content) {
        return sealed(HeaderForm.FULL, FIRST_EPOCH, type.code(), content);
    }

    /** A record of ours in another form, another epoch, or of another type; 0 is all padding. */
    Octets sealed(HeaderForm form, long epoch, int type, Octets content) {
        var protection = RecordProtection.of(suite, secretOf(epoch));
        int padding = type == 0 ? ZEROS : 0;
        int fragment = content.length() + padding + protection.expansion();
        byte[] target = new byte[form.size(fragment) + fragment];
        protection.seal(
                form,
                epoch,
                next++,
                type,
                content.toArray(),
                0,
                content.length(),
                padding,
                target,
                0);
        return Octets.of(target);
    }

    private Secret secretOf(long epoch) {
        if (epoch == HANDSHAKE_EPOCH) return ownHandshake;
        Secret secret = ownTraffic;
        for (long at = FIRST_EPOCH; at < epoch; at++)
            secret = KeySchedule.of(suite).updated(secret);
        return secret;
    }

    /** A KeyUpdate with a message_seq of its own, 0 for no request and 1 for one. */
    Octets keyUpdate(int request) {
        return message(KEY_UPDATE, Octets.of((byte) request));
    }

    /** A whole message with the next message_seq. */
    Octets message(int type, Octets body) {
        return FragmentCodec.encode(new Fragment(type, body.length(), nextMessage++, 0, body));
    }

    /** The number that the next message has. */
    int nextMessage() {
        return nextMessage;
    }

    /** What the peer has sent in epoch 3, from its datagram with that number on. */
    List<Unsealing.Opened> heardFrom(int first) {
        var datagrams = player.heard().datagrams();
        return new Unsealing(suite, FIRST_EPOCH, peerTraffic)
                .opened(datagrams.subList(first, datagrams.size()));
    }

    /** How many ACKs of the peer, from that datagram on, name something. */
    long acks(int first) {
        return acksFrom(first).filter(ack -> !ack.records().isEmpty()).count();
    }

    /** Whether the peer has acknowledged one of these records. */
    boolean isAcknowledged(Collection<RecordNumber> records) {
        return acksFrom(0).anyMatch(ack -> !Collections.disjoint(ack.records(), records));
    }

    private Stream<Ack> acksFrom(int first) {
        return heardFrom(first).stream()
                .filter(record -> record.type() == ContentType.ACK.code())
                .flatMap(record ->
                        Ack.decode(record.content()) instanceof Decoded.Value<Ack>(var ack)
                                ? Stream.of(ack)
                                : Stream.empty());
    }

    /** The KeyUpdate that the peer has sent from that datagram on: its request_update. */
    Optional<Integer> keyUpdateHeard(int first) {
        return heardFrom(first).stream()
                .flatMap(record -> record.parts().stream())
                .filter(part -> part.type() == KEY_UPDATE && part.body().length() == 1)
                .map(part -> part.body().at(0))
                .findFirst();
    }
}
