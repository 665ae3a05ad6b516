package dtlskeying.properties.vectors;

import static dtlskeying.spec.srtp.ChannelSetupSpec.Claim.SIGNALLING_MAY_ANNOUNCE_A_SESSION;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.ACTIVE_IS_THE_CLIENT;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.ANSWER_HAS_THE_STREAMS_OF_THE_OFFER;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.BOTH_VOUCH_FOR_THEIR_CERTIFICATES;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.CONNECTION_NAMES_AN_ADDRESS;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.FINGERPRINT_IS_HASH_AND_PAIRS;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.FMT_IS_AS_FOR_RTP_SAVP;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.LINE_IS_A_LETTER_AND_A_VALUE;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.MEDIA_LINE_HAS_FOUR_PARTS;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.MUX_IS_ANSWERED_ONLY_IF_OFFERED;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.PROTO_TOKENS_NAME_THE_TRANSPORT;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.SETUP_ANSWERS_SETUP;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.STREAMS_FINGERPRINT_COMES_FIRST;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.STRONGEST_HASH_DECIDES;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.UNKNOWN_ATTRIBUTE_IS_IGNORED;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.UNKNOWN_LETTER_SPOILS_THE_DESCRIPTION;

import dtlskeying.spec.Clause;
import dtlskeying.spec.srtp.MixerSpec;

import java.util.ArrayList;
import java.util.List;

/**
 * Offers and answers that differ from a good pair in one thing, and the clause that it is about.
 */
final class SdpSamples {
    /** An offer and its answer as lines. */
    record Sample(String comment, Clause about, List<String> offer, List<String> answer) {}

    private static final String ONE = pairs("11", 32);
    private static final String TWO = pairs("2F", 32);
    private static final String OLD = pairs("33", 20);
    private static final String LONG = pairs("44", 48);
    private static final String PROTO = "UDP/TLS/RTP/SAVP";
    private static final String CONNECTION = "c=IN IP4 192.0.2.1\n";
    private static final String HEAD =
            "v=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\n" + CONNECTION + "t=0 0\n";
    private static final String VOUCHED = "a=fingerprint:sha-256 " + ONE + "\n";
    private static final String MEDIA = "m=audio 5004 " + PROTO + " 0 96\n";
    private static final String MUX = "a=rtcp-mux\n";
    private static final String OFFER = HEAD + VOUCHED + MEDIA + "a=setup:actpass\n" + MUX;
    private static final String ANSWER =
            (HEAD + VOUCHED + MEDIA + "a=setup:active\n" + MUX)
                    .replace("192.0.2.1", "198.51.100.7")
                    .replace("5004", "6006")
                    .replace(ONE, TWO);

    private final List<Sample> samples = new ArrayList<>();

    private SdpSamples() {}

    /** All of them. */
    static List<Sample> all() {
        var all = new SdpSamples();
        all.addProtos();
        all.addFormats();
        all.addLines();
        all.addConnections();
        all.addStreams();
        all.addSetups();
        all.addFingerprints();
        all.addMux();
        return all.samples;
    }

    private void addProtos() {
        add("as it should be", SIGNALLING_MAY_ANNOUNCE_A_SESSION, OFFER, ANSWER);
        for (String transport : List.of("UDP", "DCCP", "TCP"))
            for (String profile : List.of("/TLS/RTP/SAVP", "/TLS/RTP/SAVPF"))
                both(PROTO_TOKENS_NAME_THE_TRANSPORT, PROTO, transport + profile);
        for (String wrong :
                List.of(
                        "RTP/SAVP",
                        "RTP/AVP",
                        "UDP/TLS/RTP/AVP",
                        "UDP/RTP/SAVP",
                        "UDP/DTLS/RTP/SAVP",
                        "SCTP/TLS/RTP/SAVP",
                        "udp/tls/rtp/savp",
                        "UDP/TLS/RTP/SAVPX",
                        "UDP/TLS/RTP")) both(PROTO_TOKENS_NAME_THE_TRANSPORT, PROTO, wrong);
    }

