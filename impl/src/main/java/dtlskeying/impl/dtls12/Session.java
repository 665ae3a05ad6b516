package dtlskeying.impl.dtls12;

import dtlskeying.impl.crypto.CertificateChain;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.Mki;

import java.util.List;
import java.util.Optional;

/**
 * What one handshake has agreed on, keys included.
 *
 * @param peer the peer's certificates, none if it was not asked
 * @param clientVerifyData that of the client's Finished, empty until it is known
 * @param serverVerifyData that of the server's Finished, empty until it is known
 * @param resumed whether an earlier handshake had agreed on the master secret
 */
record Session(
        Terms terms,
        KeySchedule keys,
        CertificateChain peer,
        Octets clientVerifyData,
        Octets serverVerifyData,
        boolean resumed) {

    /** The session whose keys come from this premaster secret and these messages. */
    static Session of(Terms terms, Secret premaster, Transcript transcript, CertificateChain peer) {
        CipherSuite suite = terms.suite();
        Octets sessionHash = transcript.hash(suite.hash());
        KeySchedule keys = KeySchedule.extended(suite, premaster, sessionHash);
        return new Session(terms, keys, peer, Octets.EMPTY, Octets.EMPTY, false);
    }

    /**
     * An earlier session again: its master secret, with the randoms and the SRTP of these hellos.
     */
    @Cites("rfc5246/F.1.4/b")
    static Session again(Terms terms, ResumableSession earlier) {
        return new Session(terms, earlier.keys(), earlier.peer(), Octets.EMPTY, Octets.EMPTY, true);
    }

    /** What is kept of it, if the server has given it a name. */
    Optional<ResumableSession> resumable(List<Mki> mkis) {
        return terms.sessionId().isEmpty()
                ? Optional.empty()
                : Optional.of(new ResumableSession(terms.sessionId(), keys, peer, mkis));
    }

    /** What that side's Finished has to hold after these messages. */
    Octets verifyData(Role sender, Transcript transcript) {
        return keys.verifyData(sender, transcript.hash(terms.suite().hash()));
    }

    /** Whether that side's Finished, which holds these bytes, covers the same messages. */
    boolean isVerifiedBy(Role sender, Transcript transcript, Octets verifyData) {
        return Secret.of(verifyData(sender, transcript)).equals(Secret.of(verifyData));
    }

    /** The same session, with the contents of that side's Finished. */
    Session withVerifyData(Role sender, Octets verifyData) {
        return sender == Role.CLIENT
                ? new Session(terms, keys, peer, verifyData, serverVerifyData, resumed)
                : new Session(terms, keys, peer, clientVerifyData, verifyData, resumed);
    }

    /** What protects the records of that side. */
    RecordProtection protection(Role sender) {
        var block = keys.keyBlock(terms.clientRandom(), terms.serverRandom());
        return RecordProtection.of(terms.suite(), block.key(sender), block.iv(sender));
    }

    Secret export(String label, int length) {
        return keys.export(label, terms.clientRandom(), terms.serverRandom(), length);
    }

    Secret export(String label, Octets context, int length) {
        return keys.export(label, terms.clientRandom(), terms.serverRandom(), context, length);
    }
}
