package dtlskeying.properties.session;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.KeyKind;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.DtlsAssociation;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.dtls12.Settings;
import dtlskeying.impl.endpoint.EndpointEvent;
import dtlskeying.impl.endpoint.SrtpEndpoint;
import dtlskeying.impl.srtp.SessionSettings;
import dtlskeying.impl.versions.Versions;
import dtlskeying.properties.network.Fates;
import dtlskeying.properties.network.Handle;
import dtlskeying.properties.network.Network;
import dtlskeying.properties.network.SessionPair;
import dtlskeying.properties.network.SessionPair.Happened;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.DtlsVersion;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.Ssrc;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Two ends that talk, with a memory of every packet: what was sent, when, and what became of it.
 */
final class Call {
    private static final Identity IDENTITY =
            Identity.demonstration("call", Entropy.of(0), KeyKind.EC_P256);

    /** Half an hour: longer than any handshake that gives up. */
    private static final long END = 30 * 60_000;

    private static final Set<DtlsVersion> OLDER = Set.of(DtlsVersion.V1_2);

    private final SessionPair pair;
    private final Fates fates;
    private final List<Happened> happened = new ArrayList<>();
    private final List<Sent> sent = new ArrayList<>();
    private final List<Octets> opened = new ArrayList<>();
    private int number;

    /**
     * A packet on its way.
     *
     * @param handshake under whose keys
     */
    record Sent(Handle name, Role from, int handshake, Octets plain, Octets datagram) {}

    /** What a call is made of. */
    record Setting(
            long seed,
            Fates fates,
            Mki mki,
            UnaryOperator<SessionSettings> session,
            UnaryOperator<Settings> server,
            Set<DtlsVersion> spoken) {
        static Setting of(long seed, Fates fates, SessionSettings session) {
            return new Setting(seed, fates, Mki.NONE, _ -> session, settings -> settings, OLDER);
        }

        Setting withMki(Mki other) {
            return new Setting(seed, fates, other, session, server, spoken);
        }

        Setting withServer(UnaryOperator<Settings> other) {
            return new Setting(seed, fates, mki, session, other, spoken);
        }

        /** The same over the best of these versions. */
        Setting over(DtlsVersion... versions) {
            return new Setting(seed, fates, mki, session, server, Set.of(versions));
        }
    }

    /** A call whose first handshake is complete. */
    Call(Setting setting, SessionSettings session) {
        var told = setting.session().apply(session);
        this.fates = setting.fates();
        this.pair =
                new SessionPair(
                        new SrtpEndpoint(client(setting), told),
                        new SrtpEndpoint(server(setting), told),
                        fates);
        for (Role role : Role.values()) end(role).use(new Ssrc(source(role)));
        take(pair.begin());
        while (!pair.isEstablished() && !pair.isOver() && pair.nextTime() < END) take(pair.next());
    }

    private static DtlsAssociation client(Setting setting) {
        return versions(setting, settings(setting.mki())).client(Entropy.of(2 * setting.seed()));
    }

    private static DtlsAssociation server(Setting setting) {
        return versions(setting, setting.server().apply(settings(Mki.NONE)))
                .server(
                        Entropy.of(2 * setting.seed() + 1),
                        Secret.of(Octets.hex("0011")),
                        Octets.hex("01"));
    }

    private static Versions versions(Setting setting, Settings older) {
        var newer =
                dtlskeying.impl.dtls13.Settings.of(
                        older.identity(), older.trust(), older.today(), older.srtp());
        return new Versions(setting.spoken(), older, newer);
    }

    private static Settings settings(Mki mki) {
        return Settings.of(
                IDENTITY,
                new Trust.Anyone(),
                Instant.parse("2026-01-01T00:00:00Z"),
                SrtpTerms.of(ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80).withMki(mki));
    }

    /** One packet from that end; whether it was sent. */
    boolean say(Role from, PacketKind kind) {
        Octets plain = plain(from, kind, number++);
        int handshake = end(from).association().handshakes();
        var step = pair.send(from, kind, plain);
        take(step);
        for (EndpointEvent event : step.events())
            if (event instanceof EndpointEvent.Protected(_, var datagram)) {
                var name = step.sent().getFirst();
                return sent.add(new Sent(name, from, handshake, plain, datagram));
            }
        return false;
    }

    /** A packet each way every so many milliseconds, every tenth an RTCP packet. */
    void talk(int packets, long interval) {
        for (int i = 0; i < packets; i++) {
            for (Role from : Role.values())
                say(from, i % 10 == 9 ? PacketKind.RTCP : PacketKind.RTP);
            pass(interval);
        }
    }

    /** So many milliseconds pass. */
    void pass(long time) {
        pair.until(pair.now() + time).forEach(this::take);
    }

    /** One end starts another handshake, or asks for one. */
    void rehandshake(Role starter) {
        take(pair.rehandshake(starter, end(starter).association().nextMki()));
    }

    /** The same, and nothing else happens until it is over. */
    void rehandshakeToItsEnd(Role starter) {
        rehandshake(starter);
        while (pair.isRehandshaking() && pair.nextTime() < END) take(pair.next());
    }

    /** One end closes. */
    void close(Role from) {
        take(pair.close(from));
    }

    private void take(Happened step) {
        happened.add(step);
        for (EndpointEvent event : step.events())
            if (event instanceof EndpointEvent.Opened(_, _, var packet)) opened.add(packet);
    }

    SrtpEndpoint end(Role role) {
        return pair.end(role);
    }

    Network network() {
        return pair.network();
    }

    /** How many datagrams that end has sent. */
    int sentBy(Role role) {
        return pair.network().nextHandle(role).number();
    }

    /** All that the associations have done. */
    Stream<Effect> effects() {
        return happened.stream()
                .flatMap(step -> step.events().stream())
                .filter(EndpointEvent.Stepped.class::isInstance)
                .flatMap(event -> ((EndpointEvent.Stepped) event).effects().stream());
    }

    boolean isRehandshaking() {
        return pair.isRehandshaking();
    }

    /** Handshakes that are complete at both ends. */
    int handshakes() {
        return Math.min(
                end(Role.CLIENT).association().handshakes(),
                end(Role.SERVER).association().handshakes());
    }

    /** Packets that the network delivered. */
    List<Sent> delivered() {
        return sent.stream().filter(packet -> !fates.fate(packet.name()).isLost()).toList();
    }

    List<Happened> happened() {
        return List.copyOf(happened);
    }

    /** What was opened, in order, as often as it was. */
    List<Octets> opened() {
        return List.copyOf(opened);
    }

    private static int source(Role side) {
        return side == Role.CLIENT ? 0xc11e0001 : 0x5e440001;
    }

    private static Octets plain(Role side, PacketKind kind, int number) {
        boolean rtp = kind == PacketKind.RTP;
        var packet = ByteBuffer.allocate(28);
        packet.put((byte) 0x80);
        if (rtp) packet.put((byte) 96).putShort((short) (number / 2)).putInt(number);
        else packet.put((byte) 200).putShort((short) 6);
        packet.putInt(source(side)).putInt(number);
        return Octets.of(packet.array());
    }
}
