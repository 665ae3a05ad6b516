package dtlskeying.properties.dtls13;

import dtlskeying.impl.Step;
import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.Association;
import dtlskeying.impl.dtls13.ExtendedUpdates;
import dtlskeying.model.dtls13.ExtendedKeyScheduleModel;
import dtlskeying.properties.network.Conditions;
import dtlskeying.properties.network.Fates;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a live association makes of its generations, as far as a bug may replace it. */
class RenewedAssociationCode {
    /** The name of the law. */
    static final String LAW =
            "P56 P57 each epoch is announced, exported for while it is read, and logged by its"
                    + " generation, and no ticket is offered";

    private static final int GENERATIONS = 3;
    private static final int PRE_SHARED_KEY = 41;
    private static final long FIRST = 3;

    Step<Association, Effect> on(Association end, Input input) {
        return end.on(input);
    }

    Optional<Secret> exporter(Association end, long epoch) {
        return end.exporterSecret(epoch);
    }

    List<String> keyLog(Association end) {
        return end.keyLogLines();
    }

    List<Integer> extensions(Octets hello) {
        return extensionsOf(hello);
    }

    /** What is wrong first, if anything is. */
    final Optional<String> firstWrong() {
        VirtualPair pair = begun();
        if (extensions(hello(pair)).contains(PRE_SHARED_KEY))
            return Optional.of("a ticket is offered");
        pair.exhaust();
        for (int generation = 1; generation <= GENERATIONS; generation++) {
            String wrong = wrongIn(pair, generation);
            if (!wrong.isEmpty()) return Optional.of("in generation " + generation + ": " + wrong);
        }
        return Optional.empty();
    }

    private static Octets hello(VirtualPair pair) {
        return pair.clientEffects.stream()
                .filter(Effect.Send.class::isInstance)
                .map(effect -> ((Effect.Send) effect).datagram())
                .findFirst()
                .orElseThrow();
    }

    private VirtualPair begun() {
        var client = VirtualPair.PLAIN_CLIENT.withUpdates(ExtendedUpdates.ON);
        var server = VirtualPair.PLAIN_SERVER.withUpdates(ExtendedUpdates.ON);
        return new VirtualPair(
                        Association.client(client, Entropy.of(1)),
                        VirtualPair.server(server, 1),
                        new Fates.Seeded(1, Conditions.IDEAL),
                        this::on)
                .begin();
    }

    /** One end renews the keys; who is told of it first can still export for what was before. */
    private String wrongIn(VirtualPair pair, int generation) {
        long epoch = FIRST + generation;
        pair.clientEffects.clear();
        pair.serverEffects.clear();
        pair.take(generation % 2 == 0 ? Role.CLIENT : Role.SERVER, new Input.RenewKeys(pair.now));
        boolean lingered = false;
        while (pair.next())
            for (Association end : List.of(pair.client, pair.server))
                lingered |=
                        end.writeEpoch() == epoch
                                && exporter(end, epoch).isPresent()
                                && exporter(end, epoch - 1).isPresent();
        if (!lingered) return "the exporter of the epoch before is gone at once";
        for (var effects : List.of(pair.clientEffects, pair.serverEffects))
            if (!announced(effects).equals(List.of(new Effect.KeysUpdated(epoch))))
                return "the user is told " + announced(effects);
        return logged(pair.client, generation);
    }

    private static List<Effect> announced(List<Effect> effects) {
        return effects.stream().filter(Effect.KeysUpdated.class::isInstance).toList();
    }

    private String logged(Association end, int generation) {
        var labels =
                keyLog(end).stream().map(line -> line.substring(0, line.indexOf(' '))).toList();
        for (String secret :
                List.of("CLIENT_TRAFFIC_SECRET", "SERVER_TRAFFIC_SECRET", "EXPORTER_SECRET"))
            if (!labels.contains(ExtendedKeyScheduleModel.keyLogLabel(secret, generation)))
                return "the key log has " + labels;
        return "";
    }

    /** The types of the extensions of a ClientHello that is whole, and alone in its record. */
    static List<Integer> extensionsOf(Octets datagram) {
        // Headers of record and message, version, random; session ID, cookie, suites, compression.
        int at = 13 + 12 + 2 + 32;
        at += 1 + datagram.at(at);
        at += 1 + datagram.at(at);
        at += 2 + two(datagram, at);
        at += 1 + datagram.at(at);
        int end = at + 2 + two(datagram, at);
        var types = new ArrayList<Integer>();
        for (at += 2; at < end; at += 4 + two(datagram, at + 2)) types.add(two(datagram, at));
        return types;
    }

    private static int two(Octets bytes, int at) {
        return bytes.at(at) << 8 | bytes.at(at + 1);
    }
}
