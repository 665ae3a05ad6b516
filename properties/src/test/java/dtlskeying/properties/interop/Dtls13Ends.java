package dtlskeying.properties.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Fingerprint;
import dtlskeying.impl.crypto.Hash;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.dtls13.Settings;
import dtlskeying.properties.interop.Dtls13Peer.Library;
import dtlskeying.spec.Octets;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/**
 * Our association and a foreign endpoint, with a path between them.
 *
 * @param parties who they are
 * @param path how many copies arrive of a datagram, by its number in its direction, from 0
 */
record Dtls13Ends(Path directory, Parties parties, IntUnaryOperator path) {
    /** What both are asked to export. */
    private static final String LABEL = "EXPORTER-test";

    private static final Octets CONTEXT = Octets.hex("0102");
    private static final int LENGTH = 32;
    private static final List<String> EXPORT =
            List.of("label=" + LABEL, "context=" + CONTEXT.toHex(), "length=" + LENGTH);

    /** What is to be seen once both ends are there. */
    interface Course {
        void with(Dtls13Peer theirs, OurDtls13Peer ours);
    }

    /** Both ends by certificates for ECDSA, with a path that loses nothing. */
    static Dtls13Ends plain(Path directory) {
        return new Dtls13Ends(directory, Parties.of(Credential.Kind.ECDSA), number -> 1);
    }

    /** What our client brings, if nothing else is said. */
    Settings client() {
        return settings(parties.client(), parties.server(), SrtpTerms.NONE);
    }

    /** What our server brings, if nothing else is said. */
    Settings server() {
        return settings(parties.server(), parties.client(), SrtpTerms.NONE);
    }

    /** The same for DTLS-SRTP. */
    Settings client(SrtpTerms srtp) {
        return settings(parties.client(), parties.server(), srtp);
    }

    /** The same for DTLS-SRTP. */
    Settings server(SrtpTerms srtp) {
        return settings(parties.server(), parties.client(), srtp);
    }

    /** Our client and a server of that library with these options. */
    void ourClient(Library library, Settings settings, Course course, String... options) {
        try (var theirs = Dtls13Peer.server(library, directory, parties, with(options));
                var relay = LossyRelay.to(theirs.port(), path);
                var ours = OurDtls13Peer.client(relay.port(), settings)) {
            course.with(theirs, ours);
        }
    }

    /** Our server and a client of that library with these options. */
    void ourServer(Library library, Settings settings, Course course, String... options) {
        try (var ours = OurDtls13Peer.server(settings);
                var relay = LossyRelay.to(ours.port(), path);
                var theirs =
                        Dtls13Peer.client(
                                library, relay.port(), directory, parties, with(options))) {
            course.with(theirs, ours);
        }
    }

    /**
     * Both have completed the handshake, export the same bytes, have seen the right certificate,
     * and understand what the other sends.
     */
    static void agree(Dtls13Peer theirs, OurDtls13Peer ours) {
        assertThat(ours.agreed()).as(ours::transcript).isTrue();
        agreeAt(theirs, ours);
    }

    /** The same for an end of ours that is complete. */
    static void agreeAt(Dtls13Peer theirs, OurDtls13Peer ours) {
        assertThat(theirs.agreed()).as("their end agrees").isTrue();
        assertThat(theirs.suite())
                .isEqualTo("%04x".formatted(ours.association().cipherSuite().code()));
        assertThat(theirs.exported())
                .isEqualTo(ours.association().export(LABEL, CONTEXT, LENGTH).octets());
        talk(theirs, ours, "first");
    }

    /** Each end hears from the other. */
    static void talk(Dtls13Peer theirs, OurDtls13Peer ours, String text) {
        theirs.send("theirs " + text);
        ours.awaitReceived("theirs " + text);
        ours.send("ours " + text);
        theirs.awaitReceived("ours " + text);
    }

    /** The options of a peer, with what it is to export. */
    static String[] with(String... options) {
        var all = new ArrayList<>(EXPORT);
        all.addAll(List.of(options));
        return all.toArray(String[]::new);
    }

    private static Settings settings(Credential own, Credential trusted, SrtpTerms srtp) {
        return Settings.of(
                Identity.ofPem(own.certificatePem(), own.keyPem()),
                new Trust.Fingerprints(Set.of(Fingerprint.of(Hash.SHA256, trusted.certificate()))),
                Instant.now(),
                srtp);
    }
}
