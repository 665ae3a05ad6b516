package dtlskeying.properties.probe;

import java.util.ArrayList;
import java.util.List;

/** {@code probe dtls13}: DTLS 1.3 with its records, ACKs and key updates. */
public final class Dtls13Cases {
    private Dtls13Cases() {}

    /** All cases: hellos, records, and what comes after the handshake. */
    public static List<ProbeCase> all() {
        var cases = new ArrayList<ProbeCase>();
        cases.addAll(Hello13ServerCases.all());
        cases.addAll(Hello13ClientCases.all());
        cases.addAll(Record13Cases.all());
        cases.addAll(Afterwards13Cases.all());
        return List.copyOf(cases);
    }
}
