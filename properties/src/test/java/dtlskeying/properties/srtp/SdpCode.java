package dtlskeying.properties.srtp;

import dtlskeying.impl.sdp.Channel;
import dtlskeying.impl.sdp.OfferAnswer;
import dtlskeying.impl.sdp.OfferAnswer.Side;
import dtlskeying.impl.sdp.SdpReader;
import dtlskeying.impl.sdp.SdpResult;
import dtlskeying.impl.sdp.SessionDescription;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Reading descriptions and comparing them, as functions that a bug can wrap.
 *
 * @param read a text
 * @param agree an answer with its offer
 */
record SdpCode(Function<String, SdpResult<SessionDescription>> read, Agree agree) {
    /** What one side gets out of both descriptions. */
    interface Agree {
        SdpResult<Channel> of(SessionDescription offer, SessionDescription answer, Side we);
    }

    /** Ours. */
    static final SdpCode HEALTHY = new SdpCode(SdpReader::read, OfferAnswer::agree);

    /** Ours, which reads another text than it was given. */
    static SdpCode misreading(UnaryOperator<String> bug) {
        return new SdpCode(text -> SdpReader.read(bug.apply(text)), OfferAnswer::agree);
    }

    /** Ours, with other ideas about some texts. */
    static SdpCode refusing(Function<String, Optional<SdpResult<SessionDescription>>> bug) {
        return new SdpCode(
                text -> bug.apply(text).orElseGet(() -> SdpReader.read(text)), OfferAnswer::agree);
    }

    /** Ours, which compares other descriptions than it was given. */
    static SdpCode mistaking(UnaryOperator<SessionDescription> bug) {
        return new SdpCode(
                SdpReader::read,
                (offer, answer, we) -> OfferAnswer.agree(bug.apply(offer), bug.apply(answer), we));
    }

    /** Ours, which makes another channel of what was agreed. */
    static SdpCode misusing(UnaryOperator<Channel> bug) {
        return new SdpCode(
                SdpReader::read,
                (offer, answer, we) ->
                        switch (OfferAnswer.agree(offer, answer, we)) {
                            case SdpResult.Value<Channel>(var channel) ->
                                    new SdpResult.Value<>(bug.apply(channel));
                            case SdpResult.Refused<Channel> same -> same;
                        });
    }

    /** Both texts read and compared; the first refusal, if one is refused. */
    SdpResult<Channel> channel(String offer, String answer, Side we) {
        return switch (read.apply(offer)) {
            case SdpResult.Refused<SessionDescription>(var line, var clause, var reason) ->
                    new SdpResult.Refused<>(line, clause, reason);
            case SdpResult.Value<SessionDescription>(var first) ->
                    switch (read.apply(answer)) {
                        case SdpResult.Refused<SessionDescription>(
                                        var line,
                                        var clause,
                                        var reason) ->
                                new SdpResult.Refused<>(line, clause, reason);
                        case SdpResult.Value<SessionDescription>(var second) ->
                                agree.of(first, second, we);
                    };
        };
    }
}
