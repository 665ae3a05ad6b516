package dtlskeying.impl.dtls12;

import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.MESSAGES_COME_IN_ORDER;
import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.CLIENT_HELLO_COMES_IN_ONE_DATAGRAM;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.UNREADABLE_MESSAGE_IS_REFUSED;

import dtlskeying.impl.dtls.FragmentCodec;
import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.HandshakeType;
import dtlskeying.impl.dtls.message.ProtocolVersion;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls12.message.HelloVerifyRequest;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.DtlsPlaintext;
import dtlskeying.spec.dtls.Fragment;
import dtlskeying.spec.dtls.HandshakeMessage;
import dtlskeying.spec.dtls12.RecordsSpec;

import java.util.List;
import java.util.function.Predicate;

/** Where a server meets its client (RFC 6347 §4.2.1). */
sealed interface Door {
    /** The client is known to be reachable: it is asked for nothing, and its hello may be cut. */
    @Cites("rfc6347/4.2.1/g")
    record Open() implements Door {}

    /**
     * The client is a stranger: each datagram is looked at alone, and nothing of it is kept until
     * its sender has shown that it can be reached.
     *
     * @param cookies the same for all clients
     * @param address any bytes that name the client's address
     */
    @Cites({"rfc6347/4.2.1/c", "rfc6347/4.2.1/d", "rfc6347/4.2.1/e"})
    record Guarded(Cookies cookies, Octets address) implements Door {
        /**
         * @param takesUp whether that hello would be answered by taking up a session: its sender
         *     may be spared the cookie
         */
        Knock knock(Octets datagram, Predicate<ClientHello> takesUp) {
            for (var effect : Records.start().receive(datagram).effects()) {
                switch (effect) {
                    case RecordsSpec.Effect.Accepted(var record) -> {
                        return record.type() == ContentType.HANDSHAKE
                                ? knock(record, takesUp)
                                : new Knock.Ignored(MESSAGES_COME_IN_ORDER);
                    }
                    case RecordsSpec.Effect.Discarded(_, _, var clause) -> {
                        return new Knock.Ignored(clause);
                    }
                    case RecordsSpec.Effect.Unreadable(_, var clause) -> {
                        return new Knock.Ignored(clause);
                    }
                    case RecordsSpec.Effect _ -> {}
                }
            }
            return new Knock.Ignored(UNREADABLE_MESSAGE_IS_REFUSED);
        }

        private Knock knock(DtlsPlaintext record, Predicate<ClientHello> takesUp) {
            return switch (FragmentCodec.decode(record.fragment())) {
                case Decoded.Malformed<List<Fragment>> _ -> unreadable();
                case Decoded.Value<List<Fragment>>(var parts) ->
                        knock(record, parts.getFirst(), takesUp);
            };
        }

        private Knock knock(DtlsPlaintext record, Fragment part, Predicate<ClientHello> takesUp) {
            if (part.type() != HandshakeType.CLIENT_HELLO.code())
                return new Knock.Ignored(MESSAGES_COME_IN_ORDER);
            if (!part.isWhole()) return new Knock.Ignored(CLIENT_HELLO_COMES_IN_ONE_DATAGRAM);
            return switch (ClientHello.decode(part.body())) {
                case Decoded.Malformed<ClientHello> _ -> unreadable();
                case Decoded.Value<ClientHello>(var hello)
                        when cookies.isReturned(address, hello) || isSpared(hello, takesUp) ->
                        new Knock.Verified(
                                record.sequence(),
                                new HandshakeMessage(part.type(), part.messageSeq(), part.body()));
                case Decoded.Value<ClientHello>(var hello) ->
                        new Knock.Unverified(request(record.sequence(), hello));
            };
        }

        @Cites("rfc6347/4.2.1/h")
        private boolean isSpared(ClientHello hello, Predicate<ClientHello> takesUp) {
            return cookies.sparesSessions() && hello.cookie().isEmpty() && takesUp.test(hello);
        }

        /** Written with the number of the hello's record, so that no counter has to be kept. */
        private Octets request(long sequence, ClientHello hello) {
            var message =
                    new HelloVerifyRequest(
                            ProtocolVersion.DTLS_1_0, cookies.cookie(address, hello));
            var whole = new HandshakeMessage(message.type().code(), 0, message.encode()).whole();
            var packing = new Packing(Records.startAt(sequence), Settings.DEFAULT_MTU);
            packing.add(Epoch.UNPROTECTED, ContentType.HANDSHAKE, FragmentCodec.encode(whole));
            return packing.datagrams().getFirst();
        }

        private static Knock unreadable() {
            return new Knock.Ignored(UNREADABLE_MESSAGE_IS_REFUSED);
        }
    }

    /** What a datagram from a stranger is. */
    sealed interface Knock {
        /** Nothing that a handshake starts with. */
        record Ignored(Clause clause) implements Knock {}

        /** A hello without a valid cookie; this datagram asks for one. */
        record Unverified(Octets request) implements Knock {}

        /** A hello with its cookie, or without need of one, in the record with this number. */
        record Verified(long sequence, HandshakeMessage hello) implements Knock {}
    }
}
