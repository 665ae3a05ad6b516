package dtlskeying.properties.schedule;

import dtlskeying.properties.schedule.Happening.Arrived;
import dtlskeying.properties.schedule.Happening.Did;
import dtlskeying.properties.schedule.Happening.Sent;
import dtlskeying.properties.schedule.Party.Channel;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.DataProtection;
import dtlskeying.spec.dtls.MessageName;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec;

import java.util.Optional;

/** What every course obeys: who agrees with whom on what, and who completes. */
final class HandshakeLaws {
    static final ScheduleLaw P09 =
            new ScheduleLaw("P09 TamperedHelloNeverCompletes", HandshakeLaws::tampered);
    static final ScheduleLaw P12 =
            new ScheduleLaw("P12 PeersAgreePerDirection", HandshakeLaws::disagreeing);
    static final ScheduleLaw P42 =
            new ScheduleLaw(
                    "P42 CompletionImpliesMutualAuthAndEqualClaims", HandshakeLaws::unequal);
    static final ScheduleLaw P63 =
            new ScheduleLaw("P63 FragmentReassemblyConfluent", HandshakeLaws::divergent);
    static final ScheduleLaw P64 =
            new ScheduleLaw("P64 HandshakeCompletesUnderFairLoss", HandshakeLaws::incomplete);
    static final ScheduleLaw P65 =
            new ScheduleLaw("P65 CookieExchangeKeepsNoState", HandshakeLaws::remembered);

    /** Every flight is sent nine times, and the last one answered eight times. */
    private static final int SURVIVABLE_LOSSES = 7;

    /** Longer than all timers together: the network is well again. */
    private static final Event LONG_AFTERWARDS = new Event.Tick(600_000);

    private HandshakeLaws() {}

    private static Optional<String> tampered(Course course) {
        boolean heard = false;
        for (Happening happening : course.happenings().toList()) {
            if (heard && happening instanceof Did(_, _, Effect.Completed _))
                return Optional.of("after a tampered hello, " + happening);
            heard |= happening instanceof Arrived arrived && hearsTampered(course, arrived);
        }
        return Optional.empty();
    }

    /** A server that only asks for a cookie has not heard anything yet. */
    static boolean hearsTampered(Course course, Arrived arrived) {
        Octets original = course.end().traffic().sent().get(arrived.datagram());
        boolean changed = !Hellos.useSrtp(arrived.bytes()).equals(Hellos.useSrtp(original));
        return changed
                && !arrived.after().dtls().isIdle()
                && arrived.consequences().stream().anyMatch(HandshakeLaws::isHelloHeard);
    }

    private static boolean isHelloHeard(Happening happening) {
        return happening instanceof Did(_, _, Effect.MessageHeard(var message))
                && (message == MessageName.CLIENT_HELLO || message == MessageName.SERVER_HELLO);
    }

    /** An end that has completed one handshake more has other keys until its peer has, too. */
    private static Optional<String> disagreeing(Course course) {
        int ahead =
                course.end().client().dtls().handshakes()
                        - course.end().server().dtls().handshakes();
        if (ahead != 0) return Optional.empty();
        var client = course.end().client().media();
        var server = course.end().server().media();
        if (!(client instanceof Channel.Open(var ours, _, _))) return Optional.empty();
        if (!(server instanceof Channel.Open(var theirs, _, _))) return Optional.empty();
        boolean agree = ours.write().equals(theirs.read()) && ours.read().equals(theirs.write());
        if (!agree) return Optional.of("the ends have different keys");
        if (!ours.mki().equals(theirs.mki())) return Optional.of("the ends have different MKIs");
        boolean apart =
                !ours.write().rtp().encryption().equals(ours.read().rtp().encryption())
                        && !ours.write().rtcp().encryption().equals(ours.read().rtcp().encryption())
                        && !ours.write()
                                .rtp()
                                .encryption()
                                .equals(ours.write().rtcp().encryption());
        return apart ? Optional.empty() : Optional.of("two directions have one key");
    }

    private static Optional<String> unequal(Course course) {
        for (Did did : course.happenings(Did.class).toList()) {
            if (!(did.effect() instanceof Effect.Completed(_, _, var data, var certificates)))
                continue;
            Octets peer = Start.certificate(did.at() == Role.CLIENT);
            if (certificates.isEmpty() || !certificates.getFirst().equals(peer))
                return Optional.of("the %s believes a stranger".formatted(did.at().text()));
            if (!data.equals(honest(course, data)))
                return Optional.of("the %s settles for %s".formatted(did.at().text(), data));
        }
        return course.end().isEstablished() ? unequalClaims(course.end()) : Optional.empty();
    }

    /** Both ends want the same, so that the first profile is the only honest choice. */
    private static DataProtection honest(Course course, DataProtection claimed) {
        return course.end().traffic().sent().values().stream()
                .flatMap(datagram -> Hellos.useSrtp(datagram).stream())
                .findFirst()
                .map(Hellos::firstChoice)
                .orElse(claimed);
    }

    private static Optional<String> unequalClaims(World world) {
        var client = world.client().dtls();
        var server = world.server().dtls();
        boolean equal =
                client.cipherSuite() == server.cipherSuite()
                        && client.dataProtection().equals(server.dataProtection())
                        && client.keyLogLine().equals(server.keyLogLine());
        return equal ? Optional.empty() : Optional.of("both are done, and disagree");
    }

    private static Optional<String> divergent(Course course) {
        World end = course.end().step(LONG_AFTERWARDS).world();
        if (!end.isEstablished()) return Optional.of("the handshake does not complete");
        World straight = course.start().step(LONG_AFTERWARDS).world();
        String label = SrtpKeyDerivationSpec.LABEL;
        for (Role role : Role.values()) {
            var here = end.end(role).dtls().export(label, 60);
            if (!here.equals(straight.end(role).dtls().export(label, 60)))
                return Optional.of("the order of arrival changes the keys of the " + role.text());
        }
        return Optional.empty();
    }

    private static Optional<String> incomplete(Course course) {
        long lost =
                course.steps().stream().filter(step -> step.event() instanceof Event.Lose).count();
        boolean complete = course.end().step(LONG_AFTERWARDS).world().isEstablished();
        if (complete || lost > SURVIVABLE_LOSSES) return Optional.empty();
        return Optional.of("the handshake does not complete after %d losses".formatted(lost));
    }

    private static Optional<String> remembered(Course course) {
        var cookies = new StringBuilder();
        for (Happening happening : course.happenings().toList()) {
            if (happening instanceof Sent(var from, _, var bytes) && from == Role.SERVER)
                cookies.append(bytes.toHex());
            if (!(happening instanceof Arrived arrived)) continue;
            if (arrived.at() != Role.SERVER || !arrived.before().dtls().isIdle()) continue;
            if (arrived.after().dtls().equals(arrived.before().dtls())) continue;
            Octets cookie = Hellos.cookie(arrived.bytes()).orElse(Octets.EMPTY);
            boolean returned = !cookie.isEmpty() && cookies.indexOf(cookie.toHex()) >= 0;
            if (!returned) return Optional.of("the server keeps something of " + arrived);
        }
        return Optional.empty();
    }
}
