package dtlskeying.properties.observe;

import static dtlskeying.properties.observe.Accusation.assertOnlyBroken;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.decode.Opening;
import dtlskeying.properties.decode.Unit;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.PacketKind;

import org.junit.jupiter.api.Test;

import java.util.List;

/**
 * Captures of DTLS-SRTP to which one packet is added that its sender must not have sent: it is
 * named, and the clause.
 */
class BrokenPacketsTest {
    private static final Recording OLDER = Recording.of("run srtp --dtls 1.2 --mki 01 --seed 1");
    private static final Recording NEWER = Recording.of("run srtp --dtls 1.3 --seed 1");
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int DATA = 23;
    private static final long FAR = 1_000;

    @Test
    void an_index_that_protects_two_packets() {
        for (Recording each : List.of(OLDER, NEWER)) {
            var packet = media(each, PacketKind.RTP);
            var other = changed(packet.opening().plain());
            var broken = each.and(Role.CLIENT, each.keyholder().rtp(Role.CLIENT, 0, other));
            assertOnlyBroken(broken, each.next(), "client", "srtp/SrtpTransform", "rfc3711/9.1/a");
            assertThat(each.and(Role.CLIENT, packet.wire()).accusations()).isEmpty();
        }
    }

    @Test
    void media_in_a_record_of_dtls() {
        for (Recording each : List.of(OLDER, NEWER)) {
            long epoch = each == OLDER ? 1 : 3;
            var rtp = media(each, PacketKind.RTP).opening().plain();
            var record = each.keyholder().record(Role.SERVER, epoch, FAR, DATA, rtp);
            assertOnlyBroken(
                    each.and(Role.SERVER, record),
                    each.next(),
                    "server",
                    "srtp/PacketDemux",
                    "dtls-srtp/4.1/d");
        }
    }

    @Test
    void data_of_another_protocol_in_a_record_of_dtls_is_not_judged() {
        var sctp = Octets.hex("138813880000000000000000");
        var more =
                NEWER.and(Role.SERVER, NEWER.keyholder().record(Role.SERVER, 3, FAR, DATA, sctp));
        assertThat(more.accusations()).isEmpty();
        assertThat(more.verdicts())
                .anyMatch(it -> it.toString().contains("does not look like RTP"));
    }

    @Test
    void a_number_that_two_records_have() {
        var alert = OLDER.keyholder().record(Role.CLIENT, 1, 0, ALERT, Octets.hex("0100"));
        assertOnlyBroken(
                OLDER.and(Role.CLIENT, alert),
                OLDER.next(),
                "client",
                "dtls12/Records",
                "rfc6347/4.1/b");
    }

    @Test
    void a_finished_that_is_sent_again_and_is_another_one() {
        var finished =
                OLDER.conversations().getFirst().all(Unit.Record.class).stream()
                        .filter(it -> it.type() == HANDSHAKE)
                        .filter(it -> it.opening() instanceof Opening.Opened)
                        .filter(it -> it.sender() == Role.SERVER)
                        .findFirst()
                        .orElseThrow();
        var other = changed(finished.opening().plain());
        var record = OLDER.keyholder().record(Role.SERVER, 1, FAR, HANDSHAKE, other);
        assertOnlyBroken(
                OLDER.and(Role.SERVER, record),
                OLDER.next(),
                "server",
                "dtls/Flights",
                "rfc6347/4.2.4/b");
        var same =
                OLDER.keyholder()
                        .record(Role.SERVER, 1, FAR, HANDSHAKE, finished.opening().plain());
        assertThat(OLDER.and(Role.SERVER, same).accusations()).isEmpty();
    }

    private static Unit.Media media(Recording recording, PacketKind kind) {
        return recording.conversations().getFirst().all(Unit.Media.class).stream()
                .filter(it -> it.kind() == kind && it.sender() == Role.CLIENT)
                .skip(3)
                .findFirst()
                .orElseThrow();
    }

    /** The same with another last byte. */
    private static Octets changed(Octets bytes) {
        byte[] changed = bytes.toArray();
        changed[changed.length - 1] ^= 1;
        return Octets.of(changed);
    }
}
