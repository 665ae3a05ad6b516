package dtlskeying.impl.versions;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls.FragmentCodec;
import dtlskeying.impl.dtls.Fragments;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls12.RecordHeader;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.DtlsCiphertext;
import dtlskeying.spec.dtls.Fragment;
import dtlskeying.spec.dtls.FragmentLimits;
import dtlskeying.spec.dtls.FragmentsSpec;
import dtlskeying.spec.dtls.HandshakeMessage;

import java.util.ArrayList;
import java.util.List;

/**
 * The peer's first messages, before it is known in which version they go on: the records of both
 * versions look alike until there are keys. Datagrams are kept for whoever goes on with them.
 *
 * @param fragments what has come of the messages
 * @param kept the datagrams that no one has dealt with, in order
 */
record FirstMessages(Fragments fragments, List<Octets> kept) {
    /** A hello that is longer than so many datagrams is not waited for. */
    private static final int MOST_KEPT = 16;

    static final FirstMessages NONE =
            new FirstMessages(Fragments.from(0, FragmentLimits.DEFAULT), List.of());

    FirstMessages {
        kept = List.copyOf(kept);
    }

    /** What a datagram has brought: messages that are whole, in their order. */
    Step<FirstMessages, HandshakeMessage> hear(Octets datagram) {
        var whole = new ArrayList<HandshakeMessage>();
        Fragments now = fragments;
        for (Fragment part : parts(datagram)) {
            var step = now.on(new FragmentsSpec.Input.Arrived(part));
            now = step.state();
            for (var effect : step.effects())
                if (effect instanceof FragmentsSpec.Effect.Delivered(var message))
                    whole.add(message);
        }
        boolean isWanted = !now.equals(fragments) && kept.size() < MOST_KEPT;
        return new Step<>(isWanted ? new FirstMessages(now, and(datagram)) : this, whole);
    }

    private List<Octets> and(Octets datagram) {
        List<Octets> all = new ArrayList<>(kept);
        all.add(datagram);
        return all;
    }

    /** The same when somebody has dealt with all datagrams. */
    FirstMessages passedOn() {
        return new FirstMessages(fragments, List.of());
    }

    /** The parts of handshake messages without protection that a datagram has. */
    static List<Fragment> parts(Octets datagram) {
        var parts = new ArrayList<Fragment>();
        for (DtlsCiphertext record : RecordHeader.read(datagram).records())
            if (record.type() == ContentType.HANDSHAKE.code()
                    && record.epoch().equals(Epoch.UNPROTECTED)
                    && FragmentCodec.decode(record.fragment())
                            instanceof Decoded.Value<List<Fragment>>(var some)) parts.addAll(some);
        return parts;
    }
}
