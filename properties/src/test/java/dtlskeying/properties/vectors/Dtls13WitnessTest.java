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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The vectors of DTLS 1.3 computed a second time, from the documents and without our code. */
class Dtls13WitnessTest {
    @Test
    void a_second_derivation_gives_every_secret() throws Exception {
        for (VectorGroup group : groups(VectorKind.DTLS13_KEY_SCHEDULE))
            for (VectorTest test : group.tests()) Schedule.check(group.fields(), test.fields());
    }

    @Test
    void a_second_hash_gives_every_transcript() {
        for (VectorGroup group : groups(VectorKind.DTLS13_TRANSCRIPTS))
            for (VectorTest test : group.tests()) {
                boolean isLong = group.fields().text("hash").equals("SHA384");
                Octets hash = transcript(isLong, test.fields());
                boolean isValid = test.fields().text("result").equals("valid");
                assertThat(hash.equals(test.fields().octets("transcriptHash")))
                        .as(test.comment())
                        .isEqualTo(isValid);
            }
    }

    /** Of each message its first four bytes and what is behind the header of DTLS. */
    private static Octets transcript(boolean isLong, Fields test) {
        Digest all = isLong ? new SHA384Digest() : SHA256Digest.newInstance();
        int length = all.getDigestSize();
        boolean isFirst = true;
        for (Fields each : test.list("messages")) {
            byte[] message = each.octets("message").toArray();
            all.update(message, 0, 4);
            all.update(message, 12, message.length - 12);
            if (isFirst && test.text("retried").equals("yes")) {
                byte[] hello = new byte[length];
                all.doFinal(hello, 0);
                all.update(new byte[] {(byte) 254, 0, 0, (byte) length}, 0, 4);
                all.update(hello, 0, length);
            }
            isFirst = false;
        }
        byte[] hash = new byte[length];
        all.doFinal(hash, 0);
        return Octets.of(hash);
    }

    @Test
    void a_second_reader_opens_every_valid_record() throws Exception {
        int opened = 0;
        for (VectorGroup group : groups(VectorKind.DTLS13_RECORDS))
            for (VectorTest test : group.tests())
                if (test.fields().text("result").equals("valid")) {
                    open(group.fields(), test.fields());
                    opened++;
                }
        assertThat(opened).isGreaterThan(150);
    }

    @Test
    void a_second_encoder_writes_every_ack() {
        for (VectorGroup group : groups(VectorKind.DTLS13_ACKS))
            for (VectorTest test : group.tests()) {
                if (!test.fields().text("result").equals("valid")) continue;
                if (test.flags().contains("READ_ONLY")) continue;
                List<Fields> records = test.fields().list("records");
                var out = ByteBuffer.allocate(2 + 16 * records.size());
                out.putShort((short) (16 * records.size()));
                for (Fields each : records)
                    out.putLong(each.number("epoch")).putLong(each.number("sequence"));
                assertThat(Octets.of(out.array())).isEqualTo(test.fields().octets("content"));
            }
    }

    @Test
    void known_secrets_are_those_that_others_print() {
        var groups = groups(VectorKind.DTLS13_KEY_SCHEDULE);
        Fields illustrated = groups.getFirst().tests().getFirst().fields();
        assertThat(illustrated.fields("client").text("applicationTraffic"))
                .isEqualTo("a9185352f61134f1d24eaa4a930fff2edca40ce8c06420848deb27699e9baf2c");
        assertThat(illustrated.fields("server").text("handshakeTraffic"))
                .isEqualTo("8ad7990b9d249bcbaa0805d8d3f3ad2259e75f3a42c5d84db3ea3c6ee57b3d38");
        Fields rfc8448 = groups.getLast().tests().getFirst().fields();
        assertThat(rfc8448.text("exporter"))
                .isEqualTo("fe22f881176eda18eb8f44529e6792c50c9a3f89452f68d8ae311b4309d3cf50");
        assertThat(rfc8448.fields("server").text("applicationTraffic"))
                .isEqualTo("a11af9f05531f856ad47116b45a950328204b4f44bfb6b3a4b4f1f3fcb631643");
        assertThat(rfc8448.fields("server").fields("handshakeKeys").text("key"))
                .isEqualTo("3fce516009c21727d0f2e4e86ee403bc");
    }

