package dtlskeying.properties.dtls13;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.KeySchedule;
import dtlskeying.impl.dtls13.TrafficKeys;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.vectors.Fields;
import dtlskeying.vectors.VectorFiles;
import dtlskeying.vectors.VectorGroup;
import dtlskeying.vectors.VectorKind;
import dtlskeying.vectors.VectorTest;

import java.util.Optional;
import java.util.function.UnaryOperator;

/** Our key schedule, as far as a bug may replace it. Each method does what we do. */
class ScheduleCode {
    /** The name of the law that every vector is derived as it says. */
    static final String LAW = "every vector of the key schedule is derived as it says";

    String prefix(String wanted) {
        return wanted;
    }

    Secret main(KeySchedule schedule, Secret handshake) {
        return schedule.main(handshake);
    }

    Secret updated(KeySchedule schedule, Secret traffic) {
        return schedule.updated(traffic);
    }

    TrafficKeys keys(KeySchedule schedule, CipherSuite suite, Secret traffic) {
        return schedule.keys(suite.aead(), traffic);
    }

    Octets finished(KeySchedule schedule, Secret handshakeTraffic, Secret other, Octets hash) {
        return schedule.verifyData(handshakeTraffic, hash);
    }

    Secret exported(KeySchedule schedule, Secret exporter, String label, Octets context) {
        return schedule.export(exporter, label, context, 32);
    }

    /** The first vector that goes wrong, if one does. */
    final Optional<String> firstWrong() {
        for (VectorGroup group : VectorFiles.read(VectorKind.DTLS13_KEY_SCHEDULE).testGroups())
            for (VectorTest test : group.tests()) {
                String wrong = wrong(group.fields(), test.fields());
                if (!wrong.isEmpty()) return Optional.of("test " + test.tcId() + ": " + wrong);
            }
        return Optional.empty();
    }

    private String wrong(Fields group, Fields test) {
        var suite = CipherSuite.valueOf(group.text("suite"));
        var schedule = new KeySchedule(suite.hash(), prefix(group.text("prefix")));
        Secret handshake = schedule.handshake(Secret.of(test.octets("shared")));
        if (!handshake.octets().equals(test.octets("handshake"))) return "handshake";
        Secret main = main(schedule, handshake);
        if (!main.octets().equals(test.octets("main"))) return "main";
        Octets toFinished = test.octets("hashToServerFinished");
        Secret exporter = schedule.exporter(main, toFinished);
        Octets context = test.octets("context");
        Secret exported = exported(schedule, exporter, group.text("exporterLabel"), context);
        if (!exported.octets().equals(test.octets("exported"))) return "exported";
        for (Role role : Role.values()) {
            String wrong = wrongSide(schedule, suite, handshake, main, role, test);
            if (!wrong.isEmpty()) return role.text() + " " + wrong;
        }
        return "";
    }

    private String wrongSide(
            KeySchedule schedule,
            CipherSuite suite,
            Secret handshake,
            Secret main,
            Role role,
            Fields test) {
        Fields side = test.fields(role.text());
        Octets toHello = test.octets("hashToServerHello");
        Octets toFinished = test.octets("hashToServerFinished");
        Secret early = schedule.handshakeTraffic(role, handshake, toHello);
        Secret other = schedule.handshakeTraffic(role.peer(), handshake, toHello);
        Secret traffic = schedule.applicationTraffic(role, main, toFinished);
        if (!early.octets().equals(side.octets("handshakeTraffic"))) return "handshakeTraffic";
        if (!traffic.octets().equals(side.octets("applicationTraffic"))) return "traffic";
        if (!updated(schedule, traffic).octets().equals(side.octets("updated"))) return "updated";
        if (!finished(schedule, early, other, toFinished).equals(side.octets("finished")))
            return "finished";
        var keys = keys(schedule, suite, traffic);
        Fields wanted = side.fields("applicationKeys");
        return keys.key().octets().equals(wanted.octets("key"))
                        && keys.iv().octets().equals(wanted.octets("iv"))
                        && keys.numberKey().octets().equals(wanted.octets("sn"))
                ? ""
                : "keys";
    }

    /** The schedule with other labels. */
    static ScheduleCode labelled(UnaryOperator<String> prefix) {
        return new ScheduleCode() {
            @Override
            String prefix(String wanted) {
                return prefix.apply(wanted);
            }
        };
    }
}
