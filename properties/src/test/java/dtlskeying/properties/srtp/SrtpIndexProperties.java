package dtlskeying.properties.srtp;

import static dtlskeying.spec.srtp.PacketKind.RTCP;
import static dtlskeying.spec.srtp.PacketKind.RTP;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.Step;
import dtlskeying.impl.srtp.PacketIndex;
import dtlskeying.impl.srtp.ReplayList;
import dtlskeying.impl.srtp.SrtpReceiver;
import dtlskeying.impl.srtp.SrtpRefusal;
import dtlskeying.impl.srtp.SrtpSender;
import dtlskeying.impl.srtp.SrtpTransform;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.SrtpTransformSpec.Effect;
import dtlskeying.spec.srtp.SrtpTransformSpec.Effect.Discarded;
import dtlskeying.spec.srtp.SrtpTransformSpec.Effect.Opened;
import dtlskeying.spec.srtp.SrtpTransformSpec.Effect.Protected;
import dtlskeying.spec.srtp.SrtpTransformSpec.Effect.Refused;
import dtlskeying.spec.srtp.SrtpTransformSpec.Input;
import dtlskeying.spec.srtp.SrtpTransformSpec.Tag.Forged;
import dtlskeying.spec.srtp.SrtpTransformSpec.Tag.Genuine;
import dtlskeying.spec.srtp.Ssrc;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;

/** RFC 3711 §3.3: indices, replay, and the hot path as the machine's twin. */
class SrtpIndexProperties {
    private static final long INDICES = 1L << 48;
    private static final Ssrc SOURCE = new Ssrc(SrtpPair.SSRC);

    @Property(tries = 5000)
    @Tag("P18")
    void the_guess_is_the_index_if_it_is_less_than_2_15_away(
            @ForAll @LongRange(max = (1L << 48) - 1) long highest,
            @ForAll @IntRange(min = -32767, max = 32767) int away) {
        long index = highest + away;
        if (index < 0 || index >= INDICES) return;

        assertThat(new PacketIndex.Heard(highest).guess((int) (index & 0xffff))).isEqualTo(index);
    }

    @Property(tries = 5000)
    @Tag("P18")
    void the_guess_is_the_nearest_index_that_exists(
            @ForAll @LongRange(max = 1 << 18) long distance,
            @ForAll boolean top,
            @ForAll @IntRange(max = 65535) int sequence) {
        long highest = top ? INDICES - 1 - distance : distance;
        long guess = new PacketIndex.Heard(highest).guess(sequence);
        long nearest =
                LongStream.rangeClosed(-2, 2)
                        .map(turn -> ((highest >> 16) + turn) * 0x10000 + sequence)
                        .filter(index -> index >= 0 && index < INDICES)
                        .map(index -> Math.abs(index - highest))
                        .min()
                        .getAsLong();

        assertThat(guess & 0xffff).isEqualTo(sequence);
        assertThat(Math.abs(guess - highest)).isEqualTo(nearest);
    }

    @Property(tries = 500)
    @Tag("P19")
    void a_receiver_opens_an_index_once_and_all_that_are_new_and_near(@ForAll long seed) {
        Random random = new Random(seed);
        long base = random.nextInt(1 << 18);
        SrtpTransform state = new SrtpTransform.Unused(new PacketIndex.Heard(base), 0);
        Set<Long> opened = new HashSet<>();
        long highest = -1;
        for (int i = 0; i < 300; i++) {
            long index = base + i / 2 + random.nextInt(90);
            boolean mustOpen = !opened.contains(index) && highest - index < 64;
            Step<SrtpTransform, Effect> step =
                    state.on(new Input.Arrive((int) (index & 0xffff), new Genuine(index)));
            boolean wasOpened = step.effects().equals(List.of(new Opened(RTP, index)));
            assertThat(wasOpened).isEqualTo(mustOpen);
            if (wasOpened) assertThat(opened.add(index)).isTrue();
            if (wasOpened) highest = Math.max(highest, index);
            state = step.state();
        }
        assertThat(opened).hasSizeGreaterThan(100);
    }

