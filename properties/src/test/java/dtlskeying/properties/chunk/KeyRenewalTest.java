package dtlskeying.properties.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.dtls13.ExtendedUpdates;
import dtlskeying.impl.endpoint.ChunkEvent;
import dtlskeying.impl.endpoint.ChunkSettings;
import dtlskeying.properties.network.Fates;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.KeyUpdateSpec;

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
