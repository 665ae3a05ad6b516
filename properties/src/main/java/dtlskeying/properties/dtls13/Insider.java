package dtlskeying.properties.dtls13;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls12.RecordHeader;
import dtlskeying.impl.dtls13.Association;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.HeaderForm;
import dtlskeying.impl.dtls13.KeySchedule;
import dtlskeying.impl.dtls13.RecordProtection;
import dtlskeying.impl.dtls13.Records;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.DtlsCiphertext;
import dtlskeying.spec.dtls13.PlainRecord;
import dtlskeying.spec.dtls13.RecordsSpec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who has the keys of a handshake: writes records as either end, and reads theirs. */
public final class Insider {
    private final CipherSuite suite;
    private final Map<String, Secret> secrets = new HashMap<>();

    /** The keys of an end that has completed, as its key log has them. */
    Insider(Association complete) {
        this.suite = complete.cipherSuite();
        for (String line : complete.keyLogLines()) {
            String[] words = line.split(" ");
            secrets.put(words[0], Secret.of(Octets.hex(words[2])));
        }
    }

    /**
     * A datagram with one record.
     *
     * @param as whose record it is
     * @param epoch 0, 2, 3, or later by updates of that end's keys
     */
    Octets write(Role as, long epoch, long sequence, ContentType type, Octets content) {
        return epoch == 0
                ? RecordHeader.write(
                        new DtlsCiphertext(
                                type.code(),
                                DtlsCiphertext.DTLS_1_2,
                                Epoch.UNPROTECTED,
                                sequence,
                                content))
                : sealed(as, epoch, sequence, type, content);
    }

    private Octets sealed(Role as, long epoch, long sequence, ContentType type, Octets content) {
        var protection = RecordProtection.of(suite, secret(as, epoch));
        int length = content.length();
        byte[] record = new byte[HeaderForm.FULL.size(length) + length + protection.expansion()];
        protection.seal(
                HeaderForm.FULL,
                epoch,
                sequence,
                type.code(),
                content.toArray(),
                0,
                length,
                0,
                record,
                0);
        return Octets.of(record);
    }

    /**
     * What the records of a datagram have in them, of epochs 0, 2 and 3, and as far as is known.
     */
    List<PlainRecord> read(Role from, Octets datagram) {
        var found = new ArrayList<PlainRecord>();
        var records = Records.start();
        var effects = new ArrayList<>(records.receive(datagram).effects());
        for (Epoch epoch : List.of(RecordsSpec.HANDSHAKE, Epoch.FIRST_OF_TRAFFIC)) {
            var protection = RecordProtection.of(suite, secret(from, epoch.number()));
            records = records.installRead(epoch, suite, protection, RecordsSpec.LONGEST).state();
        }
        effects.addAll(records.receive(datagram).effects());
        for (var effect : effects)
            if (effect instanceof RecordsSpec.Effect.Accepted(var record)) found.add(record);
        return found;
    }

    private Secret secret(Role of, long epoch) {
        String role = of == Role.CLIENT ? "CLIENT" : "SERVER";
        if (epoch == 2) return secrets.get(role + "_HANDSHAKE_TRAFFIC_SECRET");
        Secret secret = secrets.get(role + "_TRAFFIC_SECRET_0");
        for (long at = 3; at < epoch; at++) secret = KeySchedule.of(suite).updated(secret);
        return secret;
    }
}
