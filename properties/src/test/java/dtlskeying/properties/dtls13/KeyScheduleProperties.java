package dtlskeying.properties.dtls13;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.KeySchedule;
import dtlskeying.impl.dtls13.Transcript;
import dtlskeying.model.dtls13.KeyScheduleModel;
import dtlskeying.model.dtls13.KeyScheduleModel.Said;
import dtlskeying.model.dtls13.KeyScheduleModel.Term;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The key schedule of DTLS 1.3 against terms that say what each secret is made of. */
class KeyScheduleProperties {
    /** The name of the law about transcripts. */
    static final String TRANSCRIPT_LAW = "the transcript has every message as TLS would send it";

    /** How a transcript is hashed, as far as a bug may replace it. */
    interface Transcribing {
        Octets messages(Octets firstHello, List<Said> messages);
    }

    @Property(tries = 60)
    void every_secret_is_made_of_what_the_model_says(
            @ForAll CipherSuite suite,
            @ForAll @Size(min = 1, max = 70) byte[] shared,
            @ForAll @Size(max = 20) byte[] context,
            @ForAll byte filling) {
        int hash = suite.hash().length();
        Octets hello = filled(hash, filling);
        Octets finished = filled(hash, ~filling);
        var schedule = KeySchedule.of(suite);
        var world =
                new TermWorld(
                        suite,
                        Map.of(
                                "shared",
                                Octets.of(shared),
                                "server hello",
                                hello,
                                "server finished",
                                finished,
                                "context",
                                Octets.of(context)));
        Secret handshake = schedule.handshake(Secret.of(shared));
        Secret main = schedule.main(handshake);
        assertThat(handshake).isEqualTo(world.secret(KeyScheduleModel.handshake()));
        assertThat(main).isEqualTo(world.secret(KeyScheduleModel.main()));
        for (Role role : Role.values()) {
            Secret early = schedule.handshakeTraffic(role, handshake, hello);
            Secret traffic = schedule.applicationTraffic(role, main, finished);
            Term term = KeyScheduleModel.applicationTraffic(role);
            assertThat(early).isEqualTo(world.secret(KeyScheduleModel.handshakeTraffic(role)));
            assertThat(traffic).isEqualTo(world.secret(term));
            assertThat(schedule.updated(traffic))
                    .isEqualTo(world.secret(KeyScheduleModel.updated(term)));
            assertThat(schedule.verifyData(early, finished))
                    .isEqualTo(world.value(KeyScheduleModel.finished(role, "server finished")));
            var keys = schedule.keys(suite.aead(), traffic);
            assertThat(List.of(keys.key(), keys.iv(), keys.numberKey()))
                    .isEqualTo(KeyScheduleModel.keys(term).stream().map(world::secret).toList());
        }
        Secret exporter = schedule.exporter(main, finished);
        assertThat(schedule.export(exporter, "EXPORTER-x", Octets.of(context), TermWorld.ASKED))
                .isEqualTo(world.secret(KeyScheduleModel.exported("EXPORTER-x")));
    }

    @Example
    void the_transcript_has_every_message_as_tls_would_send_it() {
        assertThat(wrongTranscript(KeyScheduleProperties::transcribed)).isEmpty();
    }

    /** What we do. */
    static Octets transcribed(Octets firstHello, List<Said> messages) {
        var transcript =
                firstHello.isEmpty() ? Transcript.EMPTY : Transcript.afterRetry(firstHello);
        for (Said said : messages)
            transcript = transcript.with(said.type(), Octets.hex(said.body()));
        return transcript.messages();
    }

    /** A bug: the headers of DTLS, with message_seq and fragment fields, are hashed too. */
    static Octets withHeadersOfDtls(Octets firstHello, List<Said> messages) {
        var out = new WireWriter();
        for (int i = 0; i < messages.size(); i++) {
            Octets body = Octets.hex(messages.get(i).body());
            out.uint8(messages.get(i).type()).uint24(body.length()).uint16(i);
            out.uint24(0).uint24(body.length()).bytes(body);
        }
        return out.toOctets();
    }

    /** A bug: after a retry the transcript goes on as if nothing had been said before. */
    static Octets withoutTheFirstHello(Octets firstHello, List<Said> messages) {
        return transcribed(Octets.EMPTY, messages);
    }

    static Optional<String> wrongTranscript(Transcribing code) {
        var messages = List.of(new Said(1, "0102"), new Said(2, ""), new Said(8, "00".repeat(300)));
        for (String firstHello : List.of("", "5e".repeat(32))) {
            Octets wanted = KeyScheduleModel.transcript(firstHello, messages);
            Octets ours = code.messages(Octets.hex(firstHello), messages);
            if (!ours.equals(wanted)) return Optional.of(ours + " and not " + wanted);
        }
        return Optional.empty();
    }

    private static Octets filled(int length, int value) {
        byte[] bytes = new byte[length];
        java.util.Arrays.fill(bytes, (byte) value);
        return Octets.of(bytes);
    }
}
