package dtlskeying.properties.schedule;

import dtlskeying.impl.dtls12.Association;
import dtlskeying.impl.srtp.PacketDemux;
import dtlskeying.impl.srtp.SrtpTransform;
import dtlskeying.impl.srtp.Wire;
import dtlskeying.spec.srtp.Ssrc;

import java.util.HashMap;
import java.util.Map;

/** One end as an immutable value: its DTLS, its demultiplexer and its media. */
public record Party(Association dtls, PacketDemux demux, Channel media) {
    /** Media of one end. */
    public sealed interface Channel {
        /** There are no keys, not yet or not any more. */
        record Closed() implements Channel {}

        /**
         * There are keys.
         *
         * @param sending the one source of this end
         * @param receiving the sources of the peer that have been heard
         */
        record Open(MediaKeys keys, SrtpTransform sending, Map<Ssrc, SrtpTransform> receiving)
                implements Channel {
            public Open {
                receiving = Map.copyOf(receiving);
            }

            /** What is known of a source of the peer's. */
            SrtpTransform source(Ssrc ssrc) {
                return receiving.getOrDefault(ssrc, SrtpTransform.FRESH);
            }

            Open withSending(SrtpTransform after) {
                return new Open(keys, after, receiving);
            }

            Open withSource(Ssrc ssrc, SrtpTransform after) {
                if (after.equals(source(ssrc))) return this;
                var sources = new HashMap<>(receiving);
                sources.put(ssrc, after);
                return new Open(keys, sending, sources);
            }
        }
    }

    /** An end that has heard and said nothing. */
    static Party of(Association dtls) {
        return new Party(dtls, new PacketDemux.Handshaking(Wire.START), new Channel.Closed());
    }

    Party with(Association after) {
        return new Party(after, demux, media);
    }

    Party with(PacketDemux after) {
        return new Party(dtls, after, media);
    }

    Party with(Channel after) {
        return new Party(dtls, demux, after);
    }
}
