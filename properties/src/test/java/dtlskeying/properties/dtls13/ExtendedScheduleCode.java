package dtlskeying.properties.dtls13;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.ExtendedKeySchedule;
import dtlskeying.impl.dtls13.Generation;
import dtlskeying.impl.dtls13.KeySchedule;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.vectors.Fields;
import dtlskeying.vectors.VectorFiles;
import dtlskeying.vectors.VectorGroup;
import dtlskeying.vectors.VectorKind;
import dtlskeying.vectors.VectorTest;

import java.util.Optional;

/** Our extended key schedule, as far as a bug may replace it. Each method does what we do. */
class ExtendedScheduleCode {
    /** The name of the law that every vector is derived as it says. */
    static final String LAW = "P56 every generation of the vectors is derived as it says";

    Octets first(Fields test) {
        return test.octets("hashToClientFinished");
    }

    Octets hashed(Octets message) {
        return message;
    }

    Octets transcriptHash(ExtendedKeySchedule schedule, Octets before, Fields exchange) {
        return schedule.transcriptHash(
                before, hashed(exchange.octets("request")), hashed(exchange.octets("response")));
    }

    Octets context(CipherSuite suite, Octets transcriptHash) {
        return transcriptHash;
    }

    Secret main(ExtendedKeySchedule schedule, Secret before, Octets shared) {
        return schedule.main(schedule.salt(before), Secret.of(shared));
    }

    Secret traffic(KeySchedule schedule, Role role, Secret main, Octets hash) {
        return schedule.applicationTraffic(role, main, hash);
    }

    Secret firstExporter(ExtendedKeySchedule schedule, Secret main, Octets hash) {
        return schedule.firstExporter(main, hash);
    }

    Secret exporter(KeySchedule schedule, Secret first, Secret main, Octets hash) {
        return schedule.exporter(main, hash);
    }

    String label(String secret, long generation) {
        return Generation.keyLogLabel(secret, generation);
    }

    /** The first vector that goes wrong, if one does. */
    final Optional<String> firstWrong() {
        var groups = VectorFiles.read(VectorKind.DTLS13_EXTENDED_KEY_SCHEDULE).testGroups();
        for (VectorGroup group : groups)
            for (VectorTest test : group.tests()) {
                var suite = CipherSuite.valueOf(group.fields().text("suite"));
                String wrong = wrong(suite, test.fields());
                if (!wrong.isEmpty()) return Optional.of("test " + test.tcId() + ": " + wrong);
            }
        return Optional.empty();
    }

    private String wrong(CipherSuite suite, Fields test) {
        var schedule = ExtendedKeySchedule.of(suite);
        Secret main = Secret.of(test.octets("mainSecret"));
        Secret first = firstExporter(schedule, main, test.octets("hashToServerFinished"));
        if (!first.octets().equals(test.octets("exporterSecret"))) return "the first exporter";
        Octets hash = first(test);
        long number = 0;
        for (Fields exchange : test.list("generations")) {
            hash = transcriptHash(schedule, hash, exchange);
            main = main(schedule, main, exchange.octets("sharedSecret"));
            if (!main.octets().equals(exchange.octets("mainSecret"))) return "mainSecret";
            if (!hash.equals(exchange.octets("transcriptHash"))) return "transcriptHash";
            if (!isLabelled(exchange, ++number)) return "a label of the key log";
            String wrong = wrong(suite, first, main, context(suite, hash), exchange);
            if (!wrong.isEmpty()) return wrong;
        }
        return "";
    }

    private boolean isLabelled(Fields exchange, long number) {
        return label("CLIENT_TRAFFIC_SECRET", number).equals(exchange.text("clientLabel"))
                && label("SERVER_TRAFFIC_SECRET", number).equals(exchange.text("serverLabel"))
                && label("EXPORTER_SECRET", number).equals(exchange.text("exporterLabel"));
    }

    private String wrong(
            CipherSuite suite, Secret first, Secret main, Octets context, Fields exchange) {
        var schedule = KeySchedule.of(suite);
        Secret exporter = exporter(schedule, first, main, context);
        if (!exporter.octets().equals(exchange.octets("exporterSecret"))) return "exporterSecret";
        for (Role role : Role.values()) {
            Octets wanted = exchange.fields(role.text()).octets("trafficSecret");
            if (!traffic(schedule, role, main, context).octets().equals(wanted)) return "traffic";
        }
        return "";
    }
}
