package dtlskeying.impl.dtls13;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;

import org.junit.jupiter.api.Test;

/** What an association does differently over messages that arrive, as those of SCTP do. */
class CarrierTest {
    private static final Settings OVER_MESSAGES = Pair.PLAIN.overMessages();
    private static final int HANDSHAKE = 22;
    private static final int PLAIN_HEADER = 13;

    @Test
    void a_handshake_completes_with_one_record_in_each_message() {
        var pair = Pair.of(OVER_MESSAGES, OVER_MESSAGES).run();
        assertThat(pair.isEstablished()).isTrue();
        assertThat(pair.client.isConfirmed()).isTrue();
        assertThat(pair.datagrams)
                .hasSize(11)
                .allSatisfy(
                        message -> assertThat(recordLength(message)).isEqualTo(message.length()));
    }

    @Test
    void nothing_is_due_and_nothing_is_sent_again_however_long_it_takes() {
        var pair = Pair.of(OVER_MESSAGES, OVER_MESSAGES);
        pair.on(Role.CLIENT, new Input.Begin(0));
        assertThat(pair.client.deadline()).isEqualTo(Long.MAX_VALUE);
        for (long now = 0; now < 3_600_000; now += 60_000)
            assertThat(pair.on(Role.CLIENT, new Input.Tick(now))).isEmpty();
    }

    @Test
    void a_hello_that_comes_again_is_not_answered_again() {
        var pair = Pair.of(OVER_MESSAGES, OVER_MESSAGES).run();
        Octets hello = pair.datagrams.getFirst();
        assertThat(pair.on(Role.SERVER, new Input.Datagram(hello, 600_000)))
                .noneMatch(Effect.Send.class::isInstance);
    }

    private static int recordLength(Octets message) {
        if (message.at(0) == HANDSHAKE) return PLAIN_HEADER + message.at(11) * 256 + message.at(12);
        assertThat(message.at(0) & 0xfc).isEqualTo(0x2c);
        return 5 + message.at(3) * 256 + message.at(4);
    }
}
