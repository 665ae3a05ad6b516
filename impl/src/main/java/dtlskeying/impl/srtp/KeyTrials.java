package dtlskeying.impl.srtp;

import static dtlskeying.spec.srtp.KeySetsSpec.Claim.THE_MKI_SELECTS_THE_SET;
import static dtlskeying.spec.srtp.KeySetsSpec.Claim.UNVERIFIED_PACKETS_ARE_DISCARDED;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.PACKET_BEHIND_THE_LIST_IS_DISCARDED;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.REPLAYED_PACKET_IS_DISCARDED;

import dtlskeying.spec.Cites;
import dtlskeying.spec.srtp.KeySetsSpec.Effect;
import dtlskeying.spec.srtp.KeySetsSpec.Effect.Discarded;
import dtlskeying.spec.srtp.KeySetsSpec.Effect.OpenedUnder;
import dtlskeying.spec.srtp.KeySetsSpec.Effect.Tried;
import dtlskeying.spec.srtp.KeySetsSpec.Input.Arrived;

import java.util.ArrayList;
import java.util.List;

/**
 * §5.2: the trials of one packet, set by set, until its tag verifies. A trial only looks: what was
 * learned is kept by the set that opens the packet, and by no other.
 *
 * @param effects the trials and how they ended
 * @param opener the handshake whose keys opened the packet; 0 for none
 */
record KeyTrials(List<Effect> effects, int opener) {
    KeyTrials {
        effects = List.copyOf(effects);
    }

    /** Whether a set has opened the packet. */
    boolean succeed() {
        return opener != 0;
    }

    /** Whether that set has opened the packet. */
    boolean succeedUnder(KeySet keys) {
        return opener == keys.handshake();
    }

    /** Tries these sets in this order; the first under which the tag verifies decides. */
    static KeyTrials of(List<KeySet> candidates, Arrived packet) {
        if (candidates.isEmpty()) return end(List.of(), new Discarded(THE_MKI_SELECTS_THE_SET));
        var effects = new ArrayList<Effect>();
        for (KeySet keys : candidates) {
            effects.add(new Tried(keys.handshake()));
            if (keys.verifies(packet)) return verified(keys, packet.index(), effects);
        }
        return end(effects, new Discarded(UNVERIFIED_PACKETS_ARE_DISCARDED));
    }

    private static KeyTrials verified(KeySet keys, long index, List<Effect> soFar) {
        return switch (keys.received().verdict(index)) {
            case SEEN -> end(soFar, new Discarded(REPLAYED_PACKET_IS_DISCARDED));
            case BEHIND -> end(soFar, new Discarded(PACKET_BEHIND_THE_LIST_IS_DISCARDED));
            case NEW ->
                    new KeyTrials(plus(soFar, new OpenedUnder(keys.handshake())), keys.handshake());
        };
    }

    /** With an MKI the newest set that it names, and no other; without one the new set first. */
    @Cites({"dtls-srtp/5.2/e", "dtls-srtp/5.2/f", "dtls-srtp/5.2/h"})
    static List<KeySet> candidates(KeySet current, KeySet previous, Arrived packet) {
        boolean fitsCurrent = current.mki().equals(packet.mki());
        boolean fitsPrevious = previous.mki().equals(packet.mki());
        if (!fitsCurrent) return fitsPrevious ? List.of(previous) : List.of();
        boolean alone = !packet.mki().isNone() || current.isSoleFor(packet.index());
        return fitsPrevious && !alone ? List.of(current, previous) : List.of(current);
    }

    private static KeyTrials end(List<Effect> soFar, Discarded discarded) {
        return new KeyTrials(plus(soFar, discarded), 0);
    }

    private static List<Effect> plus(List<Effect> soFar, Effect last) {
        var all = new ArrayList<>(soFar);
        all.add(last);
        return all;
    }
}
