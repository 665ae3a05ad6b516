package dtlskeying.properties.dtls12;

import dtlskeying.impl.Step;
import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.KeyKind;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.dtls12.Association;
import dtlskeying.impl.dtls12.Cookies;
import dtlskeying.impl.dtls12.SessionCache;
import dtlskeying.impl.dtls12.Settings;
import dtlskeying.properties.Guard;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.dtls12.HandshakeSpec;
import dtlskeying.spec.dtls12.ResumptionSpec.Claim;
import dtlskeying.spec.srtp.ProtectionProfile;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an endpoint keeps of its sessions, and how long; bugs in its memory. */
public final class ResumptionGuards {
    static final String NAME = "a session is kept from Finished to its age or a fatal alert";

    /** What becomes of the sessions when an association has done something. */
    interface Keeping {
        SessionCache after(SessionCache before, Association end, List<Effect> effects, long now);
    }

    /** Each bug, with the property that notices it. */
    public static final List<Guard> ALL =
            List.of(
                    guard(
                            "unfinished",
                            "a session is kept although its handshake was not complete",
                            Claim.SESSION_IS_VALID_ONCE_FINISHED,
                            (before, end, effects, now) -> {
                                var kept = before.after(end, effects, now);
                                return end.promised()
                                        .map(session -> kept.with(session, now))
                                        .orElse(kept);
                            }),
                    guard(
                            "alert-forgotten",
                            "a session lives on after a fatal alert",
                            Claim.FATAL_ALERT_ENDS_THE_SESSION,
                            (before, end, effects, now) ->
                                    before.after(
                                            end,
                                            effects.stream()
                                                    .filter(it -> !(it instanceof Effect.Failed))
                                                    .toList(),
                                            now)),
                    guard(
                            "ageless",
                            "a session that is used again is as good as new",
                            Claim.SESSIONS_AGE,
                            (before, end, effects, now) -> {
                                var kept = before.after(end, effects, now);
                                return end.resumable()
                                        .map(session ->
                                                kept.without(session.id()).with(session, now))
                                        .orElse(kept);
                            }));

    private static final Settings SETTINGS =
            Settings.of(
                    Identity.demonstration("keeper", Entropy.of(0), KeyKind.EC_P256),
                    new Trust.Anyone(),
                    Instant.parse("2026-01-01T00:00:00Z"),
                    SrtpTerms.of(ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80));
    private static final Cookies COOKIES = new Cookies(Secret.of(Octets.hex("00")));
    private static final long LATER = SessionCache.DAY / 2 + 1;

    private ResumptionGuards() {}

    private static Guard guard(String bug, String story, Claim breaks, Keeping sick) {
        return new Guard(bug, story, Set.of(breaks), NAME, () -> violation(sick));
    }

    /** What is wrong with an endpoint that keeps its sessions so, if anything is. */
    static Optional<String> violation(Keeping keeping) {
        var run = new Run(keeping);
        if (run.handshake(0, false)) return Optional.of("a session without its Finished");
        if (run.cache.kept().size() != 1) return Optional.of("no session after Finished");
        run.handshake(LATER, true);
        if (!run.cache.at(2 * LATER).kept().isEmpty())
            return Optional.of("a session of over a day");
        var failed =
                List.<Effect>of(
                        new Effect.AlertReceived(true, 40),
                        new Effect.Failed(HandshakeSpec.Claim.FATAL_ALERT_ENDS_THE_CONNECTION));
        return keeping.after(run.cache, run.client, failed, LATER).kept().isEmpty()
                ? Optional.empty()
                : Optional.of("a session after a fatal alert");
    }

    /** A client that keeps its sessions, and its server. */
    private static final class Run {
        private final Keeping keeping;
        private SessionCache cache = SessionCache.ofCapacity(2);
        private SessionCache offered = SessionCache.ofCapacity(2);
        private Association client;
        private Association server;

        Run(Keeping keeping) {
            this.keeping = keeping;
        }

        /** Whether a session was kept before the handshake was complete. */
        boolean handshake(long now, boolean resumes) {
            client =
                    resumes
                            ? Association.resuming(
                                    SETTINGS, client.resumable().orElseThrow(), Entropy.of(3))
                            : Association.client(SETTINGS, Entropy.of(1));
            server =
                    Association.server(SETTINGS, Entropy.of(2), COOKIES, Octets.EMPTY)
                            .knowing(offered);
            boolean early = false;
            var toServer = new ArrayDeque<>(take(Role.CLIENT, new Input.Begin(now)));
            while (!toServer.isEmpty()) {
                var toClient = take(Role.SERVER, new Input.Datagram(toServer.removeFirst(), now));
                for (Octets datagram : toClient) {
                    toServer.addAll(take(Role.CLIENT, new Input.Datagram(datagram, now)));
                    early |= !client.isEstablished() && !cache.kept().isEmpty();
                }
            }
            return early;
        }

        private List<Octets> take(Role role, Input input) {
            boolean isClient = role == Role.CLIENT;
            Step<Association, Effect> step = (isClient ? client : server).on(input);
            if (isClient) {
                client = step.state();
                cache = keeping.after(cache, client, step.effects(), input.now());
            } else {
                server = step.state();
                offered = offered.after(server, step.effects(), input.now());
            }
            var sent = new ArrayList<Octets>();
            for (Effect effect : step.effects())
                if (effect instanceof Effect.Send(var datagram)) sent.add(datagram);
            return sent;
        }
    }
}
