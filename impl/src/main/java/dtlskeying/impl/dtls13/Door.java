package dtlskeying.impl.dtls13;

import static dtlskeying.spec.Alert.DECODE_ERROR;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.MESSAGES_ARE_WELL_FORMED;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.MESSAGES_COME_IN_ORDER;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.AMPLIFICATION_IS_LIMITED;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.CLIENT_HELLO_COMES_IN_ONE_DATAGRAM;

import dtlskeying.impl.dtls.FragmentCodec;
import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls13.message.HandshakeType;
import dtlskeying.impl.dtls13.message.HelloPrefix;
import dtlskeying.impl.dtls13.message.HelloRetryRequest;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.Fragment;
import dtlskeying.spec.dtls.HandshakeMessage;
import dtlskeying.spec.dtls.Verdict.Unsound;
import dtlskeying.spec.dtls13.PlainRecord;
import dtlskeying.spec.dtls13.RecordsSpec;

import java.util.List;

/**
 * Where a server meets strangers: each datagram is looked at alone, and nothing of it is kept until
 * its sender has shown that it can be reached (RFC 9147 §5.1).
 *
 * @param reception how a whole hello is received
 */
@Cites({"rfc9147/5.1/a", "rfc9147/5.1/c", "rfc9147/5.1/d", "rfc9147/5.8.1/b"})
record Door(Reception reception) {
    private static final int AMPLIFICATION = 3;

    /** What a datagram from a stranger is. */
    sealed interface Knock {
        /** Nothing that a handshake starts with, or nothing that can be answered from here. */
        record Ignored(Clause clause) implements Knock {}

        /** A hello without a cookie; this datagram asks for another. */
        record Unverified(Octets request) implements Knock {}

        /** A hello that is of no use; this datagram says so. */
        record Declined(Unsound why, Octets alert) implements Knock {}

        /** A hello, or its beginning, from where it may come in, in the record of that number. */
        record Admitted(long sequence, int messageSeq) implements Knock {}
    }

    /** The same when nobody knocks any more. */
    Door forgetting() {
        return new Door(reception.forgetting());
    }

    Knock knock(Octets datagram) {
        for (var effect : Records.start().receive(datagram).effects())
            if (effect instanceof RecordsSpec.Effect.Accepted(var record))
                return limited(knock(record), datagram.length());
        return new Knock.Ignored(MESSAGES_COME_IN_ORDER);
    }

    /** A sender's address may be somebody else's, who is not to be flooded. */
    private static Knock limited(Knock knock, int heard) {
        int said =
                switch (knock) {
                    case Knock.Unverified(var request) -> request.length();
                    case Knock.Declined(_, var alert) -> alert.length();
                    case Knock.Ignored _ -> 0;
                    case Knock.Admitted _ -> 0;
                };
        return said > AMPLIFICATION * heard ? new Knock.Ignored(AMPLIFICATION_IS_LIMITED) : knock;
    }

    private Knock knock(PlainRecord record) {
        if (record.type() != ContentType.HANDSHAKE)
            return new Knock.Ignored(MESSAGES_COME_IN_ORDER);
        return switch (FragmentCodec.decode(record.content())) {
            case Decoded.Malformed<List<Fragment>> _ -> new Knock.Ignored(MESSAGES_ARE_WELL_FORMED);
            case Decoded.Value<List<Fragment>>(var parts) -> knock(record, parts.getFirst());
        };
    }

    private Knock knock(PlainRecord record, Fragment part) {
        if (part.type() != HandshakeType.CLIENT_HELLO.code())
            return new Knock.Ignored(MESSAGES_COME_IN_ORDER);
        boolean isKnown =
                reception.settings().addressValidation() == AddressValidation.GIVEN
                        || returnsCookie(part);
        if (isKnown) return new Knock.Admitted(record.number().sequence(), part.messageSeq());
        if (!part.isWhole()) return new Knock.Ignored(CLIENT_HELLO_COMES_IN_ONE_DATAGRAM);
        return switch (ClientHello.decode(part.body())) {
            case Decoded.Malformed<ClientHello> _ ->
                    declined(record, new Unsound(DECODE_ERROR, MESSAGES_ARE_WELL_FORMED));
            case Decoded.Value<ClientHello>(var hello) -> answer(record, hello, part.body());
        };
    }

    /** Of a hello in parts the first is enough, if the cookie is in it. */
    private boolean returnsCookie(Fragment part) {
        return part.offset() == 0
                && HelloPrefix.cookie(part.body())
                        .flatMap(cookie -> reception.cookies().open(reception.address(), cookie))
                        .isPresent();
    }

    private Knock answer(PlainRecord record, ClientHello hello, Octets body) {
        return switch (reception.receive(hello, body)) {
            case Reception.Outcome.Retry(var request) ->
                    new Knock.Unverified(request(record, request));
            case Reception.Outcome.Declined(var why) -> declined(record, why);
            case Reception.Outcome.Refused(var why) -> declined(record, why);
            case Reception.Outcome.Accepted _ ->
                    throw new AssertionError("a stranger has been answered");
        };
    }

    /** Written with the number of the hello's record, so that no counter has to be kept. */
    private static Octets request(PlainRecord record, HelloRetryRequest request) {
        var whole =
                new HandshakeMessage(HandshakeType.of(request).code(), 0, request.encode()).whole();
        return datagram(record, ContentType.HANDSHAKE, FragmentCodec.encode(whole));
    }

    private static Knock declined(PlainRecord record, Unsound why) {
        return new Knock.Declined(
                why, datagram(record, ContentType.ALERT, Alerts.content(why.alert())));
    }

    private static Octets datagram(PlainRecord record, ContentType type, Octets content) {
        var packing = new Packing(Records.startAt(record.number().sequence()));
        packing.add(Epoch.UNPROTECTED, type, content);
        return packing.datagrams().getFirst();
    }
}