    @Property(tries = 500)
    @Tag("P24")
    void a_sender_uses_no_index_twice(@ForAll long seed) {
        Random random = new Random(seed);
        SrtpTransform state = SrtpTransform.FRESH;
        Set<Effect> used = new HashSet<>();
        int sequence = random.nextInt(65536);
        for (int i = 0; i < 400; i++) {
            sequence = sequence + random.nextInt(6) - 2 & 0xffff;
            boolean control = random.nextInt(4) == 0;
            Step<SrtpTransform, Effect> step =
                    state.on(control ? new Input.SendControl() : new Input.Send(sequence));
            for (Effect effect : step.effects())
                if (effect instanceof Protected) assertThat(used.add(effect)).isTrue();
            state = step.state();
        }
        assertThat(used).hasSizeGreaterThan(100);
    }

    @Property
    @Tag("P19")
    void the_replay_list_is_a_set_that_looks_64_back(@ForAll long seed) {
        Random random = new Random(seed);
        ReplayList list = ReplayList.EMPTY;
        Set<Long> received = new HashSet<>();
        long highest = -1;
        for (int i = 0; i < 200; i++) {
            long index = Math.max(0, highest + random.nextInt(140) - 90);
            ReplayList.Verdict expected =
                    highest - index >= 64
                            ? ReplayList.Verdict.BEHIND
                            : received.contains(index)
                                    ? ReplayList.Verdict.SEEN
                                    : ReplayList.Verdict.NEW;
            assertThat(list.verdict(index)).isEqualTo(expected);
            if (expected != ReplayList.Verdict.NEW) continue;
            list = list.with(index);
            received.add(index);
            highest = Math.max(highest, index);
        }
    }

    @Example
    @Tag("P30")
    void a_refused_input_leaves_the_state_equal_and_every_row_is_reached() {
        Map<String, Integer> hits = new HashMap<>();
        for (int seed = 0; seed < 2000; seed++) {
            SrtpTransform state = SrtpTransform.FRESH;
            for (Input input : schedule(new Random(seed), 12)) {
                hits.merge(row(state, input), 1, Integer::sum);
                Step<SrtpTransform, Effect> step = state.on(input);
                if (isRefusal(step.effects().getFirst())) assertThat(step.state()).isEqualTo(state);
                state = step.state();
            }
        }
        assertThat(hits).hasSize(12).allSatisfy((row, n) -> assertThat(n).isGreaterThan(99));
    }

    @Property(tries = 300)
    void the_twin_is_the_machine(@ForAll long seed, @ForAll ProtectionProfile profile) {
        Random random = new Random(seed);
        SrtpPair pair =
                new SrtpPair(
                        SrtpSender.of(SrtpPair.keys(profile), Mki.NONE),
                        SrtpReceiver.of(SrtpPair.keys(profile), Mki.NONE));
        Twin twin = new Twin(pair, random);
        SrtpTransform sending = new SrtpTransform.Unused(new PacketIndex.Unheard(5), 9);
        SrtpTransform receiving = new SrtpTransform.Unused(new PacketIndex.Unheard(5), 0);
        pair.sender().use(SOURCE, new PacketIndex.Unheard(5), 9);
        pair.receiver().resume(SOURCE, new PacketIndex.Unheard(5));
        int sequence = 65500 + random.nextInt(36);
        for (int i = 0; i < 150; i++) {
            sequence = sequence + random.nextInt(30) - 10 & 0xffff;
            Input send =
                    random.nextInt(3) == 0 ? new Input.SendControl() : new Input.Send(sequence);
            Step<SrtpTransform, Effect> sent = sending.on(send);
            assertThat(twin.send(send)).isEqualTo(sent.effects().getFirst());
            sending = sent.state();

            Input arrival = twin.arrival();
            if (arrival == null) continue;
            Step<SrtpTransform, Effect> received = receiving.on(arrival);
            assertThat(twin.receive()).isEqualTo(received.effects().getFirst());
            receiving = received.state();
            assertThat(pair.receiver().index(SOURCE)).isEqualTo(indexOf(receiving));
        }
        assertThat(pair.sender().index(SOURCE)).isEqualTo(indexOf(sending));
    }

