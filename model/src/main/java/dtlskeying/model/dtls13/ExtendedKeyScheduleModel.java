package dtlskeying.model.dtls13;

import static dtlskeying.model.dtls13.KeyScheduleModel.derive;
import static dtlskeying.model.dtls13.KeyScheduleModel.nothingHashed;

import dtlskeying.model.dtls13.KeyScheduleModel.Extract;
import dtlskeying.model.dtls13.KeyScheduleModel.Given;
import dtlskeying.model.dtls13.KeyScheduleModel.Hashed;
import dtlskeying.model.dtls13.KeyScheduleModel.Joined;
import dtlskeying.model.dtls13.KeyScheduleModel.Term;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Role;

import java.util.List;

/**
 * draft-ietf-tls-extended-key-update §7 and §10 as terms: what every secret of a generation is made
 * of, and no byte computed.
 *
 * <p>Given are, by name, the hashes up to the {@code server finished} and the {@code client
 * finished}, and for each generation n from 1 on {@code request n}, {@code response n} (whole
 * messages with the header of TLS) and {@code shared n}.
 */
public final class ExtendedKeyScheduleModel {
    private ExtendedKeyScheduleModel() {}

    /** The transcript hash of a generation: that of the one before, and what was said since. */
    @Cites({"extended-key-update/7/a", "extended-key-update/7/b"})
    public static Term transcriptHash(int generation) {
        if (generation == 0) return new Given("client finished");
        return new Hashed(
                new Joined(
                        List.of(
                                transcriptHash(generation - 1),
                                new Given("request " + generation),
                                new Given("response " + generation))));
    }

    /** The main secret of a generation. */
    @Cites({"extended-key-update/7/c", "extended-key-update/8/a"})
    public static Term main(int generation) {
        if (generation == 0) return KeyScheduleModel.main();
        return new Extract(
                derive(main(generation - 1), "derived", nothingHashed()),
                new Given("shared " + generation));
    }

    /** What that side protects its traffic with. */
    @Cites("extended-key-update/7/d")
    public static Term applicationTraffic(Role side, int generation) {
        if (generation == 0) return KeyScheduleModel.applicationTraffic(side);
        String label = (side == Role.CLIENT ? "c" : "s") + " ap traffic";
        return derive(main(generation), label, transcriptHash(generation));
    }

    /** What those export from who follow the updates. */
    @Cites({"extended-key-update/10.1/a", "extended-key-update/10.2/a"})
    public static Term exporter(int generation) {
        return generation == 0
                ? derive(main(0), "exporter eku", new Given("server finished"))
                : derive(main(generation), "exp master", transcriptHash(generation));
    }

    /**
     * What a line of a key log is called.
     *
     * @param secret the name of the secret, such as {@code CLIENT_TRAFFIC_SECRET}
     */
    @Cites("extended-key-update/9/a")
    public static String keyLogLabel(String secret, int generation) {
        return secret + "_" + generation;
    }
}
