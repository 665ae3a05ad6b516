package dtlskeying.impl;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dtlskeying.impl.chunk.ReauthenticationFrame.Kind;
import dtlskeying.impl.chunk.ReauthenticationFrame.Part;
import dtlskeying.impl.chunk.ReauthenticationMessage;
import dtlskeying.impl.crypto.CertificateChain;
import dtlskeying.impl.crypto.Hash;
import dtlskeying.impl.crypto.Hkdf;
import dtlskeying.impl.crypto.Prf;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls.ReplayWindow;
import dtlskeying.impl.dtls.message.CertificateVerify;
import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.EcPointFormats;
import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.message.HandshakeHeader;
import dtlskeying.impl.dtls.message.ProtocolVersion;
import dtlskeying.impl.dtls.message.RenegotiationInfo;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.dtls.message.SignatureAlgorithms;
import dtlskeying.impl.dtls.message.SupportedGroups;
import dtlskeying.impl.dtls12.SessionCache;
import dtlskeying.impl.dtls12.message.ClientKeyExchange;
import dtlskeying.impl.dtls12.message.HelloVerifyRequest;
import dtlskeying.impl.dtls12.message.ServerKeyExchange;
import dtlskeying.impl.dtls13.ExtendedUpdates;
import dtlskeying.impl.dtls13.Flags;
import dtlskeying.impl.dtls13.LargeRecords;
import dtlskeying.impl.dtls13.message.Certificate;
import dtlskeying.impl.dtls13.message.CertificateRequest;
import dtlskeying.impl.dtls13.message.Cookie;
import dtlskeying.impl.dtls13.message.ExtendedKeyUpdate;
import dtlskeying.impl.dtls13.message.KeyShareEntry;
import dtlskeying.impl.dtls13.message.KeyUpdate;
import dtlskeying.impl.dtls13.message.LargeRecordSizeLimit;
import dtlskeying.impl.dtls13.message.NewSessionTicket;
import dtlskeying.impl.dtls13.message.RecordSizeLimit;
import dtlskeying.impl.dtls13.message.SupportedVersions;
import dtlskeying.impl.dtls13.message.TlsFlags;
import dtlskeying.impl.sctp.SctpSettings;
import dtlskeying.impl.sctp.UserMessage;
import dtlskeying.impl.srtp.PacketIndex;
import dtlskeying.impl.srtp.SrtpLimits;
import dtlskeying.impl.srtp.UseSrtpData;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls13.LargeRecordsSpec;
import dtlskeying.spec.srtp.Mki;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** What a value may be made of: the least and the most, and nothing beyond either. */
class RangesTest {
    private static final Octets RANDOM = octets(32);
    private static final long UINT32 = 0xffff_ffffL;

    @TestFactory
    Stream<DynamicTest> messages_of_both_versions() {
        return Stream.of(
                number("version", 0, 0xffff, ProtocolVersion::new),
                number("extension", 0, 0xffff, it -> new Extension(it, Octets.EMPTY)),
                bytes("extension", 0, 0xffff, it -> new Extension(0, it)),
                number("handshake type", 0, 0xff, it -> HandshakeHeader.whole(it, 0, 0)),
                number("length", 0, 0xffffff, it -> HandshakeHeader.whole(1, it, 0)),
                number("message_seq", 0, 0xffff, it -> HandshakeHeader.whole(1, 0, it)),
                number("offset", 0, 6, it -> new HandshakeHeader(1, 10, 0, it, 4)),
                number("fragment", 0, 4, it -> new HandshakeHeader(1, 10, 0, 6, it)),
                bytes("random", 32, 32, it -> hello(it, Octets.EMPTY, Octets.EMPTY, 1, 1)),
                bytes("session_id", 0, 32, it -> hello(RANDOM, it, Octets.EMPTY, 1, 1)),
                bytes("cookie", 0, 255, it -> hello(RANDOM, Octets.EMPTY, it, 1, 1)),
                number("suites", 1, 0x7fff, it -> hello(RANDOM, Octets.EMPTY, Octets.EMPTY, it, 1)),
                number("methods", 1, 255, it -> hello(RANDOM, Octets.EMPTY, Octets.EMPTY, 1, it)),
                bytes("server random", 32, 32, it -> answer(it, Octets.EMPTY, 1, 0)),
                bytes("server session_id", 0, 32, it -> answer(RANDOM, it, 1, 0)),
                number("suite", 0, 0xffff, it -> answer(RANDOM, Octets.EMPTY, it, 0)),
                number("method", 0, 0xff, it -> answer(RANDOM, Octets.EMPTY, 1, it)),
                number("scheme", 0, 0xffff, it -> new CertificateVerify(it, Octets.EMPTY)),
                bytes("signature", 0, 0xffff, it -> new CertificateVerify(1, it)),
                bytes("verify_data before", 0, 255, RenegotiationInfo::new),
                number("group", 0, 0xffff, it -> new SupportedGroups(List.of(it))),
                number("groups", 1, 0x7fff, it -> new SupportedGroups(codes(it))),
                number("schemes", 1, 0x7fff, it -> new SignatureAlgorithms(codes(it))),
                number("formats", 1, 0xff, it -> new EcPointFormats(codes(it))),
                bytes("certificate", 1, 0xffffff, it -> new CertificateChain(List.of(it))));
    }

