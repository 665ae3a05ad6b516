package dtlskeying.properties.cli;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.Association;
import dtlskeying.impl.dtls13.Settings;
import dtlskeying.impl.udp.PlainEndpoint;
import dtlskeying.impl.udp.PlainServer;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.MessageName;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One end of DTLS 1.3 against a peer over UDP: handshake, keys, data, close. */
final class Dtls13Run {
    private static final int SERVER_STAYS = 10;
    private static final long FIRST_EPOCH = 3;

    private final Meeting meeting;
    private final Settings settings;
    private final Entropy entropy;
    private final Duration patience;
    private final Plan plan;
    private final List<Octets> received = new ArrayList<>();
    private final List<String> keyLog = new ArrayList<>();
    private long logged = FIRST_EPOCH;
    private PrintWriter out;

    /**
     * What there is to do once the handshake is complete.
     *
     * @param update who changes keys
     * @param renewals how many extended key updates this end starts
     * @param data what is sent, nothing if it is empty
     * @param stay how long to wait for what the peer has to say
     */
    record Plan(RunDtls13.Update update, int renewals, Octets data, Duration stay) {}

    Dtls13Run(Meeting meeting, Settings settings, Entropy entropy, Duration patience, Plan plan) {
        this.meeting = meeting;
        this.settings = settings;
        this.entropy = entropy;
        this.patience = patience;
        this.plan = plan;
    }

    /** How many seconds an end stays if nothing else is said: a server for its client. */
    static int usualStay(Role role) {
        return role == Role.SERVER ? SERVER_STAYS : 0;
    }

    /** Runs to the end; whatever goes wrong with the peer becomes the verdict. */
    Dtls13Report run(PrintWriter printer, ExportWish export) {
        this.out = printer;
        try (PlainEndpoint endpoint = open()) {
            endpoint.handshake(patience);
            var association = endpoint.association();
            keyLog.addAll(association.keyLogLines());
            Secret exported = export == null ? Secret.of(Octets.EMPTY) : export.of(association);
            String trouble = afterwards(endpoint);
            var agreed =
                    new Dtls13Report.Agreed(
                            association, exported, endpoint.association(), List.copyOf(keyLog));
            return new Dtls13Report(meeting.role(), List.of(agreed), received, trouble);
        } catch (IOException failed) {
            return Dtls13Report.failed(meeting.role(), failed.getMessage());
        }
    }

    private PlainEndpoint open() throws IOException {
        if (meeting.role() == Role.CLIENT)
            return PlainEndpoint.connect(
                    meeting.local(), meeting.remote(), settings, entropy, this::stepped);
        var server = listen();
        RunReport.line(out, "listening", address(server));
        out.flush();
        try {
            return server.accept(patience);
        } catch (IOException nobody) {
            server.close();
            throw nobody;
        }
    }

    private PlainServer listen() {
        try {
            return PlainServer.listen(meeting.local(), settings, entropy, this::stepped);
        } catch (IOException failed) {
            throw new Misuse("--listen: " + failed.getMessage(), failed);
        }
    }

    private static String address(PlainServer server) {
        var local = server.localAddress();
        return local.getHostString() + ":" + local.getPort();
    }

    /** What went wrong; nothing if nothing did. */
    private String afterwards(PlainEndpoint endpoint) throws IOException {
        if (plan.update() != RunDtls13.Update.none) {
            endpoint.updateKeys(plan.update() == RunDtls13.Update.both);
            long until = System.nanoTime() + patience.toNanos();
            while (!isUpdated(endpoint.association()) && System.nanoTime() < until)
                hear(endpoint, Duration.ofMillis(50));
            if (!isUpdated(endpoint.association())) return "the keys have not changed";
        }
        for (int i = 0; i < plan.renewals(); i++)
            if (!isRenewed(endpoint)) return "the keys have not been renewed";
        int longest = endpoint.association().recordSizes().write() - 1;
        if (plan.data().length() > longest)
            return "--data has %d bytes, and a record to the peer no more than %d"
                    .formatted(plan.data().length(), longest);
        if (!plan.data().isEmpty()) endpoint.send(plan.data());
        long until = System.nanoTime() + plan.stay().toNanos();
        while (!endpoint.association().isOver() && System.nanoTime() < until)
            hear(endpoint, Duration.ofMillis(50));
        return "";
    }

    /** Whether one more extended key update is complete, here, in time. */
    private boolean isRenewed(PlainEndpoint endpoint) throws IOException {
        long before = endpoint.association().writeEpoch();
        if (!endpoint.association().isRenewing()) endpoint.renewKeys();
        long until = System.nanoTime() + patience.toNanos();
        while (endpoint.association().writeEpoch() == before
                && !endpoint.association().isOver()
                && System.nanoTime() < until) hear(endpoint, Duration.ofMillis(50));
        return endpoint.association().writeEpoch() > before;
    }

    private boolean isUpdated(Association association) {
        boolean isTheirsDue = plan.update() == RunDtls13.Update.both;
        return association.writeEpoch() > 3 && (!isTheirsDue || association.readEpoch() > 3);
    }

    private void hear(PlainEndpoint endpoint, Duration limit) throws IOException {
        endpoint.receive(limit).ifPresent(this::heard);
        var association = endpoint.association();
        if (!association.isEstablished() || !association.hasRenewals()) return;
        if (association.readEpoch() > logged) keyLog.addAll(association.keyLogLines());
        logged = association.readEpoch();
    }

    private void heard(Octets data) {
        received.add(data);
        RunReport.line(out, "received", data.toHex());
        out.flush();
    }

    private void stepped(List<Effect> effects, long now) {
        for (Effect effect : effects) {
            String words = words(effect);
            if (!words.isEmpty()) out.println("%8d  %s".formatted(now, words));
        }
        out.flush();
    }

    private static String words(Effect effect) {
        return switch (effect) {
            case Effect.FlightSent(var messages, var again) ->
                    "-> " + names(messages) + (again ? " (again)" : "");
            case Effect.MessageHeard(var message) -> "<- " + message.text();
            case Effect.Acknowledged(var records) -> "-> ACK of " + records;
            case Effect.Confirmed() -> "<- ACK of our last flight";
            case Effect.KeysUpdated(var epoch) -> "we send in epoch " + epoch;
            case Effect.EpochReady(var epoch) -> "we read epoch " + epoch;
            case Effect.AlertSent(var alert, var clause) ->
                    "-> Alert " + alert.text() + " (" + clause.id() + ")";
            case Effect.AlertReceived(_, var description) -> "<- Alert " + description;
            case Effect.Send _,
                    Effect.Completed _,
                    Effect.DataReceived _,
                    Effect.Failed _,
                    Effect.Closed _,
                    Effect.Discarded _ ->
                    "";
        };
    }

    private static String names(List<MessageName> messages) {
        return messages.stream().map(MessageName::text).collect(Collectors.joining(", "));
    }
}
