package dtlskeying.impl.dtls13;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.Step;
import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.dtls13.message.HandshakeType;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.HandshakeMessage;
import dtlskeying.spec.dtls13.HandshakeSpec.Effect;

import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;

/**
 * Two sides that talk without records between them, so that a message can be changed that only keys
 * would otherwise let anybody change: it has to be noticed, and answered with an alert.
 */
class ChangedMessagesTest {
    private static final Settings SETTINGS =
            Pair.SETTINGS.withAddressValidation(AddressValidation.GIVEN);

    private Side client;
    private Side server;
    private boolean aborted;
    private int number;
    private final Deque<HandshakeMessage> toClient = new ArrayDeque<>();
    private final Deque<HandshakeMessage> toServer = new ArrayDeque<>();

    @Test
    void unchanged_messages_lead_to_an_agreement() {
        run((_, body) -> body);
        assertThat(client.phase()).isEqualTo(Side.Phase.COMPLETE);
        assertThat(server.phase()).isEqualTo(Side.Phase.ESTABLISHED);
        assertThat(number).isEqualTo(10);
    }

    @Test
    void every_changed_byte_is_noticed_by_one_of_the_two() {
        var random = new SplittableRandom(13);
        for (int round = 0; round < 250; round++) {
            int target = round % 10;
            long seed = random.nextLong();
            run((index, body) -> index.equals(number(target)) ? changed(body, seed) : body);
            boolean isAgreed =
                    client.phase() == Side.Phase.COMPLETE
                            && server.phase() == Side.Phase.ESTABLISHED;
            assertThat(isAgreed).as("message %d, seed %d", target, seed).isFalse();
            assertThat(aborted).as("message %d, seed %d", target, seed).isTrue();
        }
    }

    @Test
    void every_message_cut_short_is_noticed() {
        for (int target = 0; target < 10; target++) {
            int which = target;
            run((index, body) ->
                    index.equals(number(which)) ? body.slice(0, body.length() / 2) : body);
            assertThat(aborted).as("message %d", target).isTrue();
        }
    }

    private static Octets number(int value) {
        return Octets.of((byte) value);
    }

    private static Octets changed(Octets body, long seed) {
        var random = new SplittableRandom(seed);
        byte[] bytes = body.toArray();
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return Octets.of(bytes);
    }

    /** {@code change} gets the number of a message, as one byte, and its body. */
    private void run(BinaryOperator<Octets> change) {
        var entropy = Entropy.of(1);
        client = ClientSide.start(ClientExchange.start(SETTINGS, entropy));
        var reception = new Reception(SETTINGS, entropy, Pair.COOKIES, Pair.ADDRESS);
        server =
                ServerSide.start(ServerExchange.start(SETTINGS, entropy), new Door(reception))
                        .admitting();
        aborted = false;
        number = 0;
        toClient.clear();
        toServer.clear();
        follow(client.begin(), true, change);
        while (!toClient.isEmpty() || !toServer.isEmpty()) {
            boolean isForClient = !toClient.isEmpty();
            var message = (isForClient ? toClient : toServer).removeFirst();
            follow((isForClient ? client : server).hear(message), isForClient, change);
        }
    }

    private void follow(Step<Side, Effect> step, boolean isClient, BinaryOperator<Octets> change) {
        Side side = step.state();
        for (Effect effect : step.effects()) {
            aborted |= effect instanceof Effect.Aborted;
            if (!(effect instanceof Effect.Sent(var messages))) continue;
            for (var each : messages) {
                var written = side.write(each);
                side = written.after();
                Octets body = change.apply(number(number++), written.body());
                assertThat(HandshakeType.find(written.type())).isPresent();
                (isClient ? toServer : toClient)
                        .addLast(new HandshakeMessage(written.type(), 0, body));
            }
        }
        if (isClient) client = side;
        else server = side;
    }
}
