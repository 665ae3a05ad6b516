package dtlskeying.impl.srtp;

import static dtlskeying.impl.srtp.SessionRefusal.NO_KEYS_YET;
import static dtlskeying.impl.srtp.SessionRefusal.NO_SUCH_MKI;
import static dtlskeying.impl.srtp.SessionRefusal.UNVERIFIED;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.UNAUTHENTIC_PACKET_IS_DISCARDED;

import dtlskeying.spec.Cites;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.Ssrc;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The mutable twin of {@link KeySets} for packets: which keys protect, and which are tried. How
 * long a set lives is for the machine to say.
 *
 * <p>Where one of two sets has an MKI and the other has none, no byte tells whether a packet
 * carries one: then the set that the bytes would name is tried, and after it the other.
 */
final class LiveKeySets {
    private static final int UNAUTHENTIC = SrtpRefusal.code(UNAUTHENTIC_PACKET_IS_DISCARDED);

    /** Newest first. */
    private final List<LiveKeys> sets = new ArrayList<>();

    /** Whether indices go on over a re-key, so that they can be compared. */
    private final boolean isContinuous;

    private int opener;
    private boolean asked;

    LiveKeySets(boolean isContinuous) {
        this.isContinuous = isContinuous;
    }

    /** Takes new keys into use, under which these sources send. */
    void install(LiveKeys keys, Set<Ssrc> own) {
        if (isContinuous && !sets.isEmpty()) keys.continueFrom(sets.getFirst());
        sets.addFirst(keys);
        asked = false;
        use(own);
    }

    /** Sources send under the newest keys; those that do already go on as they are. */
    void use(Set<Ssrc> own) {
        if (!sets.isEmpty()) own.forEach(ssrc -> current().sender().use(ssrc));
    }

    /** Whether an authentic packet of that source has come. */
    boolean hasHeard(Ssrc ssrc) {
        return sets.stream().anyMatch(keys -> keys.receiver().knows(ssrc));
    }

    /** What the set knew of its sources is kept by the one after it. */
    void destroy(int handshake) {
        sets.removeIf(keys -> keys.handshake() == handshake);
        if (!sets.isEmpty()) sets.getLast().receiver().settle();
    }

    void clear() {
        sets.clear();
    }

    boolean isEmpty() {
        return sets.isEmpty();
    }

    /** The newest set; only if there is one. */
    LiveKeys current() {
        return sets.getFirst();
    }

    @Cites({"dtls-srtp/5.2/b", "dtls-srtp/4.1.3/b"})
    int protect(PacketKind kind, byte[] source, int offset, int length, byte[] target, int at) {
        if (sets.isEmpty()) return NO_KEYS_YET;
        int result = current().protect(kind, source, offset, length, target, at);
        if (result >= 0) asked |= current().countSent(kind);
        return result;
    }

    /** Tries the sets in their order; a trial that fails changes nothing. */
    @Cites({"dtls-srtp/5.2/d", "dtls-srtp/5.2/e", "dtls-srtp/5.2/f"})
    int open(PacketKind kind, byte[] source, int offset, int length, byte[] target, int at) {
        opener = 0;
        int refusal = sets.isEmpty() ? NO_KEYS_YET : NO_SUCH_MKI;
        for (int i = 0; i < sets.size(); i++) {
            LiveKeys keys = sets.get(i);
            if (!keys.receiver().isNamedBy(kind, source, offset, length)) continue;
            int result = keys.open(kind, source, offset, length, target, at);
            if (result >= 0) return opened(keys, kind, result);
            refusal = worse(refusal, result == UNAUTHENTIC ? UNVERIFIED : result);
            if (isAlone(keys, kind, source, offset, length)) break;
        }
        return refusal;
    }

    private int opened(LiveKeys keys, PacketKind kind, int length) {
        boolean asks = keys.countOpened(kind);
        if (keys == current()) asked |= asks;
        opener = keys.handshake();
        return length;
    }

    /** A packet that is known for a replay is more than one that nothing is known of. */
    private static int worse(int soFar, int result) {
        return soFar == NO_SUCH_MKI || soFar == UNVERIFIED ? result : soFar;
    }

    @Cites("dtls-srtp/5.2/h")
    private boolean isAlone(LiveKeys keys, PacketKind kind, byte[] source, int offset, int length) {
        boolean allNamed = true;
        boolean noneNamed = true;
        for (int i = 0; i < sets.size(); i++) {
            allNamed &= !sets.get(i).mki().isNone();
            noneNamed &= sets.get(i).mki().isNone();
        }
        if (allNamed) return true;
        return noneNamed && isContinuous && keys.receiver().isSoleFor(kind, source, offset, length);
    }

    /** The handshake whose keys opened the latest packet; 0 if none did. */
    int opener() {
        return opener;
    }

    /** Whether new keys are to be asked for; says so once. */
    boolean takeRequest() {
        boolean was = asked;
        asked = false;
        return was;
    }
}
