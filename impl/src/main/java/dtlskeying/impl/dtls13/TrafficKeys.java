package dtlskeying.impl.dtls13;

import dtlskeying.impl.crypto.Remains;
import dtlskeying.impl.crypto.Secret;

import java.util.List;

/**
 * What protects the records of one epoch in one direction (RFC 8446 §7.3, RFC 9147 §4.2.3).
 *
 * @param key the cipher's, of its length
 * @param iv 12 bytes, which every nonce is made from
 * @param numberKey the key that hides sequence numbers, as long as {@code key}
 */
public record TrafficKeys(Secret key, Secret iv, Secret numberKey) {
    /** Secrets of their own with the same bytes, for one who will overwrite them. */
    public TrafficKeys copy() {
        return new TrafficKeys(key.copy(), iv.copy(), numberKey.copy());
    }

    /** All three, for who wants to see them overwritten. */
    public Remains remains() {
        return new Remains(List.of(key, iv, numberKey));
    }

    /** Overwrites all three with zeros: for the one who alone holds them. */
    public void overwrite() {
        key.overwrite();
        iv.overwrite();
        numberKey.overwrite();
    }
}
