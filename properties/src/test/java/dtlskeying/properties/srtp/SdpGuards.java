package dtlskeying.properties.srtp;

import static dtlskeying.properties.srtp.SdpLaws.ADDRESSES;
import static dtlskeying.properties.srtp.SdpLaws.FORMATS;
import static dtlskeying.properties.srtp.SdpLaws.PEERS;
import static dtlskeying.properties.srtp.SdpLaws.SETUPS;
import static dtlskeying.properties.srtp.SdpLaws.TOKENS;
import static dtlskeying.properties.srtp.SdpLaws.VERDICTS;
import static dtlskeying.properties.srtp.SdpLaws.VOUCHED;

import dtlskeying.impl.crypto.Fingerprint;
import dtlskeying.impl.crypto.Hash;
import dtlskeying.impl.sdp.Attributes;
import dtlskeying.impl.sdp.Channel;
import dtlskeying.impl.sdp.SdpReader;
import dtlskeying.impl.sdp.SdpResult;
import dtlskeying.impl.sdp.SessionDescription;
import dtlskeying.impl.sdp.Stream;
import dtlskeying.properties.Guard;
import dtlskeying.properties.srtp.SdpLaws.SdpLaw;
import dtlskeying.spec.Clause;
import dtlskeying.spec.srtp.ChannelSetupSpec;
import dtlskeying.spec.srtp.MixerSpec;
import dtlskeying.spec.srtp.SessionDescriptionSpec.Claim;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Known bugs in what is made of session descriptions: our code, wrapped. */
public final class SdpGuards {
    /** Each bug, with the property that notices it. */
    public static final List<Guard> ALL =
            List.of(
                    reading(
                            "later-token",
                            "TCP/DTLS/RTP/SAVP, which a later document registers, is taken",
                            TOKENS,
                            text -> text.replace("/DTLS/", "/TLS/"),
                            Claim.PROTO_TOKENS_NAME_THE_TRANSPORT),
                    reading(
                            "avp-token",
                            "RTP/AVP without the S is taken",
                            TOKENS,
                            text -> text.replace("/RTP/AVP", "/RTP/SAVP"),
                            Claim.PROTO_TOKENS_NAME_THE_TRANSPORT),
                    reading(
                            "payload-type-8-bits",
                            "a payload type is cut to 7 bits",
                            FORMATS,
                            text -> text.replace("SAVP 128", "SAVP 0"),
                            Claim.FMT_IS_AS_FOR_RTP_SAVP),
                    reading(
                            "any-fmt",
                            "a star stands for any format",
                            FORMATS,
                            text -> text.replace("*", "0"),
                            Claim.FMT_IS_AS_FOR_RTP_SAVP),
                    reading(
                            "group",
                            "a multicast group gets an association",
                            ADDRESSES,
                            text -> text.replace("IP4 224.", "IP4 192."),
                            MixerSpec.Claim.UNICAST_ONLY),
                    reading(
                            "blank-lines",
                            "blank lines are passed over",
                            VERDICTS,
                            text -> text.replace("\n\n", "\n"),
                            Claim.LINE_IS_A_LETTER_AND_A_VALUE),
                    reading(
                            "unknown-type",
                            "lines of unknown types are passed over",
                            VERDICTS,
                            text -> text.replace("q=1\n", ""),
                            Claim.UNKNOWN_LETTER_SPOILS_THE_DESCRIPTION),
                    reading(
                            "no-fmt",
                            "an m= line without formats is taken",
                            VERDICTS,
                            text -> text.replace("SAVP\n", "SAVP 0\n"),
                            Claim.MEDIA_LINE_HAS_FOUR_PARTS),
                    reading(
                            "no-address",
                            "the address of the o= line serves where there is no c= line",
                            VERDICTS,
                            text ->
                                    text.contains("c=")
                                            ? text
                                            : text.replace("t=0 0", "c=IN IP4 192.0.2.1"),
                            Claim.CONNECTION_NAMES_AN_ADDRESS),
                    reading(
                            "no-fingerprint",
                            "a description without a fingerprint is believed",
                            VERDICTS,
                            text -> text.contains("fingerprint") ? text : text + VOUCHED,
                            Claim.BOTH_VOUCH_FOR_THEIR_CERTIFICATES,
                            ChannelSetupSpec.Claim.SIGNALLING_MAY_ANNOUNCE_A_SESSION),
                    reading(
                            "joined-pairs",
                            "colons may be missing",
                            VERDICTS,
                            text -> text.replace("1111", "11:11"),
                            Claim.FINGERPRINT_IS_HASH_AND_PAIRS),
                    reading(
                            "mux-unasked",
                            "the answer's rtcp-mux is enough",
                            VERDICTS,
                            text -> text.contains("rtcp-mux") ? text : text + "a=rtcp-mux\n",
                            Claim.MUX_IS_ANSWERED_ONLY_IF_OFFERED),
                    reading(
                            "held",
                            "a connection that is held is started nevertheless",
                            SETUPS,
                            text -> text.replace("holdconn", "passive"),
                            Claim.SETUP_ANSWERS_SETUP),
                    guard(
                            "known-attributes-only",
                            "an attribute that is not known is refused",
                            VERDICTS,
                            SdpCode.refusing(SdpGuards::choosy),
                            Claim.UNKNOWN_ATTRIBUTE_IS_IGNORED),
                    guard(
                            "streams-by-kind",
                            "the first streams are compared, however many there are",
                            VERDICTS,
                            SdpCode.mistaking(SdpGuards::firstStream),
                            Claim.ANSWER_HAS_THE_STREAMS_OF_THE_OFFER),
                    guard(
                            "active-server",
                            "the end that is active waits for a ClientHello",
                            SETUPS,
                            SdpCode.misusing(SdpGuards::swapped),
                            Claim.ACTIVE_IS_THE_CLIENT),
                    guard(
                            "sessions-fingerprint",
                            "the session's fingerprint is believed for every stream",
                            PEERS,
                            SdpCode.mistaking(SdpGuards::withSessionsFingerprint),
                            Claim.STREAMS_FINGERPRINT_COMES_FIRST),
                    guard(
                            "weakest-hash",
                            "any fingerprint will do, also the weakest",
                            PEERS,
                            SdpCode.misusing(SdpGuards::believingTheWeak),
                            Claim.STRONGEST_HASH_DECIDES));