    /** The hot path, with packets for inputs and effects for results. */
    private static final class Twin {
        private final SrtpPair pair;
        private final Random random;
        private final List<Flying> air = new ArrayList<>();
        private final byte[] target = new byte[200];
        private Flying next;

        /** A packet on its way, and what the machine is told of it. */
        private record Flying(PacketKind kind, long index, byte[] bytes, boolean forged) {}

        Twin(SrtpPair pair, Random random) {
            this.pair = pair;
            this.random = random;
        }

        Effect send(Input input) {
            PacketKind kind = input instanceof Input.Send ? RTP : RTCP;
            byte[] packet =
                    input instanceof Input.Send(var sequence)
                            ? SrtpPair.rtp(sequence)
                            : SrtpPair.rtcp(4);
            long control = pair.sender().nextControl(SOURCE);
            int length = pair.tryProtect(kind, packet, target);
            if (length < 0) return new Refused(kind, SrtpRefusal.claim(length));
            long index = kind == RTP ? lastSent(packet) : control;
            air.add(new Flying(kind, index, Arrays.copyOf(target, length), false));
            return new Protected(kind, index);
        }

        /** The index just used is the nearest to the highest, which it may have become. */
        private long lastSent(byte[] rtp) {
            int sequence = (rtp[2] & 0xff) << 8 | rtp[3] & 0xff;
            return pair.sender().index(SOURCE).guess(sequence);
        }

        Input arrival() {
            next = null;
            if (air.isEmpty()) return null;
            Flying flying = air.get(Math.max(0, air.size() - 1 - random.nextInt(100)));
            boolean forged = random.nextInt(5) == 0;
            byte[] bytes = flying.bytes().clone();
            if (forged) bytes[flying.kind() == RTP ? 13 : 9] ^= 1;
            next = new Flying(flying.kind(), flying.index(), bytes, forged);
            var tag = forged ? new Forged() : new Genuine(flying.index());
            return flying.kind() == RTP
                    ? new Input.Arrive((int) (flying.index() & 0xffff), tag)
                    : new Input.ArriveControl(flying.index(), tag);
        }

        Effect receive() {
            int length = pair.tryOpen(next.kind(), next.bytes(), target);
            return length < 0
                    ? new Discarded(next.kind(), SrtpRefusal.claim(length))
                    : new Opened(next.kind(), next.index());
        }
    }

    private static PacketIndex indexOf(SrtpTransform state) {
        return switch (state) {
            case SrtpTransform.Unused unused -> unused.index();
            case SrtpTransform.Sending sending -> sending.index();
            case SrtpTransform.Receiving receiving -> receiving.index();
        };
    }

    private static List<Input> schedule(Random random, int length) {
        List<Input> inputs = new ArrayList<>();
        for (int i = 0; i < length; i++) inputs.add(input(random));
        return inputs;
    }

    private static Input input(Random random) {
        long index = random.nextInt(70);
        var tag = random.nextInt(4) == 0 ? new Forged() : new Genuine(index);
        return switch (random.nextInt(4)) {
            case 0 -> new Input.Send((int) index);
            case 1 -> new Input.SendControl();
            case 2 -> new Input.Arrive((int) index, tag);
            default -> new Input.ArriveControl(index, tag);
        };
    }

    private static String row(SrtpTransform state, Input input) {
        return state.getClass().getSimpleName() + " " + input.getClass().getSimpleName();
    }

    private static boolean isRefusal(Effect effect) {
        return effect instanceof Refused || effect instanceof Discarded;
    }
}
