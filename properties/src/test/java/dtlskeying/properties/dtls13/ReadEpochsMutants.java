package dtlskeying.properties.dtls13;

import static dtlskeying.properties.dtls13.ReadEpochsLaws.ACCEPTED_AT_MOST_ONCE;
import static dtlskeying.properties.dtls13.ReadEpochsLaws.BITS_RESOLVE;
import static dtlskeying.properties.dtls13.ReadEpochsLaws.FORGERIES_MOVE_NOTHING;
import static dtlskeying.properties.dtls13.ReadEpochsLaws.LAST_EPOCH_LINGERS;
import static dtlskeying.properties.dtls13.ReadEpochsLaws.NEAREST;
import static dtlskeying.properties.dtls13.ReadEpochsLaws.PERMITTED;
import static dtlskeying.spec.dtls.ReplayWindowSpec.Claim.EVERY_EPOCH_HAS_ITS_WINDOW;
import static dtlskeying.spec.dtls.ReplayWindowSpec.Claim.WINDOW_WAITS_FOR_DEPROTECTION;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.EARLIER_EPOCHS_ARE_DISCARDED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.EARLIER_EPOCHS_MAY_LINGER;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.EPOCHS_ARE_USED_UP;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.EPOCHS_HAVE_THEIR_PLACES;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.EPOCH_BITS_NAME_THE_LATEST;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.FAILURES_ARE_COUNTED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.INVALID_RECORDS_ARE_DISCARDED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.LATER_EPOCHS_ARE_HELD_OR_DISCARDED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.NUMBER_IS_THE_NEAREST;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.OVERLONG_RECORDS_ARE_DISCARDED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.RECORD_OF_ZEROS_ENDS_THE_CONNECTION;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.REPLAYED_RECORDS_ARE_DISCARDED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.SHORT_CIPHERTEXT_IS_REJECTED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.TOO_MANY_FAILURES_END_THE_KEY;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.TRAFFIC_WAITS_FOR_ITS_KEYS;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.UNKNOWN_TYPE_ENDS_THE_CONNECTION;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.UNPROTECTED_TYPES_ARE_FEW;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.UPDATE_COMES_BEFORE_THE_LIMIT;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.VERSION_IS_IGNORED;

