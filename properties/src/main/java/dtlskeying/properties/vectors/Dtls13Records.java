package dtlskeying.properties.vectors;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.HeaderForm;
import dtlskeying.impl.dtls13.KeySchedule;
import dtlskeying.impl.dtls13.RecordProtection;
import dtlskeying.impl.dtls13.TrafficKeys;
import dtlskeying.properties.dtls13.OneEpoch;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls13.RecordsSpec.Effect;
import dtlskeying.vectors.Fields;
import dtlskeying.vectors.VectorGroup;

/**
 * The records of one group of vectors: a suite, and one epoch's secret in one direction.
 *
 * @param traffic the secret
 */
record Dtls13Records(CipherSuite suite, Secret traffic, Epoch epoch) {
    /** As the fields of the group say. */
    static Dtls13Records of(VectorGroup group) {
        return new Dtls13Records(
                CipherSuite.valueOf(group.fields().text("suite")),
                Secret.of(group.fields().octets("secret")),
                new Epoch(group.fields().number("epoch")));
    }

    /** What its tests share. */
    Fields shared() {
        var keys = keys();
        return Fields.none()
                .with("suite", suite.name())
                .with("epoch", epoch.number())
                .with("secret", traffic.octets())
                .with("key", keys.key().octets())
                .with("iv", keys.iv().octets())
                .with("sn", keys.numberKey().octets());
    }

    private TrafficKeys keys() {
        return KeySchedule.of(suite).keys(suite.aead(), traffic);
    }

    /** A record on the wire; nothing is checked, so that it may be one that nobody should send. */
    Octets seal(HeaderForm form, long sequence, int type, Octets content, int padding) {
        var protection = RecordProtection.of(suite, keys());
        int length = content.length();
        byte[] record = new byte[form.size() + length + padding + protection.expansion()];
        byte[] bytes = content.toArray();
        protection.seal(form, epoch.number(), sequence, type, bytes, 0, length, padding, record, 0);
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
        return OneEpoch.reading(suite, traffic, epoch, next).receive(datagram).effects().getLast();
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
