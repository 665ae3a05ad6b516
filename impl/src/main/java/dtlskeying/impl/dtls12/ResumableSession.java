package dtlskeying.impl.dtls12;

import dtlskeying.impl.crypto.CertificateChain;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.ClientAuthentication;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;

import java.util.List;

/**
 * What one end keeps of a handshake so that a later one can do without certificates (RFC 5246
 * §7.3). The extended master secret belongs to it always. It is as secret as the keys.
 *
 * @param id the server's name for it, 1 to 32 bytes
 * @param keys its cipher suite and master secret
 * @param peer the certificates that the peer has shown, none if it was not asked
 * @param mkis those of the connections so far that share it, as no two should have the same (§4.1.3
 *     of the draft)
 */
public record ResumableSession(Octets id, KeySchedule keys, CertificateChain peer, List<Mki> mkis) {
    public ResumableSession {
        mkis = List.copyOf(mkis);
        if (id.isEmpty() || id.length() > 32)
            throw new IllegalArgumentException("a session's name has 1 to 32 bytes: " + id);
    }

    /** Whether an end with these settings would agree on the same today, peer included. */
    boolean suits(Settings settings) {
        return settings.suites().contains(keys.suite()) && isTrusted(settings);
    }

    private boolean isTrusted(Settings settings) {
        if (peer.isEmpty()) return settings.clientAuthentication() == ClientAuthentication.NONE;
        return settings.trust().judge(peer, settings.today()) instanceof Trust.Verdict.Trusted;
    }
}
