package dtlskeying.properties.decode;

import dtlskeying.impl.chunk.SctpPacket;
import dtlskeying.impl.srtp.FirstBytes;
import dtlskeying.impl.srtp.FirstBytes.Path;
import dtlskeying.properties.capture.CapturedPacket;
import dtlskeying.properties.capture.KeyLog;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes what two addresses say to each other: SCTP where the checksum says so, and else what
 * figure 7 of draft-ietf-avt-dtls-srtp tells apart by the first byte.
 */
final class PathDecoder {
    private final InetSocketAddress one;
    private final InetSocketAddress other;
    private final List<Unit> units = new ArrayList<>();
    private final DtlsDecoder dtls;
    private final MediaDecoder media;
    private final SctpDecoder sctp;

    PathDecoder(InetSocketAddress one, InetSocketAddress other, KeyLog log) {
        this.one = one;
        this.other = other;
        this.dtls = new DtlsDecoder(one, log, units::add);
        this.media = new MediaDecoder(dtls, units::add);
        this.sctp = new SctpDecoder(dtls, units::add);
    }

    /** Decodes one datagram, and says how many units there were in it. */
    int take(CapturedPacket packet) {
        int before = units.size();
        var place = Place.of(packet);
        var payload = packet.payload();
        if (SctpPacket.isSound(payload.toArray(), payload.length())) {
            sctp.take(place, payload);
        } else {
            switch (FirstBytes.FIGURE_7.pathOf(payload)) {
                case Path.Stun() -> units.add(new Unit.Stun(place, payload));
                case Path.Dtls() -> dtls.take(place, payload);
                case Path.Media() -> media.take(place, payload);
                case Path.Other _, Path.Nobody() ->
                        units.add(
                                new Unit.Unknown(
                                        place,
                                        payload,
                                        payload.isEmpty()
                                                ? "an empty datagram"
                                                : "no protocol's first byte"));
            }
        }
        return units.size() - before;
    }

    Conversation conversation() {
        var client = dtls.firstClient().orElse(one);
        var server = client.equals(one) ? other : one;
        return new Conversation(client, server, dtls.firstClient().isPresent(), units);
    }
}
