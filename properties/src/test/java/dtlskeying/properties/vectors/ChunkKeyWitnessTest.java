package dtlskeying.properties.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.spec.Octets;
import dtlskeying.vectors.Fields;
import dtlskeying.vectors.VectorFiles;
import dtlskeying.vectors.VectorGroup;
import dtlskeying.vectors.VectorKind;
import dtlskeying.vectors.VectorTest;

import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** The keys of the DTLS chunk computed a second time, from the formula and without our code. */
class ChunkKeyWitnessTest {
    private static final List<String> ENDS = List.of("client", "server");
    private static final List<String> USES = List.of("primary", "restart");
    private static final List<String> PARTS = List.of("key", "sn", "iv");

    @Test
    void a_second_derivation_gives_every_key() {
        int keys = 0;
        for (VectorGroup group : VectorFiles.read(VectorKind.CHUNK_KEY_DERIVATION).testGroups())
            for (VectorTest test : group.tests())
                keys += Derivation.of(group.fields()).check(test.fields());
        assertThat(keys).isEqualTo(4 * 5 * 12);
    }

    /** RFC 8446 §7.5 and the context of the page, with HMAC and nothing above it. */
    private record Derivation(Supplier<Digest> hash, int length, int keyLength, String label) {
        static Derivation of(Fields group) {
            String suite = group.text("suite");
            boolean isLong = suite.endsWith("384");
            boolean isWide = isLong || suite.contains("CHACHA20");
            return new Derivation(
                    isLong ? SHA384Digest::new : SHA256Digest::newInstance,
                    isLong ? 48 : 32,
                    isWide ? 32 : 16,
                    group.text("label"));
        }

        /** How many keys agree: all of them, or the test fails. */
        int check(Fields test) {
            int keys = 0;
            for (int end = 0; end < 2; end++)
                for (int use = 0; use < 2; use++) {
                    Fields expected = test.fields(ENDS.get(end)).fields(USES.get(use));
                    for (int part = 0; part < 3; part++) {
                        int bytes = part == 2 ? 12 : keyLength;
                        byte[] ours = exported(test, context(test, end, use, part), bytes);
                        assertThat(Octets.of(ours)).isEqualTo(expected.octets(PARTS.get(part)));
                        keys++;
                    }
                }
            return keys;
        }

        private static byte[] context(Fields test, int end, int use, int part) {
            byte[] client = test.octets("clientParameter").toArray();
            byte[] server = test.octets("serverParameter").toArray();
            var context = ByteBuffer.allocate(11 + client.length + server.length);
            context.put((byte) end).put((byte) use).put((byte) part);
            context.putLong(test.number("epoch")).put(client).put(server);
            return context.array();
        }

        private byte[] exported(Fields test, byte[] context, int bytes) {
            byte[] secret = test.octets("exporterSecret").toArray();
            byte[] labelled = expand(secret, label, digest(), length);
            return expand(labelled, "exporter", digest(context), bytes);
        }

        /** HKDF-Expand-Label; one block of HMAC is enough for all that is derived here. */
        private byte[] expand(byte[] secret, String name, byte[] context, int bytes) {
            byte[] full = ("dtls13" + name).getBytes(StandardCharsets.US_ASCII);
            var info = ByteBuffer.allocate(5 + full.length + context.length);
            info.putShort((short) bytes).put((byte) full.length).put(full);
            info.put((byte) context.length).put(context).put((byte) 1);
            return Arrays.copyOf(hmac(secret, info.array()), bytes);
        }

        private byte[] digest(byte... bytes) {
            Digest digest = hash.get();
            digest.update(bytes, 0, bytes.length);
            byte[] out = new byte[digest.getDigestSize()];
            digest.doFinal(out, 0);
            return out;
        }

        private byte[] hmac(byte[] key, byte[] message) {
            var mac = new HMac(hash.get());
            mac.init(new KeyParameter(key));
            mac.update(message, 0, message.length);
            byte[] out = new byte[mac.getMacSize()];
            mac.doFinal(out, 0);
            return out;
        }
    }
}