    private static void hello(
            Octets random, Octets session, Octets cookie, int suites, int methods) {
        new ClientHello(
                ProtocolVersion.DTLS_1_2,
                random,
                session,
                cookie,
                codes(suites),
                codes(methods),
                Extensions.of());
    }

    private static void answer(Octets random, Octets session, int suite, int method) {
        new ServerHello(ProtocolVersion.DTLS_1_2, random, session, suite, method, Extensions.of());
    }

    @TestFactory
    Stream<DynamicTest> messages_of_dtls_1_2() {
        return Stream.of(
                bytes("share", 1, 255, ClientKeyExchange::new),
                bytes("server share", 1, 255, it -> new ServerKeyExchange(1, it, 1, Octets.EMPTY)),
                bytes("signature", 0, 0xffff, it -> new ServerKeyExchange(1, octets(1), 1, it)),
                bytes("cookie", 0, 255, it -> new HelloVerifyRequest(ProtocolVersion.DTLS_1_2, it)),
                bytes("authority", 1, 0xffff, RangesTest::request12),
                atLeast("sessions", 0, it -> new SessionCache((int) it, 1, List.of())));
    }

    private static void request12(Octets authority) {
        new dtlskeying.impl.dtls12.message.CertificateRequest(
                codes(1), codes(1), List.of(authority));
    }

    @TestFactory
    Stream<DynamicTest> messages_of_dtls_1_3() {
        return Stream.of(
                number("group", 0, 0xffff, it -> new KeyShareEntry(it, octets(1))),
                bytes("share", 1, 0xffff, it -> new KeyShareEntry(1, it)),
                number("versions", 1, 127, it -> new SupportedVersions(versions(it))),
                bytes("cookie", 1, 0xffff, Cookie::new),
                bytes("context", 0, 255, it -> new Certificate(it, List.of())),
                bytes("certificate", 1, 0xffffff, it -> new Certificate.Entry(it, Extensions.of())),
                bytes("asked context", 0, 255, it -> new CertificateRequest(it, Extensions.of())),
                bytes("authenticator context", 0, 255, RangesTest::authenticator),
                number("record_size_limit", 0, 0xffff, RecordSizeLimit::new),
                range("large_record_size_limit", 0, UINT32, LargeRecordSizeLimit::new),
                number("eku_type", 3, 255, it -> new ExtendedKeyUpdate.Unknown(it, Octets.EMPTY)),
                number("request_update", 0, 255, KeyUpdate::new),
                range("lifetime", 0, UINT32, it -> ticket(it, 0, Octets.EMPTY, octets(1))),
                range("age_add", 0, UINT32, it -> ticket(0, it, Octets.EMPTY, octets(1))),
                bytes("nonce", 0, 255, it -> ticket(0, 0, it, octets(1))),
                bytes("ticket", 1, 0xffff, it -> ticket(0, 0, Octets.EMPTY, it)),
                number("tls_flag", 0, TlsFlags.LARGEST, it -> TlsFlags.of(List.of(it))),
                number("flag", 0, TlsFlags.LARGEST, it -> new Flags(Set.of(it))),
                number("flag of updates", 0, 2039, it -> new ExtendedUpdates(true, it, 253)),
                number("type of updates", 0, 253, it -> new ExtendedUpdates(true, 100, it)),
                number(
                        "limit",
                        LargeRecordsSpec.LEAST,
                        LargeRecordsSpec.LARGEST,
                        LargeRecords::upTo),
                number("number", 0, 0xffff, it -> LargeRecords.upTo(20_000).numbered(it)));
    }

