package dtlskeying.properties.decode;

import dtlskeying.impl.dtls.FragmentCodec;
import dtlskeying.impl.dtls.message.HandshakeType;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls13.LengthForm;
import dtlskeying.impl.dtls13.UnifiedHeader;
import dtlskeying.properties.capture.KeyLog;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.DtlsCiphertext;
import dtlskeying.spec.dtls.Fragment;
import dtlskeying.spec.dtls13.RecordsSpec.Input;
import dtlskeying.spec.dtls13.SealedRecord;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Decodes the DTLS of one path: its datagrams, or the user messages that SCTP carries. A hello with
 * a new random outside of any protection begins another association.
 */
final class DtlsDecoder {
    private static final String NO_HELLO = "no client hello was seen before it";

    /** On one path: a bound on the time that it takes to go through them. */
    private static final int MOST_ASSOCIATIONS = 256;

    private static final String TOO_MANY =
            "more than 256 associations on one path are not told apart";

    /** Those before are no longer tried. */
    private static final int TRIED = 4;

    /** Where the random of a client hello stands in its body. */
    private static final int RANDOM_AT = 2;

    private static final int RANDOM_END = 34;

    private final InetSocketAddress first;
    private final KeyLog log;
    private final Consumer<Unit> out;
    private final List<SeenAssociation> associations = new ArrayList<>();

    /**
     * A decoder that has seen nothing.
     *
     * @param first who was heard first on the path
     */
    DtlsDecoder(InetSocketAddress first, KeyLog log, Consumer<Unit> out) {
        this.first = first;
        this.log = log;
        this.out = out;
    }

    /** The client of the first association, if there is any. */
    Optional<InetSocketAddress> firstClient() {
        return associations.isEmpty()
                ? Optional.empty()
                : Optional.of(associations.getFirst().client());
    }

    /** The latest associations, newest first. */
    List<SeenAssociation> latest() {
        int size = associations.size();
        return associations.subList(Math.max(0, size - TRIED), size).reversed();
    }

    /** Which end that address is in the newest association. */
    Role role(InetSocketAddress address) {
        if (!associations.isEmpty()) return associations.getLast().role(address);
        return address.equals(first) ? Role.CLIENT : Role.SERVER;
    }

    /** Decodes the records of a datagram. */
    void take(Place place, Octets datagram) {
        var read = UnifiedHeader.read(datagram, bits -> lengths(place, bits));
        int at = 0;
        for (Input.Read arrival : read.arrivals()) {
            at = take(place.at(at), arrival, datagram, at);
        }
        if (at < datagram.length())
            out.accept(
                    new Unit.Unknown(
                            place.at(at),
                            datagram.slice(at, datagram.length()),
                            read.clause().summary()));
    }

    /** How records with these bits of an epoch say their length. */
    private LengthForm lengths(Place place, int epochBits) {
        if (associations.isEmpty()) return LengthForm.FIXED;
        var latest = associations.getLast();
        return latest.lengths(latest.role(place.from()), epochBits);
    }

    private int take(Place place, Input.Read arrival, Octets datagram, int at) {
        if (arrival instanceof Input.ArrivedPlain(var record)) {
            int end = at + DtlsCiphertext.HEADER + record.fragment().length();
            take(place, record, datagram.slice(at, end));
            return end;
        }
        if (!(arrival instanceof Input.Arrived(var record)))
            throw new AssertionError("no datagram has " + arrival);
        int end = at + record.header().length() + record.fragment().length();
        take(place, record, datagram.slice(at, end));
        return end;
    }

    /** An association, and what it makes of a record. */
    private record Found(SeenAssociation association, Opening opening) {}

