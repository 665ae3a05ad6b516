package dtlskeying.properties.vectors;

import dtlskeying.impl.chunk.ChunkKeys;
import dtlskeying.impl.chunk.ChunkProtection;
import dtlskeying.impl.chunk.ChunkRefusal;
import dtlskeying.impl.chunk.ReceiveContext;
import dtlskeying.impl.chunk.SendContext;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.HeaderForm;
import dtlskeying.impl.dtls13.RecordProtection;
import dtlskeying.impl.dtls13.TrafficKeys;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.KeyUse;
import dtlskeying.vectors.Fields;
import dtlskeying.vectors.VectorGroup;

import java.util.Arrays;

/** The DTLS chunks of one group of vectors: a suite, and the keys of one epoch and use. */
record ChunkSeals(CipherSuite suite, Epoch epoch, KeyUse use, TrafficKeys keys) {
    static final HeaderForm FORM = new HeaderForm(true, false);

    /** That nothing was opened before. */
    static final long NONE = -1;

    private static final Octets PARAMETER = Octets.hex("8006000a000000010701");

    /** Keys that a client of the key management would write with. */
    static ChunkSeals of(CipherSuite suite, Epoch epoch, KeyUse use) {
        byte[] exporter = new byte[suite.hash().length()];
        Arrays.fill(exporter, (byte) suite.code());
        var keys = new ChunkKeys(suite, Secret.of(exporter), PARAMETER, PARAMETER);
        return new ChunkSeals(suite, epoch, use, keys.of(epoch, Role.CLIENT, use));
    }

    /** As the fields of the group say. */
    static ChunkSeals of(VectorGroup group) {
        Fields fields = group.fields();
        return new ChunkSeals(
                CipherSuite.valueOf(fields.text("suite")),
                new Epoch(fields.number("epoch")),
                KeyUse.values()[(int) fields.number("restart")],
                new TrafficKeys(
                        Secret.of(fields.octets("key")),
                        Secret.of(fields.octets("iv")),
                        Secret.of(fields.octets("sn"))));
    }

    /** What its tests share. */
    Fields shared() {
        return Fields.none()
                .with("suite", suite.name())
                .with("epoch", epoch.number())
                .with("restart", use.ordinal())
                .with("key", keys.key().octets())
                .with("sn", keys.numberKey().octets())
                .with("iv", keys.iv().octets());
    }

    /** The DTLS chunk, with its padding, that our operator makes. */
    Octets seal(long sequence, Octets chunks) {
        byte[] buffer = Arrays.copyOf(chunks.toArray(), chunks.length() + 64);
        int length =
                new SendContext(use, epoch, suite, keys, sequence).seal(buffer, 0, chunks.length());
        return Octets.of(buffer, 0, length);
    }

    /** A DTLS chunk; nothing is checked, so that it may be one that nobody should send. */
    Octets forge(HeaderForm form, long nonce, int type, Octets content, int padding) {
        var protection = RecordProtection.of(suite, keys);
        int length = content.length();
        int fragment = length + padding + protection.expansion();
        byte[] record = new byte[form.size(fragment) + fragment];
        byte[] bytes = content.toArray();
        protection.seal(form, epoch.number(), nonce, type, bytes, 0, length, padding, record, 0);
        return framed(Octets.of(record));
    }

    /** A record as a DTLS chunk. */
    Octets framed(Octets record) {
        int length = 5 + record.length();
        String head = "41%02x%04x00".formatted(use.ordinal(), length);
        return Octets.concat(Octets.hex(head), record, Octets.of(new byte[-length & 3]));
    }

    /**
     * The result as the fields of a test.
     *
     * @param highest the highest number that was opened before, or {@link #NONE}
     */
    Fields open(long highest, Octets chunk) {
        var context = new ReceiveContext(use, epoch, suite, keys, ChunkProtection.DEFAULT_WINDOW);
        if (highest != NONE) context.sawBefore(highest);
        byte[] buffer = chunk.toArray();
        int result = context.open(buffer, 0, buffer.length);
        if (result < 0)
            return Fields.none()
                    .with("result", "invalid")
                    .with("why", ChunkRefusal.of(result).clause().id());
        return Fields.none().with("result", "valid").with("chunks", Octets.of(buffer, 0, result));
    }
}
