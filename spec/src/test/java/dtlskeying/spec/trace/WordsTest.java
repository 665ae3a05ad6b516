package dtlskeying.spec.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dtlskeying.spec.Alert;
import dtlskeying.spec.Catalogue;
import dtlskeying.spec.Clause;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.MkiSelectionSpec;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.UseSrtpSpec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

class WordsTest {
    private static final Words<MkiSelectionSpec.Effect> EFFECTS =
            Words.of(MkiSelectionSpec.Effect.class);

    static Stream<Alphabet<?, ?>> alphabets() {
        return Alphabet.all().stream();
    }

    @ParameterizedTest
    @MethodSource("alphabets")
    void every_word_of_every_alphabet_is_read_back(Alphabet<?, ?> alphabet) throws Exception {
        readBack(alphabet.inputs());
        readBack(alphabet.effects());
    }

    private static <W> void readBack(Words<W> words) throws UnreadableWord {
        assertThat(words.names()).isNotEmpty();
        for (Class<? extends W> record : words.records())
            for (int i = 0; i < Samples.COUNT; i++) {
                W word = words.cast(Samples.word(record, i));
                assertThat(words.read(parse(words.write(word).toString()))).isEqualTo(word);
            }
    }

    @Test
    void every_chapter_that_has_an_alphabet_is_listed() {
        List<String> listed = Alphabet.all().stream().map(Alphabet::chapter).toList();
        for (String chapter : Catalogue.byChapter().keySet())
            if (hasInputs(chapter)) assertThat(listed).contains(chapter);
    }

    private static boolean hasInputs(String chapter) {
        try {
            Class<?> spec = Class.forName("dtlskeying.spec." + chapter.replace('/', '.') + "Spec");
            return Arrays.stream(spec.getClasses())
                    .anyMatch(each -> each.getSimpleName().equals("Input"));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(chapter + " has no words", e);
        }
    }

    @Test
    void bytes_are_hex_and_a_reason_is_the_id_of_its_clause() {
        var aborted =
                new MkiSelectionSpec.Effect.Aborted(
                        Alert.ILLEGAL_PARAMETER,
                        MkiSelectionSpec.Claim.CLIENT_ABORTS_ON_FOREIGN_MKI);
        assertThat(EFFECTS.write(aborted))
                .hasToString(
                        "{\"is\":\"aborted\",\"alert\":\"illegal_parameter\","
                                + "\"why\":\"dtls-srtp/4.1.3/f\"}");
        assertThat(EFFECTS.write(new MkiSelectionSpec.Effect.Offer(Mki.hex("0AFF"))))
                .hasToString("{\"is\":\"offer\",\"mki\":\"0aff\"}");
        assertThat(EFFECTS.write(new MkiSelectionSpec.Effect.Agreed(Mki.NONE)))
                .hasToString("{\"is\":\"agreed\",\"mki\":\"\"}");
    }

    @Test
    void profiles_have_the_names_of_their_registry() {
        var answer = new UseSrtpSpec.Effect.Answer(ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80);
        assertThat(Words.of(UseSrtpSpec.Effect.class).write(answer))
                .hasToString("{\"is\":\"answer\",\"profile\":\"SRTP_AES128_CM_HMAC_SHA1_80\"}");
    }

    @Test
    void a_reason_that_was_not_observed_is_left_out() throws Exception {
        var silent = new MkiSelectionSpec.Effect.Discarded(Clause.UNSTATED);
        assertThat(EFFECTS.write(silent)).hasToString("{\"is\":\"discarded\"}");
        assertThat(EFFECTS.read(parse("{\"is\":\"discarded\"}"))).isEqualTo(silent);
    }

    @Test
    void fields_that_nobody_knows_are_ignored() throws Exception {
        assertThat(EFFECTS.read(parse("{\"is\":\"offer\",\"mki\":\"01\",\"colour\":3}")))
                .isEqualTo(new MkiSelectionSpec.Effect.Offer(Mki.hex("01")));
    }

    @Test
    void what_is_no_word_is_refused_with_the_place_and_the_reason() {
        refused("[]", "an object was expected, not []");
        refused("{}", "\"is\" is missing");
        refused("{\"is\":\"sing\"}", "\"sing\" is no effect; these are: [offer,");
        refused("{\"is\":\"offer\"}", "offer: \"mki\" is missing");
        refused("{\"is\":\"offer\",\"mki\":1}", "offer: mki: a string was expected, not 1");
        refused("{\"is\":\"offer\",\"mki\":\"0\"}", "offer: mki: odd number of hexadecimal");
        refused("{\"is\":\"offer\",\"mki\":\"" + "00".repeat(256) + "\"}", "at most 255 bytes");
        refused("{\"is\":\"discarded\",\"why\":\"x/1/a\"}", "no clause has the id \"x/1/a\"");
        refused("{\"is\":\"aborted\",\"alert\":\"loud\"}", "alert: \"loud\" is unknown here");
    }

    private static void refused(String json, String reason) {
        assertThatThrownBy(() -> EFFECTS.read(parse(json)))
                .isInstanceOf(UnreadableWord.class)
                .hasMessageContaining(reason);
    }

    private static JsonNode parse(String json) {
        return JsonMapper.shared().readTree(json);
    }
}
