package dtlskeying.impl.dtls;

import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;

import java.util.List;

/** MKIs for handshakes that nobody has named one for. */
public final class Mkis {
    private Mkis() {}

    /**
     * What a client offers where its server starts a handshake: the last value counted up, as an
     * unsigned number of the same length that wraps, until it is a new one.
     *
     * @param used those of earlier handshakes
     * @return "no MKI" if the last was none, or if every value of the length was used
     */
    public static Mki next(Mki last, List<Mki> used) {
        if (last.isNone()) return last;
        Mki next = last;
        do next = successor(next);
        while (used.contains(next) && !next.equals(last));
        return used.contains(next) ? Mki.NONE : next;
    }

    private static Mki successor(Mki mki) {
        byte[] digits = mki.value().toArray();
        int place = digits.length - 1;
        while (place >= 0 && ++digits[place] == 0) place--;
        return new Mki(Octets.of(digits));
    }
}
