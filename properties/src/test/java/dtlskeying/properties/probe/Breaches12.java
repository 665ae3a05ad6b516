package dtlskeying.properties.probe;

import dtlskeying.impl.dtls.DtlsAssociation;
import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.message.HandshakeType;
import dtlskeying.impl.dtls.message.ProtocolVersion;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls12.CipherSuite;
import dtlskeying.impl.dtls12.message.HelloVerifyRequest;
import dtlskeying.impl.srtp.UseSrtpData;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.srtp.Mki;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Ways to be broken in the handshake of DTLS 1.2, for the cases that ask about it. */
final class Breaches12 {
    private static final int SERVER_KEY_EXCHANGE = HandshakeType.SERVER_KEY_EXCHANGE.code();
    private static final Octets GOOD_ANSWER = new UseSrtpData(List.of(1), Mki.NONE).encode();

    private Breaches12() {}

    static Map<String, Breach> all() {
        var breaches = new HashMap<String, Breach>();
        putServers(breaches);
        putClients(breaches);
        putAfterwards(breaches);
        return breaches;
    }

    private static void putServers(Map<String, Breach> breaches) {
        breaches.put("cookie-first", Breach.saying(() -> Breaches12::helloForCookie));
        breaches.put("wrong-cookie", Breaches12::takingAnyCookie);
        breaches.put("verify-request-number", Breach.saying(() -> Breaches12::unnumbered));
        breaches.put("silence-after-hello", Breach.TIMELESS);
        breaches.put("hello-again", Breach.hearing(Once::new));
        breaches.put("last-flight-lost", Breach.saying(OneLastFlight::new));
        breaches.put("last-flight-again", Breach.saying(OneLastFlight::new));
        for (String id :
                List.of(
                        "no-null-compression",
                        "unknown-suites",
                        "renegotiation-at-first",
                        "unknown-groups",
                        "unknown-signatures",
                        "unreadable-groups",
                        "unknown-version"))
            breaches.put(id, Breach.hearing(() -> Rewriting.clientHello(Breaches12::acceptable)));
    }

    private static void putClients(Map<String, Breach> breaches) {
        breaches.put("offer-is-readable", Breach.saying(() -> offering("000300010000")));
        breaches.put("good-answer", Breach.silencedBy(each -> has(each, Answers.SERVER_HELLO)));
        breaches.put("answer-left-out", Breach.silencedBy(each -> has(each, Answers.SERVER_HELLO)));
        breaches.put(
                "certificate-shown",
                Breach.saying(
                        () -> Rewriting.message(Answers.CERTIFICATE, _ -> Octets.hex("000000"))));
        for (String id :
                List.of(
                        "profile-not-offered",
                        "two-profiles",
                        "foreign-mki",
                        "extension-not-offered",
                        "answer-odd-length",
                        "answer-empty-list",
                        "answer-no-mki-length",
                        "answer-mki-too-long",
                        "answer-trailing-byte",
                        "suite-not-offered",
                        "compression",
                        "version-not-offered",
                        "renegotiation-info-at-first"))
            breaches.put(id, Breach.hearing(() -> Rewriting.serverHello(Breaches12::acceptable)));
        breaches.put("foreign-mki-alert", Breach.saying(() -> Breaches12::otherAlert));
        breaches.put("hello-repeated", Breach.TIMELESS);
        breaches.put("first-timeout", Breach.hasty(4));
        breaches.put("timeout-doubles", Steady::new);
        breaches.put(
                "cookie-returned", Breach.deafTo(each -> has(each, Answers.HELLO_VERIFY_REQUEST)));
        breaches.put(
                "hello-unchanged",
                Breach.saying(() -> Rewriting.clientHello(Breaches12::withOtherRandom)));
        breaches.put("signature-fails", repairing(Records12::damaged));
        breaches.put("key-exchange-too-long", repairing(body -> body.slice(0, body.length() - 1)));
    }

