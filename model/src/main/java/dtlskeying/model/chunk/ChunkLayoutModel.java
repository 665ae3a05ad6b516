package dtlskeying.model.chunk;

import dtlskeying.spec.Cites;
import dtlskeying.spec.Octets;
import dtlskeying.spec.chunk.KeyManagementOffer;
import dtlskeying.spec.chunk.KeyUse;

/** The bytes of the chunk draft, §4: the parameter and the DTLS chunk, digit by digit. */
public final class ChunkLayoutModel {
    private ChunkLayoutModel() {}

    /**
     * The DTLS Key Management parameter, without padding.
     *
     * @param offer with at least one method
     */
    @Cites({"sctp-dtls-chunk/4.1/c", "sctp-dtls-chunk/4.1/a"})
    public static Octets parameter(KeyManagementOffer offer) {
        String roles =
                switch (offer.roles()) {
                    case CLIENT_ONLY -> "01";
                    case SERVER_ONLY -> "10";
                    case EITHER -> "11";
                };
        String flags = "00000" + (offer.restart() ? "1" : "0") + roles;
        var digits = new StringBuilder("8006");
        digits.append("%04x".formatted(9 + offer.methods().size()));
        digits.append("%08x".formatted(offer.tieBreaker()));
        digits.append("%02x".formatted(Integer.parseInt(flags, 2)));
        for (int method : offer.methods()) digits.append("%02x".formatted(method));
        return Octets.hex(digits.toString());
    }

    /**
     * What is authenticated beside what is sealed: the header of the record with its number bare.
     *
     * @param number its low 16 bits count
     */
    @Cites("sctp-dtls-chunk/4.2/a")
    public static Octets authenticated(long epoch, long number) {
        String first = "001010" + epoch / 2 % 2 + epoch % 2;
        return Octets.hex("%02x%04x".formatted(Integer.parseInt(first, 2), number % 65536));
    }

    /**
     * The whole chunk with its padding.
     *
     * @param header as authenticated
     * @param sealed what the AEAD gives, tag included
     * @param mask two bytes that hide the number
     */
    @Cites({"sctp-dtls-chunk/4.2/a", "sctp-dtls-chunk/3.1.1/a"})
    public static Octets chunk(KeyUse use, Octets header, Octets sealed, Octets mask) {
        int length = 8 + sealed.length();
        return Octets.hex(
                "41"
                        + (use == KeyUse.RESTART ? "01" : "00")
                        + "%04x".formatted(length)
                        + "00"
                        + "%02x".formatted(header.at(0))
                        + "%02x".formatted(header.at(1) ^ mask.at(0))
                        + "%02x".formatted(header.at(2) ^ mask.at(1))
                        + sealed.toHex()
                        + "00".repeat((4 - length % 4) % 4));
    }

    /** What is sealed: all chunks of the packet, then the type of application data. */
    @Cites({"dtls-chunk/3/e", "sctp-dtls-chunk/4.2/b"})
    public static Octets content(Octets chunks) {
        return Octets.hex(chunks.toHex() + "17");
    }
}
