package dtlskeying.properties.versions;

import static dtlskeying.spec.dtls.DtlsVersion.V1_2;
import static dtlskeying.spec.dtls.DtlsVersion.V1_3;
import static dtlskeying.spec.dtls.VersionChoiceSpec.Claim.DOWNGRADE_IS_NOTICED;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.network.Fates;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.DtlsVersion;

import net.jqwik.api.Example;

import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Somebody on the path who wants two ends that have 1.3 to speak 1.2. */
class DowngradeProperties {
    private static final Set<DtlsVersion> ANY = Set.of(V1_2, V1_3);

    @Example
    void a_hello_without_its_list_is_noticed_by_the_mark() {
        var pair = attacked(Rewriting::withoutVersions);
        assertThat(pair.effects(Role.CLIENT))
                .contains(new Effect.AlertSent(Alert.ILLEGAL_PARAMETER, DOWNGRADE_IS_NOTICED));
        assertNobodyIsTalkedDown(pair);
    }

    @Example
    void a_hello_that_lists_1_2_alone_is_noticed_by_the_mark() {
        var pair = attacked(Rewriting::listingOlderVersionsAlone);
        assertThat(pair.effects(Role.CLIENT))
                .contains(new Effect.AlertSent(Alert.ILLEGAL_PARAMETER, DOWNGRADE_IS_NOTICED));
        assertNobodyIsTalkedDown(pair);
    }

    /** The server's signature covers its random. */
    @Example
    void a_mark_that_is_wiped_off_breaks_the_signature() {
        var pair = attacked(datagram -> Rewriting.withoutMark(Rewriting.withoutVersions(datagram)));
        assertThat(pair.effects(Role.CLIENT))
                .anyMatch(effect ->
                        effect instanceof Effect.AlertSent(var alert, _)
                                && alert == Alert.DECRYPT_ERROR);
        assertNobodyIsTalkedDown(pair);
    }

    /** The server that has 1.3 says nothing of the kind, and refuses what comes of it. */
    @Example
    void a_forged_hello_verify_request_talks_nobody_down() {
        BiFunction<Role, Octets, Octets> forging =
                (from, datagram) ->
                        from == Role.SERVER && Rewriting.isRetry(datagram)
                                ? Rewriting.verifyRequest(datagram)
                                : datagram;
        assertNobodyIsTalkedDown(new VersionPair(ANY, ANY, 3, Fates.ideal(), forging).run());
    }

    @Example
    void without_an_attacker_the_same_ends_speak_1_3() {
        var pair = attacked(datagram -> datagram);
        assertThat(pair.isAgreed()).isTrue();
        assertThat(pair.end(Role.SERVER).version()).isEqualTo(V1_3);
    }

    private static VersionPair attacked(UnaryOperator<Octets> rewriting) {
        return new VersionPair(
                        ANY, ANY, 3, Fates.ideal(), (_, datagram) -> rewriting.apply(datagram))
                .run();
    }

    private static void assertNobodyIsTalkedDown(VersionPair pair) {
        assertThat(pair.isAgreed()).isFalse();
        for (Role role : Role.values())
            assertThat(pair.effects(role)).noneMatch(Effect.Completed.class::isInstance);
    }
}