    private static void putAfterwards(Map<String, Breach> breaches) {
        breaches.put("close-notify", Breach.saying(() -> Breaches12::withoutAlerts));
        breaches.put("finished-replayed", Breaches12::answeringReplays);
        breaches.put(
                "alert-replayed",
                association -> Breach.alertedBy(new Replays(ContentType.ALERT)).of(association));
        breaches.put("another-handshake", Breach.alertedBy(Breaches12::isAnotherHandshake));
    }

    private static Breach repairing(UnaryOperator<Octets> repair) {
        return Breach.hearing(() -> Rewriting.message(SERVER_KEY_EXCHANGE, repair));
    }

    private static boolean has(Octets datagram, int messageType) {
        return Records12.of(datagram).stream()
                .flatMap(record -> Records12.parts(record).stream())
                .anyMatch(part -> part.type() == messageType);
    }

    private static boolean has(Octets datagram, ContentType type) {
        return Records12.of(datagram).stream().anyMatch(each -> each.type() == type.code());
    }

    private static List<Octets> helloForCookie(Octets datagram) {
        if (!has(datagram, Answers.HELLO_VERIFY_REQUEST)) return List.of(datagram);
        var record = Records12.of(datagram).getFirst();
        byte[] hello = record.fragment().toArray();
        hello[0] = (byte) Answers.SERVER_HELLO;
        return List.of(Records12.bytes(Records12.withFragment(record, Octets.of(hello))));
    }

    private static Party takingAnyCookie(DtlsAssociation association) {
        var cookie = new Octets[] {Octets.EMPTY};
        return new Breach.Wrapped(
                Breach.NONE.of(association),
                datagram ->
                        Rewriting.clientHello(hello ->
                                        hello.cookie().isEmpty()
                                                ? hello
                                                : hello.withCookie(cookie[0]))
                                .apply(datagram),
                datagram -> {
                    var hearing = new Hearing();
                    hearing.hear(datagram);
                    hearing.message(Answers.HELLO_VERIFY_REQUEST)
                            .map(HelloVerifyRequest::decode)
                            .ifPresent(decoded -> {
                                if (decoded instanceof Decoded.Value<HelloVerifyRequest>(var it))
                                    cookie[0] = it.cookie();
                            });
                    return List.of(datagram);
                });
    }

    private static List<Octets> unnumbered(Octets datagram) {
        if (!has(datagram, Answers.HELLO_VERIFY_REQUEST)) return List.of(datagram);
        return List.of(
                Records12.bytes(Records12.withSequence(Records12.of(datagram).getFirst(), 0)));
    }

    private static ClientHello acceptable(ClientHello hello) {
        var list =
                Rewriting.with(
                        hello.extensions().list(),
                        extension(ExtensionType.RENEGOTIATION_INFO, "00"));
        list = Rewriting.with(list, extension(ExtensionType.SUPPORTED_GROUPS, "0006001d00170018"));
        list = Rewriting.with(list, extension(ExtensionType.SIGNATURE_ALGORITHMS, "00020403"));
        return new ClientHello(
                ProtocolVersion.DTLS_1_2,
                hello.random(),
                hello.sessionId(),
                hello.cookie(),
                Arrays.stream(CipherSuite.values()).map(CipherSuite::code).toList(),
                List.of(0),
                new Extensions(list));
    }

    private static ServerHello acceptable(ServerHello hello) {
        var list =
                Rewriting.without(hello.extensions().list(), 0xfafa).stream()
                        .map(each ->
                                switch (each.type()) {
                                    case ExtensionType.USE_SRTP ->
                                            new Extension(each.type(), GOOD_ANSWER);
                                    case ExtensionType.RENEGOTIATION_INFO ->
                                            new Extension(each.type(), Octets.hex("00"));
                                    default -> each;
                                })
                        .toList();
        return new ServerHello(
                ProtocolVersion.DTLS_1_2,
                hello.random(),
                hello.sessionId(),
                CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256.code(),
                0,
                new Extensions(list));
    }

    private static Extension extension(int type, String hex) {
        return new Extension(type, Octets.hex(hex));
    }

    /** A hello whose use_srtp has these bytes. */
    static Function<Octets, List<Octets>> offering(String hex) {
        return Rewriting.clientExtensions(
                list -> Rewriting.with(list, extension(ExtensionType.USE_SRTP, hex)));
    }

