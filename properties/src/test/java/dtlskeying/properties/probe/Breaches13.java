package dtlskeying.properties.probe;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.DtlsAssociation;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.message.ProtocolVersion;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.message.HelloRetryRequest;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** For every case of DTLS 1.3 a way to be broken that it has to accuse. */
final class Breaches13 {
    private static final int EPOCH_3 = 0x23;
    private static final int EPOCH_4 = 0x20;
    private static final long LATE = 500;
    private static final Breach DEAF = Breach.deafTo(_ -> true);
    private static final Map<String, Breach> NAMED = named();

    private Breaches13() {}

    static Breach of(ProbeCase each) {
        boolean isOffer = each.id().startsWith("suite-1") || each.id().startsWith("group-");
        return isOffer ? DEAF : NAMED.getOrDefault(each.id(), Breach.TOUCHY);
    }

    private static Map<String, Breach> named() {
        var breaches = new HashMap<String, Breach>();
        putHellos(breaches);
        putFlights(breaches);
        putClients(breaches);
        putAfterwards(breaches);
        breaches.putAll(BreachesEncrypted13.all());
        return breaches;
    }

    private static void putHellos(Map<String, Breach> breaches) {
        breaches.put(
                "retry-first",
                Breach.saying(() -> Rewriting.serverHello(Breaches13::withoutCookie)));
        breaches.put("wrong-cookie", Breaches13::takingAnyCookie);
        breaches.put(
                "session-id",
                Breach.saying(() -> Rewriting.serverHello(Breaches13::withSessionId)));
        breaches.put(
                "downgrade-mark",
                Breach.saying(() -> Rewriting.serverHello(Breaches13::withoutMark)));
        for (String id :
                List.of(
                        "legacy-cookie",
                        "compression-beside-null",
                        "unknown-suites",
                        "unknown-versions",
                        "unknown-signatures",
                        "no-groups",
                        "no-signatures"))
            breaches.put(id, Breach.hearing(() -> Rewriting.clientHello(Breaches13::acceptable)));
        for (String id : List.of("share-of-zeros", "share-too-short", "share-cut-off"))
            breaches.put(
                    id, Breach.hearing(() -> Rewriting.clientHello(Breaches13::withGoodShare)));
    }

    private static void putFlights(Map<String, Breach> breaches) {
        breaches.put("good-handshake", DEAF);
        breaches.put("silence-after-hello", Breach.TIMELESS);
        breaches.put("hello-again", Breach.hearing(Breaches12.Once::new));
        breaches.put("finished-acknowledged", Breach.deafTo(each -> isSealed(each)));
        breaches.put("ack-lost", Breaches13::deafToLateRecords);
        breaches.put("other-epoch-bits", Breach.silencedBy(each -> isOf(each, EPOCH_3)));
    }

    private static void putClients(Map<String, Breach> breaches) {
        breaches.put(
                "hello-offers-1-3",
                Breach.saying(() -> Rewriting.clientHello(Breaches13::withOldVersion)));
        breaches.put("hello-repeated", Breach.TIMELESS);
        breaches.put("downgraded", _ -> Breach.NONE.of(olderClient()));
        breaches.put(
                "cookie-returned",
                Breach.saying(() -> Rewriting.clientHello(Breaches13::withOtherRandom)));
        for (String id :
                List.of(
                        "second-retry",
                        "retry-for-nothing",
                        "session-id-said",
                        "suite-not-offered",
                        "compression",
                        "version-not-offered",
                        "no-share",
                        "share-of-other-group",
                        "answered-share-of-zeros",
                        "extension-not-offered",
                        "extension-misplaced")) breaches.put(id, Breach.SULKING);
    }

    private static void putAfterwards(Map<String, Breach> breaches) {
        for (String id :
                List.of(
                        "key-update",
                        "key-update-requested",
                        "key-update-unknown",
                        "short-header",
                        "short-number",
                        "no-length",
                        "unknown-inner-type",
                        "all-padding",
                        "ack-unreadable",
                        "alert-of-one-byte",
                        "renegotiation",
                        "part-beyond-end"))
            breaches.put(id, Breach.deafTo(each -> isOf(each, EPOCH_3)));
        breaches.put("new-epoch", Breach.deafTo(each -> isOf(each, EPOCH_4)));
        breaches.put(
                "old-epoch-late",
                association ->
                        Breach.hearing(() -> new FewOfEpoch3(association.role())).of(association));
        breaches.put("hello-afterwards", Breach.alertedBy(Breaches13::isLateHello));
    }

    private static boolean isSealed(Octets datagram) {
        return !datagram.isEmpty() && (datagram.at(0) & 0xe0) == 0x20;
    }

    private static boolean isOf(Octets datagram, int epoch) {
        return !datagram.isEmpty() && (datagram.at(0) & 0xe3) == epoch;
    }

    private static boolean isLateHello(Octets datagram) {
        return Records12.of(datagram).stream().anyMatch(each -> each.sequence() == 77);
    }

