package dtlskeying.properties.observe;

import static dtlskeying.impl.dtls.message.ExtensionType.SUPPORTED_VERSIONS;
import static dtlskeying.impl.dtls.message.ExtensionType.USE_SRTP;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.chunk.SctpPacket;
import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.message.ProtocolVersion;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls13.message.SupportedVersions;
import dtlskeying.impl.srtp.UseSrtpData;
import dtlskeying.properties.capture.CapturedPacket;
import dtlskeying.properties.decode.Opening;
import dtlskeying.properties.decode.Unit;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.Fragment;
import dtlskeying.spec.srtp.Mki;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Captures of which one thing is changed: who broke the rule is named, by the clause. */
class BrokenRulesTest {
    private static final Recording OLDER = Recording.of("run srtp --dtls 1.2 --mki 01 --seed 1");
    private static final Recording NEWER = Recording.of("run srtp --dtls 1.3 --seed 1");
    private static final Recording CHUNK = Recording.of("run chunk --memory --messages 9 --seed 1");

    @Test
    void what_is_not_changed_breaks_nothing() {
        for (Recording each : List.of(OLDER, NEWER, CHUNK))
            assertThat(each.accusations()).isEmpty();
    }

    @Test
    void an_answer_with_two_profiles() {
        var broken = OLDER.changing(answering(use -> new UseSrtpData(List.of(1, 2), use.mki())));
        Accusation.assertBroken(broken, "server", "srtp/UseSrtp", "dtls-srtp/4.1.1/b");
        Accusation.assertBroken(broken, "client", "srtp/UseSrtp", "dtls-srtp/4.1.1/b");
    }

    @Test
    void an_answer_with_a_profile_that_was_not_on_offer() {
        var broken = OLDER.changing(answering(use -> new UseSrtpData(List.of(6), use.mki())));
        Accusation.assertBroken(broken, "server", "srtp/UseSrtp", "dtls-srtp/4.1.1/c");
        Accusation.assertBroken(broken, "client", "srtp/UseSrtp", "dtls-srtp/4.1.1/c");
        var unknown = OLDER.changing(answering(use -> new UseSrtpData(List.of(0x7777), use.mki())));
        Accusation.assertBroken(unknown, "server", "srtp/UseSrtp", "dtls-srtp/4.1.1/c");
    }

    @Test
    void an_answer_with_another_mki() {
        var broken =
                OLDER.changing(
                        answering(
                                use -> new UseSrtpData(use.profiles(), new Mki(Octets.hex("02")))));
        Accusation.assertBroken(broken, "server", "srtp/MkiSelection", "dtls-srtp/4.1.3/e");
        Accusation.assertBroken(broken, "client", "srtp/MkiSelection", "dtls-srtp/4.1.3/f");
    }

    @Test
    void an_answer_that_cannot_be_read() {
        var broken =
                OLDER.changing(
                        Messages.serverHello(hello ->
                                with(
                                        hello,
                                        Messages.with(
                                                hello.extensions(),
                                                USE_SRTP,
                                                Octets.hex("0003000100")))));
        Accusation.assertBroken(broken, "server", "srtp/UseSrtp", "rfc5246/7.2.2/a");
    }

    @Test
    void a_packet_with_another_mki() {
        var media = opened(OLDER).values().stream().skip(3).findFirst().orElseThrow();
        var broken =
                OLDER.changing(packet -> {
                    if (packet.number() != media.place().packet()) return packet.payload();
                    byte[] bytes = packet.payload().toArray();
                    bytes[bytes.length - 11] = 9;
                    return Octets.of(bytes);
                });
        assertThat(
                        Accusation.assertBroken(
                                        broken, "", "srtp/MkiSelection", "dtls-srtp/4.1.3/h")
                                .step()
                                .n())
                .isEqualTo(media.place().packet());
    }

    @Test
    void packets_under_the_keys_of_the_other_end() {
        var broken = OLDER.with(all -> all.stream().map(BrokenRulesTest::turned).toList());
        Accusation.assertBroken(broken, "client", "srtp/SrtpKeyDerivation", "dtls-srtp/4.2/c");
        Accusation.assertBroken(broken, "server", "srtp/SrtpKeyDerivation", "dtls-srtp/4.2/c");
    }

    /** Media that its receiver has sent, as it seems. */
    private static CapturedPacket turned(CapturedPacket packet) {
        boolean isMedia = packet.payload().at(0) >> 6 == 2;
        return isMedia
                ? new CapturedPacket(
                        packet.number(),
                        packet.at(),
                        packet.nanos(),
                        packet.to(),
                        packet.from(),
                        packet.payload())
                : packet;
    }

    @Test
    void a_suite_that_was_not_on_offer() {
        var older = OLDER.changing(Messages.serverHello(hello -> withSuite(hello, 0x0005)));
        Accusation.assertBroken(older, "server", "dtls12/ServerHandshake", "rfc5246/7.4.1.3/a");
        Accusation.assertBroken(older, "client", "dtls12/ClientHandshake", "rfc5246/7.4.1.3/a");
        var newer = NEWER.changing(Messages.serverHello(hello -> withSuite(hello, 0x1306)));
        Accusation.assertBroken(newer, "server", "dtls13/ServerHandshake", "rfc8446/4.1.3/b");
    }

