package dtlskeying.model.dtls13;

import dtlskeying.model.dtls13.ExtendedKeyUpdateFacts.PeersRequest;
import dtlskeying.model.dtls13.ExtendedKeyUpdateState.Content;
import dtlskeying.model.dtls13.ExtendedKeyUpdateState.Packet;
import dtlskeying.model.dtls13.MainSecret.Party;
import dtlskeying.model.dtls13.MainSecret.Share;
import dtlskeying.model.explore.Fingerprint;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Role;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * One end with its messages and its secrets.
 *
 * @param facts what it knows of its updates
 * @param drawn how many shares it has drawn
 * @param sent how many messages it has sent
 * @param heard how many it has heard
 * @param mine the share in the request of its own that waits for a response
 * @param theirs the share in the request of the peer that waits for one
 * @param outstanding its messages that go out until they are acknowledged
 * @param secrets by epoch, those that it has not deleted
 * @param told the epoch that its user was told of last, and exports for
 * @param wishes how many updates its user still wants
 */
public record ExtendedKeyUpdateEnd(
        Role role,
        ExtendedKeyUpdateFacts facts,
        int drawn,
        int sent,
        int heard,
        Share mine,
        Share theirs,
        Set<Packet> outstanding,
        Map<Long, MainSecret> secrets,
        long told,
        int wishes) {
    public ExtendedKeyUpdateEnd {
        outstanding = Set.copyOf(outstanding);
        secrets = Map.copyOf(secrets);
    }

    static ExtendedKeyUpdateEnd start(Role role, int wishes) {
        long first = Epoch.FIRST_OF_TRAFFIC.number();
        return new ExtendedKeyUpdateEnd(
                role,
                ExtendedKeyUpdateFacts.at(first),
                0,
                0,
                0,
                Share.NONE,
                Share.NONE,
                Set.of(),
                Map.of(first, MainSecret.FIRST),
                first,
                wishes);
    }

    /** Whether it has answered a request, and has derived what comes next. */
    boolean isAnswering() {
        return facts.peers() == PeersRequest.ANSWERED;
    }

    Party party() {
        return role == Role.CLIENT ? Party.CLIENT : Party.SERVER;
    }

    /** The secret that what it sends now is protected by. */
    MainSecret writing() {
        return secrets.get(facts.write());
    }

    /** Whether it could open what is sealed under that secret in that epoch. */
    boolean canRead(long epoch, MainSecret secret) {
        return facts.reads(epoch) && secret.equals(secrets.get(epoch));
    }

    /**
     * What its user can export from: the epoch that it was told of, the one before for as long as
     * that is read, and the next as soon as its keys are there.
     */
    @Cites("extended-key-update/10.2/c")
    boolean canExport(long epoch, MainSecret secret) {
        return secret.equals(secrets.get(epoch)) && (epoch == told || facts.reads(epoch));
    }

    ExtendedKeyUpdateEnd with(ExtendedKeyUpdateFacts later) {
        return new ExtendedKeyUpdateEnd(
                role, later, drawn, sent, heard, mine, theirs, outstanding, secrets, told, wishes);
    }

    ExtendedKeyUpdateEnd wishing() {
        return new ExtendedKeyUpdateEnd(
                role,
                facts,
                drawn,
                sent,
                heard,
                mine,
                theirs,
                outstanding,
                secrets,
                told,
                wishes - 1);
    }

    ExtendedKeyUpdateEnd drawing() {
        return new ExtendedKeyUpdateEnd(
                role,
                facts,
                drawn + 1,
                sent,
                heard,
                mine,
                theirs,
                outstanding,
                secrets,
                told,
                wishes);
    }

    /** It has heard one message more, whose share, if any, is that. */
    ExtendedKeyUpdateEnd hearing(Share share) {
        return new ExtendedKeyUpdateEnd(
                role,
                facts,
                drawn,
                sent,
                heard + 1,
                mine,
                share,
                outstanding,
                secrets,
                told,
                wishes);
    }

    ExtendedKeyUpdateEnd owning(Share share) {
        return new ExtendedKeyUpdateEnd(
                role, facts, drawn, sent, heard, share, theirs, outstanding, secrets, told, wishes);
    }

    ExtendedKeyUpdateEnd telling(long epoch) {
        return new ExtendedKeyUpdateEnd(
                role, facts, drawn, sent, heard, mine, theirs, outstanding, secrets, epoch, wishes);
    }

    /** It says one message more, until it is acknowledged. */
    ExtendedKeyUpdateEnd saying(Packet message) {
        var more = new HashSet<>(outstanding);
        more.add(message);
        return new ExtendedKeyUpdateEnd(
                role, facts, drawn, sent + 1, heard, mine, theirs, more, secrets, told, wishes);
    }

    ExtendedKeyUpdateEnd awaiting(Set<Packet> messages) {
        return new ExtendedKeyUpdateEnd(
                role, facts, drawn, sent, heard, mine, theirs, messages, secrets, told, wishes);
    }

    ExtendedKeyUpdateEnd acknowledged(Packet message) {
        var rest = new HashSet<>(outstanding);
        rest.remove(message);
        return awaiting(rest);
    }

    ExtendedKeyUpdateEnd deriving(long epoch, MainSecret secret) {
        var more = new HashMap<>(secrets);
        more.put(epoch, secret);
        return keeping(more);
    }

    /** Without the shares and secrets that are of no use any more. */
    ExtendedKeyUpdateEnd tidy(boolean deletes) {
        var kept = new HashMap<>(secrets);
        long comes = isAnswering() ? facts.newest() + 1 : 0;
        if (deletes)
            kept.keySet()
                    .removeIf(epoch ->
                            !facts.reads(epoch) && epoch != facts.write() && epoch != comes);
        boolean waits =
                switch (facts.peers()) {
                    case HELD, HELD_BUSY, DEFERRED -> true;
                    case NONE, IGNORED, ANSWERED -> false;
                };
        return new ExtendedKeyUpdateEnd(
                role,
                facts,
                drawn,
                sent,
                heard,
                facts.own().isEmpty() ? Share.NONE : mine,
                waits ? theirs : Share.NONE,
                outstanding,
                kept,
                told,
                wishes);
    }

    private ExtendedKeyUpdateEnd keeping(Map<Long, MainSecret> kept) {
        return new ExtendedKeyUpdateEnd(
                role, facts, drawn, sent, heard, mine, theirs, outstanding, kept, told, wishes);
    }

    /** A record that it sends now, and that is not a message of its own. */
    Packet record(Content content, int number) {
        return new Packet(role, content, facts.write(), number, Share.NONE, writing());
    }

    /** The next message of its own. */
    Packet message(Content content, Share share) {
        return new Packet(role, content, facts.write(), sent, share, writing());
    }

    /**
     * In eight bits: the epoch that it sends in and the newest that it reads, from 3 on, whether it
     * reads the one before, and its stage.
     */
    int outcome() {
        int send = (int) (facts.write() - Epoch.FIRST_OF_TRAFFIC.number());
        int read = (int) (facts.newest() - Epoch.FIRST_OF_TRAFFIC.number());
        int overlap = facts.oldest() < facts.newest() ? 1 : 0;
        return ((send << 2 | read) << 1 | overlap) << 3 | stage();
    }

    /** At rest, asking, having won, busy, answering, finishing, holding. */
    private int stage() {
        return switch (facts.peers()) {
            case HELD, HELD_BUSY -> 6;
            case ANSWERED -> 4;
            case DEFERRED -> 3;
            case NONE, IGNORED -> {
                if (facts.isFinishing()) yield 5;
                if (facts.own().isEmpty()) yield 0;
                yield facts.peers() == PeersRequest.IGNORED ? 2 : 1;
            }
        };
    }

    long mixedInto(long fingerprint) {
        long flags = (facts.over() ? 1 : 0) | (facts.own().isEmpty() ? 0 : 2);
        long epochs = (facts.write() << 4 | facts.oldest()) << 4 | facts.newest();
        long counts = ((long) drawn << 4 | sent) << 4 | heard;
        long shares = (long) mine.number() << 4 | theirs.number();
        long mixed = Fingerprint.mix(fingerprint, epochs << 4 | flags);
        mixed = Fingerprint.mix(mixed, (counts << 4 | facts.peers().ordinal()) << 8 | shares);
        mixed = Fingerprint.mix(mixed, told << 8 | wishes);
        long rest = 0;
        for (Packet message : outstanding) rest += Fingerprint.mix(1, message.bits());
        for (var secret : secrets.entrySet())
            rest += Fingerprint.mix(secret.getKey(), secret.getValue().number());
        return Fingerprint.mix(mixed, rest);
    }
}
