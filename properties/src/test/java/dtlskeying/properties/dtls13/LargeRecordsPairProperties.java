package dtlskeying.properties.dtls13;

import static dtlskeying.spec.dtls13.RecordsSpec.Claim.RECORDS_OBEY_THE_PEERS_LIMIT;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.dtls13.Carrier;
import dtlskeying.impl.dtls13.ExtendedUpdates;
import dtlskeying.impl.dtls13.LargeRecords;
import dtlskeying.impl.dtls13.LengthForm;
import dtlskeying.impl.dtls13.RecordSizes;
import dtlskeying.impl.dtls13.Settings;
import dtlskeying.properties.network.Conditions;
import dtlskeying.properties.network.Fates;
import dtlskeying.properties.network.Network;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.dtls13.RecordsSpec;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import java.util.List;

/** Two ends that have agreed on large records, and two that have not. */
class LargeRecordsPairProperties {
    private static final int CLIENTS = 60_000;
    private static final int SERVERS = 40_000;
    private static final Conditions BAD =
            Conditions.IDEAL.withLoss(0.2).withReordering(0.2).withDuplication(0.2);

    @Example
    void each_direction_has_its_limit() {
        var pair = pair(large(CLIENTS), large(SERVERS));
        assertThat(pair.client.recordSizes())
                .isEqualTo(new RecordSizes(CLIENTS, SERVERS, LengthForm.VARIABLE));
        assertThat(pair.server.recordSizes())
                .isEqualTo(new RecordSizes(SERVERS, CLIENTS, LengthForm.VARIABLE));
        assertArrives(pair, Role.SERVER, CLIENTS - 1);
        assertArrives(pair, Role.CLIENT, SERVERS - 1);
        assertRefused(pair, Role.SERVER, CLIENTS);
        assertRefused(pair, Role.CLIENT, SERVERS);
    }

    @Property(tries = 40)
    void a_record_of_any_length_arrives_in_every_epoch(
            @ForAll @IntRange(max = SERVERS - 1) int length,
            @ForAll @IntRange(max = 5) int renewals) {
        var pair = pair(large(CLIENTS), large(SERVERS));
        for (int i = 0; i < renewals; i++) {
            pair.take(i % 2 == 0 ? Role.CLIENT : Role.SERVER, new Input.RenewKeys(pair.now));
            pair.exhaust();
        }
        assertThat(pair.client.writeEpoch()).isEqualTo(3 + renewals);
        assertArrives(pair, Role.CLIENT, length);
        assertArrives(pair, Role.SERVER, length);
    }

    @Property(tries = 60)
    void large_records_are_agreed_on_under_loss(@ForAll long seed) {
        var pair =
                VirtualPair.of(
                                VirtualPair.PLAIN_CLIENT.withLarge(large(CLIENTS)),
                                VirtualPair.PLAIN_SERVER.withLarge(large(SERVERS)),
                                seed,
                                new Fates.Seeded(seed, BAD))
                        .begin()
                        .settle();
        assertThat(pair.isAgreed()).isTrue();
        pair.network = Network.quiet(Fates.ideal());
        assertArrives(pair, Role.CLIENT, SERVERS - 1);
        assertArrives(pair, Role.SERVER, CLIENTS - 1);
    }

    @Example
    void where_one_end_does_not_know_them_records_are_as_long_as_ever() {
        for (var ends :
                List.of(
                        pair(large(CLIENTS), LargeRecords.OFF),
                        pair(LargeRecords.OFF, large(SERVERS)),
                        pair(large(CLIENTS), large(SERVERS).numbered(0xff01 + 9)))) {
            assertThat(ends.client.recordSizes().lengths()).isEqualTo(LengthForm.FIXED);
            assertThat(ends.server.recordSizes().lengths()).isEqualTo(LengthForm.FIXED);
            for (Role role : Role.values()) {
                assertArrives(ends, role, RecordsSpec.LONGEST - 1);
                assertRefused(ends, role, RecordsSpec.LONGEST);
            }
        }
    }

    @Example
    void the_most_that_may_be_asked_for_is_agreed_on() {
        var pair = pair(large((1 << 30) - 256), large(64));
        assertThat(pair.client.recordSizes().read()).isEqualTo((1 << 30) - 256);
        int carried = pair.server.recordSizes().write();
        assertThat(carried).isEqualTo(Carrier.DATAGRAMS.longestRecord());
        assertArrives(pair, Role.SERVER, carried - 1);
        assertRefused(pair, Role.SERVER, carried);
        assertArrives(pair, Role.CLIENT, 63);
        assertRefused(pair, Role.CLIENT, 64);
    }

    private static LargeRecords large(int limit) {
        return LargeRecords.upTo(limit);
    }

    private static VirtualPair pair(LargeRecords client, LargeRecords server) {
        var pair =
                VirtualPair.of(
                                with(VirtualPair.PLAIN_CLIENT, client),
                                with(VirtualPair.PLAIN_SERVER, server),
                                7,
                                Fates.ideal())
                        .begin()
                        .exhaust();
        assertThat(pair.isAgreed()).isTrue();
        return pair;
    }

    private static Settings with(Settings settings, LargeRecords large) {
        return settings.withUpdates(ExtendedUpdates.ON).withLarge(large);
    }

    private static void assertArrives(VirtualPair pair, Role sender, int length) {
        Octets data = data(length);
        var heard = sender == Role.CLIENT ? pair.serverEffects : pair.clientEffects;
        pair.take(sender, new Input.Data(data, pair.now));
        pair.exhaust();
        assertThat(heard.getLast()).isEqualTo(new Effect.DataReceived(data));
    }

    private static void assertRefused(VirtualPair pair, Role sender, int length) {
        var effects = sender == Role.CLIENT ? pair.clientEffects : pair.serverEffects;
        pair.take(sender, new Input.Data(data(length), pair.now));
        assertThat(effects.getLast()).isEqualTo(new Effect.Discarded(RECORDS_OBEY_THE_PEERS_LIMIT));
    }

    private static Octets data(int length) {
        byte[] data = new byte[length];
        for (int i = 0; i < length; i++) data[i] = (byte) (3 * i);
        return Octets.of(data);
    }
}
