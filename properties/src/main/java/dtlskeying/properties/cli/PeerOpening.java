package dtlskeying.properties.cli;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Hash;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.srtp.SessionSettings;
import dtlskeying.impl.udp.Observer;
import dtlskeying.impl.udp.UdpEndpoint;
import dtlskeying.impl.udp.UdpServer;
import dtlskeying.impl.versions.Versions;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.DtlsVersion;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Gets the endpoint of a run against a peer. */
final class PeerOpening {
    private static final int SEED_LENGTH = 32;

    private final Meeting meeting;
    private final Duration patience;
    private final boolean isPeerKnown;
    private final Identity identity;
    private final Versions versions;
    private final SessionSettings session;
    private final Entropy entropy = Entropy.of(seed());

    /** An end at {@code meeting} that believes {@code trust}, and waits so long for a client. */
    PeerOpening(
            Meeting meeting,
            Duration patience,
            IdentityOptions identities,
            Trust trust,
            SrtpTerms terms,
            SessionSettings session,
            Set<DtlsVersion> spoken) {
        this.meeting = meeting;
        this.patience = patience;
        this.isPeerKnown = !(trust instanceof Trust.Anyone);
        this.identity = identities.identity("dtls-keying", entropy.child("identity"));
        this.versions = Versions.of(spoken, identity, trust, Instant.now(), terms);
        this.session = session;
        if (!meeting.ours().isEmpty()) requireAnnounced(identity.chain().leaf());
    }

    private void requireAnnounced(Octets certificate) {
        if (meeting.ours().stream().noneMatch(each -> each.matches(certificate)))
            throw new Misuse(
                    "our description announces another certificate than --cert has, which is "
                            + identity.chain().fingerprint(Hash.SHA256).text());
    }

    /** Which end is ours. */
    Role role() {
        return meeting.role();
    }

    /** Says who we are, and that we believe everybody, if we do. */
    void announce(PrintWriter out) {
        RunReport.line(out, "we are", identity.chain().fingerprint(Hash.SHA256).text());
        if (!isPeerKnown)
            RunReport.line(
                    out,
                    "trust",
                    "any certificate is accepted; --trust or --fingerprint name the peer's");
    }

    /**
     * Binds the socket, and as a server waits for a client.
     *
     * @throws IOException if no client comes in time
     * @throws Misuse if the socket cannot be bound
     */
    UdpEndpoint open(Observer observer, PrintWriter out) throws IOException {
        return switch (meeting.role()) {
            case CLIENT -> connect(observer);
            case SERVER -> accept(meeting.local(), observer, out);
        };
    }

    private UdpEndpoint connect(Observer observer) {
        try {
            return UdpEndpoint.connect(
                    meeting.local(), meeting.remote(), versions, session, entropy, observer);
        } catch (IOException failed) {
            throw new Misuse(failed.getMessage(), failed);
        }
    }

    private UdpEndpoint accept(InetSocketAddress local, Observer observer, PrintWriter out)
            throws IOException {
        UdpServer server = listen(local, observer);
        RunReport.line(
                out, "listening", local.getHostString() + ":" + server.localAddress().getPort());
        out.flush();
        try {
            return server.accept(patience);
        } catch (IOException nobody) {
            server.close();
            throw nobody;
        }
    }

    private UdpServer listen(InetSocketAddress local, Observer observer) {
        try {
            return UdpServer.listen(local, versions, session, entropy, observer);
        } catch (IOException failed) {
            throw new Misuse("--listen: " + failed.getMessage(), failed);
        }
    }

    private static Octets seed() {
        byte[] seed = new byte[SEED_LENGTH];
        new SecureRandom().nextBytes(seed);
        return Octets.of(seed);
    }
}
