package dtlskeying.impl.dtls12;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.dtls.Flights;
import dtlskeying.impl.dtls.Fragments;
import dtlskeying.impl.srtp.AlertHistory;
import dtlskeying.impl.srtp.AlertReplay;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.dtls.HandshakeMessage;

import java.util.List;

/**
 * All that an association is made of.
 *
 * @param records the record layer
 * @param fragments what has come of the peer's messages
 * @param flights our flight, and when it is sent again
 * @param base the epoch that the handshake in progress, or the next one, starts in
 * @param nextMessageSeq the number of our next message
 * @param changeHeard whether the peer's ChangeCipherSpec has come
 * @param waiting messages in their order that wait for it
 * @param earlier the handshakes that are complete
 * @param fallback what holds while another handshake is in progress
 * @param seeds where each handshake gets its randomness from
 * @param alerts which alerts have taken effect (§7.3.1)
 */
record Parts(
        Settings settings,
        Side side,
        Records records,
        Fragments fragments,
        Flights flights,
        Epoch base,
        int nextMessageSeq,
        boolean changeHeard,
        List<HandshakeMessage> waiting,
        EarlierHandshakes earlier,
        Fallback fallback,
        Seeds seeds,
        AlertReplay alerts) {
    Parts {
        waiting = List.copyOf(waiting);
    }

    static Parts start(Settings settings, Side side, Entropy entropy, EarlierHandshakes earlier) {
        return new Parts(
                settings,
                side,
                Records.start(),
                Association.NOTHING_HEARD,
                Flights.idle(settings.times()),
                Epoch.UNPROTECTED,
                0,
                false,
                List.of(),
                earlier,
                Fallback.NOTHING,
                new Seeds(entropy, 1),
                new AlertReplay.Listening(AlertHistory.EMPTY));
    }

    Parts with(Side other) {
        return new Parts(
                settings,
                other,
                records,
                fragments,
                flights,
                base,
                nextMessageSeq,
                changeHeard,
                waiting,
                earlier,
                fallback,
                seeds,
                alerts);
    }
}
