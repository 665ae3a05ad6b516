package dtlskeying.properties.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.explore.Explorations;
import dtlskeying.properties.explore.Exploring;
import dtlskeying.spec.Catalogue;
import dtlskeying.vectors.VectorKind;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** No chapter is forgotten when machines and models are changed. */
class StudiesTest {
    /** The mixer is a worked example, and has no machine of its own. */
    private static final List<String> WITHOUT_MACHINE = List.of("srtp/Mixer");

    private static final Pattern TABLE = Pattern.compile("switch \\(new \\w*Row\\(");

    private static final List<Study> STUDIES = Studies.all();

    @Test
    void every_chapter_of_the_catalogue_is_studied() {
        assertThat(Stream.concat(STUDIES.stream().map(Study::chapter), WITHOUT_MACHINE.stream()))
                .containsExactlyInAnyOrderElementsOf(Catalogue.byChapter().keySet());
        assertThat(STUDIES).allSatisfy(each -> assertThat(each.changed()).isNotEmpty());
    }

    @Test
    void every_class_of_the_model_is_changed_in_one_chapter() throws IOException {
        assertThat(STUDIES.stream().flatMap(each -> each.changed().stream()))
                .doesNotHaveDuplicates();
        assertThat(classes("model"))
                .filteredOn(type -> type.split("\\.").length == 4 && !type.contains(".explore."))
                .allSatisfy(StudiesTest::assertStudied);
    }

    @Test
    void every_machine_is_changed() throws IOException {
        var machines = new ArrayList<String>();
        for (String type : classes("impl"))
            if (TABLE.matcher(Files.readString(source("impl", type))).find()) machines.add(type);
        assertThat(machines).hasSizeGreaterThan(20).allSatisfy(StudiesTest::assertStudied);
    }

    @Test
    void every_name_is_that_of_something() {
        for (Study study : STUDIES) {
            assertThat(study.changed())
                    .allSatisfy(type -> assertThat(source(type.split("\\.")[1], type)).exists());
            for (String name : study.noticing()) {
                var alone = new Study(study.chapter(), null, null, List.of(name), null, null);
                assertThat(alone.tests(Studies.ROOT)).as(study.chapter() + name).isNotEmpty();
            }
        }
    }

    @Test
    void all_vectors_have_a_chapter_and_what_is_explored_is_there() {
        assertThat(STUDIES.stream().flatMap(each -> each.vectors().stream()))
                .containsAll(Arrays.stream(VectorKind.values()).map(Enum::name).toList());
        assertThat(STUDIES.stream().flatMap(each -> each.explored().stream()))
                .isSubsetOf(Explorations.all().stream().map(Exploring::name).toList());
    }

    private static void assertStudied(String type) {
        assertThat(STUDIES.stream().filter(each -> each.changes(type)))
                .as("studies.json: " + type)
                .hasSize(1);
    }

    /** The classes of a module that have a file, but for those that say what a package is. */
    private static List<String> classes(String module) throws IOException {
        var sources = Studies.ROOT.resolve(module).resolve("src/main/java");
        try (Stream<Path> files = Files.walk(sources)) {
            return files.map(file -> sources.relativize(file).toString())
                    .filter(file -> file.endsWith(".java") && !file.endsWith("-info.java"))
                    .map(file -> file.replace(".java", "").replace('/', '.'))
                    .toList();
        }
    }

    private static Path source(String module, String type) {
        return Studies.ROOT
                .resolve(module)
                .resolve("src/main/java")
                .resolve(type.replace('.', '/') + ".java");
    }
}
