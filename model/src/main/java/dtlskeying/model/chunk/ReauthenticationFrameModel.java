package dtlskeying.model.chunk;

import dtlskeying.spec.Cites;
import dtlskeying.spec.Octets;

/** §6 with decision 10: the bytes that carry re-authentication, digit by digit. */
public final class ReauthenticationFrameModel {
    private ReauthenticationFrameModel() {}

    /**
     * A frame of version 1.
     *
     * @param kind 1 for a request, 2 for an authenticator, 3 for a result, 4 for an error
     * @param exchange 0 to 2^32 - 1
     * @param epoch 0 to 2^48 - 1
     * @param length of the whole message in bytes
     * @param offset of the part in it
     * @param part up to 65,535 bytes
     */
    @Cites("dtls-chunk/6/d")
    public static Octets frame(
            int kind, long exchange, long epoch, long length, long offset, Octets part) {
        return Octets.hex(
                "01%02x0000".formatted(kind)
                        + "%08x".formatted(exchange)
                        + "%016x".formatted(epoch)
                        + "%08x%08x".formatted(length, offset)
                        + "%04x".formatted(part.length())
                        + part.toHex());
    }
}
