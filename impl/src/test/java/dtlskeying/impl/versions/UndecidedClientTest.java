package dtlskeying.impl.versions;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.KeyKind;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.DtlsAssociation;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.dtls.DtlsVersion;
import dtlskeying.spec.srtp.ProtectionProfile;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

class UndecidedClientTest {
    private static final int RECORD_HEADER = 13;
    private static final Versions ANY =
            Versions.of(
                    EnumSet.allOf(DtlsVersion.class),
                    Identity.demonstration("any", Entropy.of(1), KeyKind.EC_P256),
                    new Trust.Anyone(),
                    Instant.parse("2026-01-01T00:00:00Z"),
                    SrtpTerms.of(ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80));

    @Test
    void both_clients_say_the_same_hello_at_the_same_times() {
        var client = (UndecidedClient) ANY.client(Entropy.of(2));
        DtlsAssociation older = client.older();
        DtlsAssociation newer = client.newer();
        Input input = new Input.Begin(0);
        for (int i = 0; i < 5; i++) {
            var step12 = older.on(input);
            var step13 = newer.on(input);
            assertThat(messages(step12.effects()))
                    .isNotEmpty()
                    .isEqualTo(messages(step13.effects()));
            older = step12.state();
            newer = step13.state();
            assertThat(older.deadline()).isEqualTo(newer.deadline());
            input = new Input.Tick(older.deadline());
        }
    }

    /** What is in the records, and their numbers; 1.2 writes an older version in front. */
    private static List<Octets> messages(List<Effect> effects) {
        var messages = new ArrayList<Octets>();
        for (Effect effect : effects)
            if (effect instanceof Effect.Send(var datagram)) {
                messages.add(datagram.slice(3, RECORD_HEADER));
                messages.add(datagram.slice(RECORD_HEADER, datagram.length()));
            }
        return messages;
    }

    @Test
    void a_hello_of_a_known_client_in_parts_finds_its_server() {
        for (Versions versions :
                List.of(ANY, Versions.only(ANY.older()), Versions.only(ANY.newer()))) {
            var client = versions.client(Entropy.of(3));
            DtlsAssociation server = ANY.serverOfKnownClient(Entropy.of(4));
            Octets hello = messages(client.on(new Input.Begin(0)).effects()).get(1);
            var answers = new ArrayList<Effect>();
            for (Octets part : halves(hello)) {
                var step = server.on(new Input.Datagram(part, 0));
                server = step.state();
                answers.addAll(step.effects());
            }
            assertThat(server.isIdle()).isFalse();
            assertThat(server.version())
                    .isEqualTo(
                            versions.spoken().contains(DtlsVersion.V1_3)
                                    ? DtlsVersion.V1_3
                                    : DtlsVersion.V1_2);
            assertThat(answers).anyMatch(Effect.Send.class::isInstance);
        }
    }

    @Test
    void what_is_no_hello_is_dropped_by_a_server_of_both_versions() {
        DtlsAssociation server =
                ANY.server(Entropy.of(5), Secret.of(Octets.hex("00")), Octets.hex("01"));
        for (String junk : List.of("", "16", "16fefd0000000000000000000100", "2f0102"))
            assertThat(server.on(new Input.Datagram(Octets.hex(junk), 0)).state())
                    .isEqualTo(server);
    }

    /** Two datagrams with half of a message each. */
    private static List<Octets> halves(Octets message) {
        int length = message.length() - 12;
        int half = length / 2;
        return List.of(datagram(message, 0, 0, half), datagram(message, 1, half, length - half));
    }

    private static Octets datagram(Octets message, int record, int offset, int length) {
        return Octets.concat(
                Octets.hex("16fefd0000"),
                number(record, 6),
                number(12 + length, 2),
                message.slice(0, 6),
                number(offset, 3),
                number(length, 3),
                message.slice(12 + offset, 12 + offset + length));
    }

    private static Octets number(int value, int bytes) {
        return Octets.hex(("%0" + 2 * bytes + "x").formatted(value));
    }
}
