package dtlskeying.properties.vectors;

import static dtlskeying.spec.srtp.MkiSelectionSpec.Claim.EVERY_PACKET_CARRIES_THE_AGREED_MKI;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.AEAD_COVERS_CLEAR_SRTCP;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.AEAD_COVERS_THE_E_FLAG_AND_INDEX;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.AEAD_COVERS_THE_WHOLE_RTP_HEADER;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.AEAD_NONCE_IS_SALT_WITH_SOURCE_AND_INDEX;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.AEAD_SRTCP_NONCE_HAS_THE_SRTCP_INDEX;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.AEAD_TAG_ENDS_THE_CIPHERTEXT;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.E_FLAG_SAYS_ENCRYPTED;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.INDEX_IS_THE_CLOSEST;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.INDEX_MOVES_AFTER_AUTHENTICATION;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.INDICES_GO_ON_OVER_A_REKEY;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.MKI_NAMES_THE_MASTER_KEY;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.OPTIONS_ARE_AT_THEIR_DEFAULTS;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.PACKET_BEHIND_THE_LIST_IS_DISCARDED;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.REPLAYED_PACKET_IS_DISCARDED;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.RTCP_HEADER_IS_WHOLE;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.RTP_HEADER_IS_WHOLE;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.SRTCP_INDEX_COUNTS_PACKETS;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.SRTCP_TAG_HAS_80_BITS;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.TRAILER_IS_WHOLE;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.UNAUTHENTIC_PACKET_IS_DISCARDED;

import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;

import java.util.ArrayList;
import java.util.List;

/** The tests of one group of packet vectors. */
final class SrtpPacketTests {
    static final String ROLL_OVER = "ROLL_OVER";
    static final String TAMPERED = "TAMPERED";
    static final String REPLAY = "REPLAY";
    static final String BEHIND_THE_LIST = "BEHIND_THE_LIST";
    static final String WRONG_MKI = "WRONG_MKI";
    static final String KNOWN_ANSWER = "KNOWN_ANSWER";
    static final String CLEAR_SRTCP = "CLEAR_SRTCP";

    /** Where the extended packet has its second source, and its extension. */
    private static final int CONTRIBUTOR = 15;

    private static final int EXTENSION = 21;

    private static final long FIRST = 0x1234;

    private final TestList tests;
    private final PacketGroup session;
    private final List<String> readings;

    SrtpPacketTests(TestList tests, PacketGroup session, List<String> readings) {
        this.tests = tests;
        this.session = session;
        this.readings = readings;
    }

    void add() {
        switch (session.kind()) {
            case RTP -> addRtp();
            case RTCP -> addRtcp();
        }
        addOld();
        addTampered();
        addMki();
    }

    private void addRtp() {
        opened("one packet", FIRST, rtp(FIRST, 16), isKnown() ? KNOWN_ANSWER : "");
        opened("a packet without payload", FIRST, rtp(FIRST, 0), "");
        opened("a payload of 257 bytes", FIRST, rtp(FIRST, 257), "");
        opened("a second source and a header extension", FIRST, extended(FIRST), "");
        addExtendedTampered();
        addRollOver();
    }

    private void addExtendedTampered() {
        PacketTest test = new PacketTest(session, 0);
        Octets sent = test.send(FIRST, extended(FIRST));
        test.discards(flip(sent, CONTRIBUTOR, 1), UNAUTHENTIC_PACKET_IS_DISCARDED)
                .discards(flip(sent, EXTENSION, 1), UNAUTHENTIC_PACKET_IS_DISCARDED)
                .opens(sent, isAead() ? AEAD_COVERS_THE_WHOLE_RTP_HEADER : RTP_HEADER_IS_WHOLE);
        add("a bit of the second source flipped, one of the extension, as sent", test, TAMPERED);
    }

