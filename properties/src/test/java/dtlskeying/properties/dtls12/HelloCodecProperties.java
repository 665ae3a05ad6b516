package dtlskeying.properties.dtls12;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.message.ProtocolVersion;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.Decoded.Malformed;
import dtlskeying.impl.dtls.wire.Decoded.Value;
import dtlskeying.spec.Octets;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.bouncycastle.tls.TlsContext;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Our hellos against those of Bouncy Castle, a stack that shares no line with ours. */
class HelloCodecProperties {
    private static final TlsContext NO_CONTEXT = null;
    private static final int PRE_SHARED_KEY = 41;

    @Property
    void bouncy_castle_reads_our_client_hello(@ForAll("clientHellos") ClientHello ours)
            throws IOException {
        var theirs = parseClientHello(ours.encode());
        assertThat(theirs.getVersion()).isEqualTo(org.bouncycastle.tls.ProtocolVersion.DTLSv12);
        assertThat(Octets.of(theirs.getRandom())).isEqualTo(ours.random());
        assertThat(Octets.of(theirs.getSessionID())).isEqualTo(ours.sessionId());
        assertThat(Octets.of(theirs.getCookie())).isEqualTo(ours.cookie());
        assertThat(theirs.getCipherSuites()).isEqualTo(array(ours.cipherSuites()));
        assertThat(contents(theirs.getExtensions())).isEqualTo(contents(ours.extensions()));
    }

    @Property
    void we_read_bouncy_castles_client_hello(@ForAll("clientHellos") ClientHello model)
            throws IOException {
        var theirs =
                new org.bouncycastle.tls.ClientHello(
                        org.bouncycastle.tls.ProtocolVersion.DTLSv12,
                        model.random().toArray(),
                        model.sessionId().toArray(),
                        model.cookie().toArray(),
                        array(model.cipherSuites()),
                        table(model.extensions()),
                        0);
        var ours = read(ClientHello.decode(written(out -> theirs.encode(NO_CONTEXT, out))));
        assertThat(ours.withCookie(Octets.EMPTY))
                .isEqualTo(withExtensions(model, ours.extensions()).withCookie(Octets.EMPTY));
        assertThat(ours.cookie()).isEqualTo(model.cookie());
        assertThat(contents(ours.extensions())).isEqualTo(contents(model.extensions()));
    }

    @Property
    void bouncy_castle_reads_our_server_hello(@ForAll("serverHellos") ServerHello ours)
            throws IOException {
        var theirs = parseServerHello(ours.encode());
        assertThat(theirs.getVersion()).isEqualTo(org.bouncycastle.tls.ProtocolVersion.DTLSv12);
        assertThat(Octets.of(theirs.getRandom())).isEqualTo(ours.random());
        assertThat(Octets.of(theirs.getSessionID())).isEqualTo(ours.sessionId());
        assertThat(theirs.getCipherSuite()).isEqualTo(ours.cipherSuite());
        assertThat(contents(theirs.getExtensions())).isEqualTo(contents(ours.extensions()));
    }

    @Property
    void we_read_bouncy_castles_server_hello(@ForAll("serverHellos") ServerHello model)
            throws IOException {
        var theirs =
                new org.bouncycastle.tls.ServerHello(
                        org.bouncycastle.tls.ProtocolVersion.DTLSv12,
                        model.random().toArray(),
                        model.sessionId().toArray(),
                        model.cipherSuite(),
                        table(model.extensions()));
        var ours = read(ServerHello.decode(written(out -> theirs.encode(NO_CONTEXT, out))));
        assertThat(ours.random()).isEqualTo(model.random());
        assertThat(ours.sessionId()).isEqualTo(model.sessionId());
        assertThat(ours.cipherSuite()).isEqualTo(model.cipherSuite());
        assertThat(contents(ours.extensions())).isEqualTo(contents(model.extensions()));
    }

    @Property(tries = 200)
    void both_refuse_the_same_truncations(
            @ForAll("clientHellos") ClientHello client,
            @ForAll("serverHellos") ServerHello server) {
        for (Octets cut : cuts(client.encode()))
            assertThat(ClientHello.decode(cut) instanceof Malformed)
                    .as("a ClientHello of %d bytes", cut.length())
                    .isEqualTo(isRefused(() -> parseClientHello(cut)));
        for (Octets cut : cuts(server.encode()))
            assertThat(ServerHello.decode(cut) instanceof Malformed)
                    .as("a ServerHello of %d bytes", cut.length())
                    .isEqualTo(isRefused(() -> parseServerHello(cut)));
    }

