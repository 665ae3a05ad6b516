package dtlskeying.properties.chunk;

import static dtlskeying.properties.chunk.ChunkKeyDerivationChapter.CLIENT;
import static dtlskeying.properties.chunk.ChunkKeyDerivationChapter.SERVER;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.model.chunk.ChunkKeyDerivationModel;
import dtlskeying.properties.dtls13.TermWorld;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.ChunkKey;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Part;
import dtlskeying.spec.chunk.KeyUse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What holds of the bytes of chunk keys: P49 to P51, and that they are those of the formula. */
final class ChunkKeyLaws {
    static final String FORMULA = "every key is made of what the model says";
    static final String DEPEND = "P49 KeysDependOnEverySolutionIdentifierOfferedAndSelected";
    static final String DISTINCT = "P50 ExportsPairwiseDistinct";

    private ChunkKeyLaws() {}

    /** Every key of two epochs that are far apart. */
    static List<ChunkKey> keys() {
        var keys = new ArrayList<ChunkKey>();
        for (long epoch : new long[] {3, 4, 0x0102_0304_0506L})
            for (Role writer : Role.values())
                for (KeyUse use : KeyUse.values())
                    for (Part part : Part.values())
                        keys.add(new ChunkKey(new Epoch(epoch), writer, use, part));
        return keys;
    }

    static Secret exporter(CipherSuite suite) {
        byte[] bytes = new byte[suite.hash().length()];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) (7 * i + 1);
        return Secret.of(bytes);
    }

    /** A key that is not what the formula gives, if there is one. */
    static Optional<String> notOfTheFormula(ChunkKeyCode code) {
        for (CipherSuite suite : CipherSuite.values())
            for (ChunkKey key : keys()) {
                Octets context = ChunkKeyDerivationModel.context(key, CLIENT, SERVER);
                var given = Map.of("exporter secret", exporter(suite).octets(), "context", context);
                var wanted =
                        new TermWorld(suite, given)
                                .secret(ChunkKeyDerivationModel.term(key.part()));
                if (!code.of(suite, exporter(suite), CLIENT, SERVER, key).equals(wanted))
                    return Optional.of(suite + " " + key);
            }
        return Optional.empty();
    }

    /** A bit of a parameter that may be changed without a change of every key. */
    static Optional<String> unbound(ChunkKeyCode code) {
        var suite = CipherSuite.TLS_AES_128_GCM_SHA256;
        var secret = exporter(suite);
        for (ChunkKey key : keys()) {
            Secret honest = code.of(suite, secret, CLIENT, SERVER, key);
            for (int bit = 0; bit < 8 * CLIENT.length(); bit++)
                if (code.of(suite, secret, flipped(CLIENT, bit), SERVER, key).equals(honest))
                    return Optional.of("bit " + bit + " of the client's, " + key);
            for (int bit = 0; bit < 8 * SERVER.length(); bit++)
                if (code.of(suite, secret, CLIENT, flipped(SERVER, bit), key).equals(honest))
                    return Optional.of("bit " + bit + " of the server's, " + key);
        }
        return Optional.empty();
    }

    /** Two names of which one is the beginning of the other's bytes, if there are such. */
    static Optional<String> shared(ChunkKeyCode code) {
        var suite = CipherSuite.TLS_AES_128_GCM_SHA256;
        var names = new HashMap<Octets, ChunkKey>();
        for (ChunkKey key : keys()) {
            Octets bytes = code.of(suite, exporter(suite), CLIENT, SERVER, key).octets();
            var other = names.put(bytes.slice(0, 12), key);
            if (other != null) return Optional.of(other + " and " + key);
        }
        return Optional.empty();
    }

    private static Octets flipped(Octets octets, int bit) {
        byte[] bytes = octets.toArray();
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
        return Octets.of(bytes);
    }
}
