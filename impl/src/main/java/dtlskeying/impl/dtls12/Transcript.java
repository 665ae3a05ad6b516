package dtlskeying.impl.dtls12;

import dtlskeying.impl.crypto.Hash;
import dtlskeying.impl.dtls.message.HandshakeHeader;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Octets;

/**
 * All messages of a handshake so far, each with its header as if it had been sent in one piece (RFC
 * 6347 §4.2.6). The first ClientHello and HelloVerifyRequest are not among them.
 *
 * @param messages one after the other
 */
@Cites("dtls-srtp/7.1/a")
record Transcript(Octets messages) {
    static final Transcript EMPTY = new Transcript(Octets.EMPTY);

    Transcript with(int type, int messageSeq, Octets body) {
        Octets header = HandshakeHeader.whole(type, body.length(), messageSeq).encode();
        return new Transcript(Octets.concat(messages, header, body));
    }

    Octets hash(Hash hash) {
        return hash.digest(messages);
    }
}
