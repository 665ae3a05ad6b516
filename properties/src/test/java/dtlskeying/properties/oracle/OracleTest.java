package dtlskeying.properties.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OracleTest {
    private static final String BEGIN =
            "{\"chapter\":\"srtp/MkiSelection\",\"start\":\"a server that can use MKIs\"}";
    private static final String OFFERED = "\"input\":{\"is\":\"offered\",\"mki\":\"02\"}";

    private final Oracle oracle = new Oracle();

    @Test
    void asking_moves_nothing_and_a_step_does() {
        oracle.answer(BEGIN);
        String first = oracle.answer("{" + OFFERED + "}");
        assertThat(oracle.answer("{" + OFFERED + "}")).isEqualTo(first);
        assertThat(oracle.answer("{" + OFFERED + ",\"effects\":" + echoing("02") + "}"))
                .contains("\"verdict\":\"permitted\"");
        assertThat(oracle.answer("{" + OFFERED + "}")).isNotEqualTo(first);
    }

    @Test
    void what_is_forbidden_has_not_happened() {
        oracle.answer(BEGIN);
        String before = oracle.answer("{" + OFFERED + "}");
        assertThat(oracle.answer("{" + OFFERED + ",\"effects\":" + echoing("03") + "}"))
                .contains("\"verdict\":\"forbidden\"", "dtls-srtp/4.1.3/e");
        assertThat(oracle.answer("{" + OFFERED + "}")).isEqualTo(before);
        assertThat(oracle.hasForbidden()).isTrue();
        assertThat(oracle.hasFailed()).isFalse();
    }

    @Test
    void a_line_that_is_no_question_is_answered_and_changes_nothing() {
        assertThat(oracle.answer("{" + OFFERED + "}")).contains("begin with");
        oracle.answer(BEGIN);
        String before = oracle.answer("{" + OFFERED + "}");
        for (String line :
                new String[] {
                    "",
                    "x",
                    "[]",
                    "{}",
                    "{\"chapter\":\"x\"}",
                    "{\"chapter\":\"srtp/KeySets\",\"start\":\"x\"}",
                    "{\"chapter\":\"srtp/KeySets\",\"readings\":[\"x\"]}",
                    "{\"input\":{\"is\":\"x\"}}",
                    "{\"input\":7}",
                    "{" + OFFERED + ",\"effects\":7}",
                    "{" + OFFERED + ",\"effects\":[7]}",
                    "{" + OFFERED + "} {}"
                }) assertThat(oracle.answer(line)).as(line).startsWith("{\"error\":");
        assertThat(oracle.answer("{" + OFFERED + "}")).isEqualTo(before);
        assertThat(oracle.hasFailed()).isTrue();
    }

    @Test
    void every_chapter_that_is_listed_can_be_begun() {
        assertThat(oracle.answer("{\"chapters\":true}")).contains("srtp/KeySets", "dtls/Flights");
        assertThat(oracle.answer("{\"chapter\":\"srtp/KeySets\"}"))
                .contains("\"inputs\":[", "\"effects\":[");
    }

    private static String echoing(String mki) {
        return "[{\"is\":\"answer\",\"mki\":\"%s\"},{\"is\":\"agreed\",\"mki\":\"%s\"}]"
                .formatted(mki, mki);
    }
}
