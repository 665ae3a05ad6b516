package dtlskeying.impl.dtls12;

import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.MESSAGES_COME_IN_ORDER;
import static dtlskeying.spec.srtp.PacketDemuxSpec.Claim.DATA_IS_PROTECTED_BY_SRTP_ALONE;

import dtlskeying.impl.Step;
import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls.DtlsAssociation;
import dtlskeying.impl.dtls.Fragments;
import dtlskeying.impl.dtls.Mkis;
import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.dtls.DataProtection;
import dtlskeying.spec.dtls.DtlsVersion;
import dtlskeying.spec.dtls.FragmentLimits;
import dtlskeying.spec.dtls12.HandshakeSpec;
import dtlskeying.spec.srtp.Mki;

import java.util.List;
import java.util.Optional;

/**
 * One end of a DTLS 1.2 association, without sockets, clocks or threads: datagrams, entropy and the
 * time go in, datagrams, the next deadline and effects come out.
 *
 * <p>It is an immutable value: {@link #on} gives the association after an input and leaves this one
 * as it was. The same settings, entropy and inputs give the same bytes.
 */
public final class Association implements DtlsAssociation {
    static final Fragments NOTHING_HEARD = Fragments.from(0, FragmentLimits.DEFAULT);
    private static final SessionCache NO_SESSIONS = SessionCache.ofCapacity(0);

    private final Parts parts;

    private Association(Parts parts) {
        this.parts = parts;
    }

    /**
     * A client that has not begun.
     *
     * @param entropy for this association alone
     */
    public static Association client(Settings settings, Entropy entropy) {
        return client(settings, entropy, EarlierHandshakes.NONE, SessionOffer.NOTHING);
    }

    /**
     * A client that has not begun and asks to take up a session again (RFC 5246 figure 2). If that
     * does not suit the settings, or the server does not want to, the handshake is a full one. An
     * MKI that another connection of the session has used is counted up until it is new.
     *
     * @param entropy for this association alone
     */
    public static Association resuming(
            Settings settings, ResumableSession session, Entropy entropy) {
        if (!session.suits(settings)) return client(settings, entropy);
        var elsewhere = EarlierHandshakes.elsewhere(session.mkis());
        Mki wanted = settings.srtp().mki();
        Mki mki = session.mkis().contains(wanted) ? Mkis.next(wanted, session.mkis()) : wanted;
        return client(settings.withMki(mki), entropy, elsewhere, new SessionOffer.Of(session));
    }

    /** What the first hello of a client with these settings says. */
    public static ClientHello firstHello(Settings settings, Entropy entropy) {
        return new ClientOffer(settings, entropy, EarlierHandshakes.NONE, SessionOffer.NOTHING)
                .hello();
    }

    /**
     * A client that has not begun, and whose first hello is this one: that of {@link #firstHello},
     * with the offers of a newer version beside its own.
     */
    public static Association clientSaying(ClientHello hello, Settings settings, Entropy entropy) {
        var earlier = EarlierHandshakes.NONE;
        var exchange = ClientExchange.start(settings, entropy, earlier, SessionOffer.NOTHING);
        var side = ClientSide.start(exchange.saying(hello));
        return new Association(Parts.start(settings, side, entropy, earlier));
    }

    private static Association client(
            Settings settings, Entropy entropy, EarlierHandshakes earlier, SessionOffer offer) {
        var exchange = ClientExchange.start(settings, entropy, earlier, offer);
        return new Association(Parts.start(settings, ClientSide.start(exchange), entropy, earlier));
    }

    /**
     * A server that waits for one client. It keeps nothing of what it hears until the cookie comes
     * back.
     *
     * @param entropy for this association alone
     * @param cookies the same for all clients
     * @param clientAddress any bytes that name the client's address
     */
    public static Association server(
            Settings settings, Entropy entropy, Cookies cookies, Octets clientAddress) {
        return server(settings, entropy, new Door.Guarded(cookies, clientAddress));
    }

    /**
     * A server whose client is known to be reachable at its address, because another protocol such
     * as ICE has shown it. It asks for no cookie, and so it also takes a hello that comes in parts.
     *
     * @param entropy for this association alone
     */
    public static Association serverOfKnownClient(Settings settings, Entropy entropy) {
        return server(settings, entropy, new Door.Open());
    }

    private static Association server(Settings settings, Entropy entropy, Door door) {
        var earlier = EarlierHandshakes.NONE;
        var exchange = ServerExchange.start(settings, entropy, earlier, NO_SESSIONS);
        var side = ServerSide.start(exchange, door);
        return new Association(Parts.start(settings, side, entropy, earlier));
    }

    /**
     * The same server with these sessions to take up if a client offers one, in this handshake or a
     * later one.
     *
     * @throws IllegalStateException if this is a client
     */
    public Association knowing(SessionCache sessions) {
        if (!(parts.side() instanceof ServerSide server))
            throw new IllegalStateException("a client offers a session, it takes none up");
        return new Association(parts.with(server.knowing(sessions)));
    }

