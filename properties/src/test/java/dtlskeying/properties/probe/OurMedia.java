package dtlskeying.properties.probe;

import dtlskeying.impl.dtls12.Association;
import dtlskeying.impl.endpoint.EndpointEvent;
import dtlskeying.impl.endpoint.SrtpEndpoint;
import dtlskeying.impl.srtp.FirstBytes;
import dtlskeying.impl.srtp.SessionSettings;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.Ssrc;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Our own end of DTLS-SRTP, whose user sends the payload of each packet back. */
final class OurMedia implements Party {
    private static final int SOURCE_AT = 8;

    private final SrtpEndpoint endpoint;
    private final MediaFlaw flaw;
    private final MediaFlaw.Shared shared;
    private final List<MediaKeys> known = new ArrayList<>();
    private boolean isBegun;
    private boolean isDeaf;
    private boolean hasHeard;
    private short sequence;

    OurMedia(Association association, MediaFlaw flaw, MediaFlaw.Shared shared) {
        var settings = SessionSettings.of(Media.MULTIPLEXED).withLifetime(flaw.segmentLifetime());
        this.endpoint = new SrtpEndpoint(association, settings);
        this.flaw = flaw;
        this.shared = shared;
    }

    @Override
    public List<Octets> hear(Octets datagram, long now) {
        learn();
        boolean isMedia = FirstBytes.FIGURE_7.pathOf(datagram) instanceof FirstBytes.Path.Media;
        if (!isMedia) return take(new Input.Datagram(datagram, now));
        if (isDeaf || flaw == MediaFlaw.LAST_WINS && !hasTheSource()) return List.of();
        isDeaf = flaw == MediaFlaw.DEAF || flaw == MediaFlaw.CONFUSED && isOwn(datagram);
        var said = take(new Input.Datagram(datagram, now));
        return said.isEmpty() ? takenAllTheSame(datagram) : said;
    }

    @Override
    public List<Octets> tick(long now) {
        boolean isFirst = !isBegun;
        isBegun = true;
        return take(isFirst ? new Input.Begin(now) : new Input.Tick(now));
    }

    @Override
    public long deadline() {
        return endpoint.deadline();
    }

    private void learn() {
        MediaKeys.newest((Association) endpoint.association())
                .filter(keys -> !known.contains(keys))
                .ifPresent(known::add);
    }

    private boolean hasTheSource() {
        if (!hasHeard) shared.heard(this);
        hasHeard = true;
        return shared.belongsTo(this);
    }

    private boolean isOwn(Octets datagram) {
        return source(datagram) == (MediaPlayer.SOURCE ^ 1);
    }

    private static int source(Octets packet) {
        return ByteBuffer.wrap(packet.toArray()).getInt(SOURCE_AT);
    }

    private Role role() {
        return endpoint.role();
    }

    private List<Octets> take(Input input) {
        var said = new ArrayList<Octets>();
        for (EndpointEvent event : endpoint.on(input)) {
            said.addAll(event.datagrams());
            if (event instanceof EndpointEvent.Opened(_, _, var packet))
                said.addAll(sentBack(packet, input.now()));
        }
        learn();
        return said;
    }

    private List<Octets> sentBack(Octets packet, long now) {
        Octets own = answer(packet);
        return switch (flaw) {
            case FAITHFUL -> List.of(known.getFirst().sealed(role(), own));
            case NAMELESS -> List.of(known.getLast().with(Mki.NONE).sealed(role(), own));
            case GARBLED -> List.of(Records12.damaged(known.getLast().sealed(role(), own)));
            case REPEATING -> List.of(known.getLast().sealed(role(), of(own, 7, 7)));
            case NONE, TAKES_ALL, FORGIVING, DEAF, HASTY, HOARDING, LAST_WINS, CONFUSED -> {
                endpoint.use(new Ssrc(source(own)));
                yield endpoint.send(PacketKind.RTP, own, now).stream()
                        .flatMap(event -> event.datagrams().stream())
                        .toList();
            }
        };
    }

    private Octets answer(Octets packet) {
        return of(packet, source(packet) ^ 1, ++sequence);
    }

    private static Octets of(Octets packet, int source, int number) {
        byte[] own = packet.toArray();
        ByteBuffer.wrap(own).putShort(2, (short) number).putInt(SOURCE_AT, source);
        return Octets.of(own);
    }

    /** What a broken end makes of a packet that is to be discarded. */
    private List<Octets> takenAllTheSame(Octets datagram) {
        boolean isLax = flaw == MediaFlaw.TAKES_ALL || flaw == MediaFlaw.FORGIVING;
        if (!isLax) return List.of();
        for (MediaKeys keys : known) {
            var packet = opened(keys, flaw.heard(datagram));
            if (packet.isPresent()) return List.of(keys.sealed(role(), answer(packet.get())));
        }
        return List.of();
    }

    private Optional<Octets> opened(MediaKeys keys, Octets datagram) {
        for (Role receiver : Role.values())
            for (MediaKeys named : known) {
                var packet = keys.with(mki(named, datagram)).opened(receiver, datagram);
                if (packet.isPresent()) return packet;
            }
        return Optional.empty();
    }

    /** Whatever stands where an MKI would; the tag behind it has ten bytes, or there is none. */
    private static Mki mki(MediaKeys keys, Octets datagram) {
        int length = keys.terms().mki().value().length();
        int tag = keys.terms().profile().isAead() ? 0 : 10;
        int end = datagram.length() - tag;
        return new Mki(datagram.slice(end - length, end));
    }
}
