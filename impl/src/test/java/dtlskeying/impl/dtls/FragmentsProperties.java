package dtlskeying.impl.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.Fragment;
import dtlskeying.spec.dtls.FragmentLimits;
import dtlskeying.spec.dtls.FragmentsSpec.Claim;
import dtlskeying.spec.dtls.FragmentsSpec.Effect;
import dtlskeying.spec.dtls.FragmentsSpec.Effect.Delivered;
import dtlskeying.spec.dtls.FragmentsSpec.Effect.Discarded;
import dtlskeying.spec.dtls.FragmentsSpec.Effect.Refused;
import dtlskeying.spec.dtls.FragmentsSpec.Effect.Repeated;
import dtlskeying.spec.dtls.FragmentsSpec.Input.Arrived;
import dtlskeying.spec.dtls.HandshakeMessage;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** RFC 6347 §4.2.2 and §4.2.3: whatever way the parts come, the messages are those sent. */
class FragmentsProperties {
    private static final FragmentLimits LIMITS = FragmentLimits.DEFAULT;

    @Property
    void any_split_order_duplication_and_overlap_gives_the_same_messages(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int count) {
        var random = new Random(seed);
        var sent = messages(random, count);
        var parts = new ArrayList<Fragment>();
        for (HandshakeMessage message : sent) {
            parts.addAll(Fragments.split(message.whole(), 1 + random.nextInt(40)));
            parts.addAll(cuts(random, message));
        }
        parts.addAll(parts.subList(0, random.nextInt(parts.size() + 1)));
        Collections.shuffle(parts, random);
        assertThat(delivered(Fragments.from(0, LIMITS), parts)).isEqualTo(sent);
    }

    @Property
    void a_split_message_is_its_parts_and_none_is_too_large(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int largest) {
        var message = messages(new Random(seed), 1).getFirst();
        var parts = Fragments.split(message.whole(), largest);
        assertThat(parts).allMatch(part -> part.body().length() <= largest);
        assertThat(Octets.concat(parts.stream().map(Fragment::body).toArray(Octets[]::new)))
                .isEqualTo(message.body());
        assertThat(delivered(Fragments.from(0, LIMITS), parts)).containsExactly(message);
    }

    @Property
    void a_part_that_lies_changes_nothing(@ForAll long seed) {
        var random = new Random(seed);
        var body = octets(random, 2 + random.nextInt(50));
        var whole = new HandshakeMessage(1, 0, body).whole();
        var some = whole.between(0, 1 + random.nextInt(body.length() - 1));
        var state = Fragments.from(0, LIMITS).on(new Arrived(some)).state();
        for (Fragment lie : lies(some)) {
            var step = state.on(new Arrived(lie));
            assertThat(step.state()).isEqualTo(state);
            assertThat(step.effects()).singleElement().isInstanceOf(Refused.class);
        }
        assertThat(delivered(state, List.of(whole))).hasSize(1);
    }

    @Property
    void memory_is_bounded_whatever_comes(@ForAll long seed) {
        var random = new Random(seed);
        var limits = new FragmentLimits(1000, 3, 600);
        var state = Fragments.from(0, limits);
        for (int i = 0; i < 400; i++) {
            state = state.on(new Arrived(anyPart(random))).state();
            assertThat(cost(state)).isLessThanOrEqualTo(2L * limits.bytes());
        }
    }

    /** Those ahead may fill their room: the awaited message has its own. */
    @Property
    void a_full_queue_does_not_keep_the_awaited_message_out(@ForAll long seed) {
        var random = new Random(seed);
        var limits = new FragmentLimits(100, 3, 400);
        var state = Fragments.from(0, limits);
        for (int i = 0; i < 100; i++) {
            var ahead = octets(random, 90);
            int number = 1 + random.nextInt(5);
            state = state.on(new Arrived(new Fragment(7, 90, number, 0, ahead))).state();
        }
        var awaited = new HandshakeMessage(1, 0, octets(random, 100));
        var parts = Fragments.split(awaited.whole(), 1 + random.nextInt(100));
        assertThat(delivered(state, parts)).startsWith(awaited);
    }

