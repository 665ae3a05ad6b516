package dtlskeying.properties.probe;

import java.util.ArrayList;
import java.util.List;

/** {@code probe dtls13}: DTLS 1.3 with its records, ACKs and key updates. */
public final class Dtls13Cases {
    private Dtls13Cases() {}

    /** All cases: hellos, SRTP, what is said under keys, records, and what comes afterwards. */
    public static List<ProbeCase> all() {
        var cases = new ArrayList<ProbeCase>();
        cases.addAll(Hello13ServerCases.all());
        cases.addAll(Flight13Cases.all());
        cases.addAll(Hello13ClientCases.all());
        cases.addAll(srtp());
        cases.addAll(Encrypted13Cases.all());
        cases.addAll(RecordSize13Cases.all());
        cases.addAll(Record13Cases.all());
        cases.addAll(KeyUpdate13Cases.all());
        cases.addAll(Afterwards13Cases.all());
        return List.copyOf(cases);
    }

    /** Those of use_srtp. */
    public static List<ProbeCase> srtp() {
        var cases = new ArrayList<>(UseSrtpServerCases.newer());
        cases.addAll(UseSrtp13ClientCases.all());
        return List.copyOf(cases);
    }
}
