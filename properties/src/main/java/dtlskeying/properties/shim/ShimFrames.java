package dtlskeying.properties.shim;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Messages of {@code kmshim/1} on a stream: four bytes of length, most significant first, and that
 * many bytes of JSON, one object.
 */
final class ShimFrames {
    /** The longest message, in bytes. */
    static final int LONGEST = 1 << 20;

    private static final JsonMapper JSON = new JsonMapper();

    private final DataInputStream in;
    private final DataOutputStream out;

    ShimFrames(InputStream in, OutputStream out) {
        this.in = new DataInputStream(in);
        this.out = new DataOutputStream(out);
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /**
     * The next message.
     *
     * @throws ShimFault if it is none
     * @throws EOFException if the other side has gone
     */
    ObjectNode read() throws IOException {
        int length = in.readInt();
        if (length < 2 || length > LONGEST)
            throw new ShimFault("a message has 2 to " + LONGEST + " bytes, not " + length);
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) throw new EOFException();
        return parse(bytes);
    }

    private static ObjectNode parse(byte[] bytes) throws ShimFault {
        try {
            JsonNode read = JSON.readTree(bytes);
            if (read instanceof ObjectNode object) return object;
            throw new ShimFault("a message is one JSON object");
        } catch (JacksonException unreadable) {
            throw new ShimFault("a message is no JSON: " + unreadable.getOriginalMessage());
        }
    }

    void write(ObjectNode message) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(message);
        if (bytes.length > LONGEST) throw new ShimFault("a message has grown too long");
        out.writeInt(bytes.length);
        out.write(bytes);
        out.flush();
    }
}
