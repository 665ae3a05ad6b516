package dtlskeying.impl.dtls13;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import java.util.stream.Stream;

/**
 * The secrets between two extended key updates. Generation 0 is the handshake's. Of the main secret
 * nothing stays but the salt for the next one, so that a generation tells nothing of those before.
 *
 * @param suite whose hash they have
 * @param number 0 or more; its epoch is 3 more
 * @param transcriptHash of the handshake and all updates so far
 * @param salt for the next main secret
 * @param client what protects the client's records
 * @param server what protects the server's
 * @param exporter what keying material of this epoch comes from
 */
public record Generation(
        CipherSuite suite,
        long number,
        Octets transcriptHash,
        Secret salt,
        Secret client,
        Secret server,
        Secret exporter) {
    /**
     * That of a handshake.
     *
     * @param main its main secret
     * @param upToServer the transcript hash up to and with the server's Finished
     * @param upToClient the same up to and with the client's Finished
     */
    @Cites("extended-key-update/7/b")
    public static Generation first(
            CipherSuite suite, Secret main, Octets upToServer, Octets upToClient) {
        var schedule = ExtendedKeySchedule.of(suite);
        return new Generation(
                suite,
                0,
                upToClient,
                schedule.salt(main),
                schedule.schedule().applicationTraffic(Role.CLIENT, main, upToServer),
                schedule.schedule().applicationTraffic(Role.SERVER, main, upToServer),
                schedule.firstExporter(main, upToServer));
    }

    /**
     * What a line of a key log is called.
     *
     * @param secret the kind of secret, such as {@code EXPORTER_SECRET}
     * @param number the generation that it belongs to, 0 or more
     */
    @Cites("extended-key-update/9/a")
    public static String keyLogLabel(String secret, long number) {
        return secret + "_" + number;
    }

    /**
     * The one after an update.
     *
     * @param request with its header of four bytes
     * @param response with its header of four bytes
     * @param shared the result of the exchange, as its group encodes it
     */
    public Generation next(Octets request, Octets response, Secret shared) {
        var schedule = ExtendedKeySchedule.of(suite);
        Secret main = schedule.main(salt, shared);
        var next = after(main, schedule.transcriptHash(transcriptHash, request, response));
        main.overwrite();
        return next;
    }

    /** All secrets of it. */
    Stream<Secret> held() {
        return Stream.of(salt, client, server, exporter);
    }

    @Cites("extended-key-update/7/d")
    private Generation after(Secret main, Octets hash) {
        var schedule = KeySchedule.of(suite);
        return new Generation(
                suite,
                number + 1,
                hash,
                new ExtendedKeySchedule(schedule).salt(main),
                schedule.applicationTraffic(Role.CLIENT, main, hash),
                schedule.applicationTraffic(Role.SERVER, main, hash),
                schedule.exporter(main, hash));
    }

    /** What protects the records of this side. */
    public Secret of(Role sender) {
        return switch (sender) {
            case CLIENT -> client;
            case SERVER -> server;
        };
    }
}
