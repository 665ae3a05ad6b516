package dtlskeying.properties.explain;

import dtlskeying.properties.RecordedRun;

import java.util.LinkedHashMap;
import java.util.Map;

/** A few runs with fixed seeds, small, that show all that there is to show. */
final class Runs {
    private static final Map<String, RecordedRun> ALL = make();

    private Runs() {}

    private static Map<String, RecordedRun> make() {
        var all = new LinkedHashMap<String, RecordedRun>();
        all.put(
                "srtp-1.2-rehandshake",
                RecordedRun.of(
                        "run srtp --dtls 1.2 --seed 5 --loss 10% --duplicate 5% --mki 01"
                                + " --rehandshake 1 --packets 4"));
        all.put(
                "srtp-1.3-retry",
                RecordedRun.of(
                        "run srtp --dtls 1.3 --seed 4 --profiles SRTP_AEAD_AES_128_GCM"
                                + " --packets 2"));
        all.put(
                "srtp-1.3-fresh-association",
                RecordedRun.of("run srtp --dtls 1.3 --seed 6 --rehandshake 1 --packets 3"));
        all.put(
                "chunk-update",
                RecordedRun.of(
                        "run chunk --memory --seed 5 --messages 3 --sizes 20 --rekey-every 2"
                                + " --loss 5%"));
        all.put(
                "chunk-restart",
                RecordedRun.of("run chunk --memory --seed 8 --messages 1 --sizes 20 --restart"));
        return all;
    }

    static Map<String, RecordedRun> all() {
        return ALL;
    }

    static Explanation explained(String name) {
        RecordedRun run = ALL.get(name);
        return Explanation.of(name, run.trace(), run.keyLog());
    }
}
