package dtlskeying.properties.bench;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.HeaderForm;
import dtlskeying.impl.dtls13.KeySchedule;
import dtlskeying.impl.dtls13.RecordProtection;
import dtlskeying.impl.dtls13.TrafficKeys;
import dtlskeying.impl.dtls13.UnifiedHeader;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Records of DTLS 1.3 under AES-128-GCM, header, mask and padding included, beside AES-GCM of JCE
 * over the same bytes. The size is that of the content.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx256m"})
public class RecordBenchmark {
    private static final CipherSuite SUITE = CipherSuite.TLS_AES_128_GCM_SHA256;
    private static final HeaderForm FORM = HeaderForm.FULL;
    private static final int EPOCH = 3;
    private static final int DATA = 23;
    private static final int TAG = 16;
    private static final int RING = 1024;

    /** Bytes of content. */
    @Param({"100", "200", "1200"})
    public int size;

    private RecordProtection sealing;
    private RecordProtection opening;
    private SecretKeySpec key;
    private byte[] iv;
    private Cipher cipher;
    private final byte[] content = new byte[2048];
    private final byte[] header = new byte[FORM.size(0)];
    private final byte[] target = new byte[2048];
    private final byte[] nonce = new byte[12];
    private final byte[][] ring = new byte[RING][];
    private long sequence;
    private int next;

    /** Makes the keys and a ring of records. */
    @Setup
    public void prepare() throws GeneralSecurityException {
        Secret traffic = Secret.of(new byte[SUITE.hash().length()]);
        TrafficKeys keys = KeySchedule.of(SUITE).keys(SUITE.aead(), traffic);
        sealing = RecordProtection.of(SUITE, keys);
        opening = RecordProtection.of(SUITE, keys);
        key = new SecretKeySpec(keys.key().octets().toArray(), "AES");
        iv = keys.iv().octets().toArray();
        cipher = Cipher.getInstance("AES/GCM/NoPadding");
        RecordProtection filler = RecordProtection.of(SUITE, keys);
        for (int i = 0; i < RING; i++) {
            ring[i] = new byte[FORM.size(0) + size + filler.expansion()];
            filler.seal(FORM, EPOCH, i, DATA, content, 0, size, 0, ring[i], 0);
        }
    }

    /** Our record, sealed. */
    @Benchmark
    public int seal() {
        return sealing.seal(FORM, EPOCH, sequence++, DATA, content, 0, size, 0, target, 0);
    }

    /** Our record, opened: the number uncovered and written into the header first. */
    @Benchmark
    public int open() {
        next = next + 1 & RING - 1;
        byte[] record = ring[next];
        int at = FORM.size(0);
        int masked = (record[1] & 0xff) << 8 | record[2] & 0xff;
        int low = opening.unmask(2, masked, record, at);
        int length = record.length - at;
        UnifiedHeader.write(FORM, EPOCH, low, length, header, 0);
        int opened = opening.open(low, header, 0, at, record, at, length, target, 0);
        return RecordProtection.contentLength(target, 0, opened);
    }

    /** The cipher alone, as the sender needs it. */
    @Benchmark
    public int bareSeal() throws GeneralSecurityException {
        begin(Cipher.ENCRYPT_MODE, sequence++);
        cipher.updateAAD(header, 0, header.length);
        return cipher.doFinal(content, 0, size + 1, target, header.length);
    }

    /** The cipher alone, as the reader needs it. */
    @Benchmark
    public int bareOpen() throws GeneralSecurityException {
        next = next + 1 & RING - 1;
        begin(Cipher.DECRYPT_MODE, next);
        UnifiedHeader.write(FORM, EPOCH, next, size + 1 + TAG, header, 0);
        cipher.updateAAD(header, 0, header.length);
        return cipher.doFinal(ring[next], header.length, size + 1 + TAG, target, 0);
    }

    private void begin(int mode, long number) throws GeneralSecurityException {
        System.arraycopy(iv, 0, nonce, 0, nonce.length);
        for (int i = 0; i < 8; i++) nonce[11 - i] ^= (byte) (number >>> 8 * i);
        cipher.init(mode, key, new GCMParameterSpec(8 * TAG, nonce));
    }
}
