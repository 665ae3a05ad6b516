package dtlskeying.properties.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.check.Verdict.Inconsistent;

import java.util.List;

/** What a recording is found guilty of. */
final class Accusation {
    private Accusation() {}

    /** One end is accused in that chapter, once, and by that clause. */
    static Inconsistent assertBroken(
            Recording recording, String end, String chapter, String clause) {
        var accused =
                recording.accusations().stream()
                        .filter(it -> it.strip().endpoint().startsWith(end))
                        .filter(it -> it.strip().chapter().equals(chapter))
                        .toList();
        assertThat(accused)
                .as("%s %s among %s", end, chapter, titles(recording))
                .hasSize(1)
                .first()
                .satisfies(it ->
                        assertThat(it.clauses()).anyMatch(each -> each.id().startsWith(clause)));
        return accused.getFirst();
    }

    /** The same, at that packet, and nobody is accused of anything else. */
    static void assertOnlyBroken(
            Recording recording, long packet, String end, String chapter, String clause) {
        assertThat(assertBroken(recording, end, chapter, clause).step().n()).isEqualTo(packet);
        assertThat(titles(recording)).hasSize(1);
    }

    private static List<String> titles(Recording recording) {
        return recording.accusations().stream()
                .map(it -> it.strip().title() + " at " + it.step())
                .toList();
    }
}
