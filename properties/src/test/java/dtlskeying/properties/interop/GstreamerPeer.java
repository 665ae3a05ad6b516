package dtlskeying.properties.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.PacketKind;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * GStreamer's {@code dtlssrtpdec} and {@code dtlssrtpenc} as one end of a DTLS-SRTP flow: a
 * pipeline of {@code gst-launch-1.0} that shakes hands by itself, turns the SRTP that arrives into
 * plain packets, and the plain packets that it is given into SRTP. It knows one profile,
 * SRTP_AES128_CM_HMAC_SHA1_80, and no MKI.
 */
final class GstreamerPeer implements AutoCloseable {
    private static final String ELEMENT = "/GstPipeline:pipeline0/GstUDPSrc:%s: port = ";
    private static final String CONNECTED =
            "/GstPipeline:pipeline0/GstDtlsSrtpEnc:enc: connection-state = connected";
    private static final String WIRE = "wire";

    private final MediaPath path;
    private final Map<PacketKind, Socket> plain;
    private final ForeignProcess process;

    private GstreamerPeer(MediaPath path, Role role, Credential own) {
        this.path = path;
        this.plain = new EnumMap<>(PacketKind.class);
        for (PacketKind kind : PacketKind.values()) plain.put(kind, Socket.open());
        this.process = ForeignProcess.start(pipeline(role, own));
        path.lead(port(WIRE));
    }

    /** Skips the test where GStreamer, or one of the plugins, is missing. */
    static void assumePresent() {
        for (String element : List.of("udpsrc", "srtpdec", "dtlssrtpdec"))
            assumeTrue(
                    CompiledPeer.succeeds("gst-inspect-1.0", element),
                    "there is no " + element + " of GStreamer");
    }

    /** A server. */
    static GstreamerPeer server(Credential own) {
        return new GstreamerPeer(MediaPath.open(), Role.SERVER, own);
    }

    /** A client of the server on that port of loopback. */
    static GstreamerPeer client(int port, Credential own) {
        return new GstreamerPeer(MediaPath.to(port), Role.CLIENT, own);
    }

    /** The port of loopback that a client of ours connects to. */
    int port() {
        return path.port();
    }

    /** Waits until its end of the handshake is complete. */
    void awaitConnected() {
        process.await(CONNECTED);
    }

    /** What it makes of an SRTP or SRTCP packet of ours: the plain one. */
    Octets open(PacketKind kind, Octets packet) {
        inject(packet);
        return plain.get(kind).next();
    }

    /** Sends it an SRTP packet, and waits for nothing. */
    void inject(Octets packet) {
        path.inject(packet);
    }

    /** What it sends for a plain packet: SRTP or SRTCP. */
    Octets protect(PacketKind kind, Octets packet) {
        plain.get(kind).send(packet, port(name(kind)));
        return path.media();
    }

    /** All that it has printed so far. */
    String transcript() {
        return process.transcript();
    }

    @Override
    public void close() {
        process.close();
        path.close();
        plain.values().forEach(Socket::close);
    }

    private int port(String element) {
        return Integer.parseInt(process.await(ELEMENT.formatted(element)));
    }

    private List<String> pipeline(Role role, Credential own) {
        String identity = own.certificatePem() + own.keyPem();
        var words = new ArrayList<>(List.of("gst-launch-1.0", "-v"));
        words.addAll(source(WIRE));
        words.addAll(List.of("dtlssrtpdec", "name=dec", "connection-id=one"));
        words.add("pem=\"" + identity + "\"");
        for (PacketKind kind : PacketKind.values()) {
            String name = name(kind);
            words.add("dec." + name + "_src");
            words.addAll(sink(plain.get(kind).port()));
            words.addAll(source(name));
            words.addAll(List.of("application/x-" + name, "!", "enc." + name + "_sink_0"));
        }
        words.addAll(List.of("dtlssrtpenc", "name=enc", "connection-id=one"));
        words.add("is-client=" + (role == Role.CLIENT));
        words.addAll(sink(path.returnPort()));
        return words;
    }

    private static List<String> source(String name) {
        return List.of("udpsrc", "name=" + name, "address=127.0.0.1", "port=0", "!");
    }

    private static List<String> sink(int port) {
        return List.of(
                "!", "udpsink", "host=127.0.0.1", "port=" + port, "sync=false", "async=false");
    }

    private static String name(PacketKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