import dtlskeying.impl.dtls13.ReadEpochs;
import dtlskeying.model.dtls13.ReadFacts;
import dtlskeying.properties.Law;
import dtlskeying.properties.Machine;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.Clause;
import dtlskeying.spec.dtls13.RecordsSpec.Effect;
import dtlskeying.spec.dtls13.RecordsSpec.Input;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The realistic bugs of a reader of records; what each one does is in {@link ReadEpochsBugs}. */
final class ReadEpochsMutants {
    static final List<Mutant<ReadEpochs, Input.Read, Effect, ReadFacts>> ALL =
            List.of(
                    mutant(
                            "X36",
                            "the two bits are taken for the epoch itself",
                            BITS_RESOLVE,
                            ReadEpochsBugs.unmasking(ReadEpochsBugs::bitsAlone),
                            EPOCH_BITS_NAME_THE_LATEST),
                    mutant(
                            "X37",
                            "the current keys are tried whatever the bits say",
                            BITS_RESOLVE,
                            ReadEpochsBugs.unmasking(ReadEpochsBugs::currentAlways),
                            EPOCH_BITS_NAME_THE_LATEST),
                    mutant(
                            "X38",
                            "the upper bytes of the expected number stand, and wrap nowhere",
                            NEAREST,
                            ReadEpochsBugs::neverWrapping,
                            NUMBER_IS_THE_NEAREST),
                    mutant(
                            "X38b",
                            "the number after the highest that came is expected, opened or not",
                            FORGERIES_MOVE_NOTHING,
                            ReadEpochsBugs::countingUnopened,
                            NUMBER_IS_THE_NEAREST),
                    mutant(
                            "X39",
                            "the replay window is reset at a re-key",
                            ACCEPTED_AT_MOST_ONCE,
                            ReadEpochsBugs::resettingTheWindow,
                            REPLAYED_RECORDS_ARE_DISCARDED,
                            EVERY_EPOCH_HAS_ITS_WINDOW),
                    mutant(
                            "X39b",
                            "all epochs share one replay window",
                            PERMITTED,
                            ReadEpochsBugs::sharingTheWindow,
                            EVERY_EPOCH_HAS_ITS_WINDOW),
                    mutant(
                            "X40",
                            "a forged record moves the window of its epoch",
                            FORGERIES_MOVE_NOTHING,
                            ReadEpochsBugs::countingForgeries,
                            INVALID_RECORDS_ARE_DISCARDED,
                            WINDOW_WAITS_FOR_DEPROTECTION),
                    mutant(
                            "unchecked-replay",
                            "the number is looked up before opening and not again after it",
                            ACCEPTED_AT_MOST_ONCE,
                            ReadEpochsBugs.despite(REPLAYED_RECORDS_ARE_DISCARDED),
                            REPLAYED_RECORDS_ARE_DISCARDED),
                    mutant(
                            "openssl-32891",
                            "the old epoch is dropped at once when the new one is installed",
                            LAST_EPOCH_LINGERS,
                            ReadEpochsBugs::droppingAtOnce,
                            EARLIER_EPOCHS_MAY_LINGER),
                    mutant(
                            "wolfssl-11016",
                            "of two epochs the one in use makes room for a third",
                            LAST_EPOCH_LINGERS,
                            ReadEpochsBugs::evictingTheActive,
                            EARLIER_EPOCHS_MAY_LINGER),
                    mutant(
                            "wolfssl-11016a",
                            "a record is tried under keys that its two bits rule out",
                            BITS_RESOLVE,
                            ReadEpochsBugs::tryingWhatCannotFit,
                            EPOCH_BITS_NAME_THE_LATEST),
                    mutant(
                            "bc-java-2442",
                            "the new keys are put in the place of the old ones",
                            LAST_EPOCH_LINGERS,
                            ReadEpochsBugs::replacingInPlace,
                            EARLIER_EPOCHS_MAY_LINGER),
                    mutant(
                            "wolfssl-6368",
                            "an unprotected record is read that says another epoch than 0",
                            PERMITTED,
                            ReadEpochsBugs.acceptingPlain(it -> it.epoch().number() > 0),
                            UNPROTECTED_TYPES_ARE_FEW),
                    mutant(
                            "plain-data",
                            "application data is read without protection",
                            PERMITTED,
                            ReadEpochsBugs.acceptingPlain(it -> it.type() == 23),
                            UNPROTECTED_TYPES_ARE_FEW),
                    mutant(
                            "strict-version",
                            "an unprotected record that says DTLS 1.0 is dropped",
                            PERMITTED,
                            ReadEpochsBugs::checkingTheVersion,
                            VERSION_IS_IGNORED),
                    mutant(
                            "short-sample",
                            "a mask is made from what is there, and zeros",
                            PERMITTED,
                            ReadEpochsBugs::unmaskingShortOnes,
                            SHORT_CIPHERTEXT_IS_REJECTED),
                    mutant(
                            "ghost",
                            "records of an epoch that was dropped are still tried",
                            PERMITTED,
                            ReadEpochsBugs::tryingTheDropped,
                            EARLIER_EPOCHS_ARE_DISCARDED),
                    mutant(
                            "silent-eviction",
                            "the oldest epoch is overwritten and nobody is told",
                            PERMITTED,
                            ReadEpochsBugs.without(Effect.ReadDestroyed.class),
                            EARLIER_EPOCHS_ARE_DISCARDED),
                    mutant(
                            "lost-early",
                            "what was held for the next epoch is forgotten when it begins",
                            PERMITTED,
                            ReadEpochsBugs::forgettingTheHeld,
                            LATER_EPOCHS_ARE_HELD_OR_DISCARDED),
                    mutant(
                            "uncounted",
                            "records that fail are dropped and not counted",
                            PERMITTED,
                            ReadEpochsBugs::notCounting,
                            FAILURES_ARE_COUNTED),
                    mutant(
                            "unasked",
                            "nobody hears that half of the limit is reached",
                            PERMITTED,
                            ReadEpochsBugs.without(Effect.UpdateDue.class),
                            UPDATE_COMES_BEFORE_THE_LIMIT),
                    mutant(
                            "endless",
                            "a key goes on however often it has failed",
                            PERMITTED,
                            ReadEpochsBugs::neverWorn,
                            TOO_MANY_FAILURES_END_THE_KEY),
                    mutant(
                            "skip",
                            "an epoch may be left out",
                            PERMITTED,
                            ReadEpochsBugs.installing(EPOCHS_HAVE_THEIR_PLACES),
                            EPOCHS_HAVE_THEIR_PLACES),
                    mutant(
                            "wrap",
                            "after the last epoch they begin again",
                            PERMITTED,
                            ReadEpochsBugs.installing(EPOCHS_ARE_USED_UP),
                            EPOCHS_ARE_USED_UP),
                    mutant(
                            "zeros",
                            "an authentic record of zeros is dropped as if it had failed",
                            PERMITTED,
                            ReadEpochsBugs.forgiving(RECORD_OF_ZEROS_ENDS_THE_CONNECTION),
                            RECORD_OF_ZEROS_ENDS_THE_CONNECTION),
                    mutant(
                            "any-type",
                            "an authentic record of an unknown type is dropped as if it had failed",
                            PERMITTED,
                            ReadEpochsBugs.forgiving(UNKNOWN_TYPE_ENDS_THE_CONNECTION),
                            UNKNOWN_TYPE_ENDS_THE_CONNECTION),
                    mutant(
                            "early-data",
                            "application data is read under the keys of the handshake",
                            PERMITTED,
                            ReadEpochsBugs.despite(TRAFFIC_WAITS_FOR_ITS_KEYS),
                            TRAFFIC_WAITS_FOR_ITS_KEYS),
                    mutant(
                            "any-length",
                            "a record is read however long it is",
                            PERMITTED,
                            ReadEpochsBugs.despite(OVERLONG_RECORDS_ARE_DISCARDED),
                            OVERLONG_RECORDS_ARE_DISCARDED));

    private ReadEpochsMutants() {}

    private static Mutant<ReadEpochs, Input.Read, Effect, ReadFacts> mutant(
            String id,
            String story,
            Law<ReadEpochs, Input.Read, Effect, ReadFacts> killer,
            UnaryOperator<Machine<ReadEpochs, Input.Read, Effect>> change,
            Clause... breaks) {
        return new Mutant<>(id, story, Set.of(breaks), killer, change);
    }
}