    @Example
    void each_refusal_has_its_clause() {
        var body = Octets.hex("0102030405060708");
        var state =
                Fragments.from(3, new FragmentLimits(8, 1, 100))
                        .on(new Arrived(new Fragment(1, 8, 3, 0, body.slice(0, 4))))
                        .state();
        refused(state, part(1, 8, 5, body), Claim.PARTS_LIE_INSIDE_THE_MESSAGE);
        refused(state, part(1, 9, 0, body), Claim.LIMITED_QUEUE_DISCARDS_THE_REST);
        refused(state, part(2, 8, 0, body), Claim.PARTS_OF_ONE_MESSAGE_AGREE);
        refused(state, part(1, 7, 0, body.slice(0, 7)), Claim.PARTS_OF_ONE_MESSAGE_AGREE);
        refused(state, part(1, 8, 0, body.slice(1, 5)), Claim.CHANGED_PARTS_END_THE_HANDSHAKE);
        refused(state, part(1, 8, 6, Octets.EMPTY), Claim.PARTS_ARE_NOT_EMPTY);
        assertThat(effects(state, new Fragment(1, 8, 2, 0, body)))
                .containsExactly(new Repeated(2, Claim.PAST_MESSAGES_ARE_DISCARDED));
        assertThat(effects(state, new Fragment(1, 8, 5, 0, body)))
                .containsExactly(new Discarded(5, Claim.LIMITED_QUEUE_DISCARDS_THE_REST));
    }

    @Example
    void an_empty_message_is_delivered() {
        var empty = new HandshakeMessage(14, 0, Octets.EMPTY);
        assertThat(delivered(Fragments.from(0, LIMITS), List.of(empty.whole())))
                .containsExactly(empty);
    }

    @Example
    void nothing_follows_the_last_message() {
        var last = new HandshakeMessage(20, 65535, Octets.hex("00"));
        var step = Fragments.from(65535, LIMITS).on(new Arrived(last.whole()));
        assertThat(step.effects()).containsExactly(new Delivered(last));
        assertThat(effects(step.state(), new Fragment(1, 1, 0, 0, Octets.hex("00"))))
                .containsExactly(new Repeated(0, Claim.MESSAGE_SEQ_DOES_NOT_WRAP));
    }

    @Property
    void what_is_encoded_is_decoded(@ForAll long seed) {
        var random = new Random(seed);
        var whole = messages(random, 1).getFirst().whole();
        var parts = Fragments.split(whole, 1 + random.nextInt(100));
        var bytes = Octets.concat(parts.stream().map(FragmentCodec::encode).toArray(Octets[]::new));
        assertThat(FragmentCodec.decode(bytes)).isEqualTo(new Decoded.Value<>(parts));
    }

    private static void refused(Fragments state, Fragment part, Claim claim) {
        assertThat(effects(state, part)).containsExactly(new Refused(3, claim));
    }

    private static Fragment part(int type, int length, int offset, Octets body) {
        return new Fragment(type, length, 3, offset, body);
    }

    private static List<Effect> effects(Fragments state, Fragment part) {
        return state.on(new Arrived(part)).effects();
    }

    private static List<HandshakeMessage> delivered(Fragments start, List<Fragment> parts) {
        var state = start;
        var messages = new ArrayList<HandshakeMessage>();
        for (Fragment part : parts) {
            var step = state.on(new Arrived(part));
            state = step.state();
            for (Effect effect : step.effects())
                if (effect instanceof Delivered(var message)) messages.add(message);
        }
        return messages;
    }

    private static List<HandshakeMessage> messages(Random random, int count) {
        var messages = new ArrayList<HandshakeMessage>();
        for (int i = 0; i < count; i++)
            messages.add(
                    new HandshakeMessage(
                            random.nextInt(256), i, octets(random, random.nextInt(250))));
        return messages;
    }

    /** Random parts that overlap anything. */
    private static List<Fragment> cuts(Random random, HandshakeMessage message) {
        var cuts = new ArrayList<Fragment>();
        int length = message.body().length();
        for (int i = 0; i < 5 && length > 0; i++) {
            int from = random.nextInt(length);
            cuts.add(message.whole().between(from, from + 1 + random.nextInt(length - from)));
        }
        return cuts;
    }

    private static List<Fragment> lies(Fragment part) {
        byte[] changed = part.body().toArray();
        changed[changed.length - 1] ^= 1;
        return List.of(
                new Fragment(2, part.length(), 0, 0, part.body()),
                new Fragment(1, part.length() + 1, 0, 0, part.body()),
                new Fragment(1, part.length(), 0, part.length(), part.body()),
                new Fragment(1, 1 << 20, 0, 0, part.body()),
                new Fragment(1, part.length(), 0, 0, Octets.EMPTY),
                new Fragment(1, part.length(), 0, 0, Octets.of(changed)));
    }

    private static Fragment anyPart(Random random) {
        var body = octets(random, random.nextInt(30));
        return new Fragment(1, 900, random.nextInt(6), random.nextInt(900), body);
    }

    private static long cost(Fragments state) {
        return switch (state) {
            case Fragments.Reassembling(_, _, var kept) ->
                    kept.stream().mapToLong(PartialMessage::cost).sum();
            case Fragments.Exhausted _ -> 0;
        };
    }

    private static Octets octets(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Octets.of(bytes);
    }
}
