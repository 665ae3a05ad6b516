package dtlskeying.impl.sctp;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.sctp.MemoryCookie.Hello;
import dtlskeying.impl.sctp.MemoryCookie.Tags;
import dtlskeying.spec.Octets;

import java.nio.ByteBuffer;
import java.util.Optional;

/** INIT, INIT ACK and their cookies at one end of an in-memory association (RFC 9260 §5). */
final class MemoryHandshake {
    private static final int COOKIE = 7;
    private static final int KEY_LENGTH = 32;

    private final SctpSettings settings;
    private final Entropy entropy;
    private final Secret key;
    private Hello own = new Hello(0, 0, 0, 0, 0);
    private Hello peer = own;
    private int drawn;

    /**
     * What answers an INIT.
     *
     * @param peerTag the tag of the packet
     */
    record Answer(int peerTag, SctpChunk initAck) {}

    /** What a cookie means to the association that is there (RFC 9260 §5.2.4, table 12). */
    enum Meaning {
        NEW,
        /** The peer has started anew. */
        RESTART,
        /** Both ends have opened at once. */
        COLLIDED,
        /** It belongs to an attempt that has been overtaken. */
        LATE,
        REPEATED,
        ANOTHERS
    }

    MemoryHandshake(SctpSettings settings, Entropy entropy) {
        this.settings = settings;
        this.entropy = entropy;
        this.key = entropy.secret("cookies", KEY_LENGTH);
    }

    /** What our INIT says. */
    Hello begin() {
        own = fresh();
        return own;
    }

    /** What our INIT or INIT ACK has said. */
    Hello own() {
        return own;
    }

    /** What the peer's has said. */
    Hello peer() {
        return peer;
    }

    Tags tags() {
        return new Tags(own.tag(), peer.tag());
    }

    int outboundStreams() {
        return Math.min(own.outbound(), peer.inbound());
    }

    int inboundStreams() {
        return Math.min(own.inbound(), peer.outbound());
    }

    /** Answers an INIT without a trace; an end that opens itself says what it has said already. */
    Optional<Answer> answer(SctpChunk init, Tags tags, boolean isOpening, long now) {
        if (init.body().length() < Hello.LENGTH) return Optional.empty();
        Hello theirs = Hello.read(init.fields());
        if (!isSound(theirs)) return Optional.empty();
        Hello ours = isOpening ? own : fresh();
        Octets cookie = new MemoryCookie(ours, theirs, tags, now).encode(key);
        int length = SctpChunk.HEADER + cookie.length();
        var parameter = ByteBuffer.allocate(SctpChunk.padded(length));
        parameter.putShort((short) COOKIE).putShort((short) length).put(cookie.toArray());
        Octets body = Octets.concat(ours.encode(), Octets.of(parameter.array()));
        return Optional.of(new Answer(theirs.tag(), SctpChunk.of(SctpChunk.INIT_ACK, body)));
    }

    /** Takes the peer's INIT ACK; its cookie, if it is sound. */
    Optional<Octets> acknowledged(SctpChunk initAck) {
        if (initAck.body().length() < Hello.LENGTH) return Optional.empty();
        Hello theirs = Hello.read(initAck.fields());
        if (!isSound(theirs)) return Optional.empty();
        var cookie = cookie(initAck);
        if (cookie.isPresent()) peer = theirs;
        return cookie;
    }

    private static Optional<Octets> cookie(SctpChunk initAck) {
        ByteBuffer in = initAck.fields().position(Hello.LENGTH);
        while (in.remaining() >= SctpChunk.HEADER) {
            int at = in.position();
            int type = in.getShort() & 0xffff;
            int length = in.getShort() & 0xffff;
            if (length < SctpChunk.HEADER || at + length > in.limit()) return Optional.empty();
            if (type == COOKIE)
                return Optional.of(initAck.body().slice(at + SctpChunk.HEADER, at + length));
            in.position(Math.min(at + SctpChunk.padded(length), in.limit()));
        }
        return Optional.empty();
    }

    /** The cookie, if it is ours, not too old, and the packet has its tag. */
    Optional<MemoryCookie> open(Octets cookie, int tag, long now) {
        return MemoryCookie.decode(cookie, key, now).filter(it -> it.own().tag() == tag);
    }

    static Meaning meaning(MemoryCookie cookie, Tags tags, boolean isClosed) {
        if (isClosed) return Meaning.NEW;
        boolean isOwnSame = cookie.own().tag() == tags.local();
        boolean isPeerSame = cookie.peer().tag() == tags.peer();
        if (isOwnSame) return isPeerSame ? Meaning.REPEATED : Meaning.COLLIDED;
        if (isPeerSame) return Meaning.LATE;
        return cookie.tie().equals(tags) ? Meaning.RESTART : Meaning.ANOTHERS;
    }

    /** The association rests on this cookie. */
    void adopt(MemoryCookie cookie) {
        own = cookie.own();
        peer = cookie.peer();
    }

    private Hello fresh() {
        int streams = settings.streams();
        int tag = draw();
        while (tag == 0) tag = draw();
        return new Hello(tag, MemoryInbox.WINDOW, streams, streams, draw());
    }

    private int draw() {
        Octets drawnBytes = entropy.bytes("number " + drawn++, Integer.BYTES);
        return ByteBuffer.wrap(drawnBytes.toArray()).getInt();
    }

    private static boolean isSound(Hello theirs) {
        return theirs.tag() != 0 && theirs.outbound() > 0 && theirs.inbound() > 0;
    }
}