    private static DtlsAssociation olderClient() {
        var settings =
                dtlskeying.impl.dtls12.Settings.of(
                        OurSubject.IDENTITY, new Trust.Anyone(), OurSubject.TODAY, SrtpTerms.NONE);
        return dtlskeying.impl.dtls12.Association.client(settings, Entropy.of(5));
    }

    /** The ACK of the last flight comes once. */
    private static Party deafToLateRecords(DtlsAssociation association) {
        var good = Breach.NONE.of(association);
        return new Party() {
            @Override
            public List<Octets> hear(Octets datagram, long now) {
                return isSealed(datagram) && now > LATE ? List.of() : good.hear(datagram, now);
            }

            @Override
            public List<Octets> tick(long now) {
                return good.tick(now);
            }

            @Override
            public long deadline() {
                return good.deadline();
            }
        };
    }

    private static Party takingAnyCookie(DtlsAssociation association) {
        var cookie = new Extension[1];
        return new Breach.Wrapped(
                Breach.NONE.of(association),
                datagram ->
                        Rewriting.clientHello(hello -> withCookie(hello, cookie[0]))
                                .apply(datagram),
                datagram ->
                        Rewriting.serverHello(
                                        hello -> {
                                            hello.extensions()
                                                    .find(ExtensionType.COOKIE)
                                                    .map(data ->
                                                            new Extension(
                                                                    ExtensionType.COOKIE, data))
                                                    .ifPresent(it -> cookie[0] = it);
                                            return hello;
                                        })
                                .apply(datagram));
    }

    private static ClientHello withCookie(ClientHello hello, Extension cookie) {
        return hello.extensions().has(ExtensionType.COOKIE)
                ? hello.withExtensions(
                        new Extensions(Rewriting.with(hello.extensions().list(), cookie)))
                : hello;
    }

    private static ServerHello withoutCookie(ServerHello hello) {
        var list = Rewriting.without(hello.extensions().list(), ExtensionType.COOKIE);
        return with(hello, hello.random(), hello.sessionId(), list);
    }

    private static ServerHello withSessionId(ServerHello hello) {
        return HelloRetryRequest.isOne(hello)
                ? hello
                : with(
                        hello,
                        hello.random(),
                        Octets.hex("5e".repeat(32)),
                        hello.extensions().list());
    }

    private static ServerHello withoutMark(ServerHello hello) {
        var random = Octets.of(new byte[32]);
        return with(hello, random, hello.sessionId(), hello.extensions().list());
    }

    private static ServerHello with(
            ServerHello hello, Octets random, Octets sessionId, List<Extension> list) {
        return new ServerHello(
                hello.version(),
                random,
                sessionId,
                hello.cipherSuite(),
                hello.compressionMethod(),
                new Extensions(list));
    }

    private static ClientHello acceptable(ClientHello hello) {
        var list = hello.extensions().list();
        list = Rewriting.with(list, extension(ExtensionType.SUPPORTED_VERSIONS, "02fefc"));
        list = Rewriting.with(list, extension(ExtensionType.SUPPORTED_GROUPS, "0002001d"));
        list = Rewriting.with(list, extension(ExtensionType.SIGNATURE_ALGORITHMS, "00020403"));
        return new ClientHello(
                ProtocolVersion.DTLS_1_2,
                hello.random(),
                Octets.EMPTY,
                Octets.EMPTY,
                Arrays.stream(CipherSuite.values()).map(CipherSuite::code).toList(),
                List.of(0),
                new Extensions(list));
    }

    private static ClientHello withGoodShare(ClientHello hello) {
        var share = extension(ExtensionType.KEY_SHARE, "0024001d002009" + "00".repeat(31));
        return hello.withExtensions(
                new Extensions(Rewriting.with(hello.extensions().list(), share)));
    }

    private static Extension extension(int type, String hex) {
        return new Extension(type, Octets.hex(hex));
    }

    private static ClientHello withOldVersion(ClientHello hello) {
        return with(hello, ProtocolVersion.DTLS_1_0, hello.random());
    }

    private static ClientHello withOtherRandom(ClientHello hello) {
        return hello.extensions().has(ExtensionType.COOKIE)
                ? with(hello, hello.version(), Records12.damaged(hello.random()))
                : hello;
    }

    private static ClientHello with(ClientHello hello, ProtocolVersion version, Octets random) {
        return new ClientHello(
                version,
                random,
                hello.sessionId(),
                hello.cookie(),
                hello.cipherSuites(),
                hello.compressionMethods(),
                hello.extensions());
    }

    /** Of epoch 3 only what it takes to complete the handshake is heard, and one datagram more. */
    private static final class FewOfEpoch3 implements Function<Octets, List<Octets>> {
        private int left;

        private FewOfEpoch3(Role role) {
            this.left = role == Role.CLIENT ? 2 : 1;
        }

        @Override
        public List<Octets> apply(Octets datagram) {
            if (isOf(datagram, EPOCH_3) && left-- <= 0) return List.of();
            return List.of(datagram);
        }
    }
}
