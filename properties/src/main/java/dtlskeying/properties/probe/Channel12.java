package dtlskeying.properties.probe;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.dtls12.CipherSuite;
import dtlskeying.impl.dtls12.KeySchedule;
import dtlskeying.impl.dtls12.RecordHeader;
import dtlskeying.impl.dtls12.RecordProtection;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.DtlsCiphertext;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * The keys of our direction after a handshake of DTLS 1.2, in the hands of somebody who seals what
 * they like. They come from the key log, as with any tool that reads captures.
 */
final class Channel12 {
    private static final Epoch FIRST_KEYS = new Epoch(1);

    /** Past what the engine has used, and close enough for it to go on inside the peer's window. */
    private static final long FIRST_NUMBER = 16;

    private final Player player;
    private final RecordProtection protection;
    private long next = FIRST_NUMBER;

    private Channel12(Player player, RecordProtection protection) {
        this.player = player;
        this.protection = protection;
    }

    /** That of a player whose first handshake is complete. */
    static Channel12 of(Player player) {
        Role own = player.engine().role();
        boolean isClient = own == Role.CLIENT;
        var clientHello = clientHello(isClient ? player.sent() : player.heard());
        var serverHello = serverHello(isClient ? player.heard() : player.sent());
        var suite = CipherSuite.valueOf(player.engine().suiteName());
        String master = player.engine().keyLogLines().getFirst().split(" ")[2];
        var keys =
                new KeySchedule(suite, Secret.of(Octets.hex(master)))
                        .keyBlock(clientHello.random(), serverHello.random());
        return new Channel12(player, RecordProtection.of(suite, keys.key(own), keys.iv(own)));
    }

    private static ClientHello clientHello(Hearing hearing) {
        return hearing.message(Answers.CLIENT_HELLO).flatMap(Rewriting::clientHello).orElseThrow();
    }

    private static ServerHello serverHello(Hearing hearing) {
        return hearing.message(Answers.SERVER_HELLO).flatMap(Rewriting::serverHello).orElseThrow();
    }

    /** A record under the keys, with a number of its own. */
    DtlsCiphertext sealed(ContentType type, Octets content) {
        long number = next++;
        byte[] target = new byte[content.length() + protection.expansion()];
        protection.seal(
                type.code(),
                DtlsCiphertext.DTLS_1_2,
                RecordHeader.number(FIRST_KEYS, number),
                content.toArray(),
                0,
                content.length(),
                target,
                0);
        return new DtlsCiphertext(
                type.code(), DtlsCiphertext.DTLS_1_2, FIRST_KEYS, number, Octets.of(target));
    }

    /** The record of our Finished, as it was sent. */
    DtlsCiphertext sentFinished() {
        return player.sent().records().stream()
                .filter(record -> Records12.isHandshake(record) && !Records12.isPlain(record))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Our last flight in new records, as after a timeout: a peer has to know it again by all of its
     * messages, and may leave a Finished unanswered that comes alone.
     */
    List<Octets> lastFlightAgain() {
        var sent = player.sent().records();
        long number = sent.stream().filter(Records12::isPlain).count();
        var datagrams = new ArrayList<Octets>();
        var said = new HashSet<Octets>();
        for (DtlsCiphertext record : sent)
            if (isOfLastFlight(record) && said.add(record.fragment()))
                datagrams.add(Records12.bytes(Records12.withSequence(record, number++)));
        datagrams.add(Records12.bytes(finishedAgain()));
        return datagrams;
    }

    private static boolean isOfLastFlight(DtlsCiphertext record) {
        return Records12.isPlain(record)
                && (record.type() == ContentType.CHANGE_CIPHER_SPEC.code()
                        || Records12.parts(record).stream()
                                .anyMatch(part -> part.type() != Answers.CLIENT_HELLO));
    }

    private DtlsCiphertext finishedAgain() {
        DtlsCiphertext sent = sentFinished();
        byte[] content = new byte[sent.fragment().length()];
        int length =
                protection.open(
                        sent.type(),
                        sent.version(),
                        RecordHeader.number(sent.epoch(), sent.sequence()),
                        sent.fragment().toArray(),
                        0,
                        sent.fragment().length(),
                        content,
                        0);
        return sealed(ContentType.HANDSHAKE, Octets.of(content, 0, length));
    }
}
