package dtlskeying.properties.dtls12;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.KeyKind;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.FragmentCodec;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.message.RenegotiationInfo;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls12.Association;
import dtlskeying.impl.dtls12.Cookies;
import dtlskeying.impl.dtls12.RecordHeader;
import dtlskeying.impl.dtls12.ResumableSession;
import dtlskeying.impl.dtls12.SessionCache;
import dtlskeying.impl.dtls12.Settings;
import dtlskeying.model.dtls12.ResumingHelloModel;
import dtlskeying.properties.Guard;
import dtlskeying.properties.network.AssociationPair;
import dtlskeying.properties.network.Fates;
import dtlskeying.properties.network.Network;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.dtls.DtlsCiphertext;
import dtlskeying.spec.dtls.Fragment;
import dtlskeying.spec.dtls.MessageName;
import dtlskeying.spec.dtls12.ResumptionSpec.Claim;
import dtlskeying.spec.srtp.ProtectionProfile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The hello that offers a session, and the server that it reaches; bugs in both. */
public final class ResumingHelloGuards {
    private static final String HELLO =
            "a hello that offers a session is that of a new connection, with"
                    + " extended_master_secret";
    private static final String SPARED =
            "where cookies are spared, who takes up a session is answered at once, and nobody"
                    + " else is";
    private static final Settings SETTINGS =
            Settings.of(
                    Identity.demonstration("resume", Entropy.of(0), KeyKind.EC_P256),
                    new Trust.Anyone(),
                    Instant.parse("2026-01-01T00:00:00Z"),
                    SrtpTerms.of(ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80));
    private static final Cookies COOKIES = new Cookies(Secret.of(Octets.hex("00")));
    private static final Octets ADDRESS = Octets.hex("01");
    private static final Octets VERIFY_DATA = Octets.of(new byte[12]);
    private static final AssociationPair FIRST = first();

    /** Each bug, with the property that notices it. */
    public static final List<Guard> ALL =
            List.of(
                    hello(
                            "resumes-without-ems",
                            "a client offers its session without extended_master_secret, as the"
                                    + " session has it anyway",
                            Claim.RESUMING_HELLO_HAS_EXTENDED_MASTER_SECRET,
                            extensions ->
                                    without(extensions, ExtensionType.EXTENDED_MASTER_SECRET)),
                    hello(
                            "resumes-verify-data",
                            "a client keeps the verify_data with the session, and shows them in"
                                    + " another connection",
                            Claim.VERIFY_DATA_BELONG_TO_THE_CONNECTION,
                            ResumingHelloGuards::renegotiating),
                    server(
                            "cookie-nevertheless",
                            "a server that may spare the cookie asks for it all the same",
                            _ -> Association.server(SETTINGS, Entropy.of(2), COOKIES, ADDRESS)),
                    server(
                            "cookie-for-nobody",
                            "a server that may spare the cookie asks nobody, session or not",
                            _ -> Association.serverOfKnownClient(SETTINGS, Entropy.of(2))));

    private ResumingHelloGuards() {}

    private static Guard hello(
            String bug, String story, Clause breaks, UnaryOperator<List<Extension>> sick) {
        return new Guard(bug, story, Set.of(breaks), HELLO, () -> helloBroken(sick));
    }

    private static Guard server(String bug, String story, Function<Cookies, Association> sick) {
        return new Guard(
                bug,
                story,
                Set.of(Claim.RESUMING_CLIENT_MAY_BE_SPARED_THE_COOKIE),
                SPARED,
                () -> sparingBroken(sick));
    }

    /** What is wrong with the hello of a client that writes its extensions so. */
    static Optional<String> helloBroken(UnaryOperator<List<Extension>> extensions) {
        var against = ResumingHelloModel.against(edited(hello(resuming()), extensions));
        return against.isEmpty() ? Optional.empty() : Optional.of("against " + against);
    }

    /** Whom a server, made with cookies that are spared, answers otherwise than it should. */
    static Optional<String> sparingBroken(Function<Cookies, Association> made) {
        var cache = SessionCache.ofCapacity(1).with(session(), 0);
        Association server = made.apply(COOKIES.sparingSessions());
        if (!answers(server.knowing(cache), hello(resuming())))
            return Optional.of("who takes up a session is asked for a cookie");
        if (answers(server.knowing(cache), hello(Association.client(SETTINGS, Entropy.of(5)))))
            return Optional.of("who has no session is not asked");
        return answers(server, hello(resuming()))
                ? Optional.of("who has a session that is gone is not asked")
                : Optional.empty();
    }

    /** A server as it should be. */
    static Association sound(Cookies cookies) {
        return Association.server(SETTINGS, Entropy.of(2), cookies, ADDRESS);
    }

    private static boolean answers(Association server, Octets hello) {
        return server.on(new Input.Datagram(hello, 0)).effects().stream()
                .anyMatch(effect ->
                        effect instanceof Effect.FlightSent(var messages, _)
                                && messages.contains(MessageName.SERVER_HELLO));
    }

    private static Association resuming() {
        return Association.resuming(SETTINGS, session(), Entropy.of(3));
    }

    private static ResumableSession session() {
        return FIRST.client().resumable().orElseThrow();
    }

    private static Octets hello(Association client) {
        for (Effect effect : client.on(new Input.Begin(0)).effects())
            if (effect instanceof Effect.Send(var datagram)) return datagram;
        throw new AssertionError("a client that begins says hello");
    }

    private static AssociationPair first() {
        var client = Association.client(SETTINGS, Entropy.of(1));
        var next = AssociationPair.start(client, sound(COOKIES), Fates.ideal()).begin(Role.CLIENT);
        while (next.pair().nextTime() != Network.NEVER) next = next.pair().next();
        return next.pair();
    }

    private static Octets edited(Octets datagram, UnaryOperator<List<Extension>> extensions) {
        DtlsCiphertext record = RecordHeader.read(datagram).records().getFirst();
        if (!(FragmentCodec.decode(record.fragment())
                        instanceof Decoded.Value<List<Fragment>>(var parts)
                && ClientHello.decode(parts.getFirst().body())
                        instanceof Decoded.Value<ClientHello>(var hello)))
            throw new AssertionError("our own hello");
        Octets body = with(hello, extensions.apply(hello.extensions().list())).encode();
        var whole = new Fragment(1, body.length(), 0, 0, body);
        return RecordHeader.write(
                new DtlsCiphertext(
                        record.type(),
                        record.version(),
                        record.epoch(),
                        record.sequence(),
                        FragmentCodec.encode(whole)));
    }

    private static ClientHello with(ClientHello hello, List<Extension> extensions) {
        return new ClientHello(
                hello.version(),
                hello.random(),
                hello.sessionId(),
                hello.cookie(),
                hello.cipherSuites(),
                hello.compressionMethods(),
                new Extensions(extensions));
    }

    private static List<Extension> without(List<Extension> extensions, int type) {
        return extensions.stream().filter(each -> each.type() != type).toList();
    }

    private static List<Extension> renegotiating(List<Extension> extensions) {
        var others = new ArrayList<>(without(extensions, ExtensionType.RENEGOTIATION_INFO));
        others.add(new RenegotiationInfo(VERIFY_DATA).toExtension());
        return others;
    }
}