    private SdpGuards() {}

    private static Guard reading(
            String bug, String story, SdpLaw killer, UnaryOperator<String> sick, Clause... breaks) {
        return guard(bug, story, killer, SdpCode.misreading(sick), breaks);
    }

    private static Guard guard(
            String bug, String story, SdpLaw killer, SdpCode sick, Clause... breaks) {
        return new Guard(
                bug, story, Set.of(breaks), killer.name(), () -> killer.violation().apply(sick));
    }

    private static Optional<SdpResult<SessionDescription>> choosy(String text) {
        return text.contains("a=candidate")
                ? Optional.of(SdpReader.read(text.replace("a=candidate", "candidate")))
                : Optional.empty();
    }

    private static SessionDescription firstStream(SessionDescription all) {
        return new SessionDescription(all.session(), all.streams().subList(0, 1));
    }

    private static Channel swapped(Channel channel) {
        return new Channel(
                channel.role().peer(),
                channel.proto(),
                channel.local(),
                channel.remote(),
                channel.ours(),
                channel.peers(),
                channel.isMultiplexed());
    }

    private static SessionDescription withSessionsFingerprint(SessionDescription all) {
        return new SessionDescription(
                all.session(), all.streams().stream().map(SdpGuards::withoutFingerprints).toList());
    }

    private static Stream withoutFingerprints(Stream stream) {
        if (!(stream instanceof Stream.OverDtls rtp)) return stream;
        Attributes own = rtp.attributes();
        return new Stream.OverDtls(
                rtp.media(),
                rtp.port(),
                rtp.proto(),
                rtp.formats(),
                new Attributes(own.host(), own.setup(), List.of(), own.isMultiplexed()));
    }

    private static Channel believingTheWeak(Channel channel) {
        var weak = Fingerprint.parse("sha-1 " + SdpLaws.SHORT);
        boolean isStrong = channel.peers().stream().allMatch(each -> each.hash() != Hash.SHA1);
        return new Channel(
                channel.role(),
                channel.proto(),
                channel.local(),
                channel.remote(),
                channel.ours(),
                isStrong ? Set.of(weak) : channel.peers(),
                channel.isMultiplexed());
    }
}
