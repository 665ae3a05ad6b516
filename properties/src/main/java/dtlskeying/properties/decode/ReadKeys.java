package dtlskeying.properties.decode;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.KeySchedule;
import dtlskeying.impl.dtls13.RecordProtection;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls13.SealedRecord;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Opens the records of DTLS 1.3 that one side sends, whatever the order they were captured in. */
final class ReadKeys {
    /** Epoch 1, or one that is far away. */
    private static final String EARLY = "early data (0-RTT) is not opened";

    private static final long HANDSHAKE_EPOCH = 2;
    private static final long FIRST_TRAFFIC_EPOCH = 3;

    /** How far from the newest epoch that was heard another one is looked for, either way. */
    private static final int SPAN = 4;

    private final Role sender;
    private final SeenHandshake handshake;
    private final Map<Long, RecordKeys> epochs = new HashMap<>();
    private final Map<Long, Secret> secrets = new HashMap<>();
    private long newest = HANDSHAKE_EPOCH;

    ReadKeys(Role sender, SeenHandshake handshake) {
        this.sender = sender;
        this.handshake = handshake;
    }

    /** Whether keys were in use whose bits are those of the handshake's again. */
    boolean isBeyondHandshake() {
        return newest > FIRST_TRAFFIC_EPOCH + 1;
    }

    RecordKeys.Result open(SealedRecord record) {
        if (handshake.answer().isEmpty()) return RecordKeys.Result.closed(handshake.whyClosed());
        int code = handshake.answer().get().cipherSuite();
        var suite = CipherSuite.find(code);
        if (suite.isEmpty())
            return RecordKeys.Result.closed("the suite 0x%04x is not known here".formatted(code));
        return tried(record, suite.get());
    }

    private RecordKeys.Result tried(SealedRecord record, CipherSuite suite) {
        var last =
                RecordKeys.Result.closed(
                        record.epochBits() == 1 ? EARLY : "no epoch near has these bits");
        for (long epoch = newest + SPAN;
                epoch >= Math.max(HANDSHAKE_EPOCH, newest - SPAN);
                epoch--) {
            if ((epoch & 3) != record.epochBits()) continue;
            Optional<RecordKeys> keys = keys(suite, epoch);
            if (keys.isEmpty()) {
                if (epoch <= newest + 1)
                    last = RecordKeys.Result.closed(handshake.missing(label(epoch)));
                continue;
            }
            var result = keys.get().open(record);
            if (result.isOpen()) {
                newest = Math.max(newest, epoch);
                return result;
            }
            last = result;
        }
        return last;
    }

    private Optional<RecordKeys> keys(CipherSuite suite, long epoch) {
        if (!epochs.containsKey(epoch))
            secret(suite, epoch)
                    .filter(secret -> secret.length() == suite.hash().length())
                    .ifPresent(secret -> install(suite, epoch, secret));
        return Optional.ofNullable(epochs.get(epoch));
    }

    private void install(CipherSuite suite, long epoch, Secret secret) {
        secrets.put(epoch, secret);
        epochs.put(epoch, new RecordKeys(label(epoch), epoch, RecordProtection.of(suite, secret)));
    }

    /** From the log, or by a KeyUpdate from the one before, if that is in use. */
    private Optional<Secret> secret(CipherSuite suite, long epoch) {
        var logged = handshake.secret(label(epoch));
        if (logged.isPresent() || epoch <= FIRST_TRAFFIC_EPOCH) return logged;
        return Optional.ofNullable(secrets.get(epoch - 1))
                .map(before -> KeySchedule.of(suite).updated(before));
    }

    private String label(long epoch) {
        String side = sender.text().toUpperCase(Locale.ROOT);
        return epoch == HANDSHAKE_EPOCH
                ? side + "_HANDSHAKE_TRAFFIC_SECRET"
                : side + "_TRAFFIC_SECRET_" + (epoch - FIRST_TRAFFIC_EPOCH);
    }
}
