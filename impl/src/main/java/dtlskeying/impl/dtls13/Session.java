package dtlskeying.impl.dtls13;

import dtlskeying.impl.crypto.CertificateChain;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.spec.Octets;

import java.util.stream.Stream;

/**
 * What a handshake has agreed on, keys included.
 *
 * @param peer the peer's certificates, none if it was not asked
 */
record Session(
        Terms terms,
        Extras extras,
        HandshakeSecrets handshake,
        TrafficSecrets traffic,
        CertificateChain peer) {
    /** The same with a peer who has shown these certificates. */
    Session with(CertificateChain shown) {
        return new Session(terms, extras, handshake, traffic, shown);
    }

    /** The same without the secrets that an extended key update has replaced. */
    Session forgotten() {
        return new Session(terms, extras, handshake.forgotten(), traffic.forgotten(), peer);
    }

    /** All secrets of it. */
    Stream<Secret> held() {
        return Stream.concat(handshake.held(), traffic.held());
    }

    /** RFC 8446 §7.5; an empty context is the same as none. */
    Secret export(String label, Octets context, int length) {
        return KeySchedule.of(terms.suite()).export(traffic.exporter(), label, context, length);
    }
}
