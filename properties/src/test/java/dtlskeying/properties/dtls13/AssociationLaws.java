package dtlskeying.properties.dtls13;

import dtlskeying.model.dtls13.AssociationFacts;
import dtlskeying.model.dtls13.AssociationModel;
import dtlskeying.properties.Law;
import dtlskeying.properties.Trace.Entry;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls13.AssociationSpec.Input;

import java.util.Optional;

/** The sentences about what an end of an association sends, as its model has them. */
final class AssociationLaws {
    static final Law<Subject, Input, Effect, AssociationFacts> PERMITTED =
            Law.permittedBy(AssociationProperties.CHAPTER);

    static final Law<Subject, Input, Effect, AssociationFacts> ACKS_NAME_MESSAGES =
            Law.ofSteps(
                    "an ACK names records of the handshake alone", AssociationLaws::namesOthers);

    static final Law<Subject, Input, Effect, AssociationFacts> NO_AMPLIFICATION =
            Law.ofSteps(
                    "no address gets more than thrice what came from it before it is proved",
                    AssociationLaws::amplified);

    static final Law<Subject, Input, Effect, AssociationFacts> FITS_THE_PATH =
            Law.ofSteps("no datagram is larger than the path takes", AssociationLaws::tooLarge);

    private AssociationLaws() {}

    private static Optional<String> namesOthers(Entry<Subject, Input, Effect> entry) {
        Subject after = entry.after();
        for (Octets datagram : after.tally().sent())
            for (var record : after.insider().read(after.end().role(), datagram))
                if (record.type() == ContentType.ACK)
                    for (int at = 2; at < record.content().length(); at += 16) {
                        long number = number(record.content(), at + 8);
                        boolean isTold =
                                number < Subject.FIRST_RECORD
                                        || after.tally().told().contains(number);
                        if (!isTold) return Optional.of("an ACK names record " + number);
                    }
        return Optional.empty();
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