    private void addFormats() {
        for (String formats :
                List.of("0", "127", "0 8 96 97", "128", "-1", "0 x", "*", "webrtc-datachannel"))
            offered(FMT_IS_AS_FOR_RTP_SAVP, "SAVP 0 96", "SAVP " + formats);
    }

    private void addLines() {
        offered(LINE_IS_A_LETTER_AND_A_VALUE, "v=0\n", "");
        offered(LINE_IS_A_LETTER_AND_A_VALUE, "v=0\n", "v=1\n");
        for (String line : List.of("\n", "a\n", "a:sendrecv\n", "attribute=x\n"))
            more(LINE_IS_A_LETTER_AND_A_VALUE, line);
        for (String line : List.of("q=1\n", "x=y\n", "w=0 0\n"))
            more(UNKNOWN_LETTER_SPOILS_THE_DESCRIPTION, line);
        more(LINE_IS_A_LETTER_AND_A_VALUE, "i=x\nb=AS:64\nk=prompt\n");
        for (String line :
                List.of("a=x\n", "a=candidate:1 1 udp 1 192.0.2.1 9 typ host\n", "a=setups:x\n"))
            more(UNKNOWN_ATTRIBUTE_IS_IGNORED, line);
        for (String media :
                List.of(
                        "m=audio 5004 " + PROTO + "\n",
                        "m=audio " + PROTO + " 0\n",
                        "m=audio 65536 " + PROTO + " 0\n",
                        "m=audio -1 " + PROTO + " 0\n",
                        "m=audio five " + PROTO + " 0\n",
                        "m=audio 65535 " + PROTO + " 0\n",
                        "m=text 1 " + PROTO + " 98\n"))
            offered(MEDIA_LINE_HAS_FOUR_PARTS, MEDIA, media);
    }

    private void addConnections() {
        offered(CONNECTION_NAMES_AN_ADDRESS, CONNECTION, "");
        for (String words : List.of("IN IP4", "IN", "IN IP5 192.0.2.1", "ATM IP4 192.0.2.1"))
            offered(CONNECTION_NAMES_AN_ADDRESS, CONNECTION, "c=" + words + "\n");
        for (String words : List.of("IN IP6 2001:db8::7", "IN IP4 host.example.net"))
            offered(CONNECTION_NAMES_AN_ADDRESS, CONNECTION, "c=" + words + "\n");
        more(CONNECTION_NAMES_AN_ADDRESS, "c=IN IP4 203.0.113.9\n");
        offered(
                CONNECTION_NAMES_AN_ADDRESS,
                CONNECTION + "t=0 0\n" + VOUCHED + MEDIA,
                "t=0 0\n" + VOUCHED + MEDIA + CONNECTION);
        for (String first : List.of("223", "224", "239", "240"))
            offered(MixerSpec.Claim.UNICAST_ONLY, "c=IN IP4 192", "c=IN IP4 " + first);
    }

    private void addStreams() {
        more(ANSWER_HAS_THE_STREAMS_OF_THE_OFFER, MEDIA);
        add(
                "another proto",
                ANSWER_HAS_THE_STREAMS_OF_THE_OFFER,
                OFFER,
                ANSWER.replace("SAVP", "SAVPF"));
        add("refused", ANSWER_HAS_THE_STREAMS_OF_THE_OFFER, OFFER, ANSWER.replace("6006", "0"));
        String other = "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\n";
        add(
                "a stream of another kind after it",
                ANSWER_HAS_THE_STREAMS_OF_THE_OFFER,
                OFFER + other,
                ANSWER + other);
        add(
                "a stream of another kind after it, with two c= lines",
                ANSWER_HAS_THE_STREAMS_OF_THE_OFFER,
                OFFER + other,
                ANSWER + other + CONNECTION + CONNECTION);
        add(
                "a stream of another kind before it, refused",
                ANSWER_HAS_THE_STREAMS_OF_THE_OFFER,
                OFFER.replace(MEDIA, other + MEDIA),
                ANSWER.replace("m=audio", other.replace("9", "0") + "m=audio"));
        add(
                "two streams, the first one refused",
                ANSWER_HAS_THE_STREAMS_OF_THE_OFFER,
                OFFER + MEDIA + "a=setup:actpass\n",
                ANSWER.replace("6006", "0") + MEDIA + "a=setup:active\n");
    }

