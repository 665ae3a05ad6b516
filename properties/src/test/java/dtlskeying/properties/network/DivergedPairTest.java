package dtlskeying.properties.network;

import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.ANSWER_IS_OF_THE_SAME_EPOCH;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.FAILURE_ENDS_THE_ASSOCIATION;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.IDENTITY_STAYS;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.SILENCE_ENDS_THE_ASSOCIATION;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.chunk.ReauthenticationFrame.Kind;
import dtlskeying.impl.chunk.ReauthenticationMessage;
import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.KeyKind;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls13.ExportedAuthenticator;
import dtlskeying.impl.dtls13.Settings;
import dtlskeying.impl.dtls13.message.AuthenticatorRequest;
import dtlskeying.impl.endpoint.ChunkEvent;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect;
import dtlskeying.spec.chunk.ReauthenticationSpec.Policy;
import dtlskeying.spec.chunk.ReauthenticationSpec.Verdict;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What who has stolen the keys of an epoch can do, and what stops him. */
class DivergedPairTest {
    private static final Policy AFTER_UPDATES = new Policy(0, true);
    private static final int UPDATES = 4;

    /** From the request to the end of all patience. */
    private static final long LONG_ENOUGH = 40_000;

    @Test
    void an_update_shuts_out_a_thief_who_only_listens() {
        var story = DivergedPair.run(Policy.NONE, false, UPDATES, 1);
        assertThat(story.exporters(Role.CLIENT))
                .hasSize(1 + UPDATES)
                .isEqualTo(story.exporters(Role.SERVER));
        assertThat(story.interloper().overheard()).isEmpty();
        assertThat(received(story)).isEqualTo(2 * UPDATES);
    }

    @Test
    void key_updates_alone_do_not_notice_a_thief_who_takes_part_in_them() {
        var story = DivergedPair.run(Policy.NONE, true, UPDATES, 2);
        var ours = story.exporters(Role.CLIENT);
        var theirs = story.exporters(Role.SERVER);
        assertThat(ours).hasSize(1 + UPDATES).hasSameSizeAs(theirs);
        for (int epoch = 1; epoch <= UPDATES; epoch++)
            assertThat(ours.get(epoch)).isNotEqualTo(theirs.get(epoch));
        assertThat(received(story)).isEqualTo(2 * UPDATES);
        assertThat(story.interloper().overheard()).hasSize(2 * UPDATES);
        for (Role end : Role.values()) {
            assertThat(story.reasons(end)).isEmpty();
            assertThat(story.pair().end(end).isProtected()).isTrue();
        }
    }

    @Test
    void a_proof_in_the_epoch_of_the_update_finds_him_and_nothing_is_read() {
        var story = DivergedPair.run(AFTER_UPDATES, true, 1, 3);
        assertThat(verdicts(story)).contains(Verdict.FAILED).doesNotContain(Verdict.AUTHENTICATED);
        assertThat(reasons(story)).contains(FAILURE_ENDS_THE_ASSOCIATION);
        assertThat(story.interloper().overheard()).isEmpty();
        for (Role end : Role.values()) {
            assertThat(story.of(end, ChunkEvent.Down.class)).hasSize(1);
            assertThat(story.pair().end(end).isProtected()).isFalse();
        }
    }

    @Test
    void without_him_the_same_ends_prove_themselves_in_every_epoch() {
        var story = DivergedPair.run(AFTER_UPDATES, false, 10, 4);
        assertThat(verdicts(story)).hasSize(20).containsOnly(Verdict.AUTHENTICATED);
        assertThat(reasons(story)).isEmpty();
    }

    @Test
    void a_proof_of_another_identity_ends_the_association() {
        var requests = new ArrayList<ReauthenticationMessage>();
        var story = DivergedPair.stolen(Policy.NONE, 5);
        story.interloper()
                .rewording((from, message) -> {
                    if (message.kind() == Kind.REQUEST) requests.add(message);
                    return message.kind() == Kind.AUTHENTICATOR
                            ? reworded(message, byMallory(story, from, requests.getLast()))
                            : message;
                });
        ask(story);
        assertThat(verdicts(story)).containsExactly(Verdict.FAILED);
        assertThat(reasons(story)).contains(IDENTITY_STAYS);
    }

    @Test
    void a_refusal_ends_the_association() {
        var requests = new ArrayList<ReauthenticationMessage>();
        var story = DivergedPair.stolen(Policy.NONE, 6);
        story.interloper()
                .rewording((from, message) -> {
                    if (message.kind() == Kind.REQUEST) requests.add(message);
                    return message.kind() == Kind.AUTHENTICATOR
                            ? reworded(message, refused(story, from, requests.getLast()))
                            : message;
                });
        ask(story);
        assertThat(verdicts(story)).containsExactly(Verdict.DECLINED);
        assertThat(reasons(story)).contains(FAILURE_ENDS_THE_ASSOCIATION);
    }

    @Test
    void X44_an_authenticator_of_another_connection_proves_nothing() {
        var other = DivergedPair.stolen(Policy.NONE, 7);
        var heard = authenticators(other);
        ask(other);
        assertThat(verdicts(other)).containsExactly(Verdict.AUTHENTICATED);
        spoiled(8, message -> reworded(message, heard.getFirst().body()));
    }