    @Test
    void recorded_servers_export_and_seal_by_what_is_derived() {
        var tests = new TreeMap<String, Fields>();
        for (VectorGroup group : groups(VectorKind.DTLS13_KEY_SCHEDULE))
            for (VectorTest test : group.tests())
                tests.put(test.fields().text("shared"), test.fields());
        assertThat(RecordedSessions.all())
                .hasSize(7)
                .allSatisfy(session -> {
                    Fields derived = tests.get(session.fields().text("shared"));
                    assertThat(derived.text("exported"))
                            .isEqualTo(session.fields().text("exported"));
                    assertThat(session.epochs())
                            .extracting(epoch -> epoch.fields().text("secret"))
                            .containsExactly(
                                    derived.fields("server").text("handshakeTraffic"),
                                    derived.fields("server").text("applicationTraffic"),
                                    derived.fields("server").text("updated"));
                });
    }

    private static List<VectorGroup> groups(VectorKind kind) {
        return VectorFiles.read(kind).testGroups();
    }

    /** RFC 9147 §4 read again: uncover the number, then open with the header before its mask. */
    private static void open(Fields group, Fields test) throws Exception {
        byte[] record = test.octets("record").toArray();
        int number = (record[0] & 8) != 0 ? 2 : 1;
        int header = 1 + number + lengthBytes(group, record, 1 + number);
        byte[] sample = Arrays.copyOfRange(record, header, header + 16);
        byte[] mask = mask(group, sample);
        for (int i = 0; i < number; i++) record[1 + i] ^= mask[i];
        long sequence = test.number("sequence");
        assertThat(record[number]).isEqualTo((byte) sequence);
        byte[] nonce = group.octets("iv").toArray();
        for (int i = 0; i < 8; i++) nonce[11 - i] ^= (byte) (sequence >> 8 * i);
        var cipher = cipher(group.text("suite"));
        var key = new KeyParameter(group.octets("key").toArray());
        byte[] aad = Arrays.copyOf(record, header);
        cipher.init(false, new AEADParameters(key, 128, nonce, aad));
        byte[] inner = new byte[record.length - header - 16];
        int length = cipher.processBytes(record, header, record.length - header, inner, 0);
        cipher.doFinal(inner, length);
        int padding = (int) test.number("padding");
        int type = inner.length - 1 - padding;
        assertThat(inner[type]).isEqualTo((byte) test.number("type"));
        assertThat(Octets.of(inner, 0, type)).isEqualTo(test.octets("content"));
    }

