package dtlskeying.impl.dtls13;

import dtlskeying.impl.dtls.Flights;
import dtlskeying.impl.dtls.Fragments;
import dtlskeying.spec.dtls.FragmentLimits;

/**
 * All that an association is made of.
 *
 * @param records the record layer
 * @param fragments what has come of the peer's messages
 * @param flights our flight, and when it is sent again
 * @param sent which records have which parts of it
 * @param acknowledgement what of the peer's flight is to be acknowledged, and when
 * @param nextMessageSeq the number of our next message
 * @param traffic the keys of traffic
 */
record Parts(
        Settings settings,
        Side side,
        Records records,
        Fragments fragments,
        Flights flights,
        SentRecords sent,
        Acknowledgement acknowledgement,
        int nextMessageSeq,
        Traffic traffic) {
    static Parts start(Settings settings, Side side) {
        return new Parts(
                settings,
                side,
                Records.start().saying(settings.large().lengths()),
                Fragments.from(0, FragmentLimits.DEFAULT),
                Flights.idle(settings.times()),
                SentRecords.start(),
                Acknowledgement.start(settings.times()),
                0,
                Traffic.WAITING);
    }
}