    private void addRollOver() {
        PacketTest wrap = new PacketTest(session, 0);
        Octets last = wrap.send(0xfffe, rtp(0xfffe, 20));
        Octets late = wrap.send(0xffff, rtp(0xffff, 20));
        Octets first = wrap.send(0x10000, rtp(0x10000, 20));
        Octets second = wrap.send(0x10001, rtp(0x10001, 20));
        if (isAead()) wrap.because(AEAD_NONCE_IS_SALT_WITH_SOURCE_AND_INDEX);
        wrap.opens(last, INDEX_IS_THE_CLOSEST).opens(first).opens(late).opens(second);
        add("65534, 0, 65535, 1: the counter rolls over, and one is late", wrap, ROLL_OVER);

        PacketTest known = new PacketTest(session, 1);
        known.opens(known.send(0x10005, rtp(0x10005, 20)), INDEX_IS_THE_CLOSEST);
        add("a receiver that joins when the counter is 1", known, ROLL_OVER);

        PacketTest rekeyed = new PacketTest(session, 1);
        Octets reset = rekeyed.send(5, rtp(5, 20));
        Octets on = rekeyed.send(0x10005, rtp(0x10005, 20));
        rekeyed.discards(reset, UNAUTHENTIC_PACKET_IS_DISCARDED)
                .opens(on, INDICES_GO_ON_OVER_A_REKEY);
        add("new keys while the counter is 1: it is not reset, it goes on", rekeyed, ROLL_OVER);

        PacketTest unknown = new PacketTest(session, 0);
        Octets other = unknown.send(0x10005, rtp(0x10005, 20));
        unknown.discards(other, UNAUTHENTIC_PACKET_IS_DISCARDED);
        add("a receiver that believes that the counter is 0", unknown, ROLL_OVER);
    }

    private void addRtcp() {
        opened("the first packet, index 0", 0, rtcp(0), "");
        opened("the last index, 2^31 - 1", 0x7fffffff, rtcp(9), "");
        PacketTest row = new PacketTest(session, 0);
        for (int index = 1; index < 4; index++)
            row.opens(row.send(index, rtcp(index)), SRTCP_INDEX_COUNTS_PACKETS);
        if (isAead()) row.because(AEAD_SRTCP_NONCE_HAS_THE_SRTCP_INDEX);
        add("three packets in a row", row, "");
        PacketTest flag = new PacketTest(session, 0);
        Octets sent = flag.send(7, rtcp(7));
        flag.discards(flip(sent, indexAt(sent), 0x80), UNAUTHENTIC_PACKET_IS_DISCARDED)
                .discards(flip(sent, indexAt(sent) + 3, 1), UNAUTHENTIC_PACKET_IS_DISCARDED)
                .opens(sent, E_FLAG_SAYS_ENCRYPTED);
        if (isAead()) flag.because(AEAD_COVERS_THE_E_FLAG_AND_INDEX);
        add("the E flag cleared, the index changed, as sent", flag, TAMPERED);
        PacketTest clear = new PacketTest(session, 0);
        Octets unencrypted = ClearSrtcp.of(session, 7, rtcp(7));
        clear.discards(flip(unencrypted, 9, 1), UNAUTHENTIC_PACKET_IS_DISCARDED)
                .discards(
                        flip(unencrypted, indexAt(unencrypted), 0x80),
                        UNAUTHENTIC_PACKET_IS_DISCARDED)
                .opens(unencrypted, isAead() ? AEAD_COVERS_CLEAR_SRTCP : E_FLAG_SAYS_ENCRYPTED);
        add("E clear: a bit flipped, the E flag set, as sent", clear, CLEAR_SRTCP);
    }

    private void addOld() {
        PacketTest replay = new PacketTest(session, 0);
        Octets sent = replay.send(FIRST, packet(FIRST));
        replay.opens(sent).discards(sent, REPLAYED_PACKET_IS_DISCARDED);
        add("the same packet twice", replay, REPLAY);

        PacketTest list = new PacketTest(session, 0);
        Octets behind = list.send(36, packet(36));
        Octets oldest = list.send(37, packet(37));
        Octets highest = list.send(100, packet(100));
        list.opens(highest)
                .opens(oldest, OPTIONS_ARE_AT_THEIR_DEFAULTS)
                .discards(behind, PACKET_BEHIND_THE_LIST_IS_DISCARDED);
        add("63 behind the highest, and 64 behind it", list, BEHIND_THE_LIST);
    }

    private void addTampered() {
        PacketTest tag = new PacketTest(session, 0);
        Octets sent = tag.send(FIRST, packet(FIRST));
        tag.discards(flip(sent, tagAt(sent), 1), UNAUTHENTIC_PACKET_IS_DISCARDED)
                .opens(sent, INDEX_MOVES_AFTER_AUTHENTICATION);
        if (isAead()) tag.because(AEAD_TAG_ENDS_THE_CIPHERTEXT);
        add("a bit of the tag flipped, as sent", tag, TAMPERED);

        PacketTest rest = new PacketTest(session, 0);
        Octets other = rest.send(FIRST, packet(FIRST));
        rest.discards(flip(other, 1, 1), UNAUTHENTIC_PACKET_IS_DISCARDED)
                .discards(flip(other, 13, 0x80), UNAUTHENTIC_PACKET_IS_DISCARDED)
                .opens(other);
        add("a bit of the header flipped, one of the payload, as sent", rest, TAMPERED);

        PacketTest cut = new PacketTest(session, 0);
        Octets whole = cut.send(FIRST, packet(FIRST));
        cut.discards(whole.slice(0, 3), TRAILER_IS_WHOLE)
                .discards(Octets.EMPTY, TRAILER_IS_WHOLE)
                .opens(whole);
        add("3 bytes of a packet, no byte, all of it", cut, TAMPERED);

        PacketTest version = new PacketTest(session, 0);
        Octets right = version.send(FIRST, packet(FIRST));
        version.discards(flip(right, 0, 0xc0), brokenHeader())
                .discards(
                        right.slice(right.length() - trailerLength(), right.length()),
                        brokenHeader())
                .opens(right);
        add("version 1, a trailer without a header, as sent", version, TAMPERED);
    }

