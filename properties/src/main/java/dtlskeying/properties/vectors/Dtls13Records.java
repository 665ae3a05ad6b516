package dtlskeying.properties.vectors;

import dtlskeying.impl.crypto.HeaderMask;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.HeaderForm;
import dtlskeying.impl.dtls13.KeySchedule;
import dtlskeying.impl.dtls13.LengthForm;
import dtlskeying.impl.dtls13.RecordProtection;
import dtlskeying.impl.dtls13.RecordSizes;
import dtlskeying.impl.dtls13.TrafficKeys;
import dtlskeying.properties.dtls13.OneEpoch;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls13.RecordsSpec.Effect;
import dtlskeying.vectors.Fields;
import dtlskeying.vectors.VectorGroup;

import java.util.Arrays;

/**
 * The records of one group of vectors: a suite, and one epoch's secret in one direction.
 *
 * @param traffic the secret
 * @param sizes what is agreed on about large records
 */
record Dtls13Records(CipherSuite suite, Secret traffic, Epoch epoch, RecordSizes sizes) {
    /** The usual ones. */
    Dtls13Records(CipherSuite suite, Secret traffic, Epoch epoch) {
        this(suite, traffic, epoch, RecordSizes.USUAL);
    }

    /** Large ones, up to that many bytes of content, type and padding. */
    Dtls13Records large(int limit) {
        var upTo = new RecordSizes(limit, limit, LengthForm.VARIABLE);
        return new Dtls13Records(suite, traffic, epoch, upTo);
    }

    /** The field of a group that says how long large records may be. */
    private static final String LARGE = "largeRecords";

    /** As the fields of the group say. */
    static Dtls13Records of(VectorGroup group) {
        var usual =
                new Dtls13Records(
                        CipherSuite.valueOf(group.fields().text("suite")),
                        Secret.of(group.fields().octets("secret")),
                        new Epoch(group.fields().number("epoch")));
        return group.fields().has(LARGE) ? usual.large((int) group.fields().number(LARGE)) : usual;
    }

    /** What its tests share. */
    Fields shared() {
        var keys = keys();
        var fields =
                Fields.none()
                        .with("suite", suite.name())
                        .with("epoch", epoch.number())
                        .with("secret", traffic.octets())
                        .with("key", keys.key().octets())
                        .with("iv", keys.iv().octets())
                        .with("sn", keys.numberKey().octets());
        return sizes.lengths() == LengthForm.VARIABLE ? fields.with(LARGE, sizes.read()) : fields;
    }

    private TrafficKeys keys() {
        return KeySchedule.of(suite).keys(suite.aead(), traffic);
    }

    /** A record on the wire; nothing is checked, so that it may be one that nobody should send. */
    Octets seal(HeaderForm form, long sequence, int type, Octets content, int padding) {
        var protection = RecordProtection.of(suite, keys());
        int length = content.length();
        int fragment = length + padding + protection.expansion();
        byte[] record = new byte[form.size(fragment) + fragment];
        byte[] bytes = content.toArray();
        protection.seal(form, epoch.number(), sequence, type, bytes, 0, length, padding, record, 0);
        return Octets.of(record);
    }

    /**
     * A record whose header, with two bytes of number, says its length in these bytes, whatever
     * they mean.
     */
    Octets sealSaying(Octets length, long sequence, int type, Octets content) {
        int bits = (int) epoch.number() & 3;
        Octets header =
                Octets.concat(
                        Octets.of((byte) (0x2c | bits)),
                        Octets.hex("%04x".formatted(sequence)),
                        length);
        byte[] aad = header.toArray();
        byte[] inner = Octets.concat(content, Octets.of((byte) type)).toArray();
        byte[] nonce = keys().iv().octets().toArray();
        for (int i = 0; i < 8; i++) nonce[11 - i] ^= (byte) (sequence >>> 8 * i);
        byte[] record = Arrays.copyOf(aad, aad.length + inner.length + 16);
        suite.aead()
                .key(keys().key())
                .seal(nonce, aad, 0, aad.length, inner, 0, inner.length, record, aad.length);
        int mask = HeaderMask.of(suite.aead(), keys().numberKey()).of(record, aad.length);
        record[1] ^= (byte) (mask >>> 24);
        record[2] ^= (byte) (mask >>> 16);
        return Octets.of(record);
    }

    /** The same under the labels of TLS, which is wrong. */
    Octets sealUnderLabelsOfTls(long sequence, int type, Octets content) {
        var schedule = new KeySchedule(suite.hash(), KeySchedule.TLS_1_3);
        var protection = RecordProtection.of(suite, schedule.keys(suite.aead(), traffic));
        byte[] bytes = content.toArray();
        byte[] record = new byte[5 + bytes.length + protection.expansion()];
        protection.seal(
                HeaderForm.FULL,
                epoch.number(),
                sequence,
                type,
                bytes,
                0,
                bytes.length,
                0,
                record,
                0);
        return Octets.of(record);
    }

    /** What becomes of a datagram with one record, where {@code next} is expected. */
    Effect open(long next, Octets datagram) {
        var reader = OneEpoch.reading(suite, traffic, epoch, next, sizes);
        return reader.receive(datagram).effects().getLast();
    }

    /** The result as the fields of a test. */
    static Fields result(Effect effect) {
        if (!(effect instanceof Effect.Accepted(var record)))
            return Fields.none().with("result", "invalid").with("why", reason(effect).id());
        return Fields.none()
                .with("result", "valid")
                .with("sequence", record.number().sequence())
                .with("type", record.type().code())
                .with("content", record.content());
    }

    static Clause reason(Effect effect) {
        return effect.clause();
    }
}
