package dtlskeying.properties.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

class ExploreTest {
    @TempDir private Path folder;

    @Test
    void a_sound_composition_is_exhausted() {
        Shell shell = Shell.line("explore dtls12/RehandshakePair --json");
        assertThat(shell.status()).isZero();
        assertThat(shell.out()).contains("exhausted: ");
        assertThat(shell.json().get("verdict").asString()).isEqualTo("sound");
    }

    @Test
    void the_shortest_way_to_a_lost_packet_is_shown() {
        Shell shell = Shell.line("explore srtp/MediaOverRekeys-at-once --json");
        assertThat(shell.status()).isEqualTo(1);
        assertThat(shell.json().get("findings").get(0).get("steps").toString())
                .isEqualTo(
                        "[\"handshake 1\",\"packet 0 leaves\",\"handshake 2\",\"handshake 3\","
                                + "\"packet 0 arrives\"]");
    }

    @Test
    void what_is_found_is_drawn_as_a_ladder() {
        assertThat(Shell.line("explore chunk/KeyOrderPair-after-flight").out())
                .contains(
                        """
                           step  client                                                   server
                              1  |-- HELLO arrives ------------------------------------------->|
                              2  |<- SERVER_FLIGHT arrives ------------------------------------|
                              3  |-- FLIGHT is lost ------------------------------------------x|
                        then: State[client=[RECEIVE, SEND], server=[],\
                        """);
    }

    @Test
    void who_is_not_there_is_told_from_who_is() {
        assertThat(Shell.line("explore dtls13/CompromisedPair-active").out())
                .contains("* the memory of the client is read", "not from the server --|");
        assertThat(Shell.line("explore srtp/MediaOverRekeys-at-once --every-state").out())
                .contains("step  sender", "|                          handshake 1  ", "after 4: ");
    }

    @Test
    void the_way_to_it_is_followed_again() throws IOException {
        Path way = folder.resolve("way.jsonl");
        Shell found = Shell.line("explore chunk/KeyOrderPair-after-flight --out " + way);
        assertThat(found.err()).contains("written: " + way);

        Shell first = Shell.run("check", way.toString(), "--json");
        assertThat(first.status()).isEqualTo(1);
        assertThat(first.out())
                .contains("out of reach after step 3: no packet comes before its key");
        assertThat(first.json().get("verdict").asString()).isEqualTo("INCONSISTENT");
        assertThat(Shell.run("check", way + "-2").out())
                .contains("out of reach after step 3: both ends enforce", "3  |-- FLIGHT is lost");
        assertThat(names(folder)).containsExactlyInAnyOrder("way.jsonl", "way.jsonl-2");
    }

    @Test
    void a_way_of_which_the_last_step_is_left_out_leads_to_nothing_wrong() throws IOException {
        Path way = folder.resolve("way.jsonl");
        Shell.line("explore srtp/MediaOverRekeys-late --out " + way);
        List<String> lines = new ArrayList<>(Files.readAllLines(way));
        lines.subList(lines.size() - 2, lines.size()).clear();
        lines.add("{\"t\":\"end\",\"n\":" + (lines.size() - 1) + "}");
        Files.write(way, lines);
        Shell shell = Shell.run("check", way.toString());
        assertThat(shell.out()).contains("CONSISTENT, nothing is wrong after step 7");
        assertThat(shell.status()).isZero();
    }

