package dtlskeying.properties.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.chunk.UserMessages;
import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.KeyKind;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.dtls13.Association;
import dtlskeying.impl.dtls13.Carrier;
import dtlskeying.impl.dtls13.ExtendedUpdates;
import dtlskeying.impl.dtls13.LargeRecords;
import dtlskeying.impl.dtls13.LengthForm;
import dtlskeying.impl.dtls13.RetryCookies;
import dtlskeying.impl.dtls13.Settings;
import dtlskeying.impl.sctp.MemoryStack;
import dtlskeying.impl.sctp.SctpAssociation;
import dtlskeying.impl.sctp.SctpEvent;
import dtlskeying.impl.sctp.SctpSettings;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;

import net.jqwik.api.Example;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Large records as user messages of SCTP: what needs no fragments of its own is one record. */
class LargeRecordsOverSctpProperties {
    @Example
    void sixty_kB_travel_in_one_record_and_one_user_message_in_every_epoch() {
        var pair = Pair.established(60_001, 200_000);
        for (int renewals = 0; renewals < 5; renewals++) {
            pair.client.takes(new Input.Data(data(200_000 - 1), 0));
            pair.server.takes(new Input.Data(data(60_000), 0));
            pair.run();
            assertThat(pair.server.received).containsExactly(data(200_000 - 1));
            assertThat(pair.client.received).containsExactly(data(60_000));
            (renewals % 2 == 0 ? pair.client : pair.server).takes(new Input.RenewKeys(0));
            pair.run();
            assertThat(pair.client.dtls.writeEpoch()).isEqualTo(4 + renewals);
            pair.server.received.clear();
            pair.client.received.clear();
        }
        assertThat(pair.client.refused + pair.server.refused).isZero();
    }

    @Example
    void nothing_is_sent_that_no_user_message_can_bring() {
        var pair = Pair.established(60_000, (1 << 30) - 256);
        int carried = pair.client.dtls.recordSizes().write();
        assertThat(carried).isEqualTo(Carrier.MESSAGES.longestRecord());
        pair.client.takes(new Input.Data(data(carried - 1), 0));
        pair.run();
        assertThat(pair.server.received).containsExactly(data(carried - 1));
        pair.client.takes(new Input.Data(data(carried), 0));
        pair.run();
        assertThat(pair.server.received).hasSize(1);
    }

    private static Octets data(int length) {
        byte[] data = new byte[length];
        for (int i = 0; i < length; i++) data[i] = (byte) (5 * i);
        return Octets.of(data);
    }

    /** One end: DTLS over an association of SCTP. */
    private static final class End {
        private final SctpAssociation sctp;
        private final Deque<Octets> records = new ArrayDeque<>();
        private final List<Octets> received = new ArrayList<>();
        private Association dtls;
        private int refused;
        private End peer;

        End(SctpAssociation sctp, Association dtls) {
            this.sctp = sctp;
            this.dtls = dtls;
        }

        void takes(Input input) {
            var step = dtls.on(input);
            dtls = step.state();
            for (Effect effect : step.effects()) {
                if (effect instanceof Effect.Send(var record)) records.add(record);
                if (effect instanceof Effect.DataReceived(var content)) received.add(content);
            }
        }

        void takes(SctpEvent event) {
            switch (event) {
                case SctpEvent.Packet(var bytes) -> peer.sctp.receive(bytes);
                case SctpEvent.Received(var message) -> {
                    switch (UserMessages.arrived(message, LengthForm.VARIABLE)) {
                        case UserMessages.Arrival.OfDtls(var record) ->
                                takes(new Input.Datagram(record, 0));
                        case UserMessages.Arrival.OfUlp _ -> refused++;
                        case UserMessages.Arrival.Refused _ -> refused++;
                    }
                }
                case SctpEvent.Up _,
                        SctpEvent.SenderDry _,
                        SctpEvent.Restarted _,
                        SctpEvent.Down _ -> {}
            }
        }

        /** Whether anything is still to happen here. */
        boolean goesOn() {
            boolean isSent = !records.isEmpty() && sctp.send(UserMessages.of(records.getFirst()));
            if (isSent) records.removeFirst();
            var events = sctp.events();
            events.forEach(this::takes);
            return isSent || !events.isEmpty();
        }
    }

    /** Two of them. */
    private record Pair(End client, End server) {
        static Pair established(int clients, int servers) {
            var client = new End(sctp(1, 5000, 5001), client(settings("alice", clients)));
            var server = new End(sctp(2, 5001, 5000), server(settings("bob", servers)));
            client.peer = server;
            server.peer = client;
            var pair = new Pair(client, server);
            client.sctp.connect();
            pair.run();
            client.takes(new Input.Begin(0));
            pair.run();
            assertThat(client.dtls.isConfirmed()).isTrue();
            return pair;
        }

        void run() {
            for (boolean goesOn = true; goesOn; ) goesOn = client.goesOn() | server.goesOn();
        }

        private static SctpAssociation sctp(long seed, int local, int remote) {
            var association =
                    new MemoryStack(Entropy.of(seed)).associate(SctpSettings.of(local, remote));
            association.advance(0);
            return association;
        }

        private static Association client(Settings settings) {
            return Association.client(settings, Entropy.of(3));
        }

        private static Association server(Settings settings) {
            var cookies = RetryCookies.of(Secret.of(Octets.hex("00")));
            return Association.server(settings, Entropy.of(4), cookies, Octets.EMPTY);
        }

        private static Settings settings(String name, int limit) {
            return Settings.of(
                            Identity.demonstration(name, Entropy.of(5), KeyKind.EC_P256),
                            new Trust.Anyone(),
                            Instant.parse("2026-01-01T00:00:00Z"),
                            SrtpTerms.NONE)
                    .withUpdates(ExtendedUpdates.ON)
                    .withLarge(LargeRecords.upTo(limit))
                    .overMessages();
        }
    }
}