    @Test
    void a_flight_without_the_servers_share() {
        var broken =
                OLDER.changing(
                        Messages.each(part ->
                                switch (part.type()) {
                                    case 12 -> List.of();
                                    case 13, 14 ->
                                            List.of(
                                                    new Fragment(
                                                            part.type(),
                                                            part.length(),
                                                            part.messageSeq() - 1,
                                                            0,
                                                            part.body()));
                                    default -> List.of(part);
                                }));
        assertThat(broken.accusations())
                .anySatisfy(it -> {
                    assertThat(it.strip().endpoint()).startsWith("server");
                    assertThat(it.strip().chapter()).isEqualTo("dtls12/ServerHandshake");
                });
        Accusation.assertBroken(broken, "client", "dtls12/ClientHandshake", "rfc5246/7.4/a");
    }

    @Test
    void a_client_that_is_talked_down_and_goes_on() {
        var listed =
                new SupportedVersions(List.of(ProtocolVersion.DTLS_1_3, ProtocolVersion.DTLS_1_2))
                        .toExtension();
        var broken =
                OLDER.changing(
                                Messages.each(part -> {
                                    if (part.type() != 1) return List.of(part);
                                    var hello = decoded(ClientHello.decode(part.body()));
                                    var more = hello.extensions().with(listed);
                                    return List.of(
                                            Messages.with(
                                                    part, hello.withExtensions(more).encode()));
                                }))
                        .changing(
                                Messages.serverHello(hello -> {
                                    var random =
                                            Octets.concat(
                                                    hello.random().slice(0, 24),
                                                    Octets.hex("444f574e47524401"));
                                    return new ServerHello(
                                            hello.version(),
                                            random,
                                            hello.sessionId(),
                                            hello.cipherSuite(),
                                            hello.compressionMethod(),
                                            hello.extensions());
                                }));
        assertThat(NEWER.conversations().getFirst().hasHello()).isTrue();
        assertThat(listed.type()).isEqualTo(SUPPORTED_VERSIONS);
        Accusation.assertBroken(broken, "client", "dtls/VersionChoice", "rfc8446/4.1.3/a");
    }

    @Test
    void data_in_the_open_after_data_under_protection() {
        var last =
                CHUNK.conversations().getFirst().all(Unit.Sctp.class).stream()
                        .filter(it -> it.opening() instanceof Opening.Opened)
                        .filter(it -> it.inner().getFirst().type() == 0)
                        .skip(3)
                        .findFirst()
                        .orElseThrow();
        var broken =
                CHUNK.changing(packet ->
                        packet.number() == last.place().packet()
                                ? stripped(packet.payload(), last.opening().plain())
                                : packet.payload());
        var accused = Accusation.assertBroken(broken, "", "chunk/Enforcement", "sctp-dtls-chunk/");
        assertThat(accused.step().n()).isEqualTo(last.place().packet());
    }

    private static Octets stripped(Octets packet, Octets chunks) {
        byte[] bytes = Octets.concat(packet.slice(0, 12), chunks).toArray();
        SctpPacket.writeChecksum(bytes, bytes.length);
        return Octets.of(bytes);
    }

    @Test
    void a_client_of_the_key_management_that_should_be_its_server() {
        var broken =
                CHUNK.changing(packet -> {
                    byte[] bytes = packet.payload().toArray();
                    if (!SctpPacket.isInit(bytes) && !SctpPacket.isInitAck(bytes))
                        return packet.payload();
                    int at = parameter(bytes);
                    bytes[at + 4] ^= (byte) 0xff;
                    SctpPacket.writeChecksum(bytes, bytes.length);
                    return Octets.of(bytes);
                });
        Accusation.assertBroken(broken, "client", "chunk/Negotiation", "sctp-dtls-chunk/5.1/f");
        Accusation.assertBroken(broken, "server", "chunk/Negotiation", "sctp-dtls-chunk/5.1/f");
    }

    private static int parameter(byte[] packet) {
        for (int at = 32; at < packet.length; )
            if ((packet[at] & 0xff) == 0x80 && packet[at + 1] == 6) return at;
            else at += (packet[at + 2] & 0xff) << 8 | (packet[at + 3] & 0xff) + 3 & ~3;
        throw new AssertionError("no parameter");
    }

    private static Function<CapturedPacket, Octets> answering(UnaryOperator<UseSrtpData> change) {
        return Messages.serverHello(hello -> {
            var data = hello.extensions().find(USE_SRTP).orElseThrow();
            var use = ((UseSrtpData.Decoded.Readable) UseSrtpData.decode(data)).data();
            return with(
                    hello, Messages.with(hello.extensions(), USE_SRTP, change.apply(use).encode()));
        });
    }

    private static ServerHello with(ServerHello hello, Extensions extensions) {
        return new ServerHello(
                hello.version(),
                hello.random(),
                hello.sessionId(),
                hello.cipherSuite(),
                hello.compressionMethod(),
                extensions);
    }

    private static ServerHello withSuite(ServerHello hello, int suite) {
        return new ServerHello(
                hello.version(),
                hello.random(),
                hello.sessionId(),
                suite,
                hello.compressionMethod(),
                hello.extensions());
    }

    private static Map<Long, Unit.Media> opened(Recording recording) {
        return recording.conversations().getFirst().all(Unit.Media.class).stream()
                .filter(it -> it.opening().isReadable())
                .collect(Collectors.toMap(it -> it.place().packet(), it -> it));
    }

    private static <T> T decoded(Decoded<T> decoded) {
        return ((Decoded.Value<T>) decoded).value();
    }
}
