package dtlskeying.properties.dtls13;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls.FragmentCodec;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls12.RecordHeader;
import dtlskeying.impl.dtls13.Association;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.Fragment;
import dtlskeying.spec.dtls.MessageName;
import dtlskeying.spec.dtls13.AssociationSpec.HelloCookie;
import dtlskeying.spec.dtls13.AssociationSpec.Input;
import dtlskeying.spec.dtls13.AssociationSpec.Keys;
import dtlskeying.spec.srtp.Mki;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One end, and who has the keys of its handshake and plays the other one: what is said in words
 * here goes to the end in bytes.
 *
 * @param hellos the client's hello, by the cookie that it has
 * @param nextSeq the number of the peer's next message
 * @param nextRecord the number of the peer's next record, higher than any in the handshake
 * @param epoch the newest epoch of traffic that the peer sends in
 * @param now in milliseconds; it stands still
 * @param tally what has gone to and fro
 */
public record Subject(
        Association end,
        Insider insider,
        Map<HelloCookie, Octets> hellos,
        int nextSeq,
        long nextRecord,
        long epoch,
        long now,
        Tally tally) {
    /** No record of the handshake itself has this number, or a higher one. */
    static final long FIRST_RECORD = 500;

    private static final int LENGTH = 40;

    /**
     * What has gone to and fro.
     *
     * @param told the records among the peer's that had parts of messages
     * @param sent the datagrams that the end has sent in the last step
     * @param heardBytes bytes that came while the end was a server that nobody had come in to
     * @param sentBytes bytes that it sent then
     */
    public record Tally(List<Long> told, List<Octets> sent, long heardBytes, long sentBytes) {
        static final Tally NONE = new Tally(List.of(), List.of(), 0, 0);
    }

    static Subject of(
            Association end,
            Insider insider,
            Map<HelloCookie, Octets> hellos,
            int nextSeq,
            long now) {
        return new Subject(end, insider, hellos, nextSeq, FIRST_RECORD, 3, now, Tally.NONE);
    }

    /** The same with another end in the place of this one. */
    Subject with(Association other) {
        return new Subject(other, insider, hellos, nextSeq, nextRecord, epoch, now, tally);
    }

    /** The same, and the end has sent these last. */
    Subject withSent(List<Octets> datagrams) {
        var other = new Tally(tally.told(), datagrams, tally.heardBytes(), tally.sentBytes());
        return new Subject(end, insider, hellos, nextSeq, nextRecord, epoch, now, other);
    }

    /** What the end sends if nothing more comes for a minute. */
    List<Octets> sentLater() {
        return end
                .on(new dtlskeying.spec.dtls.AssociationSpec.Input.Tick(now + 60_000))
                .effects()
                .stream()
                .filter(Effect.Send.class::isInstance)
                .map(effect -> ((Effect.Send) effect).datagram())
                .toList();
    }

    Role peer() {
        return end.role().peer();
    }

    /** What the end does with it, without the datagrams that it sends. */
    Step<Subject, Effect> on(Input input) {
        return switch (input) {
            case Input.Rehandshake _ ->
                    wish(new dtlskeying.spec.dtls.AssociationSpec.Input.Rehandshake(Mki.NONE, now));
            case Input.UpdateKeys _ ->
                    wish(new dtlskeying.spec.dtls.AssociationSpec.Input.UpdateKeys(false, now));
            case Input.Hello(var cookie) -> arrives(hellos.get(cookie), false);
            case Input.PartOfHello _ -> arrives(partOfHello(), false);
            case Input.Alert(var keys, var code) ->
                    arrives(record(keys, ContentType.ALERT, Octets.of((byte) 2, (byte) code)));
            case Input.LongAlert(var keys) ->
                    arrives(record(keys, ContentType.ALERT, Octets.hex("022800")));
            case Input.Ack(var keys) ->
                    arrives(record(keys, ContentType.ACK, ack(number(keys), 9_999)));
            case Input.BrokenAck(var keys) ->
                    arrives(record(keys, ContentType.ACK, Octets.hex("000800")));
            case Input.ChangeCipherSpec _ ->
                    arrives(record(Keys.NONE, ContentType.CHANGE_CIPHER_SPEC, Octets.hex("01")));
            case Input.Data(var content) ->
                    arrives(record(Keys.TRAFFIC, ContentType.APPLICATION_DATA, content));
            case Input.Damaged(var keys) -> arrives(damaged(keys));
            case Input.Told(var keys, var message) -> tell(keys, message(message));
            case Input.Contradiction(var keys) ->
                    tell(keys, Octets.concat(part(LENGTH, 0), part(LENGTH + 1, LENGTH / 2)));
        };
    }

    private Step<Subject, Effect> tell(Keys keys, Octets content) {
        return arrives(record(keys, ContentType.HANDSHAKE, content), true);
    }

    private Step<Subject, Effect> arrives(Octets datagram) {
        return arrives(datagram, false);
    }

    private Step<Subject, Effect> arrives(Octets datagram, boolean isTold) {
        var input = new dtlskeying.spec.dtls.AssociationSpec.Input.Datagram(datagram, now);
        return stepped(end.on(input), datagram.length(), isTold);
    }

    private Step<Subject, Effect> wish(dtlskeying.spec.dtls.AssociationSpec.Input input) {
        return stepped(end.on(input), 0, false);
    }

    private Step<Subject, Effect> stepped(
            Step<Association, Effect> step, int heard, boolean isTold) {
        var sent =
                step.effects().stream()
                        .filter(Effect.Send.class::isInstance)
                        .map(effect -> ((Effect.Send) effect).datagram())
                        .toList();
        var rest =
                step.effects().stream().filter(effect -> !(effect instanceof Effect.Send)).toList();
        boolean isUpdated = rest.contains(new Effect.MessageHeard(MessageName.KEY_UPDATE));
        int messages = (int) rest.stream().filter(Effect.MessageHeard.class::isInstance).count();
        var after =
                new Subject(
                        step.state(),
                        insider,
                        hellos,
                        nextSeq + messages,
                        nextRecord + 1,
                        isUpdated ? epoch + 1 : epoch,
                        now,
                        tallied(sent, heard, isTold));
        return new Step<>(after, rest);
    }

    private Tally tallied(List<Octets> sent, int heard, boolean isTold) {
        boolean isStranger = end.role() == Role.SERVER && end.isIdle();
        long out = sent.stream().mapToLong(Octets::length).sum();
        var told = new ArrayList<>(tally.told());
        if (isTold) told.add(nextRecord);
        return new Tally(
                told,
                sent,
                tally.heardBytes() + (isStranger ? heard : 0),
                tally.sentBytes() + (isStranger ? out : 0));
    }

    private long number(Keys keys) {
        return switch (keys) {
            case NONE -> 0;
            case HANDSHAKE -> 2;
            case TRAFFIC -> epoch;
        };
    }

    private Octets record(Keys keys, ContentType type, Octets content) {
        return insider.write(peer(), number(keys), nextRecord, type, content);
    }

    private Octets damaged(Keys keys) {
        byte[] bytes = record(keys, ContentType.ALERT, Octets.hex("0228")).toArray();
        bytes[bytes.length - 1] ^= 1;
        return Octets.of(bytes);
    }

    /** An ACK of one record (RFC 9147 §7). */
    static Octets ack(long epoch, long sequence) {
        return Octets.hex(String.format("0010%016x%016x", epoch, sequence));
    }

    private Octets message(MessageName message) {
        return switch (message) {
            case KEY_UPDATE -> whole(24, Octets.hex("00"));
            case FINISHED -> whole(20, Octets.of(new byte[32]));
            case CLIENT_HELLO -> whole(1, hello(HelloCookie.NONE).body());
            default -> throw new AssertionError("nobody says " + message);
        };
    }

    private Octets whole(int type, Octets body) {
        return FragmentCodec.encode(new Fragment(type, body.length(), nextSeq, 0, body));
    }

    private Octets part(int length, int offset) {
        return FragmentCodec.encode(
                new Fragment(1, length, nextSeq, offset, Octets.of(new byte[LENGTH / 2])));
    }

    private Fragment hello(HelloCookie cookie) {
        var record = RecordHeader.read(hellos.get(cookie)).records().getFirst();
        return switch (FragmentCodec.decode(record.fragment())) {
            case Decoded.Value<List<Fragment>>(var parts) -> parts.getFirst();
            case Decoded.Malformed<List<Fragment>>(var reason) -> throw new AssertionError(reason);
        };
    }

    private Octets partOfHello() {
        var hello = hello(HelloCookie.NONE);
        var part = hello.between(0, hello.length() - 1);
        return record(Keys.NONE, ContentType.HANDSHAKE, FragmentCodec.encode(part));
    }

    @Override
    public String toString() {
        return end.toString();
    }
}
