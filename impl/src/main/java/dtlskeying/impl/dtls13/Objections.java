package dtlskeying.impl.dtls13;

import static dtlskeying.spec.dtls13.RecordsSpec.Claim.EARLIER_EPOCHS_ARE_DISCARDED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.INVALID_RECORDS_ARE_DISCARDED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.LATER_EPOCHS_ARE_HELD_OR_DISCARDED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.OVERLONG_RECORDS_ARE_DISCARDED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.RECORD_OF_ZEROS_ENDS_THE_CONNECTION;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.REPLAYED_RECORDS_ARE_DISCARDED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.SHORT_CIPHERTEXT_IS_REJECTED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.TOO_MANY_FAILURES_END_THE_KEY;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.TRAFFIC_WAITS_FOR_ITS_KEYS;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.UNKNOWN_TYPE_ENDS_THE_CONNECTION;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.UNPROTECTED_TYPES_ARE_FEW;

import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.DtlsCiphertext;
import dtlskeying.spec.dtls13.RecordsSpec;
import dtlskeying.spec.dtls13.RecordsSpec.Input.Opened;
import dtlskeying.spec.dtls13.SealedRecord;

/**
 * What there is against a record that has come in. {@code against} is asked only where {@code
 * isAgainst} says so, or answers {@link Clause#UNSTATED}.
 */
final class Objections {
    /** How many bytes an unprotected record has at most (RFC 8446 §5.1). */
    private static final int LONGEST_PLAIN = 1 << 14;

    private Objections() {}

    static boolean isAgainst(ReadEpochs state, DtlsCiphertext record) {
        return against(state, record) != Clause.UNSTATED;
    }

    /** What the record says about its version counts neither for nor against it. */
    @Cites("rfc9147/4/c")
    static Clause against(ReadEpochs state, DtlsCiphertext record) {
        boolean isPlain = record.epoch().equals(Epoch.UNPROTECTED) && isPlainType(record.type());
        if (!isPlain) return UNPROTECTED_TYPES_ARE_FEW;
        if (record.fragment().length() > LONGEST_PLAIN) return INVALID_RECORDS_ARE_DISCARDED;
        if (!state.isLive(record.epoch())) return EARLIER_EPOCHS_ARE_DISCARDED;
        boolean isWelcome = state.span(record.epoch()).welcomes(record.sequence());
        return isWelcome ? Clause.UNSTATED : REPLAYED_RECORDS_ARE_DISCARDED;
    }

    static boolean isAgainst(ReadEpochs state, SealedRecord record) {
        return against(state, record) != Clause.UNSTATED;
    }

    static Clause against(ReadEpochs state, SealedRecord record) {
        if (!isWhole(record)) return SHORT_CIPHERTEXT_IS_REJECTED;
        if (state.isMeant(record))
            return state.meant(record).isWorn() ? TOO_MANY_FAILURES_END_THE_KEY : Clause.UNSTATED;
        return Epochs.isTraffic(state.current().epoch())
                ? EARLIER_EPOCHS_ARE_DISCARDED
                : LATER_EPOCHS_ARE_HELD_OR_DISCARDED;
    }

    /** Whether there is enough of it to make the mask of its number. */
    static boolean isWhole(SealedRecord record) {
        return record.fragment().length() >= RecordsSpec.SHORTEST_FRAGMENT;
    }

    static boolean isAgainst(ReadEpochs state, Opened opened) {
        return against(state, opened) != Clause.UNSTATED;
    }

    static Clause against(ReadEpochs state, Opened opened) {
        var epoch = opened.number().epoch();
        if (!state.isOpenable(epoch)) return state.whyGone(epoch);
        var span = state.span(epoch);
        if (!span.welcomes(opened.number().sequence())) return REPLAYED_RECORDS_ARE_DISCARDED;
        return opened.length() > span.longest() ? OVERLONG_RECORDS_ARE_DISCARDED : Clause.UNSTATED;
    }

    /** Whether only a peer that breaks the rules can have sealed this. */
    static boolean isViolation(Opened opened) {
        return violated(opened) != Clause.UNSTATED;
    }

    static Clause violated(Opened opened) {
        if (opened.type() == 0) return RECORD_OF_ZEROS_ENDS_THE_CONNECTION;
        boolean isData = opened.type() == ContentType.APPLICATION_DATA.code();
        if (!isData && !isPlainType(opened.type())) return UNKNOWN_TYPE_ENDS_THE_CONNECTION;
        boolean isEarly = isData && !Epochs.isTraffic(opened.number().epoch());
        return isEarly ? TRAFFIC_WAITS_FOR_ITS_KEYS : Clause.UNSTATED;
    }

    private static boolean isPlainType(int type) {
        return type == ContentType.ALERT.code()
                || type == ContentType.HANDSHAKE.code()
                || type == ContentType.ACK.code();
    }
}
