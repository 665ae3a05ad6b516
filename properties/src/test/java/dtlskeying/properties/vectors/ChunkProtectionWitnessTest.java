package dtlskeying.properties.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.spec.Octets;
import dtlskeying.vectors.Fields;
import dtlskeying.vectors.VectorFiles;
import dtlskeying.vectors.VectorGroup;
import dtlskeying.vectors.VectorKind;
import dtlskeying.vectors.VectorTest;

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

import java.util.Arrays;

/** The sealed DTLS chunks opened a second time, from the documents and without our code. */
class ChunkProtectionWitnessTest {
    private static final int SEALED = 8;

    @Test
    void a_second_reader_opens_every_valid_chunk() throws InvalidCipherTextException {
        int opened = 0;
        for (VectorGroup group : VectorFiles.read(VectorKind.CHUNK_PROTECTION).testGroups())
            for (VectorTest test : group.tests())
                if (test.fields().text("result").equals("valid")) {
                    open(group.fields(), test.fields());
                    opened++;
                }
        assertThat(opened).isEqualTo(4 * 4 * 2 * 14);
    }

    /** Type, R bit, length and epoch bits in the clear; then the number, then what is sealed. */
    private static void open(Fields group, Fields test) throws InvalidCipherTextException {
        byte[] chunk = test.octets("chunk").toArray();
        int length = (chunk[2] & 0xff) << 8 | chunk[3] & 0xff;
        assertThat(chunk[0]).isEqualTo((byte) 0x41);
        assertThat(chunk[1] & 1).isEqualTo((int) group.number("restart"));
        assertThat(chunk).hasSize((length + 3) / 4 * 4);
        assertThat(chunk[5] & 0xff).isEqualTo((int) (0x28 | group.number("epoch") & 3));
        byte[] sealed = Arrays.copyOfRange(chunk, SEALED, length);
        byte[] mask = mask(group, Arrays.copyOf(sealed, 16));
        byte[] header = {chunk[5], (byte) (chunk[6] ^ mask[0]), (byte) (chunk[7] ^ mask[1])};
        long sequence = test.number("sequence");
        assertThat((header[1] & 0xff) << 8 | header[2] & 0xff).isEqualTo((int) (sequence & 0xffff));
        Octets chunks = test.octets("chunks");
        byte[] inner = opened(group, sequence, header, sealed);
        assertThat(Octets.of(inner, 0, chunks.length())).isEqualTo(chunks);
        assertThat(inner[chunks.length()]).isEqualTo((byte) 23);
        for (int i = chunks.length() + 1; i < inner.length; i++) assertThat(inner[i]).isZero();
    }

    private static byte[] opened(Fields group, long sequence, byte[] header, byte[] sealed)
            throws InvalidCipherTextException {
        byte[] nonce = group.octets("iv").toArray();
        for (int i = 0; i < 8; i++) nonce[11 - i] ^= (byte) (sequence >> 8 * i);
        var cipher = cipher(group.text("suite"));
        var key = new KeyParameter(group.octets("key").toArray());
        cipher.init(false, new AEADParameters(key, 128, nonce, header));
        byte[] inner = new byte[sealed.length - 16];
        int written = cipher.processBytes(sealed, 0, sealed.length, inner, 0);
        cipher.doFinal(inner, written);
        return inner;
    }

    private static AEADCipher cipher(String suite) {
        if (suite.contains("CHACHA20")) return new ChaCha20Poly1305();
        return suite.contains("CCM")
                ? CCMBlockCipher.newInstance(AESEngine.newInstance())
                : GCMBlockCipher.newInstance(AESEngine.newInstance());
    }

    private static byte[] mask(Fields group, byte[] sample) {
        var key = new KeyParameter(group.octets("sn").toArray());
        byte[] mask = new byte[16];
        if (!group.text("suite").contains("CHACHA20")) {
            var aes = AESEngine.newInstance();
            aes.init(true, key);
            aes.processBlock(sample, 0, mask, 0);
            return mask;
        }
        var chacha = new ChaCha7539Engine();
        chacha.init(true, new ParametersWithIV(key, Arrays.copyOfRange(sample, 4, 16)));
        long block = 0;
        for (int i = 3; i >= 0; i--) block = block << 8 | sample[i] & 0xff;
        chacha.seekTo(64 * block);
        chacha.processBytes(mask, 0, mask.length, mask, 0);
        return mask;
    }
}