    /**
     * The draft's table read again: what is in front of the cipher text has to say how much it is.
     */
    private static int lengthBytes(Fields group, byte[] record, int at) {
        if ((record[0] & 4) == 0) return 0;
        boolean isLarge = group.has("largeRecords") && group.number("epoch") >= 3;
        var bytes = ByteBuffer.wrap(record, at, record.length - at);
        int size = isLarge ? List.of(1, 2, 4).get((record[at] & 0xff) / 64) : 2;
        long length =
                switch (size) {
                    case 1 -> bytes.get() & 0xff;
                    case 2 -> bytes.getShort() & 0xffff;
                    default -> bytes.getInt() & 0xffff_ffffL;
                };
        if (isLarge) length &= (1L << 8 * size - 2) - 1;
        assertThat(length).isEqualTo(record.length - at - size);
        assertThat(!isLarge || size == (length < 64 ? 1 : length < 16_384 ? 2 : 4)).isTrue();
        return size;
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

    /** RFC 8446 §7.1 read again, with the KDF of the JDK. */
    private record Schedule(String hash, int length, int keyLength, String prefix) {
        static void check(Fields group, Fields test) throws Exception {
            boolean isLong = group.text("suite").endsWith("384");
            boolean isWide = isLong || group.text("suite").contains("CHACHA20");
            var schedule =
                    new Schedule(
                            isLong ? "SHA384" : "SHA256",
                            isLong ? 48 : 32,
                            isWide ? 32 : 16,
                            group.text("prefix"));
            schedule.check(test, group.text("exporterLabel"));
        }

        private void check(Fields test, String label) throws Exception {
            byte[] zeros = new byte[length];
            byte[] toHello = test.octets("hashToServerHello").toArray();
            byte[] toFinished = test.octets("hashToServerFinished").toArray();
            byte[] early = extract(zeros, zeros);
            byte[] shared = test.octets("shared").toArray();
            byte[] handshake = extract(derived(early), shared);
            byte[] main = extract(derived(handshake), zeros);
            byte[] exporter = expand(main, "exp master", toFinished, length);
            same(test, "early", early);
            same(test, "handshake", handshake);
            same(test, "main", main);
            same(test, "exporter", exporter);
            byte[] context = digest(test.octets("context").toArray());
            byte[] labelled = expand(exporter, label, digest(), length);
            same(test, "exported", expand(labelled, "exporter", context, 32));
            for (String end : List.of("client", "server")) {
                Fields side = test.fields(end);
                String letter = end.substring(0, 1);
                byte[] traffic = expand(handshake, letter + " hs traffic", toHello, length);
                same(side, "handshakeTraffic", traffic);
                keys(side.fields("handshakeKeys"), traffic);
                byte[] finished = expand(traffic, "finished", new byte[0], length);
                same(side, "finished", hmac(finished, toFinished));
                byte[] application = expand(main, letter + " ap traffic", toFinished, length);
                same(side, "applicationTraffic", application);
                keys(side.fields("applicationKeys"), application);
                same(side, "updated", expand(application, "traffic upd", new byte[0], length));
            }
        }

        private void keys(Fields keys, byte[] traffic) throws Exception {
            same(keys, "key", expand(traffic, "key", new byte[0], keyLength));
            same(keys, "iv", expand(traffic, "iv", new byte[0], 12));
            same(keys, "sn", expand(traffic, "sn", new byte[0], keyLength));
        }

        private static void same(Fields fields, String name, byte[] ours) {
            assertThat(Octets.of(ours)).as(name).isEqualTo(fields.octets(name));
        }

        private byte[] derived(byte[] secret) throws Exception {
            return expand(secret, "derived", digest(), length);
        }

        private byte[] extract(byte[] salt, byte[] input) throws Exception {
            AlgorithmParameterSpec how =
                    HKDFParameterSpec.ofExtract().addSalt(salt).addIKM(input).extractOnly();
            return kdf().deriveData(how);
        }

        private byte[] expand(byte[] secret, String label, byte[] context, int bytes)
                throws Exception {
            byte[] name = (prefix + label).getBytes(StandardCharsets.US_ASCII);
            var info = ByteBuffer.allocate(4 + name.length + context.length);
            info.putShort((short) bytes).put((byte) name.length).put(name);
            info.put((byte) context.length).put(context);
            var key = new SecretKeySpec(secret, "Generic");
            return kdf().deriveData(HKDFParameterSpec.expandOnly(key, info.array(), bytes));
        }

        private KDF kdf() throws Exception {
            return KDF.getInstance("HKDF-" + hash);
        }

        private byte[] digest(byte... bytes) throws Exception {
            return MessageDigest.getInstance(hash.replace("SHA", "SHA-")).digest(bytes);
        }

        private byte[] hmac(byte[] key, byte[] message) throws Exception {
            Mac mac = Mac.getInstance("Hmac" + hash);
            mac.init(new SecretKeySpec(key, "Hmac"));
            return mac.doFinal(message);
        }
    }
}
