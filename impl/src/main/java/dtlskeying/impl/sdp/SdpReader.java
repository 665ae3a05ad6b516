package dtlskeying.impl.sdp;

import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.CONNECTION_NAMES_AN_ADDRESS;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.FMT_IS_AS_FOR_RTP_SAVP;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.LINE_IS_A_LETTER_AND_A_VALUE;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.MEDIA_LINE_HAS_FOUR_PARTS;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.UNKNOWN_LETTER_SPOILS_THE_DESCRIPTION;

import dtlskeying.spec.Clause;
import dtlskeying.spec.srtp.MixerSpec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a session description, line by line (RFC 8866 §5). It ends at the first line that goes
 * against a rule; any text at all is answered.
 *
 * <p>Lines end by CR LF or LF. Read are m=, c= and the attributes of {@link AttributeReader}; of
 * other lines only the letter is looked at, and their order is not.
 */
public final class SdpReader {
    private static final String LETTERS = "vosiuepcbtrzkam";
    private static final Pattern MEDIA =
            Pattern.compile("([^ /]+) ([0-9]{1,5})(?:/([0-9]{1,5}))? ([^ ]+)((?: [^ ]+)+)");
    private static final Pattern CONNECTION =
            Pattern.compile("IN (IP4|IP6) ([A-Za-z0-9.:-]+)(/[0-9/]+)?");
    private static final Pattern MULTICAST =
            Pattern.compile("(22[4-9]|23[0-9])\\.[0-9.]+|[fF][fF][0-9a-fA-F]{2}:.*");
    private static final Pattern PAYLOAD_TYPE =
            Pattern.compile("[0-9]|[1-9][0-9]|1[01][0-9]|12[0-7]");
    private static final int LARGEST_PORT = 65_535;

    private final List<Stream> streams = new ArrayList<>();
    private Attributes session = Attributes.NONE;
    private int line;
    private SdpResult.Refused<SessionDescription> refusal;

    private SdpReader() {}

    /** The description that a text is, or the first line that it is none for. */
    public static SdpResult<SessionDescription> read(String text) {
        return new SdpReader().all(text);
    }

    private SdpResult<SessionDescription> all(String text) {
        for (String each : text.split("\r?\n", -1)) {
            line++;
            boolean isLast = each.isEmpty() && line > 1 && isEnd(text);
            if (!isLast) take(each);
            if (refusal != null) return refusal;
        }
        return new SdpResult.Value<>(new SessionDescription(session, streams));
    }

    /** Whether the line at hand is what follows the last line's end. */
    private boolean isEnd(String text) {
        return text.endsWith("\n") && line == text.chars().filter(each -> each == '\n').count() + 1;
    }

    private void take(String text) {
        if (text.length() < 2 || text.charAt(1) != '=')
            refuse(LINE_IS_A_LETTER_AND_A_VALUE, "not a letter, '=' and a value");
        else if (line == 1 && !text.equals("v=0"))
            refuse(LINE_IS_A_LETTER_AND_A_VALUE, "a description starts with v=0");
        else if (LETTERS.indexOf(text.charAt(0)) < 0)
            refuse(UNKNOWN_LETTER_SPOILS_THE_DESCRIPTION, "no line has the type " + text.charAt(0));
        else take(text.charAt(0), text.substring(2));
    }

    private void take(char letter, String value) {
        switch (letter) {
            case 'm' -> media(value);
            case 'c' -> connection(value);
            case 'a' -> attribute(value);
            default -> {
                // A line that is known and not needed.
            }
        }
    }

    private void media(String value) {
        Matcher parts = MEDIA.matcher(value);
        if (!parts.matches() || Integer.parseInt(parts.group(2)) > LARGEST_PORT) {
            refuse(MEDIA_LINE_HAS_FOUR_PARTS, "not media, port, proto and fmt");
            return;
        }
        var proto = Proto.ofToken(parts.group(4));
        if (proto.isEmpty()) streams.add(new Stream.Other(value));
        else if (parts.group(3) != null)
            refuse(MEDIA_LINE_HAS_FOUR_PARTS, "several ports at once are not supported");
        else rtp(parts, proto.get());
    }

    private void rtp(Matcher parts, Proto proto) {
        List<String> words = Arrays.asList(parts.group(5).strip().split(" "));
        for (String word : words)
            if (!PAYLOAD_TYPE.matcher(word).matches()) {
                refuse(FMT_IS_AS_FOR_RTP_SAVP, "no RTP payload type from 0 to 127 is " + word);
                return;
            }
        int port = Integer.parseInt(parts.group(2));
        List<Integer> formats = words.stream().map(Integer::valueOf).toList();
        streams.add(new Stream.OverDtls(parts.group(1), port, proto, formats, Attributes.NONE));
    }

    private void connection(String value) {
        Matcher parts = CONNECTION.matcher(value);
        if (!parts.matches() || parts.group(1).equals("IP4") == parts.group(2).contains(":"))
            refuse(CONNECTION_NAMES_AN_ADDRESS, "not IN, IP4 or IP6, and an address of that kind");
        else if (parts.group(3) != null || MULTICAST.matcher(parts.group(2)).matches())
            refuse(MixerSpec.Claim.UNICAST_ONLY, "a multicast address cannot have an association");
        else if (!attributes().host().isEmpty())
            refuse(CONNECTION_NAMES_AN_ADDRESS, "a second c= line for the same");
        else change(attributes().withHost(parts.group(2)));
    }

    private void attribute(String value) {
        switch (AttributeReader.read(attributes(), value)) {
            case SdpResult.Value<Attributes>(var changed) -> change(changed);
            case SdpResult.Refused<Attributes>(_, var clause, var reason) -> refuse(clause, reason);
        }
    }

    /** What was said so far about the stream that we are in, or the session. */
    private Attributes attributes() {
        if (streams.isEmpty()) return session;
        return switch (streams.getLast()) {
            case Stream.OverDtls rtp -> rtp.attributes();
            case Stream.Other _ -> Attributes.NONE;
        };
    }

    private void change(Attributes changed) {
        if (streams.isEmpty()) {
            session = changed;
            return;
        }
        switch (streams.getLast()) {
            case Stream.OverDtls(var media, var port, var proto, var formats, _) ->
                    streams.set(
                            streams.size() - 1,
                            new Stream.OverDtls(media, port, proto, formats, changed));
            case Stream.Other _ -> {}
        }
    }

    private void refuse(Clause clause, String reason) {
        refusal = new SdpResult.Refused<>(line, clause, reason);
    }
}
