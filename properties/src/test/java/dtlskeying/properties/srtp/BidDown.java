package dtlskeying.properties.srtp;

import dtlskeying.impl.srtp.UseSrtpData;
import dtlskeying.properties.Guard;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.UseSrtpSpec.Claim;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * §7.1: an attacker on the path who rewrites both hellos of a handshake together, so that each end
 * sees a negotiation that fits. He takes use_srtp out of them or puts it in, and changes profiles
 * and MKI.
 */
public final class BidDown {
    static final String CAUGHT = "P09 TamperedHelloNeverCompletes, both hellos at once";
    static final String FIRST_HELLO =
            "P09 TamperedHelloNeverCompletes: a hello without a cookie decides nothing";

    /** What is asked of two ends whose hellos are tampered with, in one way or another. */
    static final Map<String, Function<Function<Role, HelloEnd>, Optional<String>>> LAWS =
            Map.of(
                    TamperedHellos.NAME,
                    TamperedHellos::violation,
                    CAUGHT,
                    BidDown::undetected,
                    FIRST_HELLO,
                    BidDown::decidedByFirstHello);

    /** The bugs that an attacker on both hellos can make use of. */
    public static final List<Guard> GUARDS =
            List.of(
                    Guard.of(
                            "X28-both",
                            "use_srtp is left out of the transcript, at both ends",
                            Set.of(Claim.BID_DOWN_IS_CAUGHT_BY_FINISHED),
                            CAUGHT,
                            LAWS,
                            HelloEnd::hidingUseSrtp),
                    Guard.of(
                            "pion-1034",
                            "the server goes by the use_srtp of the hello that had no cookie",
                            Set.of(Claim.BID_DOWN_IS_CAUGHT_BY_FINISHED),
                            FIRST_HELLO,
                            LAWS,
                            HelloEnd::goingByTheFirstHello));

    private static final UseSrtpData OFFER = data(Mki.NONE, 1);

    /** What becomes of use_srtp, or of its absence. */
    enum Change {
        KEEP(old -> old),
        REMOVE(_ -> Optional.empty()),
        ADD(old -> old.or(() -> Optional.of(OFFER.encode()))),
        NULL_ALONE(old -> edited(old, offer -> data(offer.mki(), 5))),
        OTHER_ALONE(old -> edited(old, offer -> data(offer.mki(), other(offer)))),
        REVERSE(old ->
                edited(old, offer -> new UseSrtpData(offer.profiles().reversed(), offer.mki()))),
        NO_MKI(old -> edited(old, offer -> new UseSrtpData(offer.profiles(), Mki.NONE))),
        OTHER_MKI(old -> edited(old, offer -> new UseSrtpData(offer.profiles(), Mki.hex("5a5a"))));

        private final UnaryOperator<Optional<Octets>> of;

        Change(UnaryOperator<Optional<Octets>> of) {
            this.of = of;
        }
    }

    /** What is done to the hellos of the client, and to that of the server. */
    record Attack(Change onClient, Change onServer, boolean onlyWithoutCookie) {
        @Override
        public String toString() {
            return "the client's hello%s suffers %s, the server's %s"
                    .formatted(onlyWithoutCookie ? " without a cookie" : "", onClient, onServer);
        }
    }

    private BidDown() {}

    /** An attack on the hellos that count after which an end is done all the same. */
    static Optional<String> undetected(Function<Role, HelloEnd> kind) {
        for (Change onClient : Change.values())
            for (Change onServer : Change.values()) {
                var meeting = new Meeting(kind, new Attack(onClient, onServer, false)).run();
                if (meeting.isChanged && meeting.isDoneSomewhere())
                    return Optional.of("an end is done although " + meeting.attack);
            }
        return Optional.empty();
    }

    /** An attack on the first hello alone that changes what the ends agree on. */
    static Optional<String> decidedByFirstHello(Function<Role, HelloEnd> kind) {
        var honest = new Meeting(kind, new Attack(Change.KEEP, Change.KEEP, true)).run();
        for (Change onClient : Change.values()) {
            var meeting = new Meeting(kind, new Attack(onClient, Change.KEEP, true)).run();
            if (!meeting.agreed().equals(honest.agreed()))
                return Optional.of(
                        "%s, and the ends settle for %s in the place of %s"
                                .formatted(meeting.attack, meeting.agreed(), honest.agreed()));
        }
        return Optional.empty();
    }

    /** One handshake with the attacker on its path. */
    private static final class Meeting {
        private final Attack attack;
        private final HelloEnd client;
        private final HelloEnd server;
        private boolean isChanged;

        Meeting(Function<Role, HelloEnd> kind, Attack attack) {
            this.attack = attack;
            this.client = kind.apply(Role.CLIENT);
            this.server = kind.apply(Role.SERVER);
        }

        Meeting run() {
            var toServer = new ArrayDeque<>(client.begin());
            var toClient = new ArrayDeque<Octets>();
            while (!toServer.isEmpty() || !toClient.isEmpty()) {
                if (toServer.isEmpty()) toServer.addAll(client.on(fromServer(toClient.remove())));
                else toClient.addAll(server.on(fromClient(toServer.remove())));
            }
            return this;
        }

        boolean isDoneSomewhere() {
            return client.isEstablished() || server.isEstablished();
        }

        List<String> agreed() {
            return List.of(client.agreed(), server.agreed());
        }

        private Octets fromClient(Octets datagram) {
            boolean counts = !Hellos.isWithoutCookie(datagram);
            if (attack.onlyWithoutCookie() && counts) return datagram;
            return passed(Role.CLIENT, datagram, attack.onClient(), counts);
        }

        private Octets fromServer(Octets datagram) {
            return passed(Role.SERVER, datagram, attack.onServer(), true);
        }

        private Octets passed(Role sender, Octets datagram, Change change, boolean counts) {
            Octets after = Hellos.edit(sender, datagram, change.of);
            isChanged |= counts && !after.equals(datagram);
            return after;
        }
    }

    private static Optional<Octets> edited(
            Optional<Octets> old, UnaryOperator<UseSrtpData> change) {
        return old.map(bytes ->
                UseSrtpData.decode(bytes) instanceof UseSrtpData.Decoded.Readable(var offer)
                        ? change.apply(offer).encode()
                        : bytes);
    }

    private static int other(UseSrtpData offer) {
        int second = ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_32.code();
        return offer.profiles().getFirst() == second ? 1 : second;
    }

    private static UseSrtpData data(Mki mki, int profile) {
        return new UseSrtpData(List.of(profile), mki);
    }
}