    @Test
    void a_step_that_the_model_does_not_have_is_named_with_those_that_it_has() throws IOException {
        Path way = folder.resolve("way.jsonl");
        Files.writeString(
                way,
                """
                {"t":"hdr","fmt":"kmway/1","system":"chunk/KeyOrderPair"}
                {"t":"step","n":1,"is":"ACK arrives"}
                {"t":"end","n":1}
                """);
        Shell shell = Shell.run("check", way.toString());
        assertThat(shell.status()).isEqualTo(1);
        assertThat(shell.out())
                .contains("the model has no such step 1: ACK arrives", "possible   HELLO arrives");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "chunk/Nothing;{'t':'end','n':0};line 1: nothing is called chunk/Nothing",
                "chunk/KeyOrderPair;;line 2: there is no end line",
                "chunk/KeyOrderPair;{'t':'step','n':2,'is':'x'};line 2: this is step 1",
                "chunk/KeyOrderPair;{'t':'step','n':1};line 2: \"is\" is missing",
                "chunk/KeyOrderPair;{'t':'end','n':3};line 2: there are 0 steps",
                "chunk/KeyOrderPair;{'t':'step','n':1,'is':'x','to':'me'};line 2: \"to\" is client",
                "chunk/KeyOrderPair;{'t':'hdr','fmt':'kmway/1'};line 2: the first line",
                "chunk/KeyOrderPair;{'t':'jump'};line 2: \"t\" is hdr, step or end, not jump",
                "chunk/KeyOrderPair;nonsense;line 2: no JSON",
            })
    void a_way_that_cannot_be_read_is_misuse(String system, String line, String reason)
            throws IOException {
        Path way = folder.resolve("way.jsonl");
        String header = "{'t':'hdr','fmt':'kmway/1','system':'" + system + "'}\n";
        Files.writeString(way, (header + (line == null ? "" : line)).replace('\'', '"'));
        Shell shell = Shell.run("check", way.toString());
        assertThat(shell.status()).isEqualTo(2);
        assertThat(shell.err()).contains(reason);
    }

    @Test
    void options_about_traces_are_not_for_ways() {
        Path way = folder.resolve("way.jsonl");
        Shell.line("explore srtp/MediaOverRekeys-late --out " + way);
        assertThat(Shell.line("check --should " + way).err()).contains("a way through a model");
    }

    @Test
    void nothing_is_written_where_nothing_is_wrong() throws IOException {
        Path way = folder.resolve("way.jsonl");
        Shell shell = Shell.line("explore dtls12/RehandshakePair --out " + way);
        assertThat(shell.status()).isZero();
        assertThat(shell.err()).contains("nothing was found");
        assertThat(names(folder)).isEmpty();
        assertThat(Shell.line("explore srtp/MediaOverRekeys-late --out " + folder + "/x/y").err())
                .contains("--out: ");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void a_bound_that_is_reached_first_is_no_success() {
        Shell shell = Shell.line("explore srtp/KeySets --states 100 --json");
        assertThat(shell.status()).isEqualTo(1);
        assertThat(shell.json().get("verdict").asString()).isEqualTo("unfinished");
        assertThat(Shell.line("explore srtp/KeySets --depth 1 --json").json().get("depth").asInt())
                .isEqualTo(1);
    }

    @Test
    void without_a_name_everything_is_listed() {
        Shell shell = Shell.line("explore");
        assertThat(shell.status()).isZero();
        assertThat(shell.out()).contains("dtls13/HandshakePair-attacked", "srtp/KeySets");
    }

    @Test
    void an_interrupt_ends_it_with_what_was_found() {
        Thread.currentThread().interrupt();
        Shell shell = Shell.line("explore srtp/SsrcMapping --json");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(shell.status()).isEqualTo(1);
        assertThat(shell.out()).contains("stopped: ");
    }

    @Test
    void what_cannot_be_compared_is_misuse() {
        Shell other = Shell.line("explore srtp/KeySets --against spin");
        assertThat(other.status()).isEqualTo(2);
        assertThat(other.err())
                .contains("srtp/KeySets is told in Java alone", "dtls13/ExtendedKeyUpdatePair");
        assertThat(Shell.line("explore chunk/KeyOrderPair --against tlc").err())
                .contains("--against: spin, not tlc");
        assertThat(Shell.line("explore --against spin").status()).isEqualTo(2);
    }

    @Test
    void a_name_with_a_slip_is_understood() {
        assertThat(Shell.line("explore chunk/KeyOderPair").err())
                .contains("do you mean chunk/KeyOrderPair");
        assertThat(Shell.line("explore keysets").err()).contains("do you mean srtp/KeySets?");
    }

    @Test
    void what_cannot_be_explored_is_misuse() {
        assertThat(Shell.line("explore x!").err())
                .contains("nothing is called x!; without a name, `explore` lists");
        assertThat(Shell.line("explore srtp/KeySets --states 1000000000000").status()).isEqualTo(2);
        assertThat(Shell.line("explore --out x").status()).isEqualTo(2);
        assertThat(Shell.line("explore srtp/KeySets --states 0").status()).isEqualTo(2);
        assertThat(Shell.line("explore srtp/KeySets --depth -1").status()).isEqualTo(2);
    }
}
