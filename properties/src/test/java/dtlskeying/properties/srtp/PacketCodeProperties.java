package dtlskeying.properties.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.srtp.PacketLaws.PacketLaw;

import net.jqwik.api.Example;

import java.util.List;
import java.util.stream.Stream;

/**
 * The bytes of packets as the model lays them out and the vectors have them: P07, P08, P17, P30.
 */
class PacketCodeProperties {
    @Example
    void P17_protect_unprotect_round_trip_as_published() {
        holds(PacketLaws.AS_PUBLISHED);
    }

    @Example
    void P17_protect_unprotect_round_trip_any_flipped_bit_rejected() {
        holds(PacketLaws.FLIPPED_BITS);
    }

    @Example
    void P17_protect_unprotect_round_trip_with_E_clear() {
        holds(PacketLaws.E_FLAG);
    }

    @Example
    void P17_an_aead_has_the_nonce_and_associated_data_of_the_model() {
        holds(PacketLaws.AEAD_BY_THE_MODEL);
    }

    @Example
    void P07_P08_every_field_is_where_the_model_has_it() {
        holds(PacketLaws.EVERY_FIELD);
    }

    @Example
    void P30_what_is_no_packet_is_refused_for_that() {
        holds(PacketLaws.NO_PACKETS);
    }

    @Example
    void every_known_bug_is_noticed_by_its_property() {
        Stream.of(PacketGuards.ALL, AeadGuards.ALL)
                .flatMap(List::stream)
                .forEach(guard ->
                        assertThat(guard.run().get())
                                .as("%s: %s", guard.bug(), guard.story())
                                .isPresent());
    }

    private static void holds(PacketLaw law) {
        assertThat(law.run().apply(PacketCode.HEALTHY)).as(law.name()).isEmpty();
    }
}
