package dtlskeying.properties.session;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.srtp.KeyLifetime;
import dtlskeying.impl.srtp.KeySets;
import dtlskeying.impl.srtp.KeyUse;
import dtlskeying.impl.srtp.SessionKeys;
import dtlskeying.impl.srtp.SessionSettings;
import dtlskeying.impl.srtp.SrtpKdf;
import dtlskeying.impl.srtp.SrtpPackets;
import dtlskeying.impl.srtp.SrtpSession;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.KeyLifetimeSpec;
import dtlskeying.spec.srtp.KeyLifetimeSpec.Limit;
import dtlskeying.spec.srtp.KeySetsSpec.Effect;
import dtlskeying.spec.srtp.KeySetsSpec.Input;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.Ssrc;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;

/** What a session does with packets, without a machine for each, is what the machines do. */
class SessionTwinProperties {
    private static final ProtectionProfile PROFILE = ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;
    private static final int LIFETIME = 5;

    /** How handshakes name their keys. */
    private static final List<IntFunction<Mki>> NAMES =
            List.of(
                    _ -> Mki.NONE,
                    handshake -> Mki.hex("0%d".formatted(handshake % 10)),
                    _ -> Mki.hex("0a0b"),
                    handshake -> handshake % 2 == 0 ? Mki.NONE : Mki.hex("01"));

    @Property(tries = 400)
    void the_key_sets_of_a_session_are_the_machine(@ForAll long seed) {
        var random = new Random(seed);
        var twins = new Twins(NAMES.get(random.nextInt(NAMES.size())));
        twins.complete();
        twins.arrive(1, 65_530, false);
        for (int i = 0; i < 60; i++)
            switch (random.nextInt(12)) {
                case 0 -> twins.complete();
                case 1, 2 -> twins.pass(1 + random.nextInt(3));
                default ->
                        twins.arrive(
                                Math.max(1, twins.last - random.nextInt(3)),
                                65_500 + random.nextInt(60) + i,
                                random.nextInt(6) == 0);
            }
    }

    @Example
    void both_outcomes_are_common() {
        var outcomes = new HashMap<Boolean, Integer>();
        var random = new Random(1);
        var twins = new Twins(NAMES.getFirst());
        twins.complete();
        twins.complete();
        for (int i = 0; i < 200; i++)
            outcomes.merge(
                    twins.arrive(1 + random.nextInt(2), random.nextInt(300), false) > 0,
                    1,
                    Integer::sum);
        assertThat(outcomes).hasSize(2).allSatisfy((_, n) -> assertThat(n).isGreaterThan(20));
    }

    @Property(tries = 300)
    void the_counters_of_a_session_are_the_machine(@ForAll long seed) {
        var random = new Random(seed);
        var limit = new Limit(6 + random.nextInt(4), 1 + random.nextInt(6));
        var twins = new Counting(limit);
        twins.rekey();
        for (int i = 0; i < 60; i++)
            switch (random.nextInt(20)) {
                case 0 -> twins.rekey();
                default -> {
                    var kind = PacketKind.values()[random.nextInt(2)];
                    if (random.nextBoolean()) twins.protect(kind);
                    else twins.open(kind, random.nextInt(4) > 0);
                }
            }
    }

    private static SrtpSession.Exporter exporter(int handshake) {
        return (label, length) -> Secret.of(Entropy.of(handshake).bytes(label, length));
    }

    /** What the server sends under: the second key and the second salt of the block (§4.2). */
    private static SessionKeys serverKeys(int handshake) {
        Secret block = exporter(handshake).export("EXTRACTOR-dtls_srtp", PROFILE.exportLength());
        int key = PROFILE.keyLength();
        int salt = PROFILE.saltLength();
        return SrtpKdf.derive(
                PROFILE, block.slice(key, 2 * key), block.slice(2 * key + salt, 2 * (key + salt)));
    }

    private static Octets rtp(long index) {
        var packet = ByteBuffer.allocate(20).put((byte) 0x80).put((byte) 96);
        return Octets.of(packet.putShort((short) index).putInt((int) index).putInt(7).array());
    }

    private static byte[] bytes(SrtpPackets.Result result, boolean forged) {
        byte[] packet = ((SrtpPackets.Result.Packet) result).octets().toArray();
        if (forged) packet[packet.length - 1] ^= 1;
        return packet;
    }

