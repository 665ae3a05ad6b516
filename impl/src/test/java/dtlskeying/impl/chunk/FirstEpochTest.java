package dtlskeying.impl.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.chunk.ChunkKeying.Outcome;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.KeyManagementOffer;
import dtlskeying.spec.chunk.KeyManagementOffer.Roles;
import dtlskeying.spec.chunk.KeyUse;
import dtlskeying.spec.chunk.NegotiationSpec.Effect;
import dtlskeying.spec.chunk.NegotiationSpec.Effect.Agreed;
import dtlskeying.spec.chunk.NegotiationSpec.Input;
import dtlskeying.spec.chunk.NegotiationSpec.Mode;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

/** From two offers on the wire to the first protected packet, with an attacker on the INIT. */
class FirstEpochTest {
    private static final CipherSuite SUITE = CipherSuite.TLS_AES_128_GCM_SHA256;
    private static final Secret EXPORTED = Secret.of(Octets.hex("5a".repeat(32)));
    private static final StateCookies COOKIES = new StateCookies(Secret.of(new byte[32]));
    private static final KeyManagementSupport BOTH =
            new KeyManagementSupport(Roles.EITHER, true, true, List.of(192, 1));
    private static final Octets ASKED = KeyManagementParameter.encode(BOTH.offer(0x1111_1111));
    private static final Octets ANSWERED = KeyManagementParameter.encode(BOTH.offer(0x2222_2222));

    /** What one end has come to, with the parameters as it saw them. */
    private record End(Agreed agreed, Octets own, Octets theirs) {
        ChunkProtection operator() {
            boolean client = agreed.role() == Role.CLIENT;
            var keys = new ChunkKeys(SUITE, EXPORTED, client ? own : theirs, client ? theirs : own);
            var operator = new ChunkProtection();
            Epoch first = Epoch.FIRST_OF_TRAFFIC;
            var use = KeyUse.PRIMARY;
            var receive = keys.of(first, agreed.role().peer(), use);
            var send = keys.of(first, agreed.role(), use);
            assertThat(operator.establishReceive(use, first, SUITE, receive))
                    .isEqualTo(new Outcome.Done());
            assertThat(operator.establishSend(use, first, SUITE, send))
                    .isEqualTo(new Outcome.Done());
            assertThat(operator.requireProtection()).isEqualTo(new Outcome.Done());
            return operator;
        }
    }

    @Test
    void ends_that_saw_the_same_open_each_other_s_packets() {
        assertThat(opens(ASKED, ANSWERED)).contains(true);
    }

    @Test
    void an_offer_that_was_changed_on_its_way_never_leads_to_a_packet_that_opens() {
        int agreed = 0;
        for (int bit = 32; bit < 8 * ASKED.length(); bit++) {
            var outcomes =
                    List.of(
                            opens(flipped(ASKED, bit), ANSWERED),
                            opens(ASKED, flipped(ANSWERED, bit)));
            for (Optional<Boolean> outcome : outcomes) {
                assertThat(outcome).isNotEqualTo(Optional.of(true));
                if (outcome.isPresent()) agreed++;
            }
        }
        assertThat(agreed).isGreaterThan(40);
    }

    /** Whether a packet opens at the initiator; nothing if an end does not agree. */
    private static Optional<Boolean> opens(Octets askedAsSeen, Octets answeredAsSeen) {
        var init = InitPackets.read(InitPackets.insert(packet("01000014" + FIXED), askedAsSeen));
        Octets initAck = packet("0200001c" + FIXED + "00070008a1a2a3a4");
        Octets wrapped = COOKIES.wrap(initAck, ANSWERED, init).orElseThrow();
        var back = COOKIES.unwrap(echo(wrapped)).orElseThrow();
        var answer = InitPackets.read(InitPackets.insert(wrapped, answeredAsSeen));

        Effect responder =
                new Negotiation.Idle(BOTH.mode())
                        .on(new Input.CookieArrived(offer(back.own()), init.found()))
                        .effects()
                        .getFirst();
        Effect initiator =
                new Negotiation.Asking(Mode.STRICT, offer(ASKED))
                        .on(new Input.InitAckArrived(answer.found()))
                        .effects()
                        .getFirst();
        if (!(responder instanceof Agreed theirs) || !(initiator instanceof Agreed ours))
            return Optional.empty();
        var sender = new End(theirs, back.own(), back.theirs()).operator();
        var receiver = new End(ours, ASKED, answer.parameter()).operator();
        byte[] data = new byte[80];
        packet("0b000004").copyTo(data, 0);
        int length = sender.send(data, 16);
        assertThat(length).isPositive();
        return Optional.of(receiver.receive(data, length) > 0);
    }

    private static final String FIXED = "0000000100010000000a000a00000001";

    private static Octets packet(String chunk) {
        return Octets.hex("138813890000000000000000" + chunk);
    }

    private static Octets echo(Octets initAck) {
        byte[] bytes = initAck.toArray();
        int at = InitPackets.find(bytes, 7);
        Octets cookie = initAck.slice(at + 4, at + SctpPacket.uint16(bytes, at + 2));
        String padding = "00".repeat(-cookie.length() & 3);
        return packet("0a00%04x".formatted(4 + cookie.length()) + cookie + padding);
    }

    private static KeyManagementOffer offer(Octets parameter) {
        return switch (KeyManagementParameter.decode(parameter)) {
            case Decoded.Value<KeyManagementOffer>(var offer) -> offer;
            case Decoded.Malformed<KeyManagementOffer>(var reason) ->
                    throw new AssertionError(reason);
        };
    }

    private static Octets flipped(Octets parameter, int bit) {
        byte[] bytes = parameter.toArray();
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
        return Octets.of(bytes);
    }
}
