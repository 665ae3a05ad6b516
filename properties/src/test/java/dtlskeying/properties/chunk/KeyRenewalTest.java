package dtlskeying.properties.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.dtls13.ExtendedUpdates;
import dtlskeying.impl.endpoint.ChunkEndpoint.Sending;
import dtlskeying.impl.endpoint.ChunkEvent;
import dtlskeying.impl.endpoint.ChunkSettings;
import dtlskeying.impl.sctp.UserMessage;
import dtlskeying.properties.network.Fates;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.KeyUpdateSpec;
import dtlskeying.spec.chunk.KeyUpdateSpec.Limits;
import dtlskeying.spec.dtls13.RecordsSpec;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.LongStream;

/** §5 on whole ends: when the keys of a live association are renewed. */
class KeyRenewalTest {
    private static final long LATEST = 30_000;
    private static final long HOUR = 3_600_000;

    @Test
    void keys_of_an_hour_are_renewed_unasked_and_both_ends_have_the_same() {
        ChunkEnds ends = open(renewing(ChunkEnds.ALICE), renewing(ChunkEnds.BOB));
        ends.pass(ends.pair.now() + HOUR - LATEST);
        assertThat(epochs(ends, Role.CLIENT)).isEqualTo(epochs(3));
        ends.pass(ends.pair.now() + HOUR);
        assertThat(epochs(ends, Role.CLIENT)).isEqualTo(epochs(4));
        assertThat(secrets(ends, Role.SERVER)).isEqualTo(secrets(ends, Role.CLIENT));
        for (Role end : Role.values()) assertThat(ends.pair.end(end).isProtected()).isTrue();
    }

    @Test
    void keys_are_as_old_as_their_association_and_not_as_its_ends() {
        ChunkEnds ends =
                ChunkEnds.of(renewing(ChunkEnds.ALICE), renewing(ChunkEnds.BOB), 5, Fates.ideal());
        ends.pass(3 * HOUR);
        ends.open(3 * HOUR + LATEST).pass(3 * HOUR + HOUR - LATEST);
        assertThat(epochs(ends, Role.CLIENT)).isEqualTo(epochs(3));
        assertThat(ends.isOver()).isFalse();
    }

    @Test
    void both_ends_may_ask_at_once_and_come_one_epoch_further() {
        ChunkEnds ends = open(renewing(ChunkEnds.ALICE), renewing(ChunkEnds.BOB));
        for (int epoch = 4; epoch < 8; epoch++) {
            for (Role end : Role.values()) ends.pair.renewKeys(end);
            ends.pass(ends.pair.now() + LATEST);
            assertThat(epochs(ends, Role.CLIENT)).isEqualTo(epochs(epoch));
        }
        assertThat(secrets(ends, Role.SERVER)).isEqualTo(secrets(ends, Role.CLIENT));
    }

    @Test
    void who_insists_on_renewal_has_no_association_with_who_cannot() {
        ChunkEnds ends = open(renewing(ChunkEnds.ALICE), ChunkEnds.BOB);
        assertThat(ends.of(Role.CLIENT, ChunkEvent.GaveUp.class))
                .extracting(ChunkEvent.GaveUp::clause)
                .contains(KeyUpdateSpec.Claim.EXTENDED_KEY_UPDATE);
        ends.pass(ends.pair.now() + LATEST);
        assertThat(ends.isOver()).isTrue();
    }

    @Test
    void without_it_a_wish_for_fresh_keys_is_refused_and_changes_nothing() {
        ChunkEnds ends = open(ChunkEnds.ALICE, ChunkEnds.BOB);
        ends.pair.renewKeys(Role.CLIENT);
        ends.pass(ends.pair.now() + LATEST);
        assertThat(epochs(ends, Role.CLIENT)).isEqualTo(epochs(3));
        assertThat(ends.of(Role.CLIENT, ChunkEvent.Renewed.class))
                .flatExtracting(ChunkEvent.Renewed::effects)
                .contains(
                        new KeyUpdateSpec.Effect.Refused(KeyUpdateSpec.Claim.EXTENDED_KEY_UPDATE));
    }

