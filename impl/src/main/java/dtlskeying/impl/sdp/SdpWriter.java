package dtlskeying.impl.sdp;

import dtlskeying.spec.Cites;

import java.util.StringJoiner;
import java.util.stream.Collectors;

/** Writes a description; {@link SdpReader} reads the same one back. */
public final class SdpWriter {
    private static final String END = "\r\n";

    private SdpWriter() {}

    /** The text, lines ended by CR LF, with an o=, s= and t= line that say as little as may be. */
    @Cites({"dtls-srtp/8/a", "dtls-srtp/8/b"})
    public static String write(SessionDescription description) {
        var lines = new StringJoiner(END, "", END);
        lines.add("v=0").add("o=- 0 0 IN IP4 0.0.0.0").add("s=-");
        addConnection(lines, description.session());
        lines.add("t=0 0");
        addAttributes(lines, description.session());
        for (Stream stream : description.streams())
            switch (stream) {
                case Stream.Other(var line) -> lines.add("m=" + line);
                case Stream.OverDtls rtp -> add(lines, rtp);
            }
        return lines.toString();
    }

    private static void add(StringJoiner lines, Stream.OverDtls rtp) {
        String formats =
                rtp.formats().stream().map(String::valueOf).collect(Collectors.joining(" "));
        lines.add("m=%s %d %s %s".formatted(rtp.media(), rtp.port(), rtp.proto().token(), formats));
        addConnection(lines, rtp.attributes());
        addAttributes(lines, rtp.attributes());
    }

    private static void addConnection(StringJoiner lines, Attributes attributes) {
        if (attributes.host().isEmpty()) return;
        String family = attributes.host().contains(":") ? "IP6" : "IP4";
        lines.add("c=IN " + family + " " + attributes.host());
    }

    private static void addAttributes(StringJoiner lines, Attributes attributes) {
        if (attributes.setup() != Setup.UNSAID) lines.add("a=setup:" + attributes.setup().token());
        attributes.fingerprints().forEach(each -> lines.add("a=fingerprint:" + each.text()));
        if (attributes.isMultiplexed()) lines.add("a=rtcp-mux");
    }
}
