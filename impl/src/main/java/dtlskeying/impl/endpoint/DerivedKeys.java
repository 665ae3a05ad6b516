package dtlskeying.impl.endpoint;

import dtlskeying.impl.KeyRing;
import dtlskeying.impl.chunk.ChunkKeyDerivation;
import dtlskeying.impl.chunk.ChunkKeys;
import dtlskeying.impl.chunk.InitExchange.Terms;
import dtlskeying.impl.chunk.RestartKeys;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.TrafficKeys;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.KeyId;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.ChunkKey;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Effect;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Input;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Part;
import dtlskeying.spec.chunk.KeyUse;

/**
 * The keys of the DTLS chunk between their derivation and the operator (§4): {@link
 * ChunkKeyDerivation} says which there are, a ring holds them by their names.
 */
final class DerivedKeys {
    private final Terms terms;
    private final KeyRing ring = new KeyRing();
    private ChunkKeyDerivation derivation;

    /** What both ends have agreed on, and no keys yet. */
    DerivedKeys(Terms terms) {
        this.terms = terms;
        var agreed = new Input.Agreed(terms.client(), terms.server(), terms.restart());
        this.derivation = new ChunkKeyDerivation.Unagreed().on(agreed).state();
    }

    /** Derives those of an epoch from its exporter secret. */
    void derive(Epoch epoch, CipherSuite suite, Secret exporter) {
        var step = derivation.on(new Input.SecretReady(epoch));
        derivation = step.state();
        var keys = new ChunkKeys(suite, exporter, terms.client(), terms.server());
        for (var effect : step.effects())
            if (effect instanceof Effect.Derived(var key, _)) ring.install(name(key), keys.of(key));
    }

    private static KeyId name(ChunkKey key) {
        String use = key.use() + "/" + key.epoch() + "/" + key.part();
        return new KeyId(1, key.writer(), use);
    }

    /** What this end seals under. */
    TrafficKeys ours(KeyUse use, Epoch epoch) {
        return keys(terms.role(), use, epoch);
    }

    /** What the peer seals under. */
    TrafficKeys theirs(KeyUse use, Epoch epoch) {
        return keys(terms.role().peer(), use, epoch);
    }

    /** What this end can come back with. */
    RestartKeys forRestart(Epoch epoch, CipherSuite suite) {
        return new RestartKeys(
                epoch, suite, ours(KeyUse.RESTART, epoch), theirs(KeyUse.RESTART, epoch));
    }

    private TrafficKeys keys(Role writer, KeyUse use, Epoch epoch) {
        return new TrafficKeys(
                key(new ChunkKey(epoch, writer, use, Part.KEY)),
                key(new ChunkKey(epoch, writer, use, Part.IV)),
                key(new ChunkKey(epoch, writer, use, Part.NUMBER_KEY)));
    }

    private Secret key(ChunkKey key) {
        return ring.find(name(key)).orElseThrow();
    }

    /** The operator has them all. */
    void clear() {
        ring.clear();
    }

    /** The association is over. */
    void ended() {
        derivation = derivation.on(new Input.Ended()).state();
        ring.clear();
    }
}
