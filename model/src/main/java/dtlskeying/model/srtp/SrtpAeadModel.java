package dtlskeying.model.srtp;

import dtlskeying.model.srtp.SrtpLayoutModel.Field;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Octets;

/**
 * What an AEAD takes beside key and plaintext (RFC 7714 §8 and §9), written out as bytes.
 *
 * @param layout of packets under an AEAD profile
 */
public record SrtpAeadModel(SrtpLayoutModel layout) {
    private static final Octets TWO_ZERO_BYTES = Octets.of(new byte[2]);

    /**
     * The nonce, 12 bytes.
     *
     * @param plain the packet before protection
     * @param index of 48 bits for RTP, of 31 for RTCP
     * @param salt 12 bytes
     */
    @Cites({"rfc7714/8.1/a", "rfc7714/9.1/a"})
    public Octets nonce(Octets plain, long index, Octets salt) {
        Octets block =
                switch (layout.kind()) {
                    case RTP -> Octets.concat(TWO_ZERO_BYTES, plain.slice(8, 12), number(index, 6));
                    case RTCP ->
                            Octets.concat(
                                    TWO_ZERO_BYTES,
                                    plain.slice(4, 8),
                                    TWO_ZERO_BYTES,
                                    number(index, 4));
                };
        byte[] nonce = salt.toArray();
        for (int i = 0; i < nonce.length; i++) nonce[i] ^= (byte) block.at(i);
        return Octets.of(nonce);
    }

    /**
     * What is covered but not encrypted.
     *
     * @param plain the packet before protection
     * @param word E flag and index of an SRTCP packet, 32 bits; without meaning for RTP
     */
    @Cites({"rfc7714/8.2/a", "rfc7714/9.2/a", "rfc7714/9.3/a"})
    public Octets associated(Octets plain, long word) {
        Octets clear = plain.slice(0, clearLength(plain, word));
        return switch (layout.kind()) {
            case RTP -> clear;
            case RTCP -> Octets.concat(clear, number(word, 4));
        };
    }

    /** How many bytes of the packet are not encrypted: the header, or all where E is clear. */
    public int clearLength(Octets plain, long word) {
        Field header = layout.fields(plain).getFirst();
        return switch (layout.kind()) {
            case RTP -> header.length();
            case RTCP -> word >> 31 == 1 ? header.length() : plain.length();
        };
    }

    private static Octets number(long value, int bytes) {
        return Octets.hex(String.format("%0" + 2 * bytes + "x", value));
    }
}
