package dtlskeying.properties.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.vectors.Fields;
import dtlskeying.vectors.VectorFiles;
import dtlskeying.vectors.VectorGroup;
import dtlskeying.vectors.VectorKind;
import dtlskeying.vectors.VectorTest;

import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** The sizes of records read a second time, from RFC 8449 §4 and the draft and without our code. */
class RecordSizeWitnessTest {
    private static final int USUAL = 28;
    private static final int LARGE = 0xff4c;

    @Test
    void a_second_reader_comes_to_every_result() {
        for (VectorGroup group : VectorFiles.read(VectorKind.DTLS13_RECORD_SIZES).testGroups())
            for (VectorTest test : group.tests()) {
                if (group.type().equals("KeyLimits")) limits(group.fields(), test.fields());
                else
                    assertThat(heard(group.fields(), test.fields()))
                            .as("test %d, %s", test.tcId(), test.comment())
                            .isEqualTo(result(test.fields()));
            }
    }

    private static String result(Fields test) {
        return test.has("alert")
                ? test.text("alert")
                : test.number("read") + " " + test.number("write") + " " + test.text("lengths");
    }

    private static String heard(Fields end, Fields test) {
        var said = parsed(test.octets("extensions").toArray());
        boolean isClient = end.text("role").equals("client");
        boolean knowsLarge = end.has("largeRecordSizeLimit");
        if (isClient && said.size() > 1) return "illegal_parameter";
        if (knowsLarge && said.containsKey(LARGE)) {
            byte[] body = said.get(LARGE);
            if (body.length != 4) return "decode_error";
            long limit = new BigInteger(1, body).longValue();
            if (limit < 64 || limit > Math.pow(2, 30) - 256) return "illegal_parameter";
            return end.number("largeRecordSizeLimit") + " " + limit + " variable";
        }
        if (!said.containsKey(USUAL)) return "16385 16385 fixed";
        byte[] body = said.get(USUAL);
        if (body.length != 2) return "decode_error";
        int limit = new BigInteger(1, body).intValue();
        if (limit < 64) return "illegal_parameter";
        return end.number("recordSizeLimit") + " " + Math.min(limit, 16_385) + " fixed";
    }

    private static Map<Integer, byte[]> parsed(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        var all = new TreeMap<Integer, byte[]>();
        while (in.hasRemaining()) {
            int type = in.getShort() & 0xffff;
            byte[] body = new byte[in.getShort()];
            in.get(body);
            all.put(type, body);
        }
        return all;
    }

    /** The limits of RFC 9147 §4.5.3, in exact numbers and rounded down at the end. */
    private static void limits(Fields suite, Fields test) {
        String name = suite.text("suite");
        double records = Math.pow(2, 24.5);
        double failures = Math.pow(2, 36);
        if (name.contains("CHACHA20")) records = Math.pow(2, 48);
        if (name.contains("CCM")) records = Math.pow(2, 23);
        if (name.contains("CCM")) failures = Math.pow(2, 23.5);
        long limit = test.number("limit");
        double factor = limit > 16_385 ? limit / 16_384.0 : 1;
        assertThat((double) test.number("records"))
                .isBetween(records / factor - 2, records / factor);
        assertThat((double) test.number("failures"))
                .isBetween(failures / factor - 2, failures / factor);
    }
}
