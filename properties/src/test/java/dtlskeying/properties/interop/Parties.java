package dtlskeying.properties.interop;

import dtlskeying.impl.crypto.Fingerprint;
import dtlskeying.impl.crypto.Hash;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.dtls12.Settings;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** The client and the server of a test, who trust one another and nobody else. */
record Parties(Credential client, Credential server) {
    private static final Map<Credential.Kind, Parties> MADE = new EnumMap<>(Credential.Kind.class);

    /** Two parties with keys of that kind, the same ones each time. */
    static synchronized Parties of(Credential.Kind kind) {
        return MADE.computeIfAbsent(
                kind,
                missing ->
                        new Parties(
                                Credential.make(missing, "client"),
                                Credential.make(missing, "server")));
    }

    /** Our engine as the client. */
    Settings client(SrtpTerms srtp) {
        return settings(client, server, srtp);
    }

    /** Our engine as the server. */
    Settings server(SrtpTerms srtp) {
        return settings(server, client, srtp);
    }

    /** Our engine, by the name of {@code own}, which believes {@code trusted} by fingerprint. */
    static Settings settings(Credential own, Credential trusted, SrtpTerms srtp) {
        return Settings.of(
                Identity.ofPem(own.certificatePem(), own.keyPem()),
                new Trust.Fingerprints(Set.of(Fingerprint.of(Hash.SHA256, trusted.certificate()))),
                Instant.now(),
                srtp);
    }
}