    private static List<Octets> cuts(Octets whole) {
        return IntStream.range(0, whole.length())
                .mapToObj(length -> whole.slice(0, length))
                .toList();
    }

    private static boolean isRefused(Parsing parsing) {
        try {
            parsing.parse();
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static org.bouncycastle.tls.ClientHello parseClientHello(Octets body)
            throws IOException {
        var in = new ByteArrayInputStream(body.toArray());
        // A second argument says that it is DTLS; what is written there is for a cookie's hash.
        return org.bouncycastle.tls.ClientHello.parse(in, OutputStream.nullOutputStream());
    }

    private static org.bouncycastle.tls.ServerHello parseServerHello(Octets body)
            throws IOException {
        return org.bouncycastle.tls.ServerHello.parse(new ByteArrayInputStream(body.toArray()));
    }

    private static <T> T read(Decoded<T> decoded) {
        assertThat(decoded).isInstanceOf(Value.class);
        return ((Value<T>) decoded).value();
    }

    private static Octets written(Writing writing) throws IOException {
        var out = new ByteArrayOutputStream();
        writing.write(out);
        return Octets.of(out.toByteArray());
    }

    private static ClientHello withExtensions(ClientHello hello, Extensions extensions) {
        return new ClientHello(
                hello.version(),
                hello.random(),
                hello.sessionId(),
                hello.cookie(),
                hello.cipherSuites(),
                hello.compressionMethods(),
                extensions);
    }

    private static Map<Integer, Octets> contents(Extensions extensions) {
        return extensions.list().stream()
                .collect(Collectors.toMap(Extension::type, Extension::data));
    }

    /** Bouncy Castle's extensions are a table without an order, or null for none. */
    private static Map<Integer, Octets> contents(Map<?, ?> extensions) {
        if (extensions == null) return Map.of();
        return extensions.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                entry -> (Integer) entry.getKey(),
                                entry -> Octets.of((byte[]) entry.getValue())));
    }

    private static Hashtable<Integer, byte[]> table(Extensions extensions) {
        var table = new Hashtable<Integer, byte[]>();
        contents(extensions).forEach((type, data) -> table.put(type, data.toArray()));
        return table;
    }

    private static int[] array(List<Integer> codes) {
        return codes.stream().mapToInt(Integer::intValue).toArray();
    }

    @Provide
    Arbitrary<ClientHello> clientHellos() {
        return Combinators.combine(
                        octets(32, 32),
                        octets(0, 32),
                        octets(0, 255),
                        code().list().ofMinSize(1).ofMaxSize(30),
                        extensions())
                .as((random, session, cookie, suites, extensions) ->
                        new ClientHello(
                                ProtocolVersion.DTLS_1_2,
                                random,
                                session,
                                cookie,
                                suites,
                                List.of(0),
                                extensions));
    }

    @Provide
    Arbitrary<ServerHello> serverHellos() {
        return Combinators.combine(octets(32, 32), octets(0, 32), code(), extensions())
                .as((random, session, suite, extensions) ->
                        new ServerHello(
                                ProtocolVersion.DTLS_1_2, random, session, suite, 0, extensions));
    }

    private static Arbitrary<Extensions> extensions() {
        // Bouncy Castle insists that a pre-shared key stands last, a rule of TLS 1.3.
        return Combinators.combine(code().filter(type -> type != PRE_SHARED_KEY), octets(0, 40))
                .as(Extension::new)
                .list()
                .ofMaxSize(6)
                .uniqueElements(Extension::type)
                .map(Extensions::new);
    }

    private static Arbitrary<Integer> code() {
        return Arbitraries.integers().between(0, 0xffff);
    }

    private static Arbitrary<Octets> octets(int least, int most) {
        return Arbitraries.bytes()
                .array(byte[].class)
                .ofMinSize(least)
                .ofMaxSize(most)
                .map(Octets::of);
    }

    private interface Parsing {
        void parse() throws IOException;
    }

    private interface Writing {
        void write(OutputStream out) throws IOException;
    }
}
