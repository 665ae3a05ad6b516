package dtlskeying.properties.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.vectors.Fields;
import dtlskeying.vectors.VectorFiles;
import dtlskeying.vectors.VectorGroup;
import dtlskeying.vectors.VectorKind;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.util.List;

class DeriveEkuTest {
    @Test
    void every_generation_of_the_vectors_is_derived() {
        var groups = VectorFiles.read(VectorKind.DTLS13_EXTENDED_KEY_SCHEDULE).testGroups();
        for (VectorGroup group : groups) {
            Fields test = group.tests().getFirst().fields();
            String main = test.text("mainSecret");
            String hash = test.text("hashToClientFinished");
            for (Fields wanted : test.list("generations")) {
                JsonNode json = derive(group.fields().text("suite"), main, hash, wanted).json();
                for (String name : List.of("mainSecret", "transcriptHash", "exporterSecret"))
                    assertThat(json.get(name).asString()).isEqualTo(wanted.text(name));
                for (String end : List.of("client", "server")) {
                    Fields side = wanted.fields(end);
                    assertThat(json.get(end + "TrafficSecret").asString())
                            .isEqualTo(side.text("trafficSecret"));
                    for (String part : List.of("key", "iv", "sn"))
                        assertThat(json.get(end).get(part).asString()).isEqualTo(side.text(part));
                }
                main = wanted.text("mainSecret");
                hash = wanted.text("transcriptHash");
            }
        }
    }

    private static Shell derive(String suite, String main, String hash, Fields exchange) {
        return Shell.line(
                "derive eku --suite %s --main-secret %s --transcript-hash %s"
                                .formatted(suite, main, hash)
                        + " --request "
                        + exchange.text("request")
                        + " --response "
                        + exchange.text("response")
                        + " --shared-secret "
                        + exchange.text("sharedSecret"));
    }

    @Test
    void what_cannot_be_is_told_what_to_do() {
        String good = "derive eku --suite TLS_AES_128_GCM_SHA256 --shared-secret 00 --main-secret ";
        Shell length = Shell.line(good + "00 --transcript-hash 00 --request 00 --response 00");
        assertThat(length.status()).isEqualTo(2);
        assertThat(length.err()).contains("--main-secret").contains("32 bytes, not 1");
        String zeros = "00".repeat(32);
        Shell header =
                Shell.line(
                        good
                                + zeros
                                + " --transcript-hash "
                                + zeros
                                + " --request fd00000202 --response fd00000102");
        assertThat(header.status()).isEqualTo(2);
        assertThat(header.err()).contains("--request: a message starts with its type");
    }
}