    /** A client's session and the machine of its key sets, told the same. */
    private static final class Twins {
        final IntFunction<Mki> names;
        final SrtpSession session =
                new SrtpSession(
                        Role.CLIENT, SessionSettings.of(Media.MULTIPLEXED).withLifetime(LIFETIME));
        final Map<Integer, SessionKeys> keys = new HashMap<>();
        KeySets machine = new KeySets.Unkeyed(LIFETIME);
        int last;
        long now;

        Twins(IntFunction<Mki> names) {
            this.names = names;
        }

        void complete() {
            last++;
            Mki mki = names.apply(last);
            var step = machine.on(new Input.Completed(last, mki));
            machine = step.state();
            var keyed = session.completed(last, PROFILE, mki, exporter(last), now);
            assertThat(keyed.sets()).isEqualTo(step.effects());
        }

        void pass(int seconds) {
            now += 1000L * seconds;
            var step = machine.on(new Input.Passed(seconds));
            machine = step.state();
            assertThat(session.tick(now)).isEqualTo(step.effects());
        }

        int arrive(int handshake, long index, boolean forged) {
            Mki mki = names.apply(handshake);
            var sender = keys.computeIfAbsent(handshake, SessionTwinProperties::serverKeys);
            byte[] packet =
                    bytes(SrtpPackets.protectRtp(sender, mki, index >> 16, rtp(index)), forged);
            List<Integer> verifies = forged ? List.of() : List.of(handshake);
            var step = machine.on(new Input.Arrived(mki, index, verifies));
            machine = step.state();
            int opener = step.effects().getLast() instanceof Effect.OpenedUnder(var set) ? set : 0;
            int length = session.unprotect(PacketKind.RTP, packet, 0, packet.length, packet, 0);
            assertThat(length < 0 ? 0 : session.openedUnder())
                    .as("%d under %d: %s", index, handshake, step.effects())
                    .isEqualTo(opener);
            return opener;
        }
    }

    /** A client's session and the machine of one key's life, told the same. */
    private static final class Counting {
        final SrtpSession session;
        SessionKeys keys;
        KeyLifetime machine;
        int handshake;
        int number;

        Counting(Limit limit) {
            session =
                    new SrtpSession(
                            Role.CLIENT, SessionSettings.of(Media.MULTIPLEXED).withKeys(limit));
            session.use(new Ssrc(7));
            machine = new KeyLifetime.Fresh(limit, KeyUse.NONE);
        }

        void rekey() {
            handshake++;
            keys = serverKeys(handshake);
            session.completed(handshake, PROFILE, Mki.NONE, exporter(handshake), 0);
            machine = machine.on(new KeyLifetimeSpec.Input.Rekeyed()).state();
        }

        void protect(PacketKind kind) {
            byte[] plain = plain(kind).toArray();
            int length = session.protect(kind, plain, 0, plain.length, new byte[99], 0);
            compare(new KeyLifetimeSpec.Input.Protect(kind), length);
        }

        void open(PacketKind kind, boolean genuine) {
            Octets plain = plain(kind);
            var sealed =
                    kind == PacketKind.RTP
                            ? SrtpPackets.protectRtp(keys, Mki.NONE, 0, plain)
                            : SrtpPackets.protectRtcp(keys, Mki.NONE, number, plain);
            byte[] packet = bytes(sealed, !genuine);
            int length = session.unprotect(kind, packet, 0, packet.length, packet, 0);
            compare(new KeyLifetimeSpec.Input.Arrived(kind, genuine), length);
        }

        private Octets plain(PacketKind kind) {
            number++;
            return kind == PacketKind.RTP
                    ? rtp(number)
                    : Octets.concat(Octets.hex("80c8000100000007"), rtp(number));
        }

        private void compare(KeyLifetimeSpec.Input input, int length) {
            var step = machine.on(input);
            machine = step.state();
            var first = step.effects().getFirst();
            assertThat(length >= 0)
                    .as("%s: %s", input, step.effects())
                    .isEqualTo(first instanceof KeyLifetimeSpec.Effect.Processed);
            if (first instanceof KeyLifetimeSpec.Effect.Processed(var way, var kind, var count))
                assertThat(session.packets(way, kind)).isEqualTo(count);
            assertThat(session.takeRekeyRequest()).isEqualTo(step.effects().size() == 2);
        }
    }
}
