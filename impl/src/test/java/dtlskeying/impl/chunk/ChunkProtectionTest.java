package dtlskeying.impl.chunk;

import static dtlskeying.spec.chunk.KeyUse.PRIMARY;
import static dtlskeying.spec.chunk.KeyUse.RESTART;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.chunk.ChunkKeying.Outcome;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls.ReplayWindow;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.TrafficKeys;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.KeyUse;
import dtlskeying.spec.dtls.ReplayWindowSpec;

import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.ChaCha7539Engine;
import org.bouncycastle.crypto.modes.AEADCipher;
import org.bouncycastle.crypto.modes.CCMBlockCipher;
import org.bouncycastle.crypto.modes.ChaCha20Poly1305;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
import java.util.Random;

class ChunkProtectionTest {
    private static final Epoch FIRST = Epoch.FIRST_OF_TRAFFIC;
    private static final Octets PARAMETER = Octets.hex("8006000a0000000107c0");

    /** A DATA chunk with four bytes, and a SACK. */
    private static final Octets CHUNKS =
            Octets.hex(
                    "0003001400000001000000000000109261626364"
                            + "030000100000000100010000"
                            + "00000000");

    @ParameterizedTest
    @EnumSource
    void what_is_sealed_is_opened_and_costs_what_is_said(CipherSuite suite) {
        for (KeyUse use : KeyUse.values()) {
            var sender = new ChunkProtection();
            var receiver = new ChunkProtection();
            establish(sender, receiver, suite, FIRST);
            if (use == RESTART) sender.destroySend(PRIMARY, FIRST);
            receiver.requireProtection();
            byte[] packet = packet(CHUNKS);
            int sealed = sender.send(packet, 12 + CHUNKS.length());
            assertThat(sealed).isEqualTo(12 + CHUNKS.length() + SendContext.overhead(suite));
            assertThat(SendContext.overhead(suite)).isEqualTo(28);
            assertThat(packet[12]).isEqualTo((byte) 0x41);
            assertThat(packet[13]).isEqualTo((byte) use.ordinal());
            assertThat(packet[17]).isEqualTo((byte) 0x2b);
            int opened = receiver.receive(packet, sealed);
            assertThat(Octets.of(packet, 12, opened - 12)).isEqualTo(CHUNKS);
            assertThat(SctpPacket.isSound(packet, opened)).isTrue();
            assertThat(receiver.uses(use, FIRST).opened()).isEqualTo(1);
        }
    }

    /** The record once more, with Bouncy Castle's ciphers and from the document's layout. */
    @ParameterizedTest
    @EnumSource
    void the_bytes_are_those_that_bouncy_castle_makes(CipherSuite suite) throws Exception {
        var keys = keys(suite, FIRST, PRIMARY);
        for (int sequence : new int[] {0, 1, 0x1234, 0x0001_0002}) {
            var sending = new SendContext(PRIMARY, FIRST, suite, keys, sequence);
            byte[] buffer = Arrays.copyOf(CHUNKS.toArray(), 200);
            int length = sending.seal(buffer, 0, CHUNKS.length());
            assertThat(Octets.of(buffer, 0, length))
                    .isEqualTo(witness(suite, keys, sequence, CHUNKS));
        }
    }

    @Test
    void any_flipped_bit_that_counts_is_noticed_and_leaves_the_packet_as_it_was() {
        var suite = CipherSuite.TLS_AES_128_GCM_SHA256;
        var sending = new SendContext(PRIMARY, FIRST, suite, keys(suite, FIRST, PRIMARY), 0);
        byte[] buffer = Arrays.copyOf(CHUNKS.toArray(), 100);
        int length = sending.seal(buffer, 0, CHUNKS.length());
        int harmless = 0;
        for (int bit = 0; bit < 8 * length; bit++) {
            byte[] changed = buffer.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            byte[] before = changed.clone();
            var receiving = receiving(suite, FIRST, 1024);
            if (receiving.open(changed, 0, length) < 0) assertThat(changed).isEqualTo(before);
            else harmless++;
        }
        // seven reserved flags, the octet before the record, three octets of padding: they have no
        // meaning, and nothing authenticates them
        assertThat(harmless).isEqualTo(7 + 8 + 24);
        var receiving = receiving(suite, FIRST, 1024);
        assertThat(receiving.open(buffer, 0, length)).isEqualTo(CHUNKS.length());
    }

    @Test
    void replays_are_dropped_and_what_overtakes_is_not() {
        var suite = CipherSuite.TLS_CHACHA20_POLY1305_SHA256;
        var sending = new SendContext(PRIMARY, FIRST, suite, keys(suite, FIRST, PRIMARY), 0);
        var receiving = receiving(suite, FIRST, 1024);
        byte[][] chunks = new byte[70_000][];
        for (int i = 0; i < chunks.length; i++) {
            byte[] buffer = Arrays.copyOf(CHUNKS.toArray(), 64);
            sending.seal(buffer, 0, CHUNKS.length());
            if (i % 500 == 0 || i > 69_990) chunks[i] = buffer;
        }
        int length = CHUNKS.length() + 28;
        for (int i = 0; i + 500 < 69_990; i += 1_000) {
            assertThat(receiving.open(chunks[i + 500].clone(), 0, length)).isPositive();
            assertThat(receiving.open(chunks[i].clone(), 0, length)).isPositive();
            assertThat(receiving.open(chunks[i].clone(), 0, length))
                    .isEqualTo(ChunkRefusal.REPLAYED.result());
        }
        assertThat(receiving.failed()).isZero();
        assertThat(receiving.replayed()).isEqualTo(70);
    }

