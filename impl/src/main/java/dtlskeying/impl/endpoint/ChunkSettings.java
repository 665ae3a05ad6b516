package dtlskeying.impl.endpoint;

import dtlskeying.impl.chunk.KeyManagementSupport;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.Settings;
import dtlskeying.spec.Cites;
import dtlskeying.spec.chunk.KeyManagementOffer.Roles;
import dtlskeying.spec.chunk.KeyUpdateSpec.Limits;
import dtlskeying.spec.chunk.ReauthenticationSpec.Policy;

import java.util.List;

/**
 * What an end of a key-managed SCTP association brings.
 *
 * @param support what it offers in INIT and INIT ACK
 * @param dtls what it brings to the handshake; carried over messages, whatever it says
 * @param reauthentication when it asks again who the peer is
 * @param limits when keys are renewed, unless their cipher bears less
 */
public record ChunkSettings(
        KeyManagementSupport support, Settings dtls, Policy reauthentication, Limits limits) {
    /** The method id of this key management, which has none of its own yet (decision 6). */
    public static final int METHOD = 1;

    /** An hour, 100 GB, and what the cipher bears. */
    private static final Limits HOURLY =
            new Limits(
                    Limits.DEFAULT.seconds(),
                    Limits.DEFAULT.bytes(),
                    Long.MAX_VALUE,
                    Long.MAX_VALUE);

    public ChunkSettings {
        dtls = dtls.overMessages();
    }

    /** An end that asks again by its user's wish alone, and whose keys last an hour. */
    public ChunkSettings(KeyManagementSupport support, Settings dtls) {
        this(support, dtls, Policy.NONE, HOURLY);
    }

    /** Either role, protected restart, and no association without protection. */
    public static ChunkSettings of(Settings dtls) {
        var support = new KeyManagementSupport(Roles.EITHER, true, true, List.of(METHOD));
        return new ChunkSettings(support, dtls);
    }

    /** Whether this end insists on extended key update: if it offers that. */
    @Cites("dtls-chunk/3/b")
    boolean isRenewing() {
        return dtls.updates().wanted();
    }

    /** When keys of that suite are renewed, and what they bear at most. */
    Limits limits(CipherSuite suite) {
        return new Limits(
                limits.seconds(),
                limits.bytes(),
                Math.min(limits.sealed(), suite.records()),
                Math.min(limits.failed(), suite.failures()));
    }

    /**
     * The same with those suites alone that the operator has, too, best first.
     *
     * @throws IllegalArgumentException if there is none
     */
    @Cites("dtls-chunk/4/c")
    public ChunkSettings fitting(List<CipherSuite> operator) {
        var both = dtls.suites().stream().filter(operator::contains).toList();
        if (both.isEmpty())
            throw new IllegalArgumentException(
                    "no suite of " + dtls.suites() + " protects packets here: it has " + operator);
        var fitting = dtls.withSuites(both.toArray(CipherSuite[]::new));
        return new ChunkSettings(support, fitting, reauthentication, limits);
    }

    /** The same with another offer. */
    public ChunkSettings withSupport(KeyManagementSupport other) {
        return new ChunkSettings(other, dtls, reauthentication, limits);
    }

    /** The same with another policy about re-authentication. */
    public ChunkSettings withReauthentication(Policy other) {
        return new ChunkSettings(support, dtls, other, limits);
    }

    /** The same with other limits of the use of keys. */
    public ChunkSettings withLimits(Limits other) {
        return new ChunkSettings(support, dtls, reauthentication, other);
    }
}
