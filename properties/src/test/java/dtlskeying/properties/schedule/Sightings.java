package dtlskeying.properties.schedule;

import dtlskeying.impl.dtls12.RecordHeader;
import dtlskeying.properties.schedule.DatagramName.Path;
import dtlskeying.properties.schedule.Happening.Arrived;
import dtlskeying.properties.schedule.Happening.Did;
import dtlskeying.properties.schedule.Happening.Origin;
import dtlskeying.properties.schedule.Happening.Processed;
import dtlskeying.spec.dtls.AssociationSpec.Effect;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/** What is to be seen in the course of a schedule that was worth drawing. */
enum Sightings implements Predicate<Course> {
    /** A datagram arrives behind one that was sent later. */
    REORDERED {
        @Override
        public boolean test(Course course) {
            var latest = new int[Path.values().length * 2];
            return course.happenings(Arrived.class)
                    .filter(arrived -> arrived.origin() == Origin.NETWORK)
                    .anyMatch(arrived -> isBehind(arrived.datagram(), latest));
        }
    },
    /** The network brings a datagram twice. */
    DUPLICATED {
        @Override
        public boolean test(Course course) {
            var seen = new HashSet<DatagramName>();
            return course.happenings(Arrived.class)
                    .filter(arrived -> arrived.origin() == Origin.NETWORK)
                    .anyMatch(arrived -> !seen.add(arrived.datagram()));
        }
    },
    /** What the attacker made gets as far as the keys of a record layer or of SRTP. */
    FORGED_IN_A_LIVE_EPOCH {
        @Override
        public boolean test(Course course) {
            return course.happenings(Arrived.class)
                    .filter(arrived -> arrived.origin() == Origin.ATTACKER)
                    .anyMatch(arrived -> meetsRecordKeys(arrived) || meetsMediaKeys(arrived));
        }
    },
    /** A flight is sent again. */
    RETRANSMITTED {
        @Override
        public boolean test(Course course) {
            return course.happenings(Did.class)
                    .anyMatch(did ->
                            did.effect() instanceof Effect.FlightSent(_, var again) && again);
        }
    },
    /** A hello with another use_srtp is heard, and the handshake goes on. */
    TAMPERED_HELLO_HEARD {
        @Override
        public boolean test(Course course) {
            return course.happenings(Arrived.class)
                    .anyMatch(arrived -> HandshakeLaws.hearsTampered(course, arrived));
        }
    },
    /** Both ends complete another handshake. */
    REHANDSHAKEN {
        @Override
        public boolean test(Course course) {
            return course.end().client().dtls().handshakes() > 1
                    && course.end().server().dtls().handshakes() > 1;
        }
    },
    /** Both ends complete. */
    ESTABLISHED {
        @Override
        public boolean test(Course course) {
            return course.end().isEstablished();
        }
    };

    /** Of schedules with the seeds from 0 on, the percentage in which each is to be seen. */
    static Map<Sightings, Integer> percentages(LongFunction<Schedule> drawing, int schedules) {
        var seen = new EnumMap<Sightings, Integer>(Sightings.class);
        for (Sightings sighting : values()) seen.put(sighting, 0);
        for (int seed = 0; seed < schedules; seed++) {
            Course course = Course.of(drawing.apply(seed), Stack.OURS);
            for (Sightings sighting : values())
                if (sighting.test(course)) seen.merge(sighting, 1, Integer::sum);
        }
        seen.replaceAll((_, count) -> 100 * count / schedules);
        return seen;
    }

    private static boolean isBehind(DatagramName name, int[] latest) {
        int lane = name.from().ordinal() * Path.values().length + name.path().ordinal();
        boolean behind = name.number() < latest[lane];
        latest[lane] = Math.max(latest[lane], name.number());
        return behind;
    }

    private static boolean meetsRecordKeys(Arrived arrived) {
        return arrived.before().dtls().isEstablished()
                && RecordHeader.read(arrived.bytes()).records().stream()
                        .anyMatch(record -> record.epoch().number() == 1);
    }

    private static boolean meetsMediaKeys(Arrived arrived) {
        return arrived.consequences().stream()
                .anyMatch(h -> h instanceof Processed(_, _, var hasKeys) && hasKeys);
    }
}
