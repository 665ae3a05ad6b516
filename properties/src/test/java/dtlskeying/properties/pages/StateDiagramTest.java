package dtlskeying.properties.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dtlskeying.properties.pages.StateDiagram.Arrow;
import dtlskeying.properties.pages.TransitionTable.Deed;
import dtlskeying.properties.pages.TransitionTable.Row;

import org.junit.jupiter.api.Test;

import java.util.List;

/** A snapshot is read as it was written, and drawn as it is read. */
class StateDiagramTest {
    private static final String TWO_KINDS =
            """
            # p/Door: every state by every input.
            # Generated; accept a change with -Dsnapshots=write.

            Shut[bolts=[1, 2]]
                Push[] -> same Refused[hard=true] by d/1/a
                Unbolt[n=1] -> Open[by=[x, y]] Creak[a=1, b=2], Swing

            Open[by=[x, y]]
                Push[] -> same
                Unbolt[n=1] -> Shut[bolts=[3]]
            """;

    private static final String ONE_KIND =
            """
            # p/Lamp: every state by every input.

            a lamp, ON
                Press -> a lamp, OFF Click
                Look -> a lamp, ON

            a lamp, OFF
                Press -> a lamp, ON Click, Shine by d/2/b
                Look -> a lamp, OFF
            """;

    @Test
    void a_row_has_its_effects_with_their_clauses() {
        var table = TransitionTable.read(TWO_KINDS);
        assertThat(table.chapter()).isEqualTo("p/Door");
        assertThat(table.rows())
                .containsExactly(
                        row(
                                "Shut[bolts=[1, 2]]",
                                "Push[]",
                                "Shut[bolts=[1, 2]]",
                                deed("Refused[hard=true]", "d/1/a")),
                        row(
                                "Shut[bolts=[1, 2]]",
                                "Unbolt[n=1]",
                                "Open[by=[x, y]]",
                                deed("Creak[a=1, b=2]", ""),
                                deed("Swing", "")),
                        row("Open[by=[x, y]]", "Push[]", "Open[by=[x, y]]"),
                        row("Open[by=[x, y]]", "Unbolt[n=1]", "Shut[bolts=[3]]"));
    }

    @Test
    void states_may_be_several_words() {
        assertThat(TransitionTable.read(ONE_KIND).rows().map(Row::after))
                .containsExactly("a lamp, OFF", "a lamp, ON", "a lamp, ON", "a lamp, OFF");
    }

    @Test
    void arrows_lead_from_kind_to_kind() {
        var diagram = StateDiagram.of(TransitionTable.read(TWO_KINDS));
        assertThat(diagram)
                .isEqualTo(
                        new StateDiagram(
                                List.of("Shut", "Open"),
                                List.of(
                                        new Arrow("Shut", "Open", List.of("Unbolt / Creak, Swing")),
                                        new Arrow("Open", "Shut", List.of("Unbolt")))));
        assertThat(diagram.mermaid())
                .isEqualTo(
                        """
                        stateDiagram-v2
                            Shut
                            Open
                            Shut --> Open : Unbolt / Creak, Swing
                            Open --> Shut : Unbolt
                        """);
    }

    @Test
    void names_that_are_no_words_get_some() {
        assertThat(StateDiagram.of(TransitionTable.read(ONE_KIND)).mermaid())
                .contains("state \"a lamp, ON\" as s0", "s0 --> s1 : Press / Click");
    }

    @Test
    void what_is_no_table_is_refused() {
        assertThatThrownBy(() -> TransitionTable.read("# p/X: y\n\nShut\n    Push[] same\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Push[] same");
    }

    private static Row row(String before, String input, String after, Deed... deeds) {
        return new Row(before, input, after, List.of(deeds));
    }

    private static Deed deed(String text, String clause) {
        return new Deed(text, clause);
    }
}
