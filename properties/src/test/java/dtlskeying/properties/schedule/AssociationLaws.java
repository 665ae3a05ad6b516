package dtlskeying.properties.schedule;

import dtlskeying.impl.dtls12.RecordHeader;
import dtlskeying.model.dtls12.AssociationModel;
import dtlskeying.properties.schedule.Happening.Arrived;
import dtlskeying.properties.schedule.Happening.Did;
import dtlskeying.properties.schedule.Happening.Origin;
import dtlskeying.properties.schedule.Happening.Sent;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.DtlsCiphertext;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What every course obeys where the parts of an association meet, as its model has it. */
final class AssociationLaws {
    private static final int MTU = Start.SMALL_DATAGRAMS.mtu();

    static final ScheduleLaw WHOLE =
            new ScheduleLaw(
                    "datagrams fit the path, and what is in them is whole",
                    course ->
                            first(
                                    course,
                                    Sent.class,
                                    sent -> AssociationModel.againstSent(sent.bytes(), MTU)));
    static final ScheduleLaw DROPPED =
            new ScheduleLaw(
                    "what is no message of the protocol is dropped",
                    course -> first(course, Arrived.class, AssociationLaws::takenWrongly));
    static final ScheduleLaw DROPPED_UNDER_NEW_KEYS =
            new ScheduleLaw(
                    "messages under the keys that they lead to are dropped",
                    course -> first(course, Arrived.class, AssociationLaws::takenUnderNewKeys));
    static final ScheduleLaw SAME_PARAMETERS =
            new ScheduleLaw(
                    "hellos with a cookie are the one before, with a cookie",
                    AssociationLaws::otherHello);
    static final ScheduleLaw SAME_NUMBER =
            new ScheduleLaw(
                    "servers without state answer under the number of the hello's record",
                    course -> first(course, Arrived.class, AssociationLaws::otherNumber));
    static final ScheduleLaw NO_PARTS =
            new ScheduleLaw(
                    "parts of a hello are not kept by a server without state",
                    course -> first(course, Arrived.class, AssociationLaws::keptWrongly));

    private AssociationLaws() {}

    /** One record in clear, at an end in the middle of its first handshake. */
    private static Set<Clause> takenWrongly(Arrived arrived) {
        var records = RecordHeader.read(arrived.bytes()).records();
        boolean isJudged =
                arrived.origin() == Origin.ATTACKER
                        && records.size() == 1
                        && records.getFirst().epoch().number() == 0
                        && isUnderWay(arrived);
        if (!isJudged) return Set.of();
        DtlsCiphertext record = records.getFirst();
        var against = AssociationModel.againstContent(record.type(), false, record.fragment());
        return isDropped(arrived) ? Set.of() : against;
    }

    /**
     * What an insider sends is {@link HandshakeDraws#CERTIFICATE_VERIFY}; before there are keys, it
     * waits for them in silence.
     */
    private static Set<Clause> takenUnderNewKeys(Arrived arrived) {
        boolean isJudged = arrived.origin() == Origin.ATTACKER && isUnderWay(arrived);
        return isJudged && !done(arrived).allMatch(Effect.Discarded.class::isInstance)
                ? AssociationModel.againstContent(
                        ContentType.HANDSHAKE.code(), true, HandshakeDraws.CERTIFICATE_VERIFY)
                : Set.of();
    }

    private static boolean isUnderWay(Arrived arrived) {
        var dtls = arrived.before().dtls();
        return !dtls.isIdle() && !dtls.isOver() && !dtls.isEstablished();
    }

    private static boolean isDropped(Arrived arrived) {
        return done(arrived).findAny().isPresent()
                && done(arrived).allMatch(Effect.Discarded.class::isInstance);
    }

    private static Stream<Effect> done(Arrived arrived) {
        return arrived.consequences().stream()
                .filter(Did.class::isInstance)
                .map(did -> ((Did) did).effect());
    }

    private static Optional<String> otherHello(Course course) {
        Octets first = null;
        for (Octets datagram : course.end().traffic().sent().values()) {
            var cookie = Hellos.cookie(datagram);
            if (cookie.isEmpty()) continue;
            if (first == null) first = datagram;
            var against = AssociationModel.againstSecondHello(first, datagram);
            if (!against.isEmpty()) return Optional.of(against.toString());
        }
        return Optional.empty();
    }

    private static Set<Clause> otherNumber(Arrived arrived) {
        if (arrived.at() != Role.SERVER || !arrived.before().dtls().isIdle()) return Set.of();
        return arrived.consequences().stream()
                .filter(Sent.class::isInstance)
                .findFirst()
                .map(sent -> AssociationModel.againstAnswer(arrived.bytes(), ((Sent) sent).bytes()))
                .orElse(Set.of());
    }

    private static Set<Clause> keptWrongly(Arrived arrived) {
        boolean keeps =
                arrived.at() == Role.SERVER
                        && arrived.before().dtls().isIdle()
                        && !arrived.after().dtls().equals(arrived.before().dtls());
        return keeps ? AssociationModel.againstKeeping(arrived.bytes(), false) : Set.of();
    }

    private static <H extends Happening> Optional<String> first(
            Course course, Class<H> kind, Function<H, Set<Clause>> against) {
        return course.happenings(kind)
                .filter(happening -> !against.apply(happening).isEmpty())
                .findFirst()
                .map(happening -> happening + " against " + against.apply(happening));
    }
}
