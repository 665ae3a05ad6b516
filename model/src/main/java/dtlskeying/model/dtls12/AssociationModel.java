package dtlskeying.model.dtls12;

import static dtlskeying.spec.dtls.FragmentsSpec.Claim.PARTS_FIT_THE_RECORD;
import static dtlskeying.spec.dtls12.AssociationSpec.Claim.ALERTS_ARE_TWO_BYTES;
import static dtlskeying.spec.dtls12.AssociationSpec.Claim.DATAGRAMS_FIT_THE_PATH;
import static dtlskeying.spec.dtls12.AssociationSpec.Claim.FINISHED_IS_PROTECTED;
import static dtlskeying.spec.dtls12.AssociationSpec.Claim.HELLO_REQUEST_IS_THE_FIRST_MESSAGE;
import static dtlskeying.spec.dtls12.AssociationSpec.Claim.ONLY_FINISHED_IS_UNDER_NEW_KEYS;
import static dtlskeying.spec.dtls12.ClientHandshakeSpec.Claim.SECOND_HELLO_HAS_THE_SAME_PARAMETERS;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.CHANGE_CIPHER_SPEC_IS_ONE_BYTE;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.RECORDS_DO_NOT_SPAN_DATAGRAMS;
import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.CLIENT_HELLO_COMES_IN_ONE_DATAGRAM;
import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.COOKIE_BEFORE_STATE;
import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.VERIFY_REQUEST_REPEATS_THE_RECORD_NUMBER;

import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the parts of an association owe each other, as questions about bytes: which clauses speak
 * against a datagram that is sent, and against the content of a record that arrives. An empty set
 * means that nothing does.
 *
 * <p>RFC 6347 §4.1 and §4.2.2: a record has 13 bytes ahead of its content, a part of a handshake
 * message 12 ahead of its own.
 */
public final class AssociationModel {
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int CLIENT_HELLO = 1;
    private static final int FINISHED = 20;
    private static final int RECORD_HEADER = 13;
    private static final int PART_HEADER = 12;

    private AssociationModel() {}

    /**
     * Against a datagram that an end sends.
     *
     * @param mtu what the path takes, in bytes
     */
    public static Set<Clause> againstSent(Octets datagram, int mtu) {
        var against = new HashSet<Clause>();
        if (datagram.length() > mtu) against.add(DATAGRAMS_FIT_THE_PATH);
        int at = 0;
        while (at < datagram.length()) {
            int end = at + RECORD_HEADER;
            if (end <= datagram.length()) end += (int) number(datagram, at + 11, 2);
            if (end > datagram.length()) {
                against.add(RECORDS_DO_NOT_SPAN_DATAGRAMS);
                return against;
            }
            if (epoch(datagram, at) == 0)
                against.addAll(
                        againstContent(
                                datagram.at(at), false, datagram.slice(at + RECORD_HEADER, end)));
            at = end;
        }
        return against;
    }

    /**
     * Against the content of a record.
     *
     * @param type its content type
     * @param underNewKeys whether it is protected by the keys that the handshake is about
     */
    public static Set<Clause> againstContent(int type, boolean underNewKeys, Octets content) {
        return switch (type) {
            case CHANGE_CIPHER_SPEC ->
                    content.equals(Octets.hex("01"))
                            ? Set.of()
                            : Set.of(CHANGE_CIPHER_SPEC_IS_ONE_BYTE);
            case ALERT ->
                    content.length() == 2 && (content.at(0) == 1 || content.at(0) == 2)
                            ? Set.of()
                            : Set.of(ALERTS_ARE_TWO_BYTES);
            case HANDSHAKE -> againstParts(underNewKeys, content);
            default -> Set.of();
        };
    }

    private static Set<Clause> againstParts(boolean underNewKeys, Octets content) {
        var against = new HashSet<Clause>();
        int at = 0;
        do {
            int end = at + PART_HEADER;
            if (end <= content.length()) end += (int) number(content, at + 9, 3);
            if (end > content.length()) {
                against.add(PARTS_FIT_THE_RECORD);
                return against;
            }
            boolean isFinished = content.at(at) == FINISHED;
            if (isFinished && !underNewKeys) against.add(FINISHED_IS_PROTECTED);
            if (!isFinished && underNewKeys) against.add(ONLY_FINISHED_IS_UNDER_NEW_KEYS);
            at = end;
        } while (at < content.length());
        return against;
    }

    /** Against the hello that a client sends with a cookie, after one without: two datagrams. */
    public static Set<Clause> againstSecondHello(Octets first, Octets second) {
        return withoutCookie(first).equals(withoutCookie(second))
                ? Set.of()
                : Set.of(SECOND_HELLO_HAS_THE_SAME_PARAMETERS);
    }

    /** Version, random and session ID, and all that follows the cookie. */
    private static Octets withoutCookie(Octets hello) {
        int random = RECORD_HEADER + PART_HEADER + 2;
        int cookie = random + 32 + 1 + hello.at(random + 32);
        int rest = cookie + 1 + hello.at(cookie);
        return Octets.concat(
                hello.slice(RECORD_HEADER + PART_HEADER, cookie),
                hello.slice(rest, hello.length()));
    }

    /** Against the first datagram that a server without state sends on a hello. */
    public static Set<Clause> againstAnswer(Octets hello, Octets answer) {
        return number(hello, 5, 6) == number(answer, 5, 6)
                ? Set.of()
                : Set.of(VERIFY_REQUEST_REPEATS_THE_RECORD_NUMBER);
    }

    /**
     * Against keeping something of a datagram, at a server that has kept nothing yet. A cookie that
     * is there is taken for its own; so is a session.
     *
     * @param isKnown whether the client is known to be reachable
     */
    @Cites({"rfc6347/4.2.1/g", "rfc6347/4.2.1/h"})
    public static Set<Clause> againstKeeping(Octets datagram, boolean isKnown) {
        if (isKnown || !isHello(datagram)) return Set.of();
        if (isPart(datagram)) return Set.of(CLIENT_HELLO_COMES_IN_ONE_DATAGRAM);
        int session = RECORD_HEADER + PART_HEADER + 34;
        int cookie = session + 1 + datagram.at(session);
        boolean isAsked = datagram.at(session) == 0 && datagram.at(cookie) == 0;
        return isAsked ? Set.of(COOKIE_BEFORE_STATE) : Set.of();
    }

    private static boolean isHello(Octets datagram) {
        return datagram.length() >= RECORD_HEADER + PART_HEADER
                && datagram.at(0) == HANDSHAKE
                && datagram.at(RECORD_HEADER) == CLIENT_HELLO;
    }

    private static boolean isPart(Octets datagram) {
        int part = RECORD_HEADER;
        return number(datagram, part + 9, 3) < number(datagram, part + 1, 3);
    }

    /**
     * Against the numbers of the messages that one end sends in a handshake, in the order in which
     * they go out first.
     *
     * @param parts the first part of each, from its header on; a HelloRequest is one of them
     */
    public static Set<Clause> againstNumbering(List<Octets> parts) {
        for (int i = 0; i < parts.size(); i++)
            if (number(parts.get(i), 4, 2) != i) return Set.of(HELLO_REQUEST_IS_THE_FIRST_MESSAGE);
        return Set.of();
    }

    private static long epoch(Octets datagram, int record) {
        return number(datagram, record + 3, 2);
    }

    private static long number(Octets bytes, int from, int count) {
        long value = 0;
        for (int i = from; i < from + count; i++) value = 256 * value + bytes.at(i);
        return value;
    }
}