    @Test
    void a_key_that_cannot_be_renewed_is_told_of_once_at_half_its_packets_and_never_seals_more() {
        ChunkEnds ends = open(ChunkEnds.ALICE.withLimits(packets(100)), ChunkEnds.BOB);
        talk(ends, 60);
        assertThat(ends.of(Role.CLIENT, ChunkEvent.KeyWears.class))
                .singleElement()
                .satisfies(it -> assertThat(it.sealed()).isBetween(50L, 60L))
                .satisfies(it -> assertThat(it.epoch()).isEqualTo(Epoch.FIRST_OF_TRAFFIC));
        assertThat(ends.of(Role.SERVER, ChunkEvent.KeyWears.class)).isEmpty();
        assertThat(ends.isOver()).isFalse();
        talk(ends, 60);
        assertThat(ends.of(Role.CLIENT, ChunkEvent.GaveUp.class))
                .extracting(ChunkEvent.GaveUp::clause)
                .containsExactly(RecordsSpec.Claim.RECORDS_OF_A_KEY_ARE_LIMITED);
        assertThat(ends.of(Role.CLIENT, ChunkEvent.KeyWears.class)).hasSize(1);
        assertThat(ends.isOver()).isTrue();
    }

    @Test
    void keys_of_each_epoch_are_renewed_at_half_their_packets_and_told_of() {
        var limited = renewing(ChunkEnds.ALICE).withLimits(packets(100));
        ChunkEnds ends = open(limited, renewing(ChunkEnds.BOB));
        talk(ends, 120);
        assertThat(epochs(ends, Role.CLIENT)).startsWith(new Epoch(3), new Epoch(4), new Epoch(5));
        assertThat(ends.of(Role.CLIENT, ChunkEvent.KeyWears.class))
                .extracting(ChunkEvent.KeyWears::epoch)
                .isEqualTo(epochs(epochs(ends, Role.CLIENT).getLast().number() - 1));
        assertThat(secrets(ends, Role.SERVER)).isEqualTo(secrets(ends, Role.CLIENT));
        assertThat(ends.isOver()).isFalse();
    }

    @Test
    void keys_are_renewed_when_both_directions_together_have_had_their_bytes() {
        var few = new Limits(3_600, 60_000, Long.MAX_VALUE, Long.MAX_VALUE);
        ChunkEnds ends = open(renewing(ChunkEnds.ALICE).withLimits(few), renewing(ChunkEnds.BOB));
        for (Role end : Role.values())
            assertThat(ends.pair.send(end, message(20_000))).isEqualTo(Sending.TAKEN);
        ends.pass(ends.pair.now() + LATEST);
        assertThat(epochs(ends, Role.CLIENT)).isEqualTo(epochs(3));
        assertThat(ends.pair.send(Role.SERVER, message(20_000))).isEqualTo(Sending.TAKEN);
        ends.pass(ends.pair.now() + LATEST);
        assertThat(epochs(ends, Role.CLIENT)).isEqualTo(epochs(4));
    }

    private static Limits packets(long sealed) {
        return new Limits(3_600, Long.MAX_VALUE, sealed, Long.MAX_VALUE);
    }

    /** One message a second from the client. */
    private static void talk(ChunkEnds ends, int messages) {
        for (int i = 0; i < messages; i++) {
            ends.pair.send(Role.CLIENT, Wiretap.message(i));
            ends.pass(ends.pair.now() + 1_000);
        }
    }

    private static UserMessage message(int length) {
        return new UserMessage(1, 99, Octets.of(new byte[length]));
    }

    private static ChunkEnds open(ChunkSettings opening, ChunkSettings waiting) {
        return ChunkEnds.of(opening, waiting, 5, Fates.ideal()).open(LATEST);
    }

    private static ChunkSettings renewing(ChunkSettings settings) {
        return new ChunkSettings(
                settings.support(), settings.dtls().withUpdates(ExtendedUpdates.ON));
    }

    private static List<Epoch> epochs(ChunkEnds ends, Role end) {
        return ends.of(end, ChunkEvent.Keyed.class).stream().map(ChunkEvent.Keyed::epoch).toList();
    }

    private static List<Epoch> epochs(long newest) {
        return LongStream.rangeClosed(3, newest).mapToObj(Epoch::new).toList();
    }

    private static List<?> secrets(ChunkEnds ends, Role end) {
        return ends.of(end, ChunkEvent.Keyed.class).stream()
                .map(ChunkEvent.Keyed::exporter)
                .toList();
    }
}
