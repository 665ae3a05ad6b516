package dtlskeying.spec.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.spec.Effect;
import dtlskeying.spec.Octets;
import dtlskeying.spec.trace.TraceReader.Outcome.Broken;
import dtlskeying.spec.trace.TraceReader.Outcome.Whole;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class TraceTest {
    private static final String HEADER =
            """
            {"t":"hdr","fmt":"kmtrace/1","spec":"draft-ietf-avt-dtls-srtp-03","impl":"x/1",\
            "observes":["effects"],"time":"virtual"}
            """;
    private static final String EVENT =
            """
            {"t":"ev","n":1,"ep":"server","ms":40,"chapter":"srtp/MkiSelection",\
            "input":{"is":"offered","mki":"01"},\
            "effects":[{"is":"answer","mki":"01"},{"is":"agreed","mki":"01"}]}
            """;
    private static final String END = "{\"t\":\"end\",\"n\":1}\n";

    @Test
    void a_trace_of_every_word_is_read_back() {
        var events = new ArrayList<TraceEvent>();
        for (Alphabet<?, ?> alphabet : Alphabet.all())
            for (Class<?> input : alphabet.inputs().records())
                events.add(event(events.size() + 1, alphabet, Samples.word(input, 1)));
        var trace = new TraceFile(header(), events);
        assertThat(TraceReader.read(trace.text())).isEqualTo(new Whole(trace));
    }

    @Test
    void datagrams_and_keys_are_read_back() {
        var bytes = Octets.hex("16fefd");
        String name = TracePacket.digest(bytes) + "#0";
        var packets =
                List.of(
                        new TracePacket("client", 0, TracePacket.Way.TX, name, bytes),
                        new TracePacket("server", 9, TracePacket.Way.RX, name, Octets.EMPTY));
        var views = List.of(new TraceView("server", 9, 4, List.of(3L, 4L), true));
        var steps = ((Whole) TraceReader.read(HEADER + EVENT + END)).trace();
        var trace = new TraceFile(steps.header(), steps.events(), packets, views);
        assertThat(TraceReader.read(trace.text())).isEqualTo(new Whole(trace));
        assertThat(name).isEqualTo("909913dee1e2db5f#0");
        broken(HEADER + "{\"t\":\"tx\",\"ep\":\"a\",\"ms\":1,\"pkt\":\"x\"}", 2, "\"bytes\" is");
        String odd = "{\"t\":\"tx\",\"ep\":\"a\",\"ms\":1,\"pkt\":\"x\",\"bytes\":\"1\"}";
        broken(HEADER + odd, 2, "\"bytes\": odd number");
        String words = "{\"t\":\"view\",\"ep\":\"a\",\"ms\":1,\"tx\":1,\"rx\":[\"x\"]}";
        broken(HEADER + words, 2, "\"rx\" holds");
    }

    private static TraceEvent event(int n, Alphabet<?, ?> alphabet, Object input) {
        var effects = new ArrayList<Effect>();
        for (Class<? extends Effect> effect : alphabet.effects().records())
            effects.add((Effect) Samples.word(effect, n));
        return new TraceEvent(n, "client", 10L * n, alphabet.chapter(), input, effects);
    }

    private static TraceHeader header() {
        return new TraceHeader(
                "draft-ietf-avt-dtls-srtp-03",
                "dtls-keying/0.1",
                List.of("effects", "reasons"),
                TraceHeader.Time.VIRTUAL);
    }

    @Test
    void the_lines_are_as_the_format_says() {
        assertThat(TraceReader.read(HEADER + EVENT + END)).isInstanceOf(Whole.class);
        var whole = (Whole) TraceReader.read(HEADER + EVENT + END);
        assertThat(whole.trace().text()).isEqualTo(HEADER + EVENT + END);
    }

    @Test
    void fields_that_nobody_knows_are_ignored() {
        String more = EVENT.replace("\"n\":1,", "\"n\":1,\"mood\":[1,2],");
        assertThat(TraceReader.read(HEADER + more + END))
                .isEqualTo(TraceReader.read(HEADER + EVENT + END));
    }

    @Test
    void a_line_that_is_no_json_is_named() {
        broken(HEADER + "{\"t\":\"ev\",\n" + END, 2, "no JSON: ");
        broken(HEADER + "\n" + END, 2, "a JSON object was expected");
        broken(HEADER + "7\n" + END, 2, "a JSON object was expected");
        broken(HEADER + EVENT.replace("\"n\":1", "\"n\":1,\"n\":2") + END, 2, "no JSON: ");
    }

    @Test
    void a_header_is_first_and_alone_and_of_this_format() {
        broken(EVENT + END, 1, "the first line is no header");
        broken(HEADER + HEADER + END, 2, "there is a second header");
        broken(HEADER.replace("kmtrace/1", "kmtrace/2"), 1, "the format is kmtrace/2");
        broken(HEADER.replace("virtual", "slow"), 1, "\"time\" is virtual or wall, not slow");
        broken(HEADER.replace("\"impl\"", "\"imp\""), 1, "\"impl\" is missing");
    }

    @Test
    void an_event_that_is_not_in_the_alphabet_is_named() {
        broken(
                HEADER + EVENT.replace("offered", "sung") + END,
                2,
                "input: \"sung\" is no input; these are: [propose,");
        broken(
                HEADER + EVENT.replace("agreed\",\"mki", "agreed\",\"mk") + END,
                2,
                "effects: agreed: \"mki\" is missing");
        broken(HEADER + EVENT.replace("MkiSel", "Sel") + END, 2, "no chapter is called srtp/Sel");
        broken(HEADER + EVENT.replace("\"ms\":40", "\"ms\":-1") + END, 2, "\"ms\" is missing or");
        broken(HEADER + EVENT.replace("\"effects\"", "\"e\"") + END, 2, "effects: a list of");
    }

    @Test
    void the_order_of_an_endpoint_is_kept() {
        broken(HEADER + EVENT + EVENT + END, 3, "\"n\" goes from 1 to 1");
        String earlier = EVENT.replace("\"n\":1", "\"n\":2").replace("\"ms\":40", "\"ms\":39");
        broken(HEADER + EVENT + earlier + END, 3, "time goes back from 40 to 39");
        String elsewhere = EVENT.replace("server", "client");
        assertThat(TraceReader.read(HEADER + EVENT + elsewhere + END.replace('1', '2')))
                .isInstanceOf(Whole.class);
    }

    @Test
    void nothing_passes_because_it_was_not_there() {
        broken("", 1, "there is no end line");
        broken(HEADER + EVENT, 3, "there is no end line");
        broken(HEADER + END, 2, "the end line counts 1 events, and 0 are here");
        broken(HEADER + END.replace('1', '0'), 2, "the trace has no event");
        broken(HEADER + EVENT + END + EVENT, 4, "a line follows the end line");
        broken(HEADER + "{\"t\":\"note\"}\n", 2, "\"t\" is hdr, ev, tx, rx, view or end, not note");
    }

    private static void broken(String text, int line, String reason) {
        assertThat(TraceReader.read(text)).isInstanceOf(Broken.class);
        var broken = (Broken) TraceReader.read(text);
        assertThat(broken.line()).isEqualTo(line);
        assertThat(broken.reason()).contains(reason);
    }
}
