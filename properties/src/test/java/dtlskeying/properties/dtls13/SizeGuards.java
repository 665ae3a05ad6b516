package dtlskeying.properties.dtls13;

import static dtlskeying.spec.dtls13.LargeRecordsSpec.Claim.EACH_DIRECTION_HAS_ITS_LIMIT;
import static dtlskeying.spec.dtls13.LargeRecordsSpec.Claim.LARGE_IS_PREFERRED;
import static dtlskeying.spec.dtls13.LargeRecordsSpec.Claim.LIMITS_ARE_IN_RANGE;
import static dtlskeying.spec.dtls13.LargeRecordsSpec.Claim.LONG_RECORDS_WEAR_KEYS_SOONER;
import static dtlskeying.spec.dtls13.LargeRecordsSpec.Claim.SIZES_ARE_ANSWERED_ALONE;
import static dtlskeying.spec.dtls13.LargeRecordsSpec.Claim.SIZES_ARE_OFFERED_ALONE;

import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.LargeRecords;
import dtlskeying.impl.dtls13.LengthForm;
import dtlskeying.impl.dtls13.RecordSizes;
import dtlskeying.impl.dtls13.SizeExtensions;
import dtlskeying.impl.dtls13.SizeExtensions.Outcome;
import dtlskeying.impl.dtls13.message.LargeRecordSizeLimit;
import dtlskeying.properties.Guard;
import dtlskeying.spec.Clause;
import dtlskeying.vectors.VectorFiles;
import dtlskeying.vectors.VectorKind;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Bugs in what ends say and hear about the size of records, each with the vectors against it. */
public final class SizeGuards {
    /** The name of the law that the vectors hold. */
    static final String LAW = "hellos settle the size of records, as in every vector";

    /** Each bug, with the property that notices it. */
    public static final List<Guard> ALL =
            List.of(
                    guard(
                            "any-limit",
                            "a large_record_size_limit is taken whatever it is",
                            new AnyLimit(),
                            LIMITS_ARE_IN_RANGE),
                    guard(
                            "one-limit",
                            "the peer's limit holds for both directions",
                            new OneLimit(),
                            EACH_DIRECTION_HAS_ITS_LIMIT),
                    guard(
                            "two-answers",
                            "a client takes the first of two answers",
                            new TwoAnswers(),
                            SIZES_ARE_ANSWERED_ALONE),
                    guard(
                            "smaller-first",
                            "a server that hears both extensions takes the smaller",
                            new SmallerFirst(),
                            LARGE_IS_PREFERRED),
                    guard(
                            "both-offered",
                            "a client offers both extensions",
                            new BothOffered(),
                            SIZES_ARE_OFFERED_ALONE),
                    guard(
                            "tireless-key",
                            "a key protects as many long records as short ones",
                            new TirelessKey(),
                            LONG_RECORDS_WEAR_KEYS_SOONER));

    private SizeGuards() {}

    /** The first vector that goes wrong, if one does. */
    static Optional<String> firstWrong(SizeCode code) {
        for (var group : VectorFiles.read(VectorKind.DTLS13_RECORD_SIZES).testGroups())
            for (var test : group.tests()) {
                var objection = code.objection(group, test);
                if (objection.isPresent())
                    return Optional.of(
                            "test %d, %s: %s"
                                    .formatted(test.tcId(), test.comment(), objection.get()));
            }
        return Optional.empty();
    }

    private static Guard guard(String bug, String story, SizeCode sick, Clause breaks) {
        return new Guard(bug, story, Set.of(breaks), LAW, () -> firstWrong(sick));
    }

    private static SizeExtensions withoutLarge(SizeExtensions terms) {
        return new SizeExtensions(terms.recordSize(), LargeRecords.OFF);
    }

    private static final class AnyLimit extends SizeCode {
        @Override
        protected Outcome offered(SizeExtensions terms, Extensions said) {
            var outcome = terms.offered(said);
            boolean isLimit =
                    outcome instanceof Outcome.Refused(var why)
                            && why.clause() == LIMITS_ARE_IN_RANGE;
            var data = said.find(terms.large().extension());
            return isLimit
                            && LargeRecordSizeLimit.decode(data.orElseThrow())
                                    instanceof Decoded.Value<LargeRecordSizeLimit>(var theirs)
                    ? new Outcome.Agreed(
                            new RecordSizes(
                                    terms.large().limit(),
                                    (int) theirs.limit(),
                                    LengthForm.VARIABLE))
                    : outcome;
        }
    }

    private static final class OneLimit extends SizeCode {
        @Override
        protected Outcome offered(SizeExtensions terms, Extensions said) {
            return terms.offered(said) instanceof Outcome.Agreed(var sizes)
                    ? new Outcome.Agreed(
                            new RecordSizes(sizes.write(), sizes.write(), sizes.lengths()))
                    : terms.offered(said);
        }
    }

    private static final class TwoAnswers extends SizeCode {
        @Override
        protected Outcome answered(SizeExtensions terms, Extensions said) {
            return terms.offered(said);
        }
    }

    private static final class SmallerFirst extends SizeCode {
        @Override
        protected Outcome offered(SizeExtensions terms, Extensions said) {
            return said.has(ExtensionType.RECORD_SIZE_LIMIT)
                    ? withoutLarge(terms).offered(said)
                    : terms.offered(said);
        }
    }

    private static final class BothOffered extends SizeCode {
        @Override
        protected List<Extension> offer(SizeExtensions terms) {
            return List.of(terms.offer(), withoutLarge(terms).offer());
        }
    }

    private static final class TirelessKey extends SizeCode {
        @Override
        protected long records(CipherSuite suite, int limit) {
            return suite.records();
        }
    }
}
