package dtlskeying.impl.dtls13;

import dtlskeying.impl.crypto.Secret;

import java.util.ArrayList;
import java.util.List;

/** The secrets of an association as a key log has them (RFC 9850). */
record KeyLog(Session session, Traffic traffic) {
    /** Those of the newest generation. */
    List<String> lines() {
        if (traffic instanceof Traffic.Renewing renewing && renewing.newest().number() > 0)
            return renewed(renewing.newest());
        var lines = new ArrayList<String>();
        lines.add(line("CLIENT_HANDSHAKE_TRAFFIC_SECRET", session.handshake().client()));
        lines.add(line("SERVER_HANDSHAKE_TRAFFIC_SECRET", session.handshake().server()));
        lines.add(line("CLIENT_TRAFFIC_SECRET_0", session.traffic().client()));
        lines.add(line("SERVER_TRAFFIC_SECRET_0", session.traffic().server()));
        lines.add(line("EXPORTER_SECRET", session.traffic().exporter()));
        if (traffic instanceof Traffic.Renewing renewing)
            lines.add(line("EXPORTER_SECRET_0", renewing.newest().exporter()));
        return List.copyOf(lines);
    }

    private List<String> renewed(Generation newest) {
        return List.of(
                line(
                        Generation.keyLogLabel("CLIENT_TRAFFIC_SECRET", newest.number()),
                        newest.client()),
                line(
                        Generation.keyLogLabel("SERVER_TRAFFIC_SECRET", newest.number()),
                        newest.server()),
                line(
                        Generation.keyLogLabel("EXPORTER_SECRET", newest.number()),
                        newest.exporter()));
    }

    /** What the key exchange gave, as long as it is kept. */
    List<String> keyExchangeLines() {
        Secret shared = session.handshake().shared();
        return shared.isEmpty() ? List.of() : List.of(line(Association.SHARED_SECRET, shared));
    }

    private String line(String label, Secret secret) {
        String random = session.terms().clientRandom().toHex();
        return label + " " + random + " " + secret.octets().toHex();
    }
}
