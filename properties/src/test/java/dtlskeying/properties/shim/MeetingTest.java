package dtlskeying.properties.shim;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.network.Conditions;
import dtlskeying.properties.network.Fates;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.DtlsVersion;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Instant;
import java.util.List;

/** Ours and Bouncy Castle's, driven in virtual time. */
class MeetingTest {
    private static final long HOUR = 3_600_000;
    private static final Octets MKI = Octets.hex("0a0b");
    private static final Instant TODAY = Instant.parse("2026-06-01T00:00:00Z");
    private static final Implementation OURS = new Ours(DtlsVersion.V1_2, TODAY);
    private static final Implementation THEIRS = new BouncyCastle();

    @ParameterizedTest
    @EnumSource(Role.class)
    void bouncy_castle_agrees_with_us_in_either_role(Role role) throws Unimplemented {
        var meeting = meeting(role, Fates.ideal());
        meeting.run(HOUR);
        assertAgreed(meeting, "ideal");
        assertThat(completion(meeting)).isLessThan(1_000);
    }

    /** What an hour of loss takes is the work of a moment: no clock of the system is read. */
    @ParameterizedTest
    @EnumSource(Role.class)
    void bouncy_castle_sends_again_in_virtual_time(Role role) throws Unimplemented {
        long longest = 0;
        for (long seed = 0; seed < 8; seed++) {
            var conditions = Conditions.IDEAL.withLoss(0.2).withReordering(0.2);
            var meeting = meeting(role, new Fates.Seeded(seed, conditions));
            meeting.run(HOUR);
            assertAgreed(meeting, "seed " + seed);
            longest = Math.max(longest, completion(meeting));
        }
        assertThat(longest).as("of virtual time").isGreaterThan(2_000);
    }

    @Test
    void time_passes_as_it_is_told() throws Unimplemented {
        var client = THEIRS.open(Role.CLIENT, wishes());
        assertThat(client.begin().timer()).isEqualTo(1_000);
        assertThat(client.advance(999).datagrams()).isEmpty();
        assertThat(client.advance(1).datagrams()).hasSize(1);
        assertThat(client.advance(0).timer()).as("doubled").isEqualTo(2_000);
        client.close();
    }

    @Test
    void ours_rekeys_and_sends_media_behind_it() throws Unimplemented {
        var meeting =
                new Meeting(
                        OURS.open(Role.CLIENT, wishes()),
                        OURS.open(Role.SERVER, wishes()),
                        Fates.ideal());
        meeting.run(HOUR);
        var first = meeting.established(Role.CLIENT);
        meeting.rekey(Role.CLIENT);
        meeting.until(HOUR);
        var second = meeting.established(Role.CLIENT);
        assertThat(second.handshake()).isEqualTo(2);
        assertThat(second.exported()).isNotEqualTo(first.exported());
        var packet = Octets.hex("80000001000000a0cafebabe0102030405");
        meeting.send(Role.SERVER, packet);
        meeting.until(HOUR);
        assertThat(meeting.moments())
                .extracting(Meeting.Moment::notice)
                .contains(new Notice.Opened(packet));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void who_closes_is_heard(Role role) throws Unimplemented {
        var meeting = meeting(role, Fates.ideal());
        meeting.run(HOUR);
        meeting.shut(role);
        meeting.until(meeting.now() + HOUR);
        assertThat(meeting.moments())
                .anyMatch(moment ->
                        moment.end() == role.peer() && moment.notice() instanceof Notice.Closed);
    }

    /** When the later of both ends has completed the handshake. */
    private static long completion(Meeting meeting) {
        return meeting.moments().stream()
                .filter(moment -> moment.notice() instanceof Notice.Established)
                .mapToLong(Meeting.Moment::time)
                .max()
                .orElseThrow();
    }

    private static void assertAgreed(Meeting meeting, String why) {
        var client = meeting.established(Role.CLIENT);
        assertThat(client).as(why).isNotNull().isEqualTo(meeting.established(Role.SERVER));
        assertThat(client.mki()).isEqualTo(MKI);
        assertThat(client.exported().length()).isEqualTo(60);
    }

    /** Bouncy Castle plays that role, we the other. */
    private static Meeting meeting(Role role, Fates fates) throws Unimplemented {
        Implementation client = role == Role.CLIENT ? THEIRS : OURS;
        Implementation server = role == Role.CLIENT ? OURS : THEIRS;
        return new Meeting(
                client.open(Role.CLIENT, wishes()), server.open(Role.SERVER, wishes()), fates);
    }

    private static Wishes wishes() {
        return new Wishes(
                List.of(ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80),
                new Mki(MKI),
                Octets.EMPTY,
                Octets.hex("01"));
    }
}
