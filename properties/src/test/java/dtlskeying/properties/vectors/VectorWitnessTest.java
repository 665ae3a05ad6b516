package dtlskeying.properties.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.spec.Octets;
import dtlskeying.vectors.Fields;
import dtlskeying.vectors.VectorFile;
import dtlskeying.vectors.VectorFiles;
import dtlskeying.vectors.VectorGroup;
import dtlskeying.vectors.VectorKind;
import dtlskeying.vectors.VectorTest;

import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** Holds the vectors against those who are independent of our implementation. */
class VectorWitnessTest {
    private static final int USE_SRTP = 14;
    private static final List<String> SESSION_KEYS =
            List.of("rtpKey", "rtpAuth", "rtpSalt", "rtcpKey", "rtcpAuth", "rtcpSalt");

    /** The client's rtpKey, rtpAuth and rtpSalt, by the document that prints them. */
    private static final Map<String, List<String>> KNOWN_KEYS =
            Map.of(
                    "RFC 3711 appendix B.3",
                    List.of(
                            "c61e7a93744f39ee10734afe3ff7a087",
                            "cebe321f6ff7716b6fd4ab49af256a156d38baa4",
                            "30cbbc08863d8c85d49db34a9ae1"),
                    "RFC 6188 section 7.2",
                    List.of(
                            "5ba1064e30ec51613cad926c5a28ef731ec7fb397f70a960653caf06554cd8c4",
                            "fd9c32d39ed5fbb5a9dc96b30818454d1313dc05",
                            "fa31791685ca444a9e07c6c64e93"),
                    "RFC 9335 appendix A.2",
                    List.of("077c6143cb221bc355ff23d5f984a16e", "", "9af3e95364ebac9c99c5a7c4"));

    private static final List<String> RFC_7714_PACKETS =
            List.of(
                    "8040f17b8041f8d35501a0b2f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a"
                            + "51c7d19b36de3adf8833899d7f27beb16a9152cf765ee4390cce",
                    "81c8000d4d61727363e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32dc676a5f1730d6fda"
                            + "4ce09b4686303ded0bb9275bc84aa45896cf4d2fc5abf87245d9eade800005d4",
                    "8040f17b8041f8d35501a0b232b1de78a822fe12ef9f78fa332e33aab18012389a58e2f3b50b2a02"
                            + "76ffae0f1ba63799b87b7aa3db36dfffd6b0f9bb7878d7a76c13",
                    "81c8000d4d617273d50ae4d1f5ce5d304ba297e47d470c282c3ece5dbffe0a50a2eaa5c1110555be"
                            + "8415f658c61de0476f1b6fad1d1eb30c4446839f57ff6f6cb26ac3be800005d4");

    /** The packet of srtp_validate in libsrtp's srtp_driver.c. */
    private static final String LIBSRTP_PACKET =
            "800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb";

    @Test
    void bouncy_castle_reads_writes_and_refuses_use_srtp_alike() throws IOException {
        for (VectorTest test : tests(VectorKind.USE_SRTP).toList())
            if (test.fields().text("result").equals("valid")) readsAndWrites(test.fields());
            else assertThat(bouncyCastleReads(test)).describedAs(test.comment()).isFalse();
    }

    private static void readsAndWrites(Fields test) throws IOException {
        byte[] data = test.octets("extensionData").toArray();
        UseSRTPData read =
                TlsSRTPUtils.getUseSRTPExtension(new Hashtable<>(Map.of(USE_SRTP, data)));
        assertThat(Octets.of(read.getMki())).isEqualTo(test.octets("mki"));
        assertThat(Arrays.toString(read.getProtectionProfiles()).replace(" ", ""))
                .isEqualTo(test.value("profiles").toString());
        var written = new Hashtable<Integer, byte[]>();
        TlsSRTPUtils.addUseSRTPExtension(written, read);
        assertThat(written.get(USE_SRTP)).isEqualTo(data);
    }

    private static boolean bouncyCastleReads(VectorTest test) {
        byte[] data = test.fields().octets("extensionData").toArray();
        try {
            return TlsSRTPUtils.getUseSRTPExtension(new Hashtable<>(Map.of(USE_SRTP, data)))
                    != null;
        } catch (IOException refused) {
            return false;
        }
    }

