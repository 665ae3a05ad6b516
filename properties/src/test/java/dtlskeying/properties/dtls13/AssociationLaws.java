package dtlskeying.properties.dtls13;

import dtlskeying.model.dtls13.AssociationFacts;
import dtlskeying.model.dtls13.AssociationModel;
import dtlskeying.properties.Law;
import dtlskeying.properties.Trace.Entry;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls13.AssociationSpec.Input;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The sentences about what an end of an association sends, as its model has them. */
final class AssociationLaws {
    static final Law<Subject, Input, Effect, AssociationFacts> PERMITTED =
            Law.permittedBy(AssociationChapter.CHAPTER);

    static final Law<Subject, Input, Effect, AssociationFacts> ACKS_NAME_MESSAGES =
            Law.ofSteps(
                    "an ACK names records of the handshake alone", AssociationLaws::namesOthers);

    /** An ACK for it would be the last that is heard of it: a deadlock (RFC 9147 §7). */
    static final Law<Subject, Input, Effect, AssociationFacts> DROPPED_IS_NOT_NAMED =
            Law.ofSteps(
                    "no ACK names a record whose messages were dropped",
                    AssociationLaws::namesDropped);

    static final Law<Subject, Input, Effect, AssociationFacts> NO_AMPLIFICATION =
            Law.ofSteps(
                    "no address gets more than thrice what came from it before it is proved",
                    AssociationLaws::amplified);

    static final Law<Subject, Input, Effect, AssociationFacts> FITS_THE_PATH =
            Law.ofSteps("no datagram is larger than the path takes", AssociationLaws::tooLarge);

    private AssociationLaws() {}

    private static Optional<String> namesOthers(Entry<Subject, Input, Effect> entry) {
        var tally = entry.after().tally();
        return named(entry.after(), tally.sent())
                .filter(number -> number >= Subject.FIRST_RECORD)
                .filter(number -> !tally.told().contains(number))
                .findFirst()
                .map(number -> "an ACK names record " + number);
    }

    /** Whether or not an ACK is due: a long time later there has been one. */
    private static Optional<String> namesDropped(Entry<Subject, Input, Effect> entry) {
        boolean isNew =
                entry.input() instanceof Input.Told || entry.input() instanceof Input.Contradiction;
        boolean isDropped =
                isNew
                        && !entry.effects().isEmpty()
                        && entry.effects().stream().allMatch(Effect.Discarded.class::isInstance);
        if (!isDropped) return Optional.empty();
        long number = entry.before().nextRecord();
        return named(entry.after(), entry.after().sentLater())
                .filter(each -> each == number)
                .findFirst()
                .map(_ -> "an ACK names record " + number + ", which was dropped");
    }

    /** The record numbers in the ACKs among these datagrams of that end. */
    private static Stream<Long> named(Subject subject, List<Octets> datagrams) {
        return datagrams.stream()
                .flatMap(
                        datagram -> subject.insider().read(subject.end().role(), datagram).stream())
                .filter(record -> record.type() == ContentType.ACK)
                .flatMap(record -> numbers(record.content()));
    }

    private static Stream<Long> numbers(Octets ack) {
        return IntStream.range(0, (ack.length() - 2) / 16).mapToObj(i -> number(ack, 10 + 16 * i));
    }

    private static long number(Octets bytes, int at) {
        long number = 0;
        for (int i = at; i < at + 8; i++) number = number << 8 | bytes.at(i);
        return number;
    }

    private static Optional<String> amplified(Entry<Subject, Input, Effect> entry) {
        var tally = entry.after().tally();
        var against = AssociationModel.againstAmplifying(tally.sentBytes(), tally.heardBytes());
        return against.isEmpty()
                ? Optional.empty()
                : Optional.of(tally.sentBytes() + " bytes for " + tally.heardBytes());
    }

    private static Optional<String> tooLarge(Entry<Subject, Input, Effect> entry) {
        return entry.after().tally().sent().stream()
                .filter(datagram -> !AssociationModel.againstSent(datagram, Moments.MTU).isEmpty())
                .findFirst()
                .map(datagram -> "a datagram of " + datagram.length() + " bytes");
    }
}
