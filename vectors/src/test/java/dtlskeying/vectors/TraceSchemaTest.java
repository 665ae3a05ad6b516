package dtlskeying.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.MkiSelectionSpec.Claim;
import dtlskeying.spec.srtp.MkiSelectionSpec.Effect.Discarded;
import dtlskeying.spec.srtp.MkiSelectionSpec.Input.Arrived;
import dtlskeying.spec.trace.TraceEvent;
import dtlskeying.spec.trace.TraceFile;
import dtlskeying.spec.trace.TraceHeader;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The schema of traces is in spec, which has no validator; it is tested here. */
class TraceSchemaTest {
    private static final TraceFile TRACE =
            new TraceFile(
                    new TraceHeader("RFC 5764", "x/1", List.of("effects"), TraceHeader.Time.WALL),
                    List.of(
                            new TraceEvent(
                                    1,
                                    "server",
                                    0,
                                    "srtp/MkiSelection",
                                    new Arrived(Mki.hex("01")),
                                    List.of(
                                            new Discarded(
                                                    Claim.EVERY_PACKET_CARRIES_THE_AGREED_MKI)))));

    @Test
    void what_the_writer_writes_is_allowed() {
        assertThat(TRACE.text().lines()).hasSize(3).allMatch(TraceSchemaTest::isAllowed);
    }

    @Test
    void what_the_reader_refuses_is_not_allowed() {
        String text = TRACE.text();
        for (String needed : List.of("kmtrace/1", "wall", "ep", "is", "srtp/Mki", "4.1.3/h")) {
            String broken = text.replace(needed, "0");
            assertThat(broken.lines().filter(line -> !isAllowed(line))).hasSize(1);
        }
    }

    private static boolean isAllowed(String line) {
        return VectorSchemas.errors(schema(), JsonMapper.shared().readTree(line)).isEmpty();
    }

    private static String schema() {
        try (var stream = TraceFile.class.getResourceAsStream("kmtrace-1.schema.json")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
