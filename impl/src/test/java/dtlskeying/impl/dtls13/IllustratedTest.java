package dtlskeying.impl.dtls13;

import static dtlskeying.impl.dtls13.Illustrated.SUITE;
import static dtlskeying.impl.dtls13.Illustrated.octets;
import static dtlskeying.impl.dtls13.Illustrated.records;
import static dtlskeying.impl.dtls13.Illustrated.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.CertificateChain;
import dtlskeying.impl.crypto.NamedGroup;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.crypto.SignatureScheme;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls13.Illustrated.Recorded;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls13.PlainRecord;
import dtlskeying.spec.dtls13.RecordsSpec;
import dtlskeying.spec.dtls13.RecordsSpec.Effect;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Everything that a handshake of wolfSSL has, made again from its two private keys. */
class IllustratedTest {
    private static final KeySchedule SCHEDULE = KeySchedule.of(SUITE);
    private static final int HEADER = 12;
    private static final int CERTIFICATE = 11;
    private static final int CERTIFICATE_VERIFY = 15;
    private static final int FINISHED = 20;

    /** The keys and the transcript, as far as the handshake has come. */
    private final Derived derived = new Derived();

    @Test
    void both_private_keys_lead_to_the_shared_secret() {
        assertThat(agreed("client-private", share("server-private"))).isEqualTo(secret("shared"));
        assertThat(agreed("server-private", share("client-private"))).isEqualTo(secret("shared"));
        assertThat(bytesOf(0).toHex()).contains(share("client-private").toHex());
        assertThat(bytesOf(1).toHex()).contains(share("server-private").toHex());
    }

    @Test
    void every_secret_follows_from_the_shared_one() {
        assertThat(SCHEDULE.early()).isEqualTo(secret("early"));
        assertThat(derived.handshake).isEqualTo(secret("handshake"));
        assertThat(derived.main).isEqualTo(secret("main"));
        assertThat(derived.toServerHello).isEqualTo(octets("hash-to-server-hello"));
        for (Role role : Role.values()) {
            assertThat(derived.handshakeTraffic(role))
                    .isEqualTo(secret(role.text() + "-handshake-traffic"));
            assertThat(derived.applicationTraffic(role))
                    .isEqualTo(secret(role.text() + "-application-traffic"));
        }
        assertThat(SCHEDULE.exporter(derived.main, derived.toServerFinished))
                .isEqualTo(secret("exporter"));
    }

    @Test
    void every_traffic_secret_gives_three_keys() {
        for (Role role : Role.values())
            for (String use : List.of("handshake", "application")) {
                String name = role.text() + "-" + use;
                var keys = SCHEDULE.keys(SUITE.aead(), secret(name + "-traffic"));
                assertThat(keys)
                        .isEqualTo(
                                new TrafficKeys(
                                        secret(name + "-key"),
                                        secret(name + "-iv"),
                                        secret(name + "-sn")));
            }
    }

    @Test
    void every_record_opens_and_is_sealed_again_to_the_last_byte() {
        for (Role sender : Role.values()) {
            var reader = Records.start();
            var writer = Records.start();
            for (Recorded record : records()) {
                if (record.sender() != sender) continue;
                long epoch = record.number().epoch().number();
                while (reader.readEpoch().number() < epoch) reader = reading(reader, sender);
                while (writer.writeEpoch().number() < epoch) writer = writing(writer, sender);
                var read = reader.receive(record.bytes());
                var opened = accepted(read.effects());
                assertThat(opened.number()).isEqualTo(record.number());
                assertThat(opened.type()).isEqualTo(record.type());
                var sent = writer.send(new Epoch(epoch), record.type(), opened.content());
                assertThat(written(sent.effects())).isEqualTo(record.bytes());
                reader = read.state();
                writer = sent.state();
            }
        }
        assertThat(records()).hasSize(11);
    }

    @Test
    void both_finished_messages_are_as_computed() {
        Octets server = derived.body(FINISHED, Role.SERVER);
        assertThat(SCHEDULE.verifyData(derived.handshakeTraffic(Role.SERVER), derived.toVerify))
                .isEqualTo(server);
        Octets client = derived.body(FINISHED, Role.CLIENT);
        Octets hash = derived.toServerFinished;
        assertThat(SCHEDULE.verifyData(derived.handshakeTraffic(Role.CLIENT), hash))
                .isEqualTo(client);
        assertThat(derived.transcript.hash(SUITE.hash()))
                .isEqualTo(octets("hash-to-client-finished"));
    }

    @Test
    void the_server_signed_the_transcript() {
        Octets certificate = derived.body(CERTIFICATE, Role.SERVER);
        Octets leaf = certificate.slice(7, certificate.length() - 2);
        Octets proof = derived.body(CERTIFICATE_VERIFY, Role.SERVER);
        Octets context = ascii(" ".repeat(64) + "TLS 1.3, server CertificateVerify\0");
        var key =
                (Trust.Verdict.Trusted)
                        new Trust.Anyone()
                                .judge(new CertificateChain(List.of(leaf)), Instant.EPOCH);
        assertThat(proof.slice(0, 2)).isEqualTo(Octets.hex("0804"));
        assertThat(
                        key.key()
                                .verify(
                                        SignatureScheme.RSA_PSS_RSAE_SHA256,
                                        Octets.concat(context, derived.toCertificate),
                                        proof.slice(4, proof.length())))
                .isTrue();
    }

