package dtlskeying.impl.sdp;

import java.util.List;

/** One m= line and what follows it. */
public sealed interface Stream {
    /**
     * RTP over DTLS.
     *
     * @param media {@code audio}, {@code video} or another word
     * @param port 0 to 65535; 0 refuses the stream
     * @param proto what carries it
     * @param formats RTP payload types, 0 to 127, at least one
     * @param attributes what is said of this stream alone
     */
    record OverDtls(
            String media, int port, Proto proto, List<Integer> formats, Attributes attributes)
            implements Stream {
        public OverDtls {
            formats = List.copyOf(formats);
        }
    }

    /**
     * Anything else, which keeps its place only: an answer has a stream for every one of the offer.
     *
     * @param line the value of the m= line
     */
    record Other(String line) implements Stream {}
}