    private void addMki() {
        PacketTest wrong = new PacketTest(session, 0);
        Octets sent = wrong.send(FIRST, packet(FIRST));
        if (session.mki().isNone()) {
            var named = new PacketGroup(session.keys(), Mki.hex("0a0b0c0d"), session.kind());
            wrong.discards(named.protect(FIRST, packet(FIRST)), UNAUTHENTIC_PACKET_IS_DISCARDED)
                    .opens(sent);
            add("an MKI where none was agreed, then none", wrong, WRONG_MKI);
            return;
        }
        Octets bare = session.withoutMki().protect(FIRST, packet(FIRST));
        wrong.discards(flip(sent, mkiAt(sent), 1), MKI_NAMES_THE_MASTER_KEY)
                .discards(bare, MKI_NAMES_THE_MASTER_KEY)
                .opens(sent, EVERY_PACKET_CARRIES_THE_AGREED_MKI);
        add("another MKI, no MKI, the right one", wrong, WRONG_MKI);
    }

    private void opened(String comment, long index, Octets packet, String flag) {
        PacketTest test = new PacketTest(session, 0);
        test.opens(test.send(index, packet), headerClause());
        add(comment, test, flag);
    }

    private Clause brokenHeader() {
        return session.kind() == PacketKind.RTP ? RTP_HEADER_IS_WHOLE : RTCP_HEADER_IS_WHOLE;
    }

    private Clause headerClause() {
        return session.kind() == PacketKind.RTP ? RTP_HEADER_IS_WHOLE : SRTCP_TAG_HAS_80_BITS;
    }

    private void add(String comment, PacketTest test, String flag) {
        var flags = new ArrayList<>(readings);
        if (!flag.isEmpty()) flags.add(flag);
        tests.add(comment, List.copyOf(test.clauses()), flags, test.fields());
    }

    private boolean isKnown() {
        return session.mki().isNone()
                && session.keys().profile() == ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;
    }

    private Octets packet(long index) {
        return session.kind() == PacketKind.RTP ? rtp(index, 20) : rtcp((int) index);
    }

    /** The header of libsrtp's own test packet, with the sequence number of the index. */
    private static Octets rtp(long index, int payload) {
        return Octets.hex(
                "800f%04xdecafbadcafebabe".formatted(index & 0xffff) + "ab".repeat(payload));
    }

    private static Octets extended(long index) {
        return Octets.hex(
                "918f%04xdecafbadcafebabe".formatted(index & 0xffff)
                        + "00c0ffee"
                        + "bede0001"
                        + "10aa0000"
                        + "cd".repeat(33));
    }

    /** A sender report without blocks. */
    private static Octets rtcp(int count) {
        return Octets.hex(
                "80c80006cafebabe" + "e93a5b1c40000000" + "decafbad%08x00000140".formatted(count));
    }

    private int trailerLength() {
        int word = session.kind() == PacketKind.RTP ? 0 : 4;
        return tagLength() + word + session.mki().length();
    }

    private int tagLength() {
        ProtectionProfile profile = session.keys().profile();
        return session.kind() == PacketKind.RTP ? profile.rtpTagLength() : profile.rtcpTagLength();
    }

    /** An AEAD has its tag before the index and the MKI, the others have it last. */
    private boolean isAead() {
        return session.keys().profile().isAead();
    }

    private int mkiAt(Octets sent) {
        return sent.length() - (isAead() ? 0 : tagLength()) - session.mki().length();
    }

    private int indexAt(Octets sent) {
        return mkiAt(sent) - 4;
    }

    private int tagAt(Octets sent) {
        if (!isAead()) return sent.length() - tagLength();
        return (session.kind() == PacketKind.RTP ? mkiAt(sent) : indexAt(sent)) - tagLength();
    }

    private static Octets flip(Octets packet, int at, int bits) {
        byte[] bytes = packet.toArray();
        bytes[at] ^= (byte) bits;
        return Octets.of(bytes);
    }
}
