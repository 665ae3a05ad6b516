package dtlskeying.properties.example;

import static dtlskeying.properties.example.Room.rtp;
import static dtlskeying.properties.example.Room.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dtlskeying.impl.srtp.SessionSettings;
import dtlskeying.impl.srtp.SrtpSession;
import dtlskeying.properties.Guard;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.ProtectionProfile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class MixerTest {
    private final Room room = Room.with(ProtectionProfile.SRTP_AEAD_AES_128_GCM, Room::mixer);

    @Test
    void a_packet_of_the_mixer_opens_on_one_leg_only() {
        assertThat(MixerGuards.violation(Room::mixer)).isEmpty();
    }

    @Test
    void every_known_bug_is_noticed() {
        for (Guard guard : MixerGuards.ALL)
            assertThat(guard.run().get()).as(guard.story()).isPresent();
    }

    @ParameterizedTest
    @EnumSource(names = {"SRTP_AES128_CM_HMAC_SHA1_80", "SRTP_AEAD_AES_128_GCM"})
    void each_hears_the_sum_of_the_others_with_their_sources(ProtectionProfile profile) {
        Room each = Room.with(profile, Room::mixer);
        each.desk().hear("alice", each.say("alice", 1, (short) 1, (short) 10));
        each.desk().hear("bob", each.say("bob", 1, (short) 2, (short) 20));
        each.desk().hear("carol", each.say("carol", 1, (short) 4, (short) 40));
        var packets = each.desk().mix();

        Octets forAlice = each.open("alice", packets.get("alice")).orElseThrow();
        assertThat(sources(forAlice)).containsExactly(source("bob"), source("carol"));
        assertThat(samples(forAlice)).containsExactly((short) 6, (short) 60);
        Octets forCarol = each.open("carol", packets.get("carol")).orElseThrow();
        assertThat(sources(forCarol)).containsExactly(source("alice"), source("bob"));
        assertThat(samples(forCarol)).containsExactly((short) 3, (short) 30);
        assertThat(ByteBuffer.wrap(forCarol.toArray()).getInt(8)).isEqualTo(Room.MIXER.value());
    }

    @Test
    void who_is_silent_contributes_nothing() {
        room.desk().hear("bob", room.say("bob", 1, (short) 5));
        assertThat(opened("alice", room.desk().mix().get("alice"))).containsExactly((short) 5);
        var silence = room.open("alice", room.desk().mix().get("alice")).orElseThrow();
        assertThat(sources(silence)).isEmpty();
        assertThat(samples(silence)).isEmpty();
    }

    @Test
    void a_sum_that_is_too_loud_is_cut_off() {
        room.desk().hear("bob", room.say("bob", 1, Short.MAX_VALUE, Short.MIN_VALUE));
        room.desk().hear("carol", room.say("carol", 1, (short) 9, (short) -9));
        assertThat(opened("alice", room.desk().mix().get("alice")))
                .containsExactly(Short.MAX_VALUE, Short.MIN_VALUE);
    }

    @Test
    void a_packet_of_another_leg_is_not_heard() {
        Octets ofBob = room.say("bob", 1, (short) 5);
        assertThat(room.desk().hear("alice", ofBob)).isFalse();
        assertThat(room.desk().hear("bob", ofBob)).isTrue();
        assertThat(room.desk().hear("bob", ofBob)).as("a replay").isFalse();
    }

    @Test
    void nobody_opens_what_another_says() {
        Octets ofBob = room.say("bob", 1, (short) 5);
        assertThat(room.open("alice", ofBob)).isEmpty();
        assertThat(room.open("carol", ofBob)).isEmpty();
    }

    @Test
    void what_is_no_plain_packet_of_samples_is_not_mixed() {
        byte[] odd = Arrays.copyOf(rtp(1, source("bob"), (short) 5), 13);
        byte[] padded = rtp(2, source("bob"), (short) 1);
        padded[0] |= 0x20;
        byte[] otherType = rtp(3, source("bob"), (short) 1);
        otherType[1] = 97;
        for (byte[] packet : List.of(odd, padded, otherType))
            assertThat(room.desk().hear("bob", room.protect("bob", packet))).isFalse();
    }

    @Test
    void a_leg_without_keys_is_refused() {
        var mixer = new Mixer(Room.MIXER, Room.PAYLOAD_TYPE);
        var unkeyed = new SrtpSession(Role.SERVER, SessionSettings.of(Media.RTP_ONLY));
        assertThatThrownBy(() -> mixer.join("dave", unkeyed))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> mixer.hear("dave", Octets.EMPTY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private List<Short> opened(String name, Octets srtp) {
        return samples(room.open(name, srtp).orElseThrow());
    }

    private static List<Integer> sources(Octets rtp) {
        var packet = ByteBuffer.wrap(rtp.toArray());
        var sources = new ArrayList<Integer>();
        for (int i = 0; i < (rtp.at(0) & 0x0f); i++) sources.add(packet.getInt(12 + 4 * i));
        return sources;
    }

    private static List<Short> samples(Octets rtp) {
        int header = 12 + 4 * (rtp.at(0) & 0x0f);
        var samples = new ArrayList<Short>();
        for (int at = header; at < rtp.length(); at += 2)
            samples.add(ByteBuffer.wrap(rtp.toArray()).getShort(at));
        return samples;
    }
}
