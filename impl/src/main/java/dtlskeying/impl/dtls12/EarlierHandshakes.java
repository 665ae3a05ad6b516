package dtlskeying.impl.dtls12;

import dtlskeying.spec.Cites;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.DataProtection;
import dtlskeying.spec.srtp.Mki;

import java.util.ArrayList;
import java.util.List;

/**
 * What a handshake has to know of those before it on the same association (RFC 5746 §3.1, §4.1.3 of
 * the draft).
 *
 * @param count how many were completed
 * @param clientVerifyData that of the client's last Finished, empty before the first handshake
 * @param serverVerifyData that of the server's last Finished, empty before the first handshake
 * @param mkis the MKIs that were agreed on, here or in other connections of a session that is
 *     resumed, oldest first
 */
record EarlierHandshakes(
        int count, Octets clientVerifyData, Octets serverVerifyData, List<Mki> mkis) {
    /** There was none. */
    static final EarlierHandshakes NONE =
            new EarlierHandshakes(0, Octets.EMPTY, Octets.EMPTY, List.of());

    /** There was none here; a session that is resumed knows of these MKIs. */
    @Cites("rfc5746/3.1/a")
    static EarlierHandshakes elsewhere(List<Mki> mkis) {
        return new EarlierHandshakes(0, Octets.EMPTY, Octets.EMPTY, mkis);
    }

    EarlierHandshakes {
        mkis = List.copyOf(mkis);
    }

    /** What renegotiation_info holds in a client's hello. */
    Octets shownByClient() {
        return clientVerifyData;
    }

    /** What renegotiation_info holds in a server's hello. */
    Octets shownByServer() {
        return Octets.concat(clientVerifyData, serverVerifyData);
    }

    /** These and one more, which is complete. */
    EarlierHandshakes and(Session session) {
        List<Mki> all = new ArrayList<>(mkis);
        if (session.terms().data() instanceof DataProtection.Srtp(_, var mki)) all.add(mki);
        return new EarlierHandshakes(
                count + 1, session.clientVerifyData(), session.serverVerifyData(), all);
    }
}
