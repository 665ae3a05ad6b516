package dtlskeying.properties.bench;

import dtlskeying.impl.srtp.SessionKeys;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-GCM as JCE has it, with one cipher for all packets. */
final class BareGcm implements BareJce {
    private static final int TAG = 16;
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final SecretKeySpec key;
    private final byte[] salt;
    private final byte[] nonce;
    private final Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");

    BareGcm(SessionKeys.Keys keys) throws GeneralSecurityException {
        this.key = new SecretKeySpec(keys.encryption().octets().toArray(), "AES");
        this.salt = keys.salt().octets().toArray();
        // The nonce of the ring that the benchmark opens: source and index in their places.
        int ssrc = 0xcafebabe;
        for (int i = 0; i < 4; i++) salt[2 + i] ^= (byte) (ssrc >>> 24 - 8 * i);
        this.nonce = salt.clone();
    }

    @Override
    public int seal(int index, byte[] packet, int header, int size, byte[] target)
            throws GeneralSecurityException {
        begin(Cipher.ENCRYPT_MODE, index);
        cipher.updateAAD(packet, 0, header);
        return cipher.doFinal(packet, header, size - header, target, header);
    }

    @Override
    public int open(int index, byte[] packet, int header, int size, byte[] target)
            throws GeneralSecurityException {
        begin(Cipher.DECRYPT_MODE, index);
        cipher.updateAAD(packet, 0, header);
        return cipher.doFinal(packet, header, size - header + TAG, target, header);
    }

    private void begin(int mode, int index) throws GeneralSecurityException {
        INT.set(nonce, 8, (int) INT.get(salt, 8) ^ index);
        cipher.init(mode, key, new GCMParameterSpec(8 * TAG, nonce));
    }
}