    private void addSetups() {
        List<String> words = List.of("active", "passive", "actpass", "holdconn");
        for (String offered : words)
            for (String answered : words)
                add(
                        offered + " answered by " + answered,
                        offered.equals("actpass") && answered.endsWith("ive")
                                ? ACTIVE_IS_THE_CLIENT
                                : SETUP_ANSWERS_SETUP,
                        OFFER.replace("actpass", offered),
                        ANSWER.replace("setup:active", "setup:" + answered));
        for (String wrong : List.of("both", "ACTIVE", "active,passive"))
            offered(SETUP_ANSWERS_SETUP, "actpass", wrong);
    }

    private void addFingerprints() {
        offered(BOTH_VOUCH_FOR_THEIR_CERTIFICATES, VOUCHED, "");
        add(
                "an answer without",
                BOTH_VOUCH_FOR_THEIR_CERTIFICATES,
                OFFER,
                ANSWER.replaceAll("a=fing.*\n", ""));
        more(STREAMS_FINGERPRINT_COMES_FIRST, "a=fingerprint:sha-256 " + TWO + "\n");
        more(
                STRONGEST_HASH_DECIDES,
                fingerprints("sha-1 " + OLD, "sha-384 " + LONG, "sha-256 " + TWO));
        more(
                STRONGEST_HASH_DECIDES,
                fingerprints("sha-256 " + TWO, "sha-1 " + OLD, "sha-256 " + ONE));
        more(FINGERPRINT_IS_HASH_AND_PAIRS, fingerprints("sha-1 " + OLD));
        more(FINGERPRINT_IS_HASH_AND_PAIRS, fingerprints("sha-3000 AB:CD", "sha-256 " + TWO));
        for (String wrong :
                List.of(
                        OLD,
                        ONE.replace(":", ""),
                        ONE.replace(':', '-'),
                        ONE + ":",
                        ":" + ONE,
                        ONE.replaceFirst("11", "1"),
                        ONE.replaceFirst("11", "1G"),
                        "")) offered(FINGERPRINT_IS_HASH_AND_PAIRS, ONE, wrong);
    }

    private void addMux() {
        add("offered and answered", MUX_IS_ANSWERED_ONLY_IF_OFFERED, OFFER, ANSWER);
        add("offered alone", MUX_IS_ANSWERED_ONLY_IF_OFFERED, OFFER, ANSWER.replace(MUX, ""));
        add("answered alone", MUX_IS_ANSWERED_ONLY_IF_OFFERED, OFFER.replace(MUX, ""), ANSWER);
        add(
                "neither",
                MUX_IS_ANSWERED_ONLY_IF_OFFERED,
                OFFER.replace(MUX, ""),
                ANSWER.replace(MUX, ""));
    }

    private static String fingerprints(String... all) {
        return "a=fingerprint:" + String.join("\na=fingerprint:", all) + "\n";
    }

    private void both(Clause about, String instead, String put) {
        add(put, about, OFFER.replace(instead, put), ANSWER.replace(instead, put));
    }

    private void offered(Clause about, String instead, String put) {
        String comment = put.isEmpty() ? "without " + instead.strip() : put.strip();
        add(comment, about, OFFER.replace(instead, put), ANSWER);
    }

    private void more(Clause about, String lines) {
        String comment = lines.isBlank() ? "a blank line" : lines.strip().replace("\n", ", ");
        add(comment + " at the end", about, OFFER + lines, ANSWER);
    }

    private void add(String comment, Clause about, String offer, String answer) {
        samples.add(new Sample(comment, about, lines(offer), lines(answer)));
    }

    /** Blank lines count, save what is after the last line end. */
    private static List<String> lines(String text) {
        var lines = new ArrayList<>(List.of(text.split("\n", -1)));
        lines.removeLast();
        return List.copyOf(lines);
    }

    private static String pairs(String pair, int bytes) {
        return (pair + ":").repeat(bytes - 1) + pair;
    }
}