    @Test
    void the_ack_names_the_finished() {
        var ack = derived.plain.stream().filter(it -> it.type() == ContentType.ACK).toList();
        assertThat(ack).hasSize(1);
        assertThat(ack.getFirst().content())
                .isEqualTo(Octets.hex("001000000000000000020000000000000000"));
    }

    /** One pass over the records, from the hellos on. */
    private static final class Derived {
        private Transcript transcript = Transcript.EMPTY;
        private final List<PlainRecord> plain = new ArrayList<>();
        private final List<Role> senders = new ArrayList<>();
        private final Secret handshake =
                SCHEDULE.handshake(agreed("client-private", share("server-private")));
        private final Secret main = SCHEDULE.main(handshake);
        private Octets toServerHello;
        private Octets toCertificate;
        private Octets toVerify;
        private Octets toServerFinished;

        Derived() {
            var reading = new Records[] {Records.start(), Records.start()};
            for (Recorded record : records()) {
                int at = record.sender().ordinal();
                Epoch epoch = record.number().epoch();
                while (reading[at].readEpoch().compareTo(epoch) < 0)
                    reading[at] = next(reading[at], record.sender());
                var step = reading[at].receive(record.bytes());
                reading[at] = step.state();
                take(record.sender(), accepted(step.effects()));
            }
        }

        private Records next(Records records, Role sender) {
            boolean isFirst = records.readEpoch().equals(Epoch.UNPROTECTED);
            Secret traffic = isFirst ? handshakeTraffic(sender) : applicationTraffic(sender);
            Epoch epoch = isFirst ? RecordsSpec.HANDSHAKE : Epoch.FIRST_OF_TRAFFIC;
            return install(records, epoch, traffic);
        }

        private void take(Role sender, PlainRecord record) {
            plain.add(record);
            senders.add(sender);
            if (record.type() != ContentType.HANDSHAKE) return;
            int type = record.content().at(0);
            Octets body = record.content().slice(HEADER, record.content().length());
            if (type == FINISHED && sender == Role.SERVER) toVerify = hash();
            transcript = transcript.with(type, body);
            if (type == 2) toServerHello = hash();
            if (type == CERTIFICATE) toCertificate = hash();
            if (type == FINISHED && sender == Role.SERVER) toServerFinished = hash();
        }

        private Octets hash() {
            return transcript.hash(SUITE.hash());
        }

        private Octets body(int type, Role sender) {
            for (int i = 0; i < plain.size(); i++) {
                var content = plain.get(i).content();
                if (senders.get(i) == sender && content.at(0) == type)
                    return content.slice(HEADER, content.length());
            }
            throw new AssertionError("no message of type " + type);
        }

        private Secret handshakeTraffic(Role sender) {
            return SCHEDULE.handshakeTraffic(sender, handshake, toServerHello);
        }

        private Secret applicationTraffic(Role sender) {
            return SCHEDULE.applicationTraffic(sender, main, toServerFinished);
        }
    }

    private static Records reading(Records records, Role sender) {
        boolean isFirst = records.readEpoch().equals(Epoch.UNPROTECTED);
        Epoch epoch = isFirst ? RecordsSpec.HANDSHAKE : Epoch.FIRST_OF_TRAFFIC;
        return install(records, epoch, traffic(sender, isFirst));
    }

    private static Records writing(Records records, Role sender) {
        boolean isFirst = records.writeEpoch().equals(Epoch.UNPROTECTED);
        Epoch epoch = isFirst ? RecordsSpec.HANDSHAKE : Epoch.FIRST_OF_TRAFFIC;
        var protection = RecordProtection.of(SUITE, traffic(sender, isFirst));
        return records.installWrite(epoch, SUITE, protection, RecordsSpec.LONGEST).state();
    }

    private static Secret traffic(Role sender, boolean isHandshake) {
        return secret(sender.text() + (isHandshake ? "-handshake" : "-application") + "-traffic");
    }

    private static Records install(Records records, Epoch epoch, Secret traffic) {
        var protection = RecordProtection.of(SUITE, traffic);
        return records.installRead(epoch, SUITE, protection, RecordsSpec.LONGEST).state();
    }

    private static PlainRecord accepted(List<Effect> effects) {
        assertThat(effects.getLast()).isInstanceOf(Effect.Accepted.class);
        return ((Effect.Accepted) effects.getLast()).record();
    }

    private static Octets written(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.Written.class::isInstance)
                .map(effect -> ((Effect.Written) effect).record())
                .findFirst()
                .orElseThrow();
    }

    private static Secret agreed(String privateKey, Octets share) {
        var pair = new NamedGroup.KeyPair(NamedGroup.X25519, secret(privateKey), Octets.EMPTY);
        return ((NamedGroup.Agreement.Agreed) pair.agree(share)).secret();
    }

    /** The share is the private key times the base point, which is 9. */
    private static Octets share(String privateKey) {
        return agreed(privateKey, Octets.hex("09" + "00".repeat(31))).octets();
    }

    private static Octets bytesOf(int record) {
        return records().get(record).bytes();
    }

    private static Octets ascii(String text) {
        return Octets.of(text.getBytes(StandardCharsets.US_ASCII));
    }
}