    private static List<Octets> otherAlert(Octets datagram) {
        var records = new ArrayList<Octets>();
        for (var record : Records12.of(datagram))
            records.add(
                    Records12.bytes(
                            record.type() == ContentType.ALERT.code()
                                    ? Records12.withFragment(record, Octets.hex("0232"))
                                    : record));
        return List.of(Octets.concat(records.toArray(Octets[]::new)));
    }

    private static ClientHello withOtherRandom(ClientHello hello) {
        return hello.cookie().isEmpty()
                ? hello
                : new ClientHello(
                        hello.version(),
                        Records12.damaged(hello.random()),
                        hello.sessionId(),
                        hello.cookie(),
                        hello.cipherSuites(),
                        hello.compressionMethods(),
                        hello.extensions());
    }

    private static List<Octets> withoutAlerts(Octets datagram) {
        return has(datagram, ContentType.ALERT) ? List.of() : List.of(datagram);
    }

    /** A replay of a protected handshake record is answered by what was said last. */
    private static Party answeringReplays(DtlsAssociation association) {
        var replays = new Replays(ContentType.HANDSHAKE);
        var last = new ArrayList<Octets>();
        var good = Breach.NONE.of(association);
        var listening =
                new Breach.Wrapped(
                        good,
                        List::of,
                        datagram -> {
                            if (has(datagram, ContentType.CHANGE_CIPHER_SPEC)) last.add(datagram);
                            return List.of(datagram);
                        });
        return new Party() {
            @Override
            public List<Octets> hear(Octets datagram, long now) {
                return replays.test(datagram) ? last : listening.hear(datagram, now);
            }

            @Override
            public List<Octets> tick(long now) {
                return listening.tick(now);
            }

            @Override
            public long deadline() {
                return listening.deadline();
            }
        };
    }

    /** Whether a protected record of that type was there before. */
    private static final class Replays implements Predicate<Octets> {
        private final ContentType type;
        private final HashSet<Octets> seen = new HashSet<>();

        private Replays(ContentType type) {
            this.type = type;
        }

        @Override
        public boolean test(Octets datagram) {
            return Records12.of(datagram).stream()
                    .filter(record -> record.type() == type.code() && !Records12.isPlain(record))
                    .anyMatch(record -> !seen.add(Records12.bytes(record)));
        }
    }

    /** A handshake record under keys that is not the first one. */
    private static boolean isAnotherHandshake(Octets datagram) {
        return Records12.of(datagram).stream()
                .anyMatch(record ->
                        Records12.isHandshake(record)
                                && !Records12.isPlain(record)
                                && record.sequence() > 0);
    }

    /** Every plain message is heard once. */
    static final class Once implements Function<Octets, List<Octets>> {
        private final HashSet<Octets> seen = new HashSet<>();

        @Override
        public List<Octets> apply(Octets datagram) {
            boolean isOld =
                    Records12.of(datagram).stream().anyMatch(each -> !seen.add(each.fragment()));
            return isOld ? List.of() : List.of(datagram);
        }
    }

    /** ChangeCipherSpec, and what follows it, is said once. */
    private static final class OneLastFlight implements Function<Octets, List<Octets>> {
        private boolean isSaid;

        @Override
        public List<Octets> apply(Octets datagram) {
            boolean isLast = has(datagram, ContentType.CHANGE_CIPHER_SPEC);
            if (isLast && isSaid) return List.of();
            isSaid |= isLast;
            return List.of(datagram);
        }
    }

    /** The first flight comes again every second. */
    private static final class Steady implements Party {
        private final Party good;
        private List<Octets> first = List.of();
        private long next = 1_000;

        private Steady(DtlsAssociation association) {
            this.good = Breach.NONE.of(association);
        }

        @Override
        public List<Octets> hear(Octets datagram, long now) {
            return good.hear(datagram, now);
        }

        @Override
        public List<Octets> tick(long now) {
            if (first.isEmpty()) first = good.tick(now);
            else next = now + 1_000;
            return first;
        }

        @Override
        public long deadline() {
            return next;
        }
    }
}
