package dtlskeying.impl.dtls13;

import dtlskeying.impl.crypto.Aead;
import dtlskeying.impl.crypto.Hash;
import dtlskeying.spec.Cites;
import dtlskeying.spec.dtls13.RecordsSpec;

import java.util.Arrays;
import java.util.Optional;

/**
 * The cipher suites of DTLS 1.3 that we have, best first (RFC 8446 §B.4). The one with the short
 * tag, 0x1305, is not among them: RFC 9147 §4.5.3 says why.
 */
public enum CipherSuite {
    TLS_AES_128_GCM_SHA256(0x1301, Aead.AES_128_GCM, Hash.SHA256, Limit.GCM, Limit.FORGERIES),
    TLS_AES_256_GCM_SHA384(0x1302, Aead.AES_256_GCM, Hash.SHA384, Limit.GCM, Limit.FORGERIES),
    TLS_CHACHA20_POLY1305_SHA256(
            0x1303, Aead.CHACHA20_POLY1305, Hash.SHA256, Limit.NONE, Limit.FORGERIES),
    TLS_AES_128_CCM_SHA256(
            0x1304, Aead.AES_128_CCM, Hash.SHA256, Limit.CCM, Limit.FORGERIES_OF_CCM);

    /** RFC 8446 §5.5, RFC 9147 §4.5.3 and §B, rounded down. */
    private static final class Limit {
        /** 2^24.5 full-size records. */
        static final long GCM = 23_726_566;

        /** 2^23 records. */
        static final long CCM = 1L << 23;

        /** The sequence numbers end before the cipher does. */
        static final long NONE = 1L << 48;

        /** 2^36 records. */
        static final long FORGERIES = 1L << 36;

        /** 2^23.5 records. */
        static final long FORGERIES_OF_CCM = 11_863_283;
    }

    private final int code;
    private final Aead aead;
    private final Hash hash;
    private final long records;
    private final long failures;

    CipherSuite(int code, Aead aead, Hash hash, long records, long failures) {
        this.code = code;
        this.aead = aead;
        this.hash = hash;
        this.records = records;
        this.failures = failures;
    }

    /** The code point, 0 to 65,535. */
    public int code() {
        return code;
    }

    /** The suite with this code point, or nothing if we do not have it. */
    public static Optional<CipherSuite> find(int code) {
        return Arrays.stream(values()).filter(suite -> suite.code == code).findFirst();
    }

    /** The cipher of the records. */
    public Aead aead() {
        return aead;
    }

    /** The hash of the transcript and of the key schedule. */
    public Hash hash() {
        return hash;
    }

    /** How many records of the usual length one key may protect. */
    @Cites("rfc9147/4.5.3/c")
    public long records() {
        return records;
    }

    /** How many records may fail under one key, if they have the usual length. */
    @Cites("rfc9147/4.5.3/b")
    public long failures() {
        return failures;
    }

    /**
     * How many records one key may protect.
     *
     * @param longest bytes of content, type and padding in a record
     */
    public long records(int longest) {
        return fewer(records, longest);
    }

    /**
     * How many records may fail under one key.
     *
     * @param longest bytes of content, type and padding in a record
     */
    public long failures(int longest) {
        return fewer(failures, longest);
    }

    /** Fewer by as much as records may be longer than 2^14 bytes, rounded down. */
    @Cites("large-records/4/a")
    private static long fewer(long usual, int longest) {
        return longest <= RecordsSpec.LONGEST ? usual : Math.max(2, (usual << 14) / longest);
    }
}
