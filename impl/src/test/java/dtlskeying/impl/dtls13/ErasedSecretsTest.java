package dtlskeying.impl.dtls13;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;

import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What an association has given up is overwritten, as soon as nothing needs it and no sooner: the
 * test holds the objects themselves.
 */
class ErasedSecretsTest {
    private static final Settings SETTINGS = Pair.PLAIN.withUpdates(ExtendedUpdates.ON);
    private static final Octets PING = Octets.hex("70696e67");

    @Test
    void nothing_of_the_handshake_and_of_older_generations_is_left() {
        var ends = Ends.established(SETTINGS);
        for (int update = 0; update < 4; update++) {
            var before = ends.held();
            ends.take(update % 2 == 0 ? Role.CLIENT : Role.SERVER, new Input.RenewKeys(0));
            ends.run();
            ends.assertTalking();
            var after = ends.held();
            assertThat(gone(before, after)).hasSizeGreaterThan(20).allMatch(Ends::isErased);
            assertThat(after).noneMatch(Ends::isErased);
        }
    }

    @Test
    void the_old_epoch_opens_what_comes_late_and_is_erased_when_the_new_one_is_heard() {
        var ends = Ends.established(SETTINGS);
        ends.take(Role.SERVER, new Input.Data(PING, 0));
        Octets late = ends.toClient.removeLast();
        var read = ends.client.held().secrets().toList();
        ends.take(Role.CLIENT, new Input.RenewKeys(0));
        while (ends.client.readEpoch() == 3) ends.next();
        assertThat(gone(read, ends.client.held().secrets().toList())).allMatch(Ends::isErased);
        assertThat(ends.take(Role.CLIENT, new Input.Datagram(late, 0)))
                .contains(new Effect.DataReceived(PING));
        ends.run();
        ends.assertTalking();
        assertThat(ends.take(Role.CLIENT, new Input.Datagram(late, 0)))
                .noneMatch(Effect.DataReceived.class::isInstance);
    }

    @Test
    void the_private_key_of_a_request_that_has_lost_is_erased_and_the_request_goes_on() {
        var ends = Ends.established(SETTINGS);
        ends.take(Role.CLIENT, new Input.RenewKeys(0));
        ends.take(Role.SERVER, new Input.RenewKeys(0));
        var both = ends.held();
        ends.run();
        assertThat(ends.client.writeEpoch()).isEqualTo(4);
        assertThat(ends.server.writeEpoch()).isEqualTo(4);
        ends.assertTalking();
        assertThat(gone(both, ends.held())).isNotEmpty().allMatch(Ends::isErased);
    }

    @Test
    void key_updates_of_rfc_9147_leave_nothing_either() {
        var ends = Ends.established(Pair.PLAIN);
        var before = ends.held();
        for (int update = 0; update < 3; update++) {
            ends.take(Role.CLIENT, new Input.UpdateKeys(true, 0));
            ends.run();
            ends.assertTalking();
        }
        assertThat(gone(before, ends.held())).hasSizeGreaterThan(8).allMatch(Ends::isErased);
    }

    @Test
    void an_association_that_is_over_has_nothing_left_and_what_was_exported_stays() {
        var ends = Ends.established(SETTINGS);
        Secret exporter = ends.client.exporterSecret(3).orElseThrow();
        var held = ends.held();
        ends.client.overwrite();
        ends.server.overwrite();
        assertThat(held).allMatch(Ends::isErased);
        assertThat(Ends.isErased(exporter)).isFalse();
    }

    private static List<Secret> gone(List<Secret> before, List<Secret> after) {
        return before.stream().filter(each -> after.stream().noneMatch(it -> it == each)).toList();
    }

    /** Two ends whose owners overwrite what they leave, and a network that loses nothing. */
    private static final class Ends {
        private final Deque<Octets> toServer = new ArrayDeque<>();
        private final Deque<Octets> toClient = new ArrayDeque<>();
        private Association client;
        private Association server;

        private Ends(Settings settings) {
            this.client = Association.client(settings, Entropy.of(1));
            this.server = Association.server(settings, Entropy.of(2), Pair.COOKIES, Pair.ADDRESS);
        }

        static Ends established(Settings settings) {
            var ends = new Ends(settings);
            ends.take(Role.CLIENT, new Input.Begin(0));
            ends.run();
            assertThat(ends.client.isConfirmed()).isTrue();
            return ends;
        }

        List<Effect> take(Role role, Input input) {
            var before = role == Role.CLIENT ? client : server;
            var step = before.on(input);
            before.overwriteAllBut(step.state());
            if (role == Role.CLIENT) client = step.state();
            else server = step.state();
            for (Effect effect : step.effects())
                if (effect instanceof Effect.Send(var datagram))
                    (role == Role.CLIENT ? toServer : toClient).addLast(datagram);
            return step.effects();
        }

        boolean next() {
            if (!toServer.isEmpty())
                take(Role.SERVER, new Input.Datagram(toServer.removeFirst(), 0));
            else if (!toClient.isEmpty())
                take(Role.CLIENT, new Input.Datagram(toClient.removeFirst(), 0));
            else return false;
            return true;
        }

        void run() {
            while (next()) {}
        }

        void assertTalking() {
            for (Role role : Role.values()) {
                take(role, new Input.Data(PING, 0));
                var way = role == Role.CLIENT ? toServer : toClient;
                assertThat(take(role.peer(), new Input.Datagram(way.removeFirst(), 0)))
                        .contains(new Effect.DataReceived(PING));
            }
            run();
        }

        /** Every secret that one of them holds. */
        List<Secret> held() {
            var all = new ArrayList<>(client.held().secrets().toList());
            server.held().secrets().forEach(all::add);
            all.removeIf(Secret::isEmpty);
            return all;
        }

        static boolean isErased(Secret secret) {
            for (byte each : secret.octets().toArray()) if (each != 0) return false;
            return true;
        }
    }
}
