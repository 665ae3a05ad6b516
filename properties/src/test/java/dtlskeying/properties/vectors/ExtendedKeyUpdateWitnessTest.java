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

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * The vectors of extended key update computed a second time, from the draft and without our code.
 */
class ExtendedKeyUpdateWitnessTest {
    @Test
    void a_second_derivation_gives_every_generation() {
        int generations = 0;
        for (VectorGroup group : groups(VectorKind.DTLS13_EXTENDED_KEY_SCHEDULE))
            for (VectorTest test : group.tests())
                generations += Derivation.of(group.fields().text("suite")).check(test.fields());
        assertThat(generations).isEqualTo(48);
    }

    @Test
    void a_second_reader_finds_kind_group_and_share() {
        for (VectorGroup group : groups(VectorKind.DTLS13_EXTENDED_KEY_UPDATE))
            for (VectorTest test : group.tests()) {
                String result = test.fields().text("result");
                byte[] body = test.fields().octets("body").toArray();
                assertThat(result).isEqualTo(kind(body));
                if (!result.equals("request") && !result.equals("response")) continue;
                assertThat(test.fields().octets("group"))
                        .isEqualTo(Octets.of(Arrays.copyOfRange(body, 1, 3)));
                assertThat(test.fields().octets("keyExchange"))
                        .isEqualTo(Octets.of(Arrays.copyOfRange(body, 5, body.length)));
            }
    }

    @Test
    void a_second_derivation_gives_keys_and_finished_of_every_authenticator() {
        int held = 0;
        for (VectorGroup group : groups(VectorKind.DTLS13_EXPORTED_AUTHENTICATORS)) {
            String sender = group.fields().text("asker").equals("client") ? "server" : "client";
            var derivation = Derivation.of(group.fields().text("suite"));
            for (VectorTest test : group.tests()) held += derivation.check(test.fields(), sender);
        }
        assertThat(held).isEqualTo(4 * 2 * 7);
    }

    private static String kind(byte[] body) {
        if (body.length == 0) return "invalid";
        if (body[0] == 2) return body.length == 1 ? "finish" : "invalid";
        if (body[0] != 0 && body[0] != 1) return "unknown";
        boolean isWhole = body.length > 5 && number(body, 3) == body.length - 5;
        return !isWhole ? "invalid" : body[0] == 0 ? "request" : "response";
    }

    private static int number(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }

    private static List<VectorGroup> groups(VectorKind kind) {
        return VectorFiles.read(kind).testGroups();
    }

    /** Section 7 of the draft read again, with HMAC and nothing above it. */
    private record Derivation(Supplier<Digest> hash, int length, int keyLength) {
        static Derivation of(String suite) {
            boolean isLong = suite.endsWith("384");
            boolean isWide = isLong || suite.contains("CHACHA20");
            return new Derivation(
                    isLong ? SHA384Digest::new : SHA256Digest::newInstance,
                    isLong ? 48 : 32,
                    isWide ? 32 : 16);
        }

        int check(Fields test) {
            byte[] main = test.octets("mainSecret").toArray();
            byte[] transcript = test.octets("hashToClientFinished").toArray();
            byte[] toServer = test.octets("hashToServerFinished").toArray();
            same(test, "exporterSecret", expand(main, "exporter eku", toServer, length));
            var generations = test.list("generations");
            for (Fields each : generations) {
                byte[] salt = expand(main, "derived", digest(), length);
                main = hmac(salt, each.octets("sharedSecret").toArray());
                transcript =
                        digest(
                                transcript,
                                each.octets("request").toArray(),
                                each.octets("response").toArray());
                same(each, "mainSecret", main);
                same(each, "transcriptHash", transcript);
                same(each, "exporterSecret", expand(main, "exp master", transcript, length));
                check(each.fields("client"), expand(main, "c ap traffic", transcript, length));
                check(each.fields("server"), expand(main, "s ap traffic", transcript, length));
            }
            return generations.size();
        }

        /** RFC 9261 section 5: 1 if the authenticator holds. */
        int check(Fields test, String sender) {
            byte[] exporter = test.octets("exporterSecret").toArray();
            String role = "EXPORTER-" + sender + " authenticator ";
            byte[] context = exported(exporter, role + "handshake context");
            byte[] key = exported(exporter, role + "finished key");
            same(test, "handshakeContext", context);
            same(test, "finishedKey", key);
            if (test.text("result").equals("invalid")) return 0;
            byte[] request = test.octets("request").toArray();
            byte[] bytes = test.octets("authenticator").toArray();
            byte[] before = Arrays.copyOf(bytes, bytes.length - length - 4);
            if (test.text("result").equals("declined")) {
                byte[] asked = Arrays.copyOfRange(request, 4, 5 + request[4]);
                before = join(new byte[] {11, 0, 0, (byte) (asked.length + 3)}, asked, new byte[3]);
            }
            byte[] finished = hmac(key, digest(context, request, before));
            byte[] tail = Arrays.copyOfRange(bytes, bytes.length - length, bytes.length);
            assertThat(Octets.of(tail)).isEqualTo(Octets.of(finished));
            return 1;
        }

        private byte[] exported(byte[] exporter, String label) {
            byte[] labelled = expand(exporter, label, digest(), length);
            return expand(labelled, "exporter", digest(), length);
        }

        private static byte[] join(byte[]... parts) {
            var out = new ByteArrayOutputStream();
            for (byte[] part : parts) out.writeBytes(part);
            return out.toByteArray();
        }

        private void check(Fields side, byte[] traffic) {
            same(side, "trafficSecret", traffic);
            same(side, "key", expand(traffic, "key", new byte[0], keyLength));
            same(side, "iv", expand(traffic, "iv", new byte[0], 12));
            same(side, "sn", expand(traffic, "sn", new byte[0], keyLength));
        }

        private static void same(Fields fields, String name, byte[] ours) {
            assertThat(Octets.of(ours)).as(name).isEqualTo(fields.octets(name));
        }

        private byte[] expand(byte[] secret, String label, byte[] context, int bytes) {
            byte[] name = ("dtls13" + label).getBytes(StandardCharsets.US_ASCII);
            var info = new ByteArrayOutputStream();
            info.write(bytes >> 8);
            info.write(bytes);
            info.write(name.length);
            info.writeBytes(name);
            info.write(context.length);
            info.writeBytes(context);
            var out = new ByteArrayOutputStream();
            byte[] block = new byte[0];
            for (int i = 1; out.size() < bytes; i++) {
                block = hmac(secret, block, info.toByteArray(), new byte[] {(byte) i});
                out.writeBytes(block);
            }
            return Arrays.copyOf(out.toByteArray(), bytes);
        }

        private byte[] digest(byte[]... parts) {
            Digest digest = hash.get();
            for (byte[] part : parts) digest.update(part, 0, part.length);
            byte[] out = new byte[digest.getDigestSize()];
            digest.doFinal(out, 0);
            return out;
        }

        private byte[] hmac(byte[] key, byte[]... parts) {
            var mac = new HMac(hash.get());
            mac.init(new KeyParameter(key));
            for (byte[] part : parts) mac.update(part, 0, part.length);
            byte[] out = new byte[mac.getMacSize()];
            mac.doFinal(out, 0);
            return out;
        }
    }
}