    @Test
    void known_session_keys_are_those_that_the_documents_print() {
        List<VectorTest> known = known(VectorKind.SRTP_KEY_DERIVATION);
        assertThat(known).hasSize(7);
        for (VectorTest test : known) {
            Fields client = test.fields().fields("client");
            String document = test.comment().replace("the client's keys are those of ", "");
            assertThat(Stream.of("rtpKey", "rtpAuth", "rtpSalt").map(client::text).toList())
                    .isEqualTo(KNOWN_KEYS.get(document));
        }
    }

    @Test
    void a_second_derivation_gives_every_session_key() throws GeneralSecurityException {
        for (VectorTest test : tests(VectorKind.SRTP_KEY_DERIVATION).toList())
            for (String end : List.of("client", "server")) {
                Fields keys = test.fields().fields(end);
                Octets key = test.fields().octets(end + "Key");
                Octets salt = test.fields().octets(end + "Salt");
                for (int label = 0; label < SESSION_KEYS.size(); label++) {
                    Octets expected = keys.octets(SESSION_KEYS.get(label));
                    assertThat(derive(key, salt, label, expected.length())).isEqualTo(expected);
                }
            }
    }

    /** RFC 3711 §4.3.3: the key stream whose first block is the salt with the label in it. */
    private static Octets derive(Octets key, Octets salt, int label, int length)
            throws GeneralSecurityException {
        byte[] aesKey = Arrays.copyOf(key.toArray(), key.isEmpty() ? 16 : key.length());
        Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
        aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(aesKey, "AES"));
        Octets stream = Octets.EMPTY;
        for (int block = 0; stream.length() < length; block++) {
            byte[] counter = Arrays.copyOf(salt.toArray(), 16);
            counter[7] ^= (byte) label;
            counter[15] = (byte) block;
            stream = Octets.concat(stream, Octets.of(aes.doFinal(counter)));
        }
        return stream.slice(0, length);
    }

    @Test
    void known_packets_are_those_that_the_documents_print() {
        List<String> sent =
                known(VectorKind.SRTP_TRANSFORM).stream()
                        .map(test -> test.fields().list("sends").getFirst().text("protected"))
                        .toList();
        assertThat(sent)
                .containsExactly(
                        LIBSRTP_PACKET,
                        RFC_7714_PACKETS.get(0),
                        RFC_7714_PACKETS.get(1),
                        RFC_7714_PACKETS.get(2),
                        RFC_7714_PACKETS.get(3));
    }

    @Test
    void every_first_byte_goes_where_figure_7_says() {
        VectorGroup rtpAlone = VectorFiles.read(VectorKind.PACKET_DEMUX).testGroups().get(0);
        for (int first = 0; first < 256; first++)
            assertThat(permitted(rtpAlone, "%02x00".formatted(first)))
                    .containsExactly(figure7(first));
    }

    private static String figure7(int first) {
        if (first < 2) return "{\"is\":\"toStun\"}";
        if (19 < first && first < 64) return "{\"is\":\"toDtls\"}";
        if (127 < first && first < 192) return "{\"is\":\"toSrtp\",\"kind\":\"rtp\"}";
        return "{\"is\":\"discarded\"}";
    }

    @Test
    void every_payload_type_on_a_shared_port_is_what_RFC_5761_says() {
        VectorGroup shared = VectorFiles.read(VectorKind.PACKET_DEMUX).testGroups().get(1);
        for (int second = 0; second < 256; second++) {
            boolean isRtcp = (second & 0x60) == 0x40;
            String kind = isRtcp ? "rtcp" : "rtp";
            assertThat(permitted(shared, "80%02x".formatted(second)))
                    .containsExactly("{\"is\":\"toSrtp\",\"kind\":\"" + kind + "\"}");
        }
    }

    /** What is permitted on a datagram that starts so, each as the text of its one effect. */
    private static List<String> permitted(VectorGroup group, String head) {
        return group.tests().stream()
                .map(test -> test.fields().list("steps").getFirst())
                .filter(step -> step.fields("input").text("head").equals(head))
                .flatMap(step -> step.list("permitted").stream())
                .map(outcome -> outcome.list("effects").getFirst().toString())
                .distinct()
                .toList();
    }

    private static List<VectorTest> known(VectorKind kind) {
        return tests(kind).filter(test -> test.flags().contains("KNOWN_ANSWER")).toList();
    }

    private static Stream<VectorTest> tests(VectorKind kind) {
        VectorFile file = VectorFiles.read(kind);
        return file.testGroups().stream().map(VectorGroup::tests).flatMap(List::stream);
    }
}
