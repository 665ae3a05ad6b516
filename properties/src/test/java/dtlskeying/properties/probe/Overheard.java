package dtlskeying.properties.probe;

import dtlskeying.impl.dtls.DtlsAssociation;
import dtlskeying.spec.Octets;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Our end with somebody at its mouth who knows all that was said, and the keys. */
final class Overheard implements Party, Conversation {
    private final Ours ours;
    private final Hearing sent = new Hearing();
    private final Hearing heard = new Hearing();
    private final Function<Octets, List<Octets>> way;
    private List<Octets> said = new ArrayList<>();

    /**
     * An end.
     *
     * @param way what becomes of its datagrams, once it is told of the conversation
     */
    Overheard(
            DtlsAssociation association,
            Function<Conversation, Function<Octets, List<Octets>>> way) {
        this.ours = new Ours(association, Ours.Temper.CALM);
        this.way = way.apply(this);
    }

    @Override
    public List<Octets> hear(Octets datagram, long now) {
        heard.hear(datagram);
        return passedOn(ours.hear(datagram, now));
    }

    @Override
    public List<Octets> tick(long now) {
        return passedOn(ours.tick(now));
    }

    private List<Octets> passedOn(List<Octets> datagrams) {
        for (Octets datagram : datagrams) way.apply(datagram).forEach(this::say);
        var all = said;
        said = new ArrayList<>();
        return all;
    }

    @Override
    public long deadline() {
        return ours.deadline();
    }

    @Override
    public DtlsAssociation engine() {
        return ours.association();
    }

    @Override
    public Hearing sent() {
        return sent;
    }

    @Override
    public Hearing heard() {
        return heard;
    }

    @Override
    public void say(Octets datagram) {
        sent.hear(datagram);
        said.add(datagram);
    }
}