    @Test
    void a_forged_number_moves_no_window() {
        var suite = CipherSuite.TLS_AES_128_GCM_SHA256;
        var sending = new SendContext(PRIMARY, FIRST, suite, keys(suite, FIRST, PRIMARY), 0);
        var receiving = receiving(suite, FIRST, 64);
        byte[] genuine = Arrays.copyOf(CHUNKS.toArray(), 64);
        int length = sending.seal(genuine, 0, CHUNKS.length());
        for (int i = 0; i < 256; i++) {
            byte[] forged = genuine.clone();
            forged[6] ^= (byte) (i + 1 & 0xff);
            forged[7] ^= (byte) 0x55;
            assertThat(receiving.open(forged, 0, length)).isNegative();
        }
        assertThat(receiving.open(genuine, 0, length)).isPositive();
    }

    @Test
    void the_twin_is_the_machine() {
        for (int width : new int[] {64, 1024}) {
            var random = new Random(width);
            var twin = new ReplayBitmap(width);
            var machine = ReplayWindow.of(width);
            long around = 0;
            for (int i = 0; i < 20_000; i++) {
                if (random.nextInt(200) == 0) around += random.nextInt(5 * width);
                long sequence = Math.max(0, around + random.nextInt(2 * width) - width);
                around = Math.max(around, random.nextInt(8) == 0 ? sequence : around);
                assertThat(twin.isFresh(sequence)).isEqualTo(machine.isFresh(sequence));
                if (!machine.isFresh(sequence)) continue;
                twin.add(sequence);
                machine = machine.on(new ReplayWindowSpec.Input.Authenticated(sequence)).state();
            }
        }
    }

    @Test
    void an_operator_requires_what_it_is_told_to() {
        var sender = new ChunkProtection();
        var receiver = new ChunkProtection();
        var suite = CipherSuite.TLS_AES_128_GCM_SHA256;
        byte[] plain = packet(CHUNKS);
        int length = sender.send(plain, 12 + CHUNKS.length());
        assertThat(receiver.receive(plain.clone(), length)).isEqualTo(length);
        assertThat(receiver.requireProtection()).isInstanceOf(Outcome.Refused.class);
        establish(sender, receiver, suite, FIRST);
        assertThat(receiver.receive(plain.clone(), length)).isEqualTo(length);
        assertThat(receiver.requireProtection()).isEqualTo(new Outcome.Done());
        assertThat(receiver.receive(plain.clone(), length))
                .isEqualTo(ChunkRefusal.UNPROTECTED.result());
        byte[] damaged = plain.clone();
        damaged[0] ^= 1;
        assertThat(receiver.receive(damaged, length)).isEqualTo(ChunkRefusal.DAMAGED.result());
        assertThat(receiver.counts().refused(ChunkRefusal.UNPROTECTED)).isEqualTo(1);

        byte[] sealed = packet(CHUNKS);
        int protectedLength = sender.send(sealed, 12 + CHUNKS.length());
        byte[] bundled = Arrays.copyOf(sealed, protectedLength + CHUNKS.length());
        CHUNKS.copyTo(bundled, protectedLength);
        SctpPacket.writeChecksum(bundled, bundled.length);
        assertThat(receiver.receive(bundled, bundled.length))
                .isEqualTo(ChunkRefusal.BUNDLED.result());
        assertThat(sender.send(sealed, protectedLength)).isEqualTo(ChunkRefusal.BUNDLED.result());
    }

    @Test
    void keys_follow_each_other_and_the_oldest_goes() {
        var sender = new ChunkProtection();
        var receiver = new ChunkProtection();
        var suite = CipherSuite.TLS_AES_256_GCM_SHA384;
        byte[][] packets = new byte[8][];
        int length = 0;
        for (int i = 0; i < packets.length; i++) {
            establish(sender, receiver, suite, new Epoch(3 + i));
            packets[i] = packet(CHUNKS);
            length = sender.send(packets[i], 12 + CHUNKS.length());
            assertThat(packets[i][17] & 3).isEqualTo(3 + i & 3);
            if (i > 1) assertThat(receiver.receive(packets[i - 2].clone(), length)).isNegative();
            if (i > 0) assertThat(receiver.receive(packets[i - 1].clone(), length)).isPositive();
        }
        var again = sender.establishSend(PRIMARY, FIRST, suite, keys(suite, FIRST, PRIMARY));
        assertThat(again).isInstanceOf(Outcome.Refused.class);
        receiver.end();
        assertThat(receiver.receive(packets[7], length)).isEqualTo(ChunkRefusal.FORGED.result());
    }

