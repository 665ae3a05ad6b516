package dtlskeying.properties.shim;

import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.dtls.DtlsAssociation;
import dtlskeying.impl.endpoint.EndpointEvent;
import dtlskeying.impl.endpoint.SrtpEndpoint;
import dtlskeying.impl.srtp.SessionSettings;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.dtls.DataProtection;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec;
import dtlskeying.spec.srtp.Ssrc;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One end of ours, and the time as it has been told. */
final class OurDriven implements Driven {
    private static final int SSRC_OFFSET = 8;

    private final SrtpEndpoint endpoint;
    private final Identity identity;
    private long now;

    OurDriven(DtlsAssociation association, Identity identity) {
        this.endpoint = new SrtpEndpoint(association, SessionSettings.of(Media.MULTIPLEXED));
        this.identity = identity;
    }

    @Override
    public Octets certificate() {
        return identity.chain().leaf();
    }

    @Override
    public Reaction begin() {
        return reaction(endpoint.on(new Input.Begin(now)));
    }

    @Override
    public Reaction receive(Octets datagram) {
        return reaction(endpoint.on(new Input.Datagram(datagram, now)));
    }

    @Override
    public Reaction advance(long milliseconds) {
        now += milliseconds;
        return reaction(endpoint.on(new Input.Tick(now)));
    }

    /** Whoever sends is a source of this end from then on. */
    @Override
    public Reaction send(Octets packet) {
        if (packet.length() >= SSRC_OFFSET + Integer.BYTES) endpoint.use(source(packet));
        return reaction(endpoint.send(PacketKind.RTP, packet, now));
    }

    @Override
    public Reaction rekey() {
        return reaction(endpoint.on(new Input.Rehandshake(endpoint.association().nextMki(), now)));
    }

    @Override
    public Reaction shut() {
        return reaction(endpoint.on(new Input.Close(now)));
    }

    @Override
    public void close() {}

    private Reaction reaction(List<EndpointEvent> events) {
        var notices = new ArrayList<Notice>();
        for (var event : events) notices(event).forEach(notices::add);
        long due = endpoint.deadline();
        long timer = due == Long.MAX_VALUE ? Reaction.NO_TIMER : Math.max(0, due - now);
        return new Reaction(notices, timer);
    }

    private static Stream<Notice> notices(EndpointEvent event) {
        return switch (event) {
            case EndpointEvent.Stepped(_, var effects) ->
                    effects.stream().flatMap(OurDriven::notices);
            case EndpointEvent.Keyed keyed -> Stream.of(established(keyed));
            case EndpointEvent.Protected(_, var datagram) -> Stream.of(new Notice.Sent(datagram));
            case EndpointEvent.Opened(_, _, var packet) -> Stream.of(new Notice.Opened(packet));
            case EndpointEvent.SetEnded _,
                    EndpointEvent.RekeyAsked _,
                    EndpointEvent.Refused _,
                    EndpointEvent.Held _,
                    EndpointEvent.Dropped _,
                    EndpointEvent.Foreign _ ->
                    Stream.empty();
        };
    }

    private static Stream<Notice> notices(Effect effect) {
        return switch (effect) {
            case Effect.Send(var datagram) -> Stream.of(new Notice.Sent(datagram));
            case Effect.AlertReceived(var fatal, var description) ->
                    Stream.of(new Notice.Alerted(fatal, description));
            case Effect.Closed _ -> Stream.of(new Notice.Closed());
            case Effect.Failed(var clause) -> Stream.of(new Notice.Failed(clause.id()));
            case Effect.Completed(var handshake, _, DataProtection.Records _, _) ->
                    Stream.of(
                            new Notice.Established(
                                    handshake,
                                    Notice.Established.WITHOUT_SRTP,
                                    Octets.EMPTY,
                                    Octets.EMPTY));
            case Effect.FlightSent _,
                    Effect.Acknowledged _,
                    Effect.MessageHeard _,
                    Effect.Completed _,
                    Effect.Confirmed _,
                    Effect.KeysUpdated _,
                    Effect.EpochReady _,
                    Effect.DataReceived _,
                    Effect.AlertSent _,
                    Effect.Discarded _ ->
                    Stream.empty();
        };
    }

    private static Notice established(EndpointEvent.Keyed keyed) {
        var srtp = (DataProtection.Srtp) keyed.handshake().data();
        var exported =
                keyed.association()
                        .export(SrtpKeyDerivationSpec.LABEL, srtp.profile().exportLength());
        return new Notice.Established(
                keyed.handshake().handshake(),
                srtp.profile().code(),
                srtp.mki().value(),
                exported.octets());
    }

    private static Ssrc source(Octets packet) {
        int name = 0;
        for (int i = 0; i < Integer.BYTES; i++) name = name << 8 | packet.at(SSRC_OFFSET + i);
        return new Ssrc(name);
    }
}