    @Test
    void an_authenticator_is_good_for_one_request_alone() {
        var story = DivergedPair.stolen(Policy.NONE, 9);
        var heard = authenticators(story);
        ask(story);
        ask(story);
        assertThat(verdicts(story)).containsOnly(Verdict.AUTHENTICATED).hasSize(2);
        story.interloper()
                .rewording((_, message) ->
                        message.kind() == Kind.AUTHENTICATOR
                                ? reworded(message, heard.getFirst().body())
                                : message);
        ask(story);
        assertThat(verdicts(story)).endsWith(Verdict.FAILED);
        assertThat(reasons(story)).contains(FAILURE_ENDS_THE_ASSOCIATION);
    }

    @Test
    void an_answer_that_says_it_is_of_another_epoch_fails() {
        var story =
                spoiled(
                        10,
                        message ->
                                new ReauthenticationMessage(
                                        message.kind(),
                                        message.exchange(),
                                        new Epoch(4),
                                        message.body()));
        assertThat(reasons(story)).contains(ANSWER_IS_OF_THE_SAME_EPOCH);
    }

    @Test
    void silence_ends_the_association_after_half_a_minute() {
        var story = DivergedPair.stolen(Policy.NONE, 11);
        story.interloper()
                .rewording((_, message) ->
                        message.kind() == Kind.AUTHENTICATOR
                                ? ReauthenticationMessage.result(
                                        999, message.epoch(), Verdict.LAPSED)
                                : message);
        ask(story);
        assertThat(verdicts(story)).containsExactly(Verdict.TIMED_OUT);
        assertThat(reasons(story)).contains(SILENCE_ENDS_THE_ASSOCIATION);
    }

    /** One exchange whose authenticator is spoiled on its way; it has to fail. */
    private static DivergedPair spoiled(long seed, UnaryOperator<ReauthenticationMessage> how) {
        var story = DivergedPair.stolen(Policy.NONE, seed);
        story.interloper()
                .rewording((_, message) ->
                        message.kind() == Kind.AUTHENTICATOR ? how.apply(message) : message);
        ask(story);
        assertThat(verdicts(story)).containsExactly(Verdict.FAILED);
        return story;
    }

    private static List<ReauthenticationMessage> authenticators(DivergedPair story) {
        var heard = new ArrayList<ReauthenticationMessage>();
        story.interloper()
                .rewording((_, message) -> {
                    if (message.kind() == Kind.AUTHENTICATOR) heard.add(message);
                    return message;
                });
        return heard;
    }

    private static void ask(DivergedPair story) {
        story.pair().reauthenticate(Role.CLIENT);
        story.pass(LONG_ENOUGH);
    }

    private static ReauthenticationMessage reworded(ReauthenticationMessage message, Octets body) {
        return new ReauthenticationMessage(
                message.kind(), message.exchange(), message.epoch(), body);
    }

    /** He has the exporter, but not the key of the certificate. */
    private static Octets byMallory(
            DivergedPair story, Role from, ReauthenticationMessage request) {
        var identity = Identity.demonstration("mallory", Entropy.of(66), KeyKind.EC_P256);
        var today = Instant.parse("2026-01-01T00:00:00Z");
        var settings = Settings.of(identity, new Trust.Anyone(), today, SrtpTerms.NONE);
        var asked = asked(request);
        return epoch(story, from).answer(asked.asker().peer(), asked, settings, Entropy.of(67));
    }

    private static Octets refused(DivergedPair story, Role from, ReauthenticationMessage request) {
        var asked = asked(request);
        return epoch(story, from).refuse(asked.asker().peer(), asked);
    }

    private static ExportedAuthenticator epoch(DivergedPair story, Role from) {
        var shared = story.interloper().sharedWith(from.peer());
        return new ExportedAuthenticator(shared.suite(), shared.exporter());
    }

    private static AuthenticatorRequest asked(ReauthenticationMessage request) {
        for (Role asker : Role.values())
            if (AuthenticatorRequest.decode(asker, request.body())
                    instanceof Decoded.Value<AuthenticatorRequest>(var asked)) return asked;
        throw new AssertionError("no request: " + request);
    }

    private static int received(DivergedPair story) {
        return story.of(Role.CLIENT, ChunkEvent.Received.class).size()
                + story.of(Role.SERVER, ChunkEvent.Received.class).size();
    }

    private static List<Verdict> verdicts(DivergedPair story) {
        var verdicts = new ArrayList<Verdict>();
        for (Role end : Role.values())
            for (var each : story.of(end, ChunkEvent.Reauthenticated.class))
                for (var effect : each.effects())
                    if (effect instanceof Effect.Reported(var verdict)) verdicts.add(verdict);
        return verdicts;
    }

    private static List<Clause> reasons(DivergedPair story) {
        var reasons = new ArrayList<>(story.reasons(Role.CLIENT));
        reasons.addAll(story.reasons(Role.SERVER));
        return reasons;
    }
}
