package dtlskeying.impl.dtls13;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Octets;

/**
 * How the secrets of one generation follow from those of the one before
 * (draft-ietf-tls-extended-key-update §7 and §10.1), on top of the schedule of the handshake.
 *
 * <p>The draft leaves two things open, and this is how they are read here: the messages that are
 * hashed have the header of TLS ({@link #message}); and a transcript hash goes into
 * HKDF-Expand-Label as it is, without being hashed a second time ({@link
 * dtlskeying.spec.Reading#EXTENDED_UPDATE_HASHES_AS_TLS_DOES}).
 *
 * @param schedule that of the handshake's cipher suite
 */
public record ExtendedKeySchedule(KeySchedule schedule) {
    /** The schedule of a suite in DTLS 1.3. */
    public static ExtendedKeySchedule of(CipherSuite suite) {
        return new ExtendedKeySchedule(KeySchedule.of(suite));
    }

    /** A message as TLS would have sent it: type (1), length (3) and body. */
    public static Octets message(int type, Octets body) {
        return new WireWriter().uint8(type).vector24(body).toOctets();
    }

    /**
     * The transcript hash of the next generation.
     *
     * @param before that of the last one, as long as the hash
     * @param request with its header of four bytes
     * @param response with its header of four bytes
     */
    @Cites("extended-key-update/7/a")
    public Octets transcriptHash(Octets before, Octets request, Octets response) {
        return schedule.hash().digest(Octets.concat(before, request, response));
    }

    /** What stays of a main secret: the salt for the next one. */
    public Secret salt(Secret main) {
        return schedule.derive(main, "derived", schedule.hash().digest());
    }

    /**
     * The main secret of the next generation.
     *
     * @param shared the result of the exchange, as its group encodes it
     */
    @Cites("extended-key-update/7/c")
    public Secret main(Secret salt, Secret shared) {
        return dtlskeying.impl.crypto.Hkdf.extract(schedule.hash(), salt, shared);
    }

    /**
     * The exporter secret of generation 0 for those who follow updates.
     *
     * @param main that of the handshake
     * @param transcriptHash up to and with the server's Finished
     */
    @Cites("extended-key-update/10.1/a")
    public Secret firstExporter(Secret main, Octets transcriptHash) {
        return schedule.derive(main, "exporter eku", transcriptHash);
    }
}
