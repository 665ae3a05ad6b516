package dtlskeying.properties.bench;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.srtp.PacketIndex;
import dtlskeying.impl.srtp.SessionKeys;
import dtlskeying.impl.srtp.SrtpKdf;
import dtlskeying.impl.srtp.SrtpReceiver;
import dtlskeying.impl.srtp.SrtpSender;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.Ssrc;

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

/**
 * SRTP packets a second, beside the bare JCE operations that the same bytes need. The size is that
 * of the whole RTP packet, with a header of 12 bytes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx256m"})
public class SrtpBenchmark {
    private static final int SSRC = 0xcafebabe;
    private static final int HEADER = 12;
    private static final int RING = 1024;

    /** The code point of a protection profile. */
    @Param({"1", "7"})
    public int profile;

    /** Bytes of a whole RTP packet. */
    @Param({"100", "200", "1200"})
    public int size;

    private SrtpSender sender;
    private SrtpReceiver receiver;
    private BareJce bare;
    private final byte[] packet = new byte[2048];
    private final byte[] target = new byte[2048];
    private final byte[][] ring = new byte[RING][];
    private int sequence;
    private int next;

    /** Makes the keys and a ring of protected packets. */
    @Setup
    public void prepare() throws GeneralSecurityException {
        SessionKeys keys = keys(ProtectionProfile.ofCode(profile));
        sender = sender(keys);
        receiver = SrtpReceiver.of(keys, Mki.NONE);
        bare = BareJce.of(keys);
        packet[0] = (byte) 0x80;
        for (int i = 0; i < 4; i++) packet[8 + i] = (byte) (SSRC >>> 24 - 8 * i);
        SrtpSender filler = sender(keys);
        for (int i = 0; i < RING; i++) {
            number(i);
            ring[i] = new byte[size + filler.overhead(PacketKind.RTP)];
            filler.protectRtp(packet, 0, size, ring[i], 0);
        }
    }

    private static SrtpSender sender(SessionKeys keys) {
        var sender = SrtpSender.of(keys, Mki.NONE);
        sender.use(new Ssrc(SSRC));
        return sender;
    }

    /** Our sender. */
    @Benchmark
    public int protect() {
        number(sequence++);
        return sender.protectRtp(packet, 0, size, target, 0);
    }

    /** Our receiver; the replay list starts over after each turn of the ring. */
    @Benchmark
    public int unprotect() {
        if (next == RING) {
            next = 0;
            receiver.resume(new Ssrc(SSRC), PacketIndex.FIRST);
        }
        byte[] srtp = ring[next++];
        return receiver.unprotectRtp(srtp, 0, srtp.length, target, 0);
    }

    /** Cipher and MAC alone, as the sender needs them. */
    @Benchmark
    public int bareSeal() throws GeneralSecurityException {
        return bare.seal(sequence++, packet, HEADER, size, target);
    }

    /** Cipher and MAC alone, as the receiver needs them. */
    @Benchmark
    public int bareOpen() throws GeneralSecurityException {
        next = next + 1 & RING - 1;
        return bare.open(next, ring[next], HEADER, size, target);
    }

    private void number(int value) {
        packet[2] = (byte) (value >>> 8);
        packet[3] = (byte) value;
    }

    private static SessionKeys keys(ProtectionProfile profile) {
        return SrtpKdf.derive(
                profile,
                Secret.of(Octets.of(new byte[profile.keyLength()])),
                Secret.of(Octets.of(new byte[profile.saltLength()])));
    }
}