    @Test
    void no_bytes_break_it() {
        var random = new Random(41);
        var receiver = new ChunkProtection();
        establish(new ChunkProtection(), receiver, CipherSuite.TLS_AES_128_GCM_SHA256, FIRST);
        receiver.requireProtection();
        for (int i = 0; i < 20_000; i++) {
            byte[] packet = new byte[random.nextInt(80)];
            random.nextBytes(packet);
            if (packet.length > 20) {
                packet[12] = 0x41;
                packet[14] = 0;
                packet[15] = (byte) (packet.length - 12 - random.nextInt(4));
                packet[17] = 0x2b;
            }
            if (packet.length > 12) SctpPacket.writeChecksum(packet, packet.length);
            int result = receiver.receive(packet, packet.length);
            if (result > 0) assertThat((int) packet[12]).isIn(1, 2);
        }
        assertThat(receiver.counts().refused(ChunkRefusal.FORGED)).isPositive();
    }

    @Test
    void the_room_in_a_packet_is_what_sealing_leaves() {
        assertThat(ChunkProtection.room(1280 - 20, CipherSuite.TLS_AES_128_GCM_SHA256))
                .isEqualTo(1220);
        assertThat(ChunkProtection.room(20, CipherSuite.TLS_AES_128_GCM_SHA256)).isZero();
    }

    private static Octets witness(CipherSuite suite, TrafficKeys keys, int sequence, Octets content)
            throws InvalidCipherTextException {
        byte[] header = {0x2b, (byte) (sequence >> 8), (byte) sequence};
        byte[] nonce = keys.iv().octets().toArray();
        for (int i = 0; i < 4; i++) nonce[11 - i] ^= (byte) (sequence >>> 8 * i);
        AEADCipher cipher =
                switch (suite.aead()) {
                    case AES_128_GCM, AES_256_GCM ->
                            GCMBlockCipher.newInstance(AESEngine.newInstance());
                    case CHACHA20_POLY1305 -> new ChaCha20Poly1305();
                    case AES_128_CCM, AES_128_CCM_8 ->
                            CCMBlockCipher.newInstance(AESEngine.newInstance());
                };
        var key = new KeyParameter(keys.key().octets().toArray());
        cipher.init(true, new AEADParameters(key, 128, nonce, header));
        byte[] inner = Arrays.copyOf(content.toArray(), content.length() + 1);
        inner[content.length()] = 23;
        byte[] sealed = new byte[cipher.getOutputSize(inner.length)];
        int written = cipher.processBytes(inner, 0, inner.length, sealed, 0);
        cipher.doFinal(sealed, written);
        byte[] mask = mask(suite, keys.numberKey(), sealed);
        header[1] ^= mask[0];
        header[2] ^= mask[1];
        int length = 5 + header.length + sealed.length;
        return Octets.concat(
                Octets.of((byte) 0x41, (byte) 0, (byte) (length >> 8), (byte) length, (byte) 0),
                Octets.of(header),
                Octets.of(sealed),
                Octets.of(new byte[-length & 3]));
    }

    private static byte[] mask(CipherSuite suite, Secret numberKey, byte[] sealed) {
        byte[] mask = new byte[16];
        var key = new KeyParameter(numberKey.octets().toArray());
        if (suite == CipherSuite.TLS_CHACHA20_POLY1305_SHA256) {
            var engine = new ChaCha7539Engine();
            engine.init(true, new ParametersWithIV(key, Arrays.copyOfRange(sealed, 4, 16)));
            long counter = 0;
            for (int i = 3; i >= 0; i--) counter = counter << 8 | sealed[i] & 0xff;
            engine.seekTo(counter * 64);
            engine.processBytes(mask, 0, 16, mask, 0);
        } else {
            var engine = AESEngine.newInstance();
            engine.init(true, key);
            engine.processBlock(sealed, 0, mask, 0);
        }
        return mask;
    }

    private static void establish(
            ChunkProtection sender, ChunkProtection receiver, CipherSuite suite, Epoch epoch) {
        for (KeyUse use : KeyUse.values()) {
            var keys = keys(suite, epoch, use);
            assertThat(receiver.establishReceive(use, epoch, suite, keys))
                    .isEqualTo(new Outcome.Done());
            assertThat(sender.establishSend(use, epoch, suite, keys)).isEqualTo(new Outcome.Done());
        }
    }

    private static ReceiveContext receiving(CipherSuite suite, Epoch epoch, int width) {
        return new ReceiveContext(PRIMARY, epoch, suite, keys(suite, epoch, PRIMARY), width);
    }

    private static TrafficKeys keys(CipherSuite suite, Epoch epoch, KeyUse use) {
        var exporter = Secret.of(new byte[suite.hash().length()]);
        return new ChunkKeys(suite, exporter, PARAMETER, PARAMETER).of(epoch, Role.CLIENT, use);
    }

    private static byte[] packet(Octets chunks) {
        byte[] packet = new byte[12 + chunks.length() + 40];
        Octets.hex("1388138900000007").copyTo(packet, 0);
        chunks.copyTo(packet, 12);
        return packet;
    }
}
