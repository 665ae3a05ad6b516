package dtlskeying.properties.schedule;

import dtlskeying.properties.schedule.DatagramName.Path;
import dtlskeying.properties.schedule.Happening.Origin;
import dtlskeying.properties.schedule.Party.Channel;
import dtlskeying.properties.schedule.Traffic.Copy;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.dtls.DataProtection;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.PacketDemuxSpec;
import dtlskeying.spec.srtp.PacketKind;

import java.util.ArrayList;
import java.util.List;

/** One event at work: the world as it changes, and what happens on the way. */
final class Stepping {
    private final Stack stack;
    private Party client;
    private Party server;
    private Traffic traffic;
    private long now;
    private List<Happening> happenings = new ArrayList<>();

    Stepping(World world) {
        this.stack = world.stack();
        this.client = world.client();
        this.server = world.server();
        this.traffic = world.traffic();
        this.now = world.now();
    }

    World.Next next() {
        return new World.Next(new World(stack, client, server, traffic, now), happenings);
    }

    void on(Event event) {
        switch (event) {
            case Event.Deliver(var name) ->
                    traffic.find(name).stream().findFirst().ifPresent(this::arrive);
            case Event.Lose(var name) ->
                    traffic.find(name).stream().findFirst().ifPresent(this::lose);
            case Event.Duplicate(var name) ->
                    traffic.find(name).stream().findFirst().ifPresent(copy -> again(copy, 1));
            case Event.Delay(var name, var time) ->
                    traffic.find(name).stream().findFirst().ifPresent(copy -> late(copy, time));
            case Event.Tick(var time) -> tick(now + time);
            case Event.Forge(var forgery, var name) -> forge(forgery, name);
            case Event.SendMedia(var side, var kind, var number) -> send(side, kind, number);
            case Event.Rehandshake(var side, var mki) ->
                    dtls(side, new Input.Rehandshake(mki, now));
            case Event.Close(var side) -> dtls(side, new Input.Close(now));
        }
    }

    private void lose(Copy copy) {
        traffic = traffic.without(copy);
    }

    private void again(Copy copy, long later) {
        traffic = traffic.with(new Copy(copy.datagram(), copy.arrival() + later, copy.sequence()));
    }

    private void late(Copy copy, long time) {
        lose(copy);
        again(copy, time);
    }

    private void arrive(Copy copy) {
        traffic = traffic.without(copy);
        arrive(copy.datagram(), Origin.NETWORK, traffic.sent().get(copy.datagram()));
    }

    private void forge(Forgery forgery, DatagramName name) {
        if (!traffic.knows(name)) return;
        arrive(name, Origin.ATTACKER, forgery.of(traffic.sent().get(name)));
    }

    private void tick(long until) {
        while (nextTime() <= until) {
            now = Math.max(now, nextTime());
            if (traffic.nextArrival() <= now) arrive(traffic.underWay().getFirst());
            else
                dtls(
                        client.dtls().deadline() <= now ? Role.CLIENT : Role.SERVER,
                        new Input.Tick(now));
        }
        now = until;
    }

    private long nextTime() {
        long timer = Math.min(client.dtls().deadline(), server.dtls().deadline());
        return Math.min(traffic.nextArrival(), timer);
    }

    private void arrive(DatagramName name, Origin origin, Octets bytes) {
        Role at = name.from().peer();
        Party before = end(at);
        List<Happening> outside = happenings;
        happenings = new ArrayList<>();
        var head = bytes.slice(0, Math.min(2, bytes.length()));
        for (var effect : demux(at, new PacketDemuxSpec.Input.Arrived(head))) {
            happenings.add(new Happening.Routed(at, effect));
            if (effect instanceof PacketDemuxSpec.Effect.ToDtls)
                dtls(at, new Input.Datagram(bytes, now));
            if (effect instanceof PacketDemuxSpec.Effect.ToSrtp(var kind)) open(at, kind, bytes);
        }
        var arrived = new Happening.Arrived(at, name, origin, bytes, before, end(at), happenings);
        happenings = outside;
        happenings.add(arrived);
    }

    private void open(Role at, PacketKind kind, Octets packet) {
        happenings.add(new Happening.Processed(at, kind, end(at).media() instanceof Channel.Open));
        if (end(at).media() instanceof Channel.Open open) {
            var opening = MediaStep.open(stack, at, open, kind, packet);
            set(at, end(at).with(opening.channel()));
            happenings.add(opening.happening());
        }
    }

    private void send(Role side, PacketKind kind, int number) {
        var name = DatagramName.media(side, kind, number);
        if (kind == PacketKind.RTCP && traffic.knows(name)) return;
        for (var effect : demux(side, new PacketDemuxSpec.Input.Write(List.of(kind)))) {
            happenings.add(new Happening.Routed(side, effect));
            if (effect instanceof PacketDemuxSpec.Effect.SrtpDatagram
                    && end(side).media() instanceof Channel.Open open) {
                var sending = MediaStep.protect(stack, side, open, kind, number);
                set(side, end(side).with(sending.channel()));
                happenings.add(sending.happening());
                if (sending.happening() instanceof Happening.SentMedia sent)
                    traffic = traffic.send(name, sent.bytes(), now);
            }
        }
    }

    void dtls(Role role, Input input) {
        var step = stack.dtls().on(end(role).dtls(), input);
        set(role, end(role).with(step.state()));
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.Send(var datagram)) send(role, datagram);
            else happenings.add(new Happening.Did(role, now, effect));
            if (effect instanceof Effect.Completed completed) completed(role, completed);
        }
        if (end(role).dtls().isOver()) {
            demux(role, new PacketDemuxSpec.Input.Ended());
            set(role, end(role).with(new Channel.Closed()));
        }
    }

    private void send(Role from, Octets datagram) {
        int number = 0;
        for (var name : traffic.sent().keySet())
            if (name.from() == from && name.path() == Path.DTLS) number++;
        var name = new DatagramName(from, Path.DTLS, number);
        traffic = traffic.send(name, datagram, now);
        happenings.add(new Happening.Sent(from, name, datagram));
    }

    private void completed(Role role, Effect.Completed completed) {
        if (!end(role).dtls().isEstablished()) return;
        switch (completed.data()) {
            case DataProtection.Records() ->
                    demux(role, new PacketDemuxSpec.Input.CompletedWithoutSrtp());
            case DataProtection.Srtp srtp -> {
                demux(role, new PacketDemuxSpec.Input.CompletedWithSrtp(Media.MULTIPLEXED));
                var keys = MediaKeys.of(end(role).dtls(), srtp);
                set(role, end(role).with(MediaStep.start(keys)));
            }
        }
    }

    private List<PacketDemuxSpec.Effect> demux(Role role, PacketDemuxSpec.Input input) {
        var step = stack.demux().on(end(role).demux(), input);
        set(role, end(role).with(step.state()));
        return step.effects();
    }

    private Party end(Role role) {
        return role == Role.CLIENT ? client : server;
    }

    private void set(Role role, Party party) {
        if (role == Role.CLIENT) client = party;
        else server = party;
    }
}
