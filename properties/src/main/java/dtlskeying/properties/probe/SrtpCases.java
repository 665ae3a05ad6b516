package dtlskeying.properties.probe;

import java.util.ArrayList;
import java.util.List;

/** {@code probe srtp}: DTLS-SRTP, and DTLS 1.2 as far as it bears on it. */
public final class SrtpCases {
    private SrtpCases() {}

    /** All cases, those of the document's own sections first. */
    public static List<ProbeCase> all() {
        var cases = new ArrayList<>(handshake());
        cases.addAll(media());
        return List.copyOf(cases);
    }

    /** Those that any peer can be asked. */
    public static List<ProbeCase> handshake() {
        var cases = new ArrayList<ProbeCase>();
        cases.addAll(UseSrtpServerCases.all());
        cases.addAll(UseSrtpClientCases.all());
        cases.addAll(Hello12ClientCases.all());
        cases.addAll(Hello12ServerCases.all());
        cases.addAll(Afterwards12Cases.all());
        cases.addAll(Record12Cases.all());
        cases.addAll(FragmentCases.all());
        return List.copyOf(cases);
    }

    /** Those of media, for peers that have some, and most for those that send it back. */
    public static List<ProbeCase> media() {
        var cases = new ArrayList<>(MediaCases.all());
        cases.addAll(RekeyMediaCases.all());
        return List.copyOf(cases);
    }
}