    private static void authenticator(Octets context) {
        new dtlskeying.impl.dtls13.message.AuthenticatorRequest(
                Role.SERVER, context, Extensions.of());
    }

    private static void ticket(long lifetime, long ageAdd, Octets nonce, Octets ticket) {
        new NewSessionTicket(lifetime, ageAdd, nonce, ticket, Extensions.of());
    }

    private static List<ProtocolVersion> versions(int count) {
        return Collections.nCopies(count, ProtocolVersion.DTLS_1_3);
    }

    @TestFactory
    Stream<DynamicTest> packets_and_their_keys() {
        return Stream.of(
                number("window", 32, 1024, ReplayWindow::of),
                number("profile", 0, 0xffff, it -> new UseSrtpData(List.of(it), Mki.NONE)),
                number("profiles", 1, 32_767, it -> new UseSrtpData(codes(it), Mki.NONE)),
                number("sources", 1, 1 << 24, it -> new SrtpLimits(it, 1)),
                atLeast("packets", 0, it -> new SrtpLimits(1, it)),
                range("roll-over counter", 0, UINT32, PacketIndex.Unheard::new),
                range("SRTP index", 0, (1L << 48) - 1, PacketIndex.Heard::new),
                number("digests", 0, 255 * 32, it -> expand(it)),
                atLeast(
                        "bytes",
                        0,
                        it -> new Prf(Hash.SHA256).derive(secret(), "", RANDOM, (int) it)));
    }

    private static void expand(int length) {
        Hkdf.expand(Hash.SHA256, secret(), Octets.EMPTY, length);
    }

    private static Secret secret() {
        return Secret.of(new byte[32]);
    }

    @TestFactory
    Stream<DynamicTest> sctp_and_its_chunks() {
        return Stream.of(
                number("stream", 0, 0xffff, it -> new UserMessage(it, 0, octets(1))),
                range("PPID", 0, UINT32, it -> new UserMessage(0, it, octets(1))),
                number("local port", 1, 0xffff, it -> SctpSettings.of(it, 0)),
                number("remote port", 0, 0xffff, it -> SctpSettings.of(1, it)),
                bytes("message", 1, 1 << 16, it -> message(it)),
                bytes("part", 1, 0xffff, it -> part(1 << 17, 0, it)),
                number("offset", 0, 6, it -> part(10, it, octets(4))),
                atLeast("frame", 27, it -> message(octets(1)).frames((int) it)));
    }

    private static ReauthenticationMessage message(Octets body) {
        return new ReauthenticationMessage(Kind.REQUEST, 0, Epoch.FIRST_OF_TRAFFIC, body);
    }

    private static void part(int length, int offset, Octets bytes) {
        new Part(Kind.REQUEST, 0, Epoch.FIRST_OF_TRAFFIC, length, offset, bytes);
    }

    private static DynamicTest number(String name, int least, int most, IntConsumer making) {
        return range(name, least, most, value -> making.accept((int) value));
    }

    private static DynamicTest bytes(String name, int least, int most, Consumer<Octets> making) {
        return DynamicTest.dynamicTest(
                name + ": " + least + " to " + most + " bytes",
                () -> {
                    for (int length : List.of(least, most))
                        assertThatNoException().isThrownBy(() -> making.accept(octets(length)));
                    for (int length : List.of(least - 1, most + 1))
                        if (length >= 0) refused(() -> making.accept(octets(length)));
                });
    }

    private static DynamicTest range(String name, long least, long most, LongConsumer making) {
        return DynamicTest.dynamicTest(
                name + ": " + least + " to " + most,
                () -> {
                    for (long value : List.of(least, most))
                        assertThatNoException().isThrownBy(() -> making.accept(value));
                    for (long value : List.of(least - 1, most + 1))
                        refused(() -> making.accept(value));
                });
    }

    private static DynamicTest atLeast(String name, long least, LongConsumer making) {
        return DynamicTest.dynamicTest(
                name + ": " + least + " or more",
                () -> {
                    assertThatNoException().isThrownBy(() -> making.accept(least));
                    refused(() -> making.accept(least - 1));
                });
    }

    private static void refused(Runnable making) {
        assertThatIllegalArgumentException().isThrownBy(making::run);
    }

    private static Octets octets(int length) {
        return Octets.of(new byte[length]);
    }

    private static List<Integer> codes(int count) {
        return Collections.nCopies(count, 1);
    }
}