    /**
     * Takes one input; any input is answered at any time. A message that would update keys has no
     * place in a flight of DTLS 1.2.
     */
    @Override
    public Step<Association, Effect> on(Input input) {
        var work = new Work(parts, input.now());
        var outbound = new Outbound(work);
        switch (input) {
            case Input.Begin _ -> outbound.follow(work.side.begin());
            case Input.Datagram(var bytes, _) -> new Inbound(work, outbound).datagram(bytes);
            case Input.Tick _ -> outbound.tick();
            case Input.Rehandshake(var mki, _) -> new Rehandshake(work, outbound).want(mki);
            case Input.UpdateKeys _, Input.RenewKeys _, Input.DeferRenewals _ ->
                    work.discard(MESSAGES_COME_IN_ORDER);
            case Input.Data _ -> work.discard(DATA_IS_PROTECTED_BY_SRTP_ALONE);
            case Input.Close _ -> outbound.follow(work.side.close());
        }
        return after(work);
    }

    @Override
    public Step<Association, Effect> abort(Alert alert, Clause clause, long now) {
        var work = new Work(parts, now);
        var why = new HandshakeSpec.Effect.Aborted(alert, clause);
        new Outbound(work).follow(Step.become(work.side.broken(), why));
        return after(work);
    }

    private Step<Association, Effect> after(Work work) {
        var after = work.parts();
        return new Step<>(after.equals(parts) ? this : new Association(after), work.effects);
    }

    @Override
    public long deadline() {
        return parts.flights().deadline();
    }

    @Override
    public Role role() {
        return parts.side().role();
    }

    @Override
    public boolean isEstablished() {
        return !isOver() && settled().phase() == Side.Phase.ESTABLISHED;
    }

    @Override
    public boolean isRehandshaking() {
        return isEstablished() && (!settled().equals(parts.side()) || parts.nextMessageSeq() > 0);
    }

    @Override
    public int handshakes() {
        return parts.earlier().count();
    }

    /** Whether the latest handshake took up an earlier session. */
    public boolean isResumed() {
        return isEstablished() && session().resumed();
    }

    /** What can be kept of the latest handshake to take it up again, once it is complete. */
    public Optional<ResumableSession> resumable() {
        return isEstablished() ? session().resumable(parts.earlier().mkis()) : Optional.empty();
    }

    /**
     * The session of a handshake of which only the server's Finished is still to come. By RFC 5246
     * its name is not valid yet; appendix B of the draft offers it all the same, for the server may
     * well be ahead.
     */
    public Optional<ResumableSession> promised() {
        boolean isPromised =
                parts.side() instanceof ClientSide client
                        && client.handshake() instanceof ClientHandshake.Finishing;
        return isPromised ? parts.side().session().flatMap(this::withItsMki) : Optional.empty();
    }

    private Optional<ResumableSession> withItsMki(Session session) {
        return session.resumable(parts.earlier().and(session).mkis());
    }

    /** The name of the session in the making, or of the one before; no bytes if there is none. */
    Octets sessionId() {
        return parts.side()
                .session()
                .map(session -> session.terms().sessionId())
                .orElse(Octets.EMPTY);
    }

    @Override
    public Mki nextMki() {
        return Mkis.next(parts.settings().srtp().mki(), parts.earlier().mkis());
    }

    @Override
    public boolean isOver() {
        return parts.side().phase() == Side.Phase.OVER;
    }

    @Override
    public boolean isIdle() {
        return parts.side().phase() == Side.Phase.IDLE && parts.fragments().equals(NOTHING_HEARD);
    }

    @Override
    public DtlsVersion version() {
        return DtlsVersion.V1_2;
    }

    @Override
    public DataProtection dataProtection() {
        return session().terms().data();
    }

    /** The cipher suite of the latest handshake; as {@link #dataProtection()} otherwise. */
    public CipherSuite cipherSuite() {
        return session().terms().suite();
    }

    /**
     * {@inheritDoc}
     *
     * <p>The label of SRTP is "EXTRACTOR-dtls_srtp". Extended master secret was negotiated, or the
     * handshake would not be complete.
     */
    @Cites("rfc7627/5.4/a")
    @Override
    public Secret export(String label, int length) {
        return session().export(label, length);
    }

    @Override
    public Secret export(String label, Octets context, int length) {
        return session().export(label, context, length);
    }

    /**
     * What protects the data after the latest handshake, complete or not, as soon as that has keys.
     * Who only watches may know; until the handshake is complete nothing is sent or believed.
     */
    public Optional<DataProtection> dataProtectionAhead() {
        return parts.side().session().map(session -> session.terms().data());
    }

    /** As {@link #export(String, int)}, of the handshake of {@link #dataProtectionAhead()}. */
    public Optional<Secret> exportAhead(String label, int length) {
        return parts.side().session().map(session -> session.export(label, length));
    }

    @Override
    public String suiteName() {
        return cipherSuite().name();
    }

    @Override
    public List<String> keyLogLines() {
        return List.of(keyLogLine());
    }

    /** The only one of {@link #keyLogLines()}, which holds the master secret. */
    public String keyLogLine() {
        return "CLIENT_RANDOM "
                + session().terms().clientRandom().toHex()
                + " "
                + session().keys().masterSecret().octets().toHex();
    }

    private Session session() {
        if (!isEstablished()) throw new IllegalStateException("no handshake is complete");
        return settled().session().orElseThrow();
    }

    /** The side of the latest handshake that is complete; the present one if none is. */
    private Side settled() {
        return switch (parts.fallback()) {
            case Fallback.Nothing() -> parts.side();
            case Fallback.To(var side) -> side;
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Association that && parts.equals(that.parts);
    }

    @Override
    public int hashCode() {
        return parts.hashCode();
    }

    /** Its role and how far it has come; no secrets. */
    @Override
    public String toString() {
        return role().text() + ", " + parts.side().phase();
    }
}
