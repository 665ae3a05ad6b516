package dtlskeying.properties.srtp;

import dtlskeying.impl.srtp.FailureRecords;
import dtlskeying.impl.srtp.SsrcMapping;
import dtlskeying.impl.srtp.SsrcTable;
import dtlskeying.model.srtp.SsrcFacts;
import dtlskeying.model.srtp.SsrcMappingModel;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.spec.Reading;
import dtlskeying.spec.srtp.Ssrc;
import dtlskeying.spec.srtp.SsrcMappingSpec.Effect;
import dtlskeying.spec.srtp.SsrcMappingSpec.Input;
import dtlskeying.spec.srtp.SsrcMappingSpec.Limits;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** §5.1.2 and §7.4 as the judge sees them, with limits scaled down. */
public final class SsrcMappingChapter {
    /** Two failures give a source up, one source is on record, three failures are a flood. */
    public static final Limits LIMITS = new Limits(2, 10, 1, 3);

    private static final Ssrc ONE = new Ssrc(1);
    private static final Ssrc TWO = new Ssrc(2);

    /** The machine and the model of the SSRC table. */
    public static final Chapter<SsrcMapping, Input, Effect, SsrcFacts> CHAPTER =
            new Chapter<>(
                    "srtp/SsrcMapping",
                    List.of(
                            new Start<>(
                                    "an endpoint without associations",
                                    SsrcMapping.start(LIMITS),
                                    SsrcFacts.start(LIMITS)),
                            forked(),
                            flooded()),
                    inputs(),
                    SsrcMapping::on,
                    new SsrcMappingModel(Reading.defaults()),
                    state -> state instanceof SsrcMapping.Gone);

    private SsrcMappingChapter() {}

    private static Start<SsrcMapping, SsrcFacts> forked() {
        var table = new SsrcTable(List.of(1, 2), new TreeMap<>(), new TreeSet<>(Set.of(TWO)));
        return new Start<>(
                "a forked call with a source of its own",
                new SsrcMapping.Calm(table, FailureRecords.none(LIMITS)),
                facts(Set.of(1, 2), Map.of(), Map.of(), 0, Set.of(TWO)));
    }

    private static Start<SsrcMapping, SsrcFacts> flooded() {
        var known = Map.of(ONE, 1);
        var table = new SsrcTable(List.of(1), new TreeMap<>(known), new TreeSet<>());
        var failures = new TreeMap<>(Map.of(TWO, new FailureRecords.Failures(1, 0)));
        return new Start<>(
                "a flooded endpoint that knows a source",
                new SsrcMapping.Flooded(table, new FailureRecords(LIMITS, failures, 0, 3)),
                facts(
                        Set.of(1),
                        known,
                        Map.of(TWO, new SsrcFacts.Failing(1, 0, false)),
                        3,
                        Set.of()));
    }

    private static SsrcFacts facts(
            Set<Integer> open,
            Map<Ssrc, Integer> known,
            Map<Ssrc, SsrcFacts.Failing> failing,
            int failures,
            Set<Ssrc> local) {
        return new SsrcFacts(
                LIMITS, open, open, known, failing, failures, 0, local, Set.of(), false);
    }

    private static List<Input> inputs() {
        return List.of(
                new Input.Opened(1),
                new Input.Opened(3),
                new Input.Closed(1),
                new Input.Arrived(ONE, false, 1),
                new Input.Arrived(ONE, true, 2),
                new Input.Arrived(ONE, false, 0),
                new Input.Arrived(TWO, true, 1),
                new Input.Arrived(TWO, false, 0),
                new Input.Turn(TWO, 1),
                new Input.Turn(ONE, 0),
                new Input.Use(ONE),
                new Input.Use(TWO),
                new Input.Passed(4),
                new Input.Passed(10),
                new Input.Deleted());
    }
}
