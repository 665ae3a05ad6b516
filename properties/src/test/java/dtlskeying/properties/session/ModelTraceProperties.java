package dtlskeying.properties.session;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.srtp.SessionSettings;
import dtlskeying.impl.srtp.SrtpSession;
import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.Explorable;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Explorer;
import dtlskeying.model.explore.Happening;
import dtlskeying.model.explore.Interning;
import dtlskeying.model.srtp.KeySetsModel;
import dtlskeying.model.srtp.MediaOverRekeys;
import dtlskeying.model.srtp.MediaOverRekeys.Packet;
import dtlskeying.model.srtp.MediaOverRekeys.State;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Reading;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.Ssrc;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** P37: two sessions do what the model of media over re-keys does, within its bound and beyond. */
class ModelTraceProperties {
    private static final int LIFETIME = 2;

    @Example
    @Tag("P37")
    void two_rekeys_in_a_row_lose_the_packet_that_the_model_loses() {
        assertLostOnlyAtTheEnd(shortestLoss(LIFETIME, 0));
    }

    @Example
    @Tag("P37")
    void a_packet_as_old_as_the_lifetime_is_lost_as_the_model_loses_it() {
        assertLostOnlyAtTheEnd(shortestLoss(LIFETIME + 1, LIFETIME));
    }

    /** What they lose is always something that the model can have lost by then. */
    @Property(tries = 300)
    @Tag("P37")
    void every_walk_loses_what_the_model_permits(@ForAll long seed) {
        var random = new Random(seed);
        var model = model(random.nextInt(2) + LIFETIME, random.nextInt(LIFETIME + 1));
        var states = Set.copyOf(model.initialStates());
        var sessions = new Sessions();
        for (int i = 0; i < 25; i++) {
            var moves = moves(model, states);
            if (moves.isEmpty()) break;
            String event = List.copyOf(moves.keySet()).get(random.nextInt(moves.size()));
            sessions.on(event);
            states =
                    moves.get(event).stream()
                            .filter(after -> sessions.lost.equals(indices(after.lost())))
                            .collect(Collectors.toSet());
            assertThat(states).as("%s after %s", sessions.lost, event).isNotEmpty();
        }
    }

    private static SortedMap<String, Set<State>> moves(
            Explorable<State, Happening> model, Set<State> states) {
        var moves = new TreeMap<String, Set<State>>();
        for (State state : states)
            model.expand(
                    state,
                    (label, after) ->
                            moves.computeIfAbsent(label.text(), _ -> new HashSet<>()).add(after));
        return moves;
    }

    private static Set<Integer> indices(Set<Packet> packets) {
        var indices = new TreeSet<Integer>();
        for (Packet packet : packets) indices.add((int) packet.index());
        return indices;
    }

    private static void assertLostOnlyAtTheEnd(List<String> events) {
        var sessions = new Sessions();
        for (String event : events.subList(0, events.size() - 1)) sessions.on(event);
        assertThat(sessions.lost).isEmpty();
        sessions.on(events.getLast());
        assertThat(sessions.lost).hasSize(1);
    }

    private static List<String> shortestLoss(int delay, int pause) {
        Exploration<State, Happening> found =
                Explorer.explore(model(delay, pause), Bounds.OF_THE_BUILD);
        return found.findings().getFirst().trace().labels().stream().map(Happening::text).toList();
    }

    private static Explorable<State, Happening> model(int delay, int pause) {
        return new MediaOverRekeys(
                new KeySetsModel(LIFETIME, Reading.defaults()),
                delay,
                pause,
                3,
                3,
                new Interning<>());
    }

    /** A sender and a receiver, moved by the words of the model. */
    private static final class Sessions {
        final SrtpSession sender = session(Role.CLIENT);
        final SrtpSession receiver = session(Role.SERVER);
        final Map<Integer, byte[]> wire = new HashMap<>();
        final Set<Integer> lost = new TreeSet<>();
        long now;

        private static SrtpSession session(Role role) {
            var settings = SessionSettings.of(Media.RTP_ONLY).withLifetime(LIFETIME);
            var session = new SrtpSession(role, settings);
            if (role == Role.CLIENT) session.use(new Ssrc(7));
            return session;
        }

        void on(String event) {
            var words = event.split(" ");
            switch (words[0] + " " + words[words.length - 1]) {
                case "packet leaves" -> send(Integer.parseInt(words[1]));
                case "packet arrives" -> receive(Integer.parseInt(words[1]));
                case "a second" -> pass();
                default -> handshake(Integer.parseInt(words[1]));
            }
        }

        private void handshake(int number) {
            var entropy = Entropy.of(number);
            for (SrtpSession end : List.of(sender, receiver))
                end.completed(
                        number,
                        ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80,
                        Mki.NONE,
                        (label, length) -> Secret.of(entropy.bytes(label, length)),
                        now);
        }

        private void pass() {
            now += 1000;
            sender.tick(now);
            receiver.tick(now);
        }

        private void send(int number) {
            var plain = ByteBuffer.allocate(12).put((byte) 0x80).put((byte) 96);
            byte[] rtp = plain.putShort((short) number).putInt(number).putInt(7).array();
            byte[] target = new byte[99];
            int length = sender.protect(PacketKind.RTP, rtp, 0, 12, target, 0);
            wire.put(number, Octets.of(target, 0, length).toArray());
        }

        private void receive(int number) {
            byte[] packet = wire.remove(number);
            if (receiver.unprotect(PacketKind.RTP, packet, 0, packet.length, packet, 0) < 0)
                lost.add(number);
        }
    }
}