    private void take(Place place, DtlsCiphertext record, Octets wire) {
        boolean isClear = record.epoch().equals(Epoch.UNPROTECTED);
        var found = isClear ? inTheClear(place, record) : opened(place, record);
        var parts = parts(record.type(), found.opening());
        out.accept(
                new Unit.LongRecord(
                        place,
                        role(found.association(), place),
                        number(found.association()),
                        record.type(),
                        record.version(),
                        record.epoch().number(),
                        record.sequence(),
                        wire,
                        found.opening(),
                        parts));
        if (found.association() != null)
            takeParts(place, found.association(), record.epoch().number(), parts);
    }

    /** A hello with a random that nobody has begun with begins an association. */
    private Found inTheClear(Place place, DtlsCiphertext record) {
        var opening = new Opening.Clear(record.fragment());
        for (Fragment part : parts(record.type(), opening)) {
            var random = random(part);
            if (random.isPresent()) return beginning(place, random.get(), opening);
        }
        return new Found(associations.isEmpty() ? null : associations.getLast(), opening);
    }

    private Found beginning(Place place, Octets random, Opening opening) {
        for (SeenAssociation each : latest())
            if (each.beganWith(random)) return new Found(each, opening);
        if (associations.size() >= MOST_ASSOCIATIONS)
            return new Found(null, new Opening.Closed(TOO_MANY));
        associations.add(new SeenAssociation(associations.size() + 1, place.from(), log, random));
        return new Found(associations.getLast(), opening);
    }

    private Found opened(Place place, DtlsCiphertext record) {
        Found found = null;
        for (SeenAssociation each : latest()) {
            var opening = each.open(each.role(place.from()), record);
            if (found == null || opening.isReadable()) found = new Found(each, opening);
            if (opening.isReadable()) break;
        }
        return found == null ? new Found(null, new Opening.Closed(NO_HELLO)) : found;
    }

    private void take(Place place, SealedRecord record, Octets wire) {
        SeenAssociation found = null;
        var result = RecordKeys.Result.closed(NO_HELLO);
        for (SeenAssociation each : latest()) {
            var tried = each.open(each.role(place.from()), record);
            if (found != null && !tried.isOpen()) continue;
            found = each;
            result = tried;
            if (tried.isOpen()) break;
        }
        var parts = parts(result.type(), result.opening());
        out.accept(
                new Unit.UnifiedRecord(
                        place,
                        role(found, place),
                        number(found),
                        result.type(),
                        record.epochBits(),
                        record.header().length(),
                        wire,
                        result.opening(),
                        parts));
        if (result.opening() instanceof Opening.Opened(_, var epoch, _, _))
            takeParts(place, found, epoch, parts);
    }

    private static int number(SeenAssociation found) {
        return found == null ? 0 : found.number();
    }

    private Role role(SeenAssociation found, Place place) {
        return found == null ? role(place.from()) : found.role(place.from());
    }

    private static Optional<Octets> random(Fragment part) {
        boolean isHello = part.type() == HandshakeType.CLIENT_HELLO.code() && part.offset() == 0;
        return isHello && part.body().length() >= RANDOM_END
                ? Optional.of(part.body().slice(RANDOM_AT, RANDOM_END))
                : Optional.empty();
    }

    private static List<Fragment> parts(int type, Opening opening) {
        if (type != ContentType.HANDSHAKE.code() || !opening.isReadable()) return List.of();
        return FragmentCodec.decode(opening.plain())
                        instanceof Decoded.Value<List<Fragment>>(var parts)
                ? parts
                : List.of();
    }

    private void takeParts(Place place, SeenAssociation in, long epoch, List<Fragment> parts) {
        for (Fragment part : parts) {
            if (epoch > 0) random(part).ifPresent(random -> in.offeredAgain(epoch, random));
            var handshake = in.handshakeOf(epoch, part.type());
            Role sender = in.role(place.from());
            handshake
                    .parts()
                    .take(sender, part)
                    .ifPresent(message -> {
                        in.learn(handshake, message);
                        out.accept(
                                new Unit.Message(
                                        place,
                                        sender,
                                        in.number(),
                                        handshake.number(),
                                        epoch,
                                        message));
                    });
        }
    }
}
