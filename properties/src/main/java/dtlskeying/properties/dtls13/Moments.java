package dtlskeying.properties.dtls13;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.Association;
import dtlskeying.impl.dtls13.RetryCookies;
import dtlskeying.impl.dtls13.Settings;
import dtlskeying.model.dtls13.AssociationFacts;
import dtlskeying.model.dtls13.AssociationFacts.Stage;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.properties.network.Fates;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.dtls13.AssociationSpec.HelloCookie;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One handshake, taken apart: each end at every moment that makes a difference, and its keys. */
final class Moments {
    /** So small that the server's flight comes in several datagrams. */
    static final int MTU = 400;

    private static final long SEED = 13;
    private static final Settings CLIENT = VirtualPair.PLAIN_CLIENT.withMtu(MTU);
    static final Settings SERVER = VirtualPair.PLAIN_SERVER.withMtu(MTU);

    final List<Start<Subject, AssociationFacts>> starts = new ArrayList<>();
    private final Map<HelloCookie, Octets> hellos;
    private final Insider insider;

    Moments() {
        var pair = pair().begin().exhaust();
        insider = new Insider(pair.client);
        List<Octets> sent = sent(pair.clientEffects);
        hellos =
                Map.of(
                        HelloCookie.NONE,
                        sent.get(0),
                        HelloCookie.OURS,
                        sent.get(1),
                        HelloCookie.OF_ANOTHER_SERVER,
                        answer(sent.get(0), "5ec7e7", VirtualPair.ADDRESS),
                        HelloCookie.OF_ANOTHER_ADDRESS,
                        answer(sent.get(0), VirtualPair.COOKIE_SECRET, "02"));
        capture();
    }

    private static VirtualPair pair() {
        return VirtualPair.of(CLIENT, SERVER, SEED, Fates.ideal());
    }

    private void capture() {
        var pair = pair();
        add("a server at its door", pair, Role.SERVER, Stage.STRANGER);
        pair.begin();
        add("a client that has said hello", pair, Role.CLIENT, Stage.OPENING);
        while (pair.client.readEpoch() < 2) pair.next();
        add("a client with keys for the handshake", pair, Role.CLIENT, Stage.SHAKING);
        add("a server with keys for the handshake", pair, Role.SERVER, Stage.SHAKING);
        while (!pair.client.isEstablished()) pair.next();
        add("a client whose last flight is out", pair, Role.CLIENT, Stage.UNCONFIRMED);
        pair.exhaust();
        add("a client that is done", pair, Role.CLIENT, Stage.DONE);
        add("a server that is done", pair, Role.SERVER, Stage.DONE);
        pair.take(Role.CLIENT, new Input.Close(pair.now));
        add("a client that is closed", pair, Role.CLIENT, Stage.OVER);
        pair.exhaust();
        add("a server that is closed", pair, Role.SERVER, Stage.OVER);
    }

    private void add(String name, VirtualPair pair, Role role, Stage stage) {
        var end = role == Role.CLIENT ? pair.client : pair.server;
        var effects = role == Role.CLIENT ? pair.clientEffects : pair.serverEffects;
        int heard = (int) effects.stream().filter(Effect.MessageHeard.class::isInstance).count();
        int forgotten = role == Role.SERVER ? 1 : 0;
        var subject = Subject.of(end, insider, hellos, heard + forgotten, pair.now);
        starts.add(new Start<>(name, subject, AssociationFacts.of(role, stage)));
    }

    /** The second hello of the same client, had another server asked for it. */
    private static Octets answer(Octets hello, String secret, String address) {
        var cookies = RetryCookies.of(Secret.of(Octets.hex(secret)));
        var server = Association.server(SERVER, Entropy.of(1), cookies, Octets.hex(address));
        Octets request = sent(server.on(new Input.Datagram(hello, 0)).effects()).getFirst();
        var client = pair().begin().client;
        return sent(client.on(new Input.Datagram(request, 0)).effects()).getFirst();
    }

    private static List<Octets> sent(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.Send.class::isInstance)
                .map(effect -> ((Effect.Send) effect).datagram())
                .toList();
    }
}
