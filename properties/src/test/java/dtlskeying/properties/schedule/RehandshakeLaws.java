package dtlskeying.properties.schedule;

import dtlskeying.properties.schedule.Happening.Did;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.DataProtection;
import dtlskeying.spec.srtp.Mki;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What every course obeys that starts with another handshake inside an association (§5.2). */
final class RehandshakeLaws {
    static final ScheduleLaw P09 =
            new ScheduleLaw(
                    "P09 TamperedHelloNeverCompletes, in a re-handshake", RehandshakeLaws::bidDown);
    static final ScheduleLaw P37 =
            new ScheduleLaw(
                    "P37 RekeyDoesNotInterruptMedia: injections stop no re-handshake",
                    RehandshakeLaws::stopped);

    /** Longer than all timers together: nobody does anything any more. */
    private static final Event LONG_AFTERWARDS = new Event.Tick(600_000);

    private RehandshakeLaws() {}

    /** Whoever completes has what the client's user wanted, and what was agreed on before. */
    private static Optional<String> bidDown(Course course) {
        for (Did did : course.happenings(Did.class).toList()) {
            if (!(did.effect() instanceof Effect.Completed(var handshake, _, var data, _)))
                continue;
            var before = course.start().end(did.at()).dtls().dataProtection();
            if (!(before instanceof DataProtection.Srtp(var profile, var mki)
                    && data instanceof DataProtection.Srtp(var now, var next)))
                return Optional.of("the %s goes on without SRTP".formatted(did.at().text()));
            if (!now.equals(profile))
                return Optional.of("the %s settles for %s".formatted(did.at().text(), now));
            if (mki.isNone() != next.isNone() || mki.equals(next) && !mki.isNone())
                return Optional.of("handshake %d has the MKI %s".formatted(handshake, next));
            var asked = asked(course);
            if (!asked.isEmpty() && asked.stream().noneMatch(next::equals))
                return Optional.of("nobody offered the MKI " + next);
        }
        return Optional.empty();
    }

    /** What clients' users offered, if no server's user made a client choose for itself. */
    private static List<Mki> asked(Course course) {
        var asked = new ArrayList<Mki>();
        for (var step : course.steps())
            if (step.event() instanceof Event.Rehandshake(var side, var mki)) {
                if (side == Role.SERVER) return List.of();
                asked.add(mki);
            }
        return asked;
    }

    private static Optional<String> stopped(Course course) {
        boolean wanted =
                course.steps().stream().anyMatch(step -> step.event() instanceof Event.Rehandshake);
        if (!wanted) return Optional.empty();
        World end = course.end().step(LONG_AFTERWARDS).world();
        if (!end.isEstablished()) return Optional.of("the association is over");
        for (Role role : Role.values())
            if (end.end(role).dtls().handshakes() < 2)
                return Optional.of("the %s has no new keys".formatted(role.text()));
        return end.client().dtls().keyLogLine().equals(end.server().dtls().keyLogLine())
                ? Optional.empty()
                : Optional.of("the ends have different keys");
    }
}
