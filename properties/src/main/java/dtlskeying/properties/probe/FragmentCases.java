package dtlskeying.properties.probe;

import static dtlskeying.properties.probe.ProbeCase.toBoth;

import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.Fragment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** RFC 6347 §4.2.2 and §4.2.3: messages in parts, in all ways that a peer may or may not cut. */
final class FragmentCases {
    private static final int SMALL = 24;

    /**
     * Into so many parts a message is cut at most: who waits for a tenth of a second between two
     * parts, as GnuTLS does, is complete before our patience ends.
     */
    private static final int MOST_PARTS = 5;

    private FragmentCases() {}

    static List<ProbeCase> all() {
        var cases = new ArrayList<ProbeCase>();
        cases.addAll(good());
        cases.addAll(lying());
        return cases;
    }

    private static List<ProbeCase> good() {
        return List.of(
                dealt(
                        "small-parts",
                        "rfc6347/4.2.3/a",
                        "its messages in up to five parts",
                        () -> Redealing.parts(FragmentCases::small)),
                dealt(
                        "overlapping-parts",
                        "rfc6347/4.2.3/b",
                        "each message in two parts that overlap",
                        () -> Redealing.parts(FragmentCases::overlapping)),
                dealt(
                        "repeated-parts",
                        "rfc6347/4.2.3/b",
                        "each part of its messages twice",
                        () -> Redealing.parts(FragmentCases::repeated)),
                dealt(
                        "parts-backwards",
                        "rfc6347/4.2.3/b",
                        "the parts of each message from the last to the first",
                        () -> Redealing.parts(message -> small(message).reversed())),
                toBoth(
                        "messages-backwards",
                        "rfc6347/4.2.2/b",
                        "sends the messages of a flight from the last to the first",
                        "what is ahead waits for its turn",
                        stage -> inOneGo(stage, Redealing.reversed())));
    }

    /** A flight that does not have to be said twice was queued. */
    private static Finding inOneGo(Stage stage, Redealing redealing) {
        var player = stage.older(Stage.ANY_PROFILE).saying(redealing);
        var finding = Answers.undisturbed(player, stage, "messages in the opposite order");
        boolean isRepeated = player.sent().count(Answers.CERTIFICATE) > 1;
        return finding instanceof Finding.Kept && isRepeated
                ? new Finding.Silence("the handshake is complete only after a retransmission")
                : finding;
    }

    private static ProbeCase dealt(
            String id, String clause, String what, Supplier<Redealing> redealing) {
        return toBoth(
                id,
                clause,
                "sends " + what,
                "the messages are put together",
                stage ->
                        Answers.undisturbed(
                                stage.older(Stage.ANY_PROFILE).saying(redealing.get()),
                                stage,
                                what));
    }

    private static List<ProbeCase> lying() {
        return List.of(
                lie(
                        "part-beyond-end",
                        "rfc5246/7.2.2/a",
                        "a part that reaches beyond its message",
                        part ->
                                Records12.part(
                                        part.type(),
                                        part.length(),
                                        part.messageSeq(),
                                        part.length(),
                                        Octets.hex("0102"))),
                lie(
                        "part-of-other-length",
                        "rfc5246/7.2.2/a",
                        "a part that says another length",
                        part ->
                                Records12.part(
                                        part.type(),
                                        part.length() + 9,
                                        part.messageSeq(),
                                        0,
                                        first(part))),
                lie(
                        "part-of-other-type",
                        "rfc5246/7.2.2/a",
                        "a part that says another type",
                        part ->
                                Records12.part(
                                        part.type() ^ 1,
                                        part.length(),
                                        part.messageSeq(),
                                        0,
                                        first(part))),
                lie(
                        "part-without-bytes",
                        "rfc5246/6.2.1/a",
                        "a part of length zero",
                        part ->
                                Records12.part(
                                        part.type(),
                                        part.length(),
                                        part.messageSeq(),
                                        0,
                                        Octets.EMPTY)),
                lie(
                        "part-cut-short",
                        "rfc5246/7.2.2/a",
                        "a part that is longer than its record",
                        part ->
                                Records12.part(
                                                part.type(),
                                                100,
                                                part.messageSeq(),
                                                0,
                                                Octets.of(new byte[100]))
                                        .slice(0, 30)),
                lie(
                        "part-of-huge-message",
                        "rfc5246/7.2.2/a",
                        "a part of a message of 16 MB",
                        part ->
                                Records12.part(
                                        part.type(),
                                        0xffffff,
                                        part.messageSeq(),
                                        0xfffff0,
                                        Octets.hex("0102"))),
                undisturbing(
                        "message-far-ahead",
                        "rfc6347/4.2.2/b",
                        "a message with a far higher message_seq",
                        part -> Records12.part(part.type(), 2, 900, 0, Octets.hex("0102"))));
    }

    /** Such a part is dropped, or it ends the handshake; to fall silent is no answer to it. */
    private static ProbeCase lie(
            String id, String clause, String what, Function<Fragment, Octets> bad) {
        return toBoth(
                id,
                clause,
                "sends " + what + " inside each message",
                "it is dropped, or refused by an alert",
                stage ->
                        Answers.undisturbedOrRefused(
                                stage.older(Stage.ANY_PROFILE).saying(Redealing.with(bad)),
                                stage,
                                what));
    }

    private static ProbeCase undisturbing(
            String id, String clause, String what, Function<Fragment, Octets> bad) {
        return toBoth(
                id,
                clause,
                "sends " + what + " inside each message",
                "it is dropped, or waits",
                stage ->
                        Answers.undisturbed(
                                stage.older(Stage.ANY_PROFILE).saying(Redealing.with(bad)),
                                stage,
                                what));
    }

    private static Octets first(Fragment message) {
        return message.body().slice(0, Math.min(4, message.length()));
    }

    private static List<Fragment> small(Fragment message) {
        var parts = new ArrayList<Fragment>();
        int size = Math.max(SMALL, Math.ceilDiv(message.length(), MOST_PARTS));
        for (int at = 0; at < message.length(); at += size)
            parts.add(message.between(at, Math.min(message.length(), at + size)));
        return parts.isEmpty() ? List.of(message) : parts;
    }

    private static List<Fragment> overlapping(Fragment message) {
        int third = message.length() / 3;
        return third == 0
                ? List.of(message)
                : List.of(message.between(0, 2 * third), message.between(third, message.length()));
    }

    private static List<Fragment> repeated(Fragment message) {
        return small(message).stream().flatMap(part -> List.of(part, part).stream()).toList();
    }
}
