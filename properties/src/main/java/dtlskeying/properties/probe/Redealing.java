package dtlskeying.properties.probe;

import dtlskeying.impl.dtls.FragmentCodec;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.DtlsCiphertext;
import dtlskeying.spec.dtls.Fragment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Deals the plain messages of a handshake anew: in other parts, in another order, with others among
 * them. Each part has a datagram of its own, and plain records are numbered anew. A client's hello
 * stays whole, for a server without state cannot put one together.
 */
final class Redealing implements Function<Octets, List<Octets>> {
    private final Function<List<Fragment>, List<Octets>> deal;
    private long next;

    private Redealing(Function<List<Fragment>, List<Octets>> deal) {
        this.deal = deal;
    }

    /** Each whole message becomes these parts. */
    static Redealing parts(Function<Fragment, List<Fragment>> cut) {
        return new Redealing(messages ->
                messages.stream()
                        .flatMap(message -> cut.apply(message).stream())
                        .map(FragmentCodec::encode)
                        .toList());
    }

    /** The messages of a datagram come in the opposite order. */
    static Redealing reversed() {
        return new Redealing(
                messages -> messages.reversed().stream().map(FragmentCodec::encode).toList());
    }

    /** Between the two halves of each message comes a record with these bytes, which lie. */
    static Redealing with(Function<Fragment, Octets> lie) {
        return new Redealing(
                messages -> messages.stream().flatMap(each -> around(each, lie)).toList());
    }

    private static Stream<Octets> around(Fragment message, Function<Fragment, Octets> lie) {
        int half = message.length() / 2;
        return half == 0
                ? Stream.of(FragmentCodec.encode(message))
                : Stream.of(
                        FragmentCodec.encode(message.between(0, half)),
                        lie.apply(message),
                        FragmentCodec.encode(message.between(half, message.length())));
    }

    @Override
    public List<Octets> apply(Octets datagram) {
        var said = new ArrayList<Octets>();
        var messages = new ArrayList<Fragment>();
        for (DtlsCiphertext record : Records12.of(datagram)) {
            next = Records12.isPlain(record) ? Math.max(next, record.sequence()) : next;
            if (isDealt(record)) messages.addAll(Records12.parts(record));
            else {
                flush(messages, said);
                said.add(Records12.bytes(numbered(record)));
            }
        }
        flush(messages, said);
        return said;
    }

    private void flush(List<Fragment> messages, List<Octets> said) {
        for (Octets content : deal.apply(messages))
            said.add(
                    Records12.bytes(
                            Records12.plain(ContentType.HANDSHAKE.code(), next++, content)));
        messages.clear();
    }

    private DtlsCiphertext numbered(DtlsCiphertext record) {
        return Records12.isPlain(record) ? Records12.withSequence(record, next++) : record;
    }

    private static boolean isDealt(DtlsCiphertext record) {
        var parts = Records12.parts(record);
        return !parts.isEmpty()
                && parts.stream()
                        .allMatch(part -> part.isWhole() && part.type() != Answers.CLIENT_HELLO);
    }
}
