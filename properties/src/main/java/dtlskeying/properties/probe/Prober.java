package dtlskeying.properties.probe;

import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.KeySetsSpec;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Puts cases to a peer, one after the other or several at once, and tries again where it must. */
public final class Prober {
    private final Subject subject;
    private final Kit kit;
    private final Manner manner;

    /**
     * How cases are put.
     *
     * @param patience milliseconds to wait for an answer that is not sure to come
     * @param tries how often a case is played at most, if silence is all there is
     * @param jobs how many cases are played at once, 1 or more
     * @param segmentLifetime milliseconds for which the peer keeps the keys before a re-handshake
     */
    public record Manner(long patience, int tries, int jobs, long segmentLifetime) {
        public Manner {
            if (patience < 1 || tries < 1 || jobs < 1 || segmentLifetime < 1)
                throw new IllegalArgumentException("times, tries and jobs are 1 or more");
        }

        /** With the lifetime of a segment that the document names: two minutes. */
        public Manner(long patience, int tries, int jobs) {
            this(patience, tries, jobs, 1000L * KeySetsSpec.MAXIMUM_SEGMENT_LIFETIME);
        }
    }

    /** A prober of this subject. */
    public Prober(Subject subject, Kit kit, Manner manner) {
        this.subject = subject;
        this.kit = kit;
        this.manner = manner;
    }

    /**
     * Puts these cases.
     *
     * @param progress hears of each case as it ends, on one thread at a time
     * @return what they came to, in the order of the cases; fewer if the thread was interrupted, or
     *     the peer cannot be reached any more
     */
    public ProbeReport put(List<ProbeCase> cases, Consumer<CaseResult> progress) {
        var done = new ArrayList<CaseResult>();
        String trouble = "";
        var pool = Executors.newFixedThreadPool(manner.jobs());
        try {
            var started = new ArrayList<Future<CaseResult>>();
            for (ProbeCase each : cases) started.add(pool.submit(job(each, progress)));
            for (var future : started) done.add(future.get());
        } catch (InterruptedException enough) {
            trouble = "";
        } catch (ExecutionException failed) {
            trouble = trouble(failed.getCause());
        } finally {
            // Cases that have not begun are not put; one that is under way hears it, and cleans up.
            pool.shutdownNow();
            pool.close();
        }
        return new ProbeReport(cases.size(), done, trouble);
    }

    private static String trouble(Throwable cause) {
        return switch (cause) {
            case Stopped _ -> "";
            case ProbeTrouble trouble -> trouble.getMessage();
            default -> throw new AssertionError("a case failed", cause);
        };
    }

    private Callable<CaseResult> job(ProbeCase each, Consumer<CaseResult> progress) {
        return () -> {
            var result = put(each);
            synchronized (progress) {
                progress.accept(result);
            }
            return result;
        };
    }

    /** One play of a case. */
    private record Played(Finding finding, List<String> steps) {
        private static Played unfit(Role role) {
            return new Played(new Finding.Unmet("it is not for a " + role.text()), List.of());
        }
    }

    /** Puts one case, as often as it takes. */
    CaseResult put(ProbeCase each) {
        long start = System.nanoTime();
        Played last;
        int played = 0;
        if (!each.peers().contains(subject.role())) last = Played.unfit(subject.role());
        else
            do last = playOrAgain(each, played++);
            while (isToBeTriedAgain(last.finding()) && played < manner.tries());
        if (isToBeTriedAgain(last.finding()) && subject.doubt().isPresent())
            throw new ProbeTrouble(subject.doubt().get(), null);
        return new CaseResult(
                each,
                Outcome.of(last.finding(), each.clause()),
                last.finding().words(),
                last.steps(),
                played,
                (System.nanoTime() - start) / 1_000_000);
    }

    private static boolean isToBeTriedAgain(Finding finding) {
        return switch (finding) {
            case Finding.Silence _, Finding.Mute _, Finding.Unclear _ -> true;
            case Finding.Kept _, Finding.Broken _, Finding.Unmet _ -> false;
        };
    }

    /** A peer that is sure to be there gets a second chance: its port may have been taken. */
    private Played playOrAgain(ProbeCase each, int number) {
        try {
            return play(each, number);
        } catch (ProbeTrouble once) {
            if (subject.doubt().isPresent()) throw once;
            return play(each, number);
        }
    }

    private Played play(ProbeCase each, int number) {
        var own = kit.entropy().child(each.id()).child("try " + number);
        try (var stage = new Stage(subject, new Kit(kit.identity(), kit.today(), own), manner)) {
            var finding = each.scenario().play(stage);
            return new Played(finding, stage.steps());
        }
    }
}
