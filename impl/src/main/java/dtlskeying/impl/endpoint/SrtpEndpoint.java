package dtlskeying.impl.endpoint;

import dtlskeying.impl.dtls.DtlsAssociation;
import dtlskeying.impl.srtp.SessionRefusal;
import dtlskeying.impl.srtp.SessionSettings;
import dtlskeying.impl.srtp.SrtpSession;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Reading;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.dtls.DataProtection;
import dtlskeying.spec.srtp.KeySetsSpec;
import dtlskeying.spec.srtp.PacketDemuxSpec;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.Ssrc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One end of DTLS-SRTP, without sockets, clocks or threads: an association, and the session that
 * each of its handshakes keys. Datagrams of any kind and the time go in, events come out.
 *
 * <p>It starts a handshake by itself when the keys near their end (§4.4). Times are milliseconds,
 * from any origin, never running backwards. For one thread at a time.
 */
public final class SrtpEndpoint {
    /** The refusals that keys on their way could turn into acceptance. */
    private static final Set<Clause> KEYS_ARE_MISSING =
            Set.of(
                    PacketDemuxSpec.Claim.NO_SRTP_BEFORE_COMPLETION,
                    KeySetsSpec.Claim.THE_MKI_SELECTS_THE_SET,
                    KeySetsSpec.Claim.UNVERIFIED_PACKETS_ARE_DISCARDED);

    private final SrtpSession session;
    private final EarlyMedia early;
    private DtlsAssociation association;
    private List<EndpointEvent> events = new ArrayList<>();

    /** The end that has this association, which has taken no input that completed a handshake. */
    public SrtpEndpoint(DtlsAssociation association, SessionSettings settings) {
        this.association = association;
        this.session = new SrtpSession(association.role(), settings);
        boolean isHolding = settings.readings().contains(Reading.EARLY_MEDIA_IS_HELD);
        this.early = new EarlyMedia(isHolding ? settings.held() : 0);
    }

    /** Takes an input; a datagram may be of any kind. */
    public List<EndpointEvent> on(Input input) {
        age(input.now());
        switch (input) {
            case Input.Datagram(var bytes, var now) -> arrive(bytes, now);
            case Input.Tick(var now) -> {
                if (association.deadline() <= now) associate(input);
            }
            case Input.Begin _,
                    Input.Rehandshake _,
                    Input.UpdateKeys _,
                    Input.RenewKeys _,
                    Input.DeferRenewals _,
                    Input.Data _,
                    Input.Close _ ->
                    associate(input);
        }
        rekeyIfAsked(input.now());
        return told();
    }

    /** Lets a source of this end send under that name, as {@link SrtpSession#use}. */
    public Optional<Clause> use(Ssrc ssrc) {
        return session.use(ssrc);
    }

    /** Protects a packet of a source that may send, so that it can be sent. */
    public List<EndpointEvent> send(PacketKind kind, Octets packet, long now) {
        age(now);
        byte[] plain = packet.toArray();
        byte[] target = new byte[plain.length + session.overhead(kind)];
        int length = session.protect(kind, plain, 0, plain.length, target, 0);
        events.add(
                length < 0
                        ? new EndpointEvent.Refused(kind, SessionRefusal.clause(length))
                        : new EndpointEvent.Protected(kind, Octets.of(target, 0, length)));
        rekeyIfAsked(now);
        return told();
    }

    /** Opens a packet of media if it is this end's; nothing has happened if it is not. */
    List<EndpointEvent> tryMedia(Octets datagram, long now) {
        if (!(session.route(datagram) instanceof PacketDemuxSpec.Effect.ToSrtp(var kind)))
            return List.of();
        byte[] bytes = datagram.toArray();
        int length = session.unprotect(kind, bytes, 0, bytes.length, bytes, 0);
        if (length < 0) return List.of();
        events.add(opened(kind, bytes, length));
        rekeyIfAsked(now);
        return told();
    }

    /** When the next tick is due; {@link Long#MAX_VALUE} if none is. */
    public long deadline() {
        return Math.min(association.deadline(), session.deadline());
    }

    /** The association as it is now. */
    public DtlsAssociation association() {
        return association;
    }

    /** The session; who protects packets with it directly lets the endpoint tick now and then. */
    public SrtpSession session() {
        return session;
    }

    /** Which end this is. */
    public Role role() {
        return association.role();
    }

    private List<EndpointEvent> told() {
        var told = events;
        events = new ArrayList<>();
        return told;
    }

    private void age(long now) {
        session.tick(now).forEach(effect -> events.add(new EndpointEvent.SetEnded(effect)));
    }

    private void arrive(Octets datagram, long now) {
        switch (session.route(datagram)) {
            case PacketDemuxSpec.Effect.ToDtls _ -> associate(new Input.Datagram(datagram, now));
            case PacketDemuxSpec.Effect.ToSrtp(var kind) -> open(kind, datagram);
            case PacketDemuxSpec.Effect.Discarded(var clause) -> tooEarly(datagram, clause);
            case PacketDemuxSpec.Effect _ -> events.add(new EndpointEvent.Foreign(datagram));
        }
    }

    private void open(PacketKind kind, Octets datagram) {
        byte[] bytes = datagram.toArray();
        int length = session.unprotect(kind, bytes, 0, bytes.length, bytes, 0);
        if (length < 0) tooEarly(datagram, SessionRefusal.clause(length));
        else events.add(opened(kind, bytes, length));
    }

    private EndpointEvent opened(PacketKind kind, byte[] bytes, int length) {
        return new EndpointEvent.Opened(kind, session.openedUnder(), Octets.of(bytes, 0, length));
    }

    /** §5.1: what no key opens may be under the keys of the handshake that is under way. */
    private void tooEarly(Octets datagram, Clause clause) {
        events.add(
                KEYS_ARE_MISSING.contains(clause) && isAwaitingKeys() && early.hold(datagram)
                        ? new EndpointEvent.Held(datagram)
                        : new EndpointEvent.Dropped(datagram, clause));
    }

    private boolean isAwaitingKeys() {
        return !association.isOver()
                && (!association.isEstablished() || association.isRehandshaking());
    }

    private void associate(Input input) {
        var step = association.on(input);
        association = step.state();
        events.add(new EndpointEvent.Stepped(input, step.effects()));
        for (Effect effect : step.effects())
            if (effect instanceof Effect.Completed completed) completed(completed, input.now());
        if (association.isOver()) session.close();
        if (!isAwaitingKeys()) early.release();
    }

    /** A peer that closes in the same breath leaves nothing to be keyed. */
    private void completed(Effect.Completed completed, long now) {
        if (!association.isEstablished()) return;
        switch (completed.data()) {
            case DataProtection.Records() -> session.completedWithoutSrtp();
            case DataProtection.Srtp(var profile, var mki) -> {
                var keyed =
                        session.completed(
                                completed.handshake(), profile, mki, association::export, now);
                events.add(new EndpointEvent.Keyed(association, completed, keyed));
                early.release().forEach(datagram -> arrive(datagram, now));
            }
        }
    }

    private void rekeyIfAsked(long now) {
        if (!session.takeRekeyRequest()) return;
        events.add(new EndpointEvent.RekeyAsked());
        if (association.isEstablished() && !association.isRehandshaking())
            associate(new Input.Rehandshake(association.nextMki(), now));
    }
}
