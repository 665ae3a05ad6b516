package dtlskeying.properties.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.RecordedRun;
import dtlskeying.properties.Snapshots;
import dtlskeying.properties.capture.CapturedPacket;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Runs of ours, explained: nothing stays closed, nothing is contradicted, nothing is left out. */
class ExplanationTest {
    @Test
    void the_ladders_are_those_that_were_looked_at() {
        for (String name : Runs.all().keySet())
            Snapshots.check("explain/" + name + ".ladder.txt", Runs.explained(name).text());
    }

    @Test
    void diagrams_say_the_same() {
        String name = "srtp-1.3-retry";
        Snapshots.check("explain/" + name + ".mermaid", Runs.explained(name).mermaid());
        Snapshots.check("explain/" + name + ".dot", Runs.explained(name).dot());
    }

    @Test
    void no_line_is_longer_than_an_rfc_allows() {
        for (String name : Runs.all().keySet())
            assertThat(Runs.explained(name).text().lines())
                    .as(name)
                    .allMatch(line -> line.length() <= LadderText.WIDTH);
    }

    @Test
    void everything_that_was_sent_is_there_and_can_be_read() {
        Runs.all()
                .forEach((name, run) -> {
                    var sent = Runs.explained(name).sent();
                    assertThat(sent).as(name).hasSize(count(run));
                    for (Sent each : sent)
                        assertThat(each.level().kind())
                                .as("%s, datagram %d", name, each.shipment().number())
                                .isNotEqualTo(Level.Kind.UNKNOWN);
                });
    }

    private static int count(RecordedRun run) {
        return (int)
                run.trace().packets().stream()
                        .filter(packet -> packet.way().name().equals("TX"))
                        .count();
    }

    @Test
    void every_key_is_that_of_the_key_log_and_every_finished_that_of_the_wire() {
        for (String name : Runs.all().keySet()) {
            var all = derivations(Runs.explained(name));
            assertThat(all).as(name).noneMatch(Derivation::isContradicted);
            long confirmed = all.stream().filter(each -> each.check().contains("same")).count();
            assertThat(confirmed).as(name).isGreaterThanOrEqualTo(2);
        }
        assertThat(derivations(Runs.explained("chunk-update")).stream().map(Derivation::name))
                .contains("Main Secret 1", "sn_key", "what the client writes, epoch 4, primary");
        assertThat(derivations(Runs.explained("srtp-1.3-retry")).stream().map(Derivation::name))
                .contains("Early Secret", "client master salt", "rtcp salt key");
    }

    @Test
    void a_key_exchange_of_another_run_is_contradicted() {
        var run = Runs.all().get("srtp-1.3-retry");
        String other =
                run.keyLog()
                        .lines()
                        .map(line ->
                                line.startsWith("DTLS_KEYING")
                                        ? line.substring(0, line.length() - 2) + "00"
                                        : line)
                        .collect(Collectors.joining("\n"));
        var all = derivations(Explanation.of("other", run.trace(), other));
        assertThat(all.stream().filter(Derivation::isContradicted)).hasSizeGreaterThan(4);
    }

    @Test
    void without_the_key_exchange_the_tree_begins_with_the_key_log() {
        var run = Runs.all().get("chunk-update");
        String known =
                run.keyLog()
                        .lines()
                        .filter(line -> !line.startsWith("DTLS_KEYING"))
                        .collect(Collectors.joining("\n"));
        var all = derivations(Explanation.of("theirs", run.trace(), known));
        assertThat(all.getFirst().name()).isEqualTo("Secrets of the key log");
        assertThat(all.stream().map(Derivation::name))
                .contains("exporter_secret_1", "what the server writes, epoch 3, restart");
    }

    @Test
    void without_secrets_what_is_sealed_is_shown_sealed() {
        var run = Runs.all().get("srtp-1.3-retry");
        var explained = Explanation.of("closed", run.trace(), "");
        assertThat(explained.sent().stream().map(Sent::text))
                .contains("ClientHello", "sealed record");
        assertThat(explained.html().contains("The key log has no secret of it")).isTrue();
    }

    @Test
    void a_capture_of_a_run_says_what_the_run_says() {
        for (String name : List.of("srtp-1.2-rehandshake", "srtp-1.3-retry")) {
            var run = Runs.all().get(name);
            var recording = Recording.of(run.trace(), run.keyLog());
            List<CapturedPacket> packets = recording.packets();
            var captured = Explanation.of(name, Recording.of(packets, run.keyLog()));
            assertThat(captured.sent().stream().map(Sent::text).toList())
                    .isEqualTo(Runs.explained(name).sent().stream().map(Sent::text).toList());
        }
    }

    @Test
    void what_repeats_something_is_tied_to_it() {
        var sent = Runs.explained("srtp-1.2-rehandshake").sent();
        var again = sent.stream().filter(each -> each.repeats() > 0).toList();
        assertThat(again).isNotEmpty();
        for (Sent each : again)
            assertThat(sent.get(each.repeats() - 1).text()).isEqualTo(each.text());
    }

    @Test
    void numbers_are_uncovered_as_they_were_masked() {
        var unmaskings =
                Runs.explained("chunk-update").sent().stream()
                        .flatMap(each -> each.layers().stream())
                        .flatMap(layer -> layer.inside().stream())
                        .flatMap(layer -> layer.unmasking().stream())
                        .toList();
        assertThat(unmaskings).hasSizeGreaterThan(10);
        assertThat(unmaskings)
                .allMatch(each -> each.sample().length() == 16 && each.mask().length() == 2)
                .anyMatch(each -> each.sequence() > 3);
    }

    private static List<Derivation> derivations(Explanation explanation) {
        return explanation.derivations().stream()
                .flatMap(tree -> tree.root().stream())
                .flatMap(Derivation::all)
                .toList();
    }

    /** Of a capture there are keys and verdicts as far as its packets show them, and no blame. */
    @Test
    void a_capture_has_lanes_and_verdicts_too() {
        for (var run : Runs.all().entrySet()) {
            var whole = Recording.of(run.getValue().trace(), run.getValue().keyLog());
            var captured = new Recording(Optional.empty(), whole.shipments(), whole.secrets());
            assertThat(Explanation.of(run.getKey(), captured).html())
                    .as(run.getKey())
                    .contains("a bar begins at the first packet", "id=\"verdict\"", ">CONSISTENT<")
                    .doesNotContain("INCONSISTENT", "(forbidden)");
        }
    }
}
