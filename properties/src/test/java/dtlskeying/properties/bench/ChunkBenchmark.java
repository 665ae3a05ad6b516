package dtlskeying.properties.bench;

import dtlskeying.impl.chunk.ChunkProtection;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.KeySchedule;
import dtlskeying.impl.dtls13.TrafficKeys;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.chunk.KeyUse;

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
 * The operator of the DTLS chunk under AES-128-GCM: whole SCTP packets, checksums, replay window
 * and all, beside AES-GCM of JCE over the same bytes. The size is that of the chunks. A packet is
 * opened once, so that what opens it is measured together with what seals it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx256m"})
public class ChunkBenchmark {
    private static final CipherSuite SUITE = CipherSuite.TLS_AES_128_GCM_SHA256;
    private static final int COMMON_HEADER = 12;
    private static final int RECORD_HEADER = 3;
    private static final int TAG = 16;

    /** Bytes of chunks. */
    @Param({"100", "200", "1200"})
    public int size;

    private final ChunkProtection sender = new ChunkProtection();
    private final ChunkProtection receiver = new ChunkProtection();
    private final byte[] packet = new byte[2048];
    private final byte[] header = new byte[RECORD_HEADER];
    private final byte[] target = new byte[2048];
    private final byte[] nonce = new byte[12];
    private SecretKeySpec key;
    private byte[] iv;
    private Cipher cipher;
    private long number;

    /** Sets the keys. */
    @Setup
    public void prepare() throws GeneralSecurityException {
        Secret traffic = Secret.of(new byte[SUITE.hash().length()]);
        TrafficKeys keys = KeySchedule.of(SUITE).keys(SUITE.aead(), traffic);
        var first = Epoch.FIRST_OF_TRAFFIC;
        receiver.establishReceive(KeyUse.PRIMARY, first, SUITE, keys);
        receiver.requireProtection();
        sender.establishSend(KeyUse.PRIMARY, first, SUITE, keys);
        key = new SecretKeySpec(keys.key().octets().toArray(), "AES");
        iv = keys.iv().octets().toArray();
        cipher = Cipher.getInstance("AES/GCM/NoPadding");
    }

    /** A packet with one chunk of DATA, sealed. */
    @Benchmark
    public int seal() {
        packet[COMMON_HEADER] = 0;
        packet[COMMON_HEADER + 2] = (byte) (size >> 8);
        packet[COMMON_HEADER + 3] = (byte) size;
        int sealed = sender.send(packet, COMMON_HEADER + size);
        if (sealed < 0) throw new IllegalStateException("not sealed: " + sealed);
        return sealed;
    }

    /** The same, and opened. */
    @Benchmark
    public int sealAndOpen() {
        int opened = receiver.receive(packet, seal());
        if (opened != COMMON_HEADER + size)
            throw new IllegalStateException("not opened: " + opened);
        return opened;
    }

    /** The cipher alone, as the sender needs it. */
    @Benchmark
    public int bareSeal() throws GeneralSecurityException {
        begin(Cipher.ENCRYPT_MODE, number++);
        return cipher.doFinal(packet, 0, size + 1, target, 0);
    }

    /** The cipher alone, as both need it. */
    @Benchmark
    public int bareSealAndOpen() throws GeneralSecurityException {
        bareSeal();
        begin(Cipher.DECRYPT_MODE, number - 1);
        return cipher.doFinal(target, 0, size + 1 + TAG, packet, 0);
    }

    private void begin(int mode, long of) throws GeneralSecurityException {
        System.arraycopy(iv, 0, nonce, 0, nonce.length);
        for (int i = 0; i < 8; i++) nonce[11 - i] ^= (byte) (of >>> 8 * i);
        cipher.init(mode, key, new GCMParameterSpec(8 * TAG, nonce));
        cipher.updateAAD(header, 0, header.length);
    }
}
