package dtlskeying.properties.dtls12;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.KeyKind;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.dtls12.Association;
import dtlskeying.impl.dtls12.ResumableSession;
import dtlskeying.impl.dtls12.SessionCache;
import dtlskeying.impl.dtls12.Settings;
import dtlskeying.properties.network.AssociationPair;
import dtlskeying.properties.network.AssociationPair.Event.Stepped;
import dtlskeying.properties.network.Fates;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Handshakes of one session, as its server has them.
 *
 * @param unfinished the full one, before the client's Finished
 * @param complete the same, behind it
 * @param resumed one that took the session up, complete
 */
record Handshakes(Association unfinished, Complete complete, Complete resumed) {
    /**
     * A handshake that is complete.
     *
     * @param effects what its server did at last
     */
    record Complete(Association before, Association end, List<Effect> effects) {}

    private static final Settings SETTINGS =
            Settings.of(
                    Identity.demonstration("keeper", Entropy.of(0), KeyKind.EC_P256),
                    new Trust.Anyone(),
                    Instant.parse("2026-01-01T00:00:00Z"),
                    SrtpTerms.NONE);

    /** By what tests call the session. */
    private static final Map<String, Handshakes> BY_NAME = new TreeMap<>();

    /** The handshake that made the session which tests call so. */
    static synchronized Handshakes of(Octets name) {
        return BY_NAME.computeIfAbsent(name.toHex(), hex -> made(Long.parseLong(hex, 16)));
    }

    /** What tests call the session. */
    static synchronized String nameOf(Octets id) {
        return BY_NAME.entrySet().stream()
                .filter(each -> each.getValue().session().id().equals(id))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    ResumableSession session() {
        return complete.end().resumable().orElseThrow();
    }

    private static Handshakes made(long seed) {
        var client = Association.client(SETTINGS, Entropy.of(4 * seed));
        var server = Association.serverOfKnownClient(SETTINGS, Entropy.of(4 * seed + 1));
        Complete full = complete(client, server);
        var session = full.end().resumable().orElseThrow();
        var cache = SessionCache.ofCapacity(1).with(session, 0);
        var again = Association.resuming(SETTINGS, session, Entropy.of(4 * seed + 2));
        var knowing = Association.serverOfKnownClient(SETTINGS, Entropy.of(4 * seed + 3));
        return new Handshakes(full.before(), full, complete(again, knowing.knowing(cache)));
    }

    private static Complete complete(Association client, Association server) {
        var next = AssociationPair.start(client, server, Fates.ideal()).begin(Role.CLIENT);
        while (true) {
            Association before = next.pair().server();
            next = next.pair().next();
            if (next.pair().server().isEstablished() && next.event() instanceof Stepped stepped)
                return new Complete(before, next.pair().server(), stepped.effects());
        }
    }
}
