package dtlskeying.properties.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Fingerprint;
import dtlskeying.impl.crypto.Hash;
import dtlskeying.impl.sdp.Attributes;
import dtlskeying.impl.sdp.OfferAnswer.Side;
import dtlskeying.impl.sdp.Proto;
import dtlskeying.impl.sdp.SdpReader;
import dtlskeying.impl.sdp.SdpResult;
import dtlskeying.impl.sdp.SdpWriter;
import dtlskeying.impl.sdp.SessionDescription;
import dtlskeying.impl.sdp.Setup;
import dtlskeying.impl.sdp.Stream;
import dtlskeying.properties.Guard;
import dtlskeying.properties.srtp.SdpLaws.SdpLaw;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

import java.util.List;

/** §8: session descriptions, read, written and compared. */
class SdpProperties {
    @Example
    void the_reader_obeys_every_law() {
        for (SdpLaw law :
                List.of(
                        SdpLaws.TOKENS,
                        SdpLaws.FORMATS,
                        SdpLaws.ADDRESSES,
                        SdpLaws.SETUPS,
                        SdpLaws.VERDICTS,
                        SdpLaws.PEERS))
            assertThat(law.violation().apply(SdpCode.HEALTHY)).as(law.name()).isEmpty();
    }

    @Example
    void every_known_bug_is_noticed_by_its_property() {
        for (Guard guard : SdpGuards.ALL)
            assertThat(guard.run().get()).as("%s: %s", guard.bug(), guard.story()).isPresent();
    }

    @Property
    void what_is_written_is_read_back(@ForAll("descriptions") SessionDescription description) {
        assertThat(SdpReader.read(SdpWriter.write(description)))
                .isEqualTo(new SdpResult.Value<>(description));
    }

    @Property
    void any_text_is_answered(@ForAll String text) {
        assertThat(SdpReader.read(text)).isNotNull();
        assertThat(SdpReader.read("v=0\n" + text)).isNotNull();
    }

    /** One character of a good description replaced: read, or refused at that line or a later. */
    @Property
    void a_changed_character_is_read_or_refused_at_a_line(@ForAll char put, @ForAll int seed) {
        var text = new StringBuilder(SdpLaws.OFFER);
        int at = Math.floorMod(seed, text.length());
        int line = (int) text.substring(0, at).chars().filter(each -> each == '\n').count() + 1;
        text.setCharAt(at, put);
        if (SdpReader.read(text.toString())
                instanceof SdpResult.Refused<SessionDescription> refused) {
            assertThat(refused.line()).isBetween(line, line + 1);
            assertThat(refused.reason()).isNotBlank();
            assertThat(refused.clause().id()).contains("/");
        }
    }

    @Example
    void a_refusal_names_the_line() {
        var refused = SdpReader.read(SdpLaws.OFFER + "a=setup:both\n");
        assertThat(refused)
                .isInstanceOfSatisfying(
                        SdpResult.Refused.class, it -> assertThat(it.line()).isEqualTo(10));
    }

    @Example
    void each_side_sees_the_other_as_its_peer() {
        var code = SdpCode.HEALTHY;
        String answer = SdpLaws.ANSWER.replace("192.0.2.1", "192.0.2.2").replace("5004", "6004");
        var ours = code.channel(SdpLaws.OFFER, answer, Side.OFFER);
        var theirs = code.channel(SdpLaws.OFFER, answer, Side.ANSWER);
        assertThat(ours.toString()).contains("SERVER", "remote=Place[host=192.0.2.2, port=6004]");
        assertThat(theirs.toString()).contains("CLIENT", "remote=Place[host=192.0.2.1, port=5004]");
    }

    @Provide
    Arbitrary<SessionDescription> descriptions() {
        return Combinators.combine(attributes(false), streams().list().ofMaxSize(4))
                .as(SessionDescription::new);
    }

    private static Arbitrary<Stream> streams() {
        Arbitrary<Stream> rtp =
                Combinators.combine(
                                Arbitraries.of("audio", "video", "text"),
                                Arbitraries.integers().between(0, 65_535),
                                Arbitraries.of(Proto.class),
                                Arbitraries.integers()
                                        .between(0, 127)
                                        .list()
                                        .ofMinSize(1)
                                        .ofMaxSize(9),
                                attributes(true))
                        .as(Stream.OverDtls::new);
        Arbitrary<Stream> other =
                Arbitraries.of(
                                "audio 9 RTP/SAVP 0",
                                "application 9 UDP/DTLS/SCTP x",
                                "image 0 udptl t38")
                        .map(Stream.Other::new);
        return Arbitraries.frequencyOf(Tuple.of(4, rtp), Tuple.of(1, other));
    }

    private static Arbitrary<Attributes> attributes(boolean mayMultiplex) {
        return Combinators.combine(
                        Arbitraries.of("", "192.0.2.1", "2001:db8::1", "host.example.net"),
                        Arbitraries.of(Setup.class),
                        fingerprints().list().ofMaxSize(3),
                        Arbitraries.of(true, false).map(each -> each && mayMultiplex))
                .as(Attributes::new);
    }

    private static Arbitrary<Fingerprint> fingerprints() {
        return Combinators.combine(Arbitraries.of(Hash.class), Arbitraries.longs())
                .as((hash, seed) ->
                        new Fingerprint(hash, Entropy.of(seed).bytes("hash", hash.length())));
    }
}
