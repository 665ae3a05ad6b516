package dtlskeying.properties.network;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.KeyShareGroup;
import dtlskeying.impl.crypto.NamedGroup.Agreement;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls13.ExtendedKeySchedule;
import dtlskeying.impl.dtls13.ExtendedUpdates;
import dtlskeying.impl.dtls13.message.ExtendedKeyUpdate;
import dtlskeying.impl.dtls13.message.ExtendedKeyUpdate.Request;
import dtlskeying.impl.dtls13.message.ExtendedKeyUpdate.Response;
import dtlskeying.impl.dtls13.message.KeyShareEntry;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import java.util.Map;

/**
 * Extended key updates in which each end agrees with the one between them, and not with its peer.
 */
final class SplitUpdates {
    private static final int HANDSHAKE_HEAD = 12;
    private static final int TYPE = ExtendedUpdates.DEFAULT_MESSAGE_TYPE;

    private final Map<Role, StolenKeys> keys;
    private final Entropy entropy;
    private int count;

    /** What is kept between a request and its response; null between updates. */
    private KeyShareGroup.Offer offer;

    private Octets request;
    private Octets response;

    SplitUpdates(Map<Role, StolenKeys> keys, Entropy entropy) {
        this.keys = keys;
        this.entropy = entropy;
    }

    /** A handshake message that is whole, as the other end gets it. */
    Octets handshake(Role from, Octets message) {
        if (message.at(0) != TYPE) return message;
        Octets body = message.slice(HANDSHAKE_HEAD, message.length());
        if (!(ExtendedKeyUpdate.decode(body) instanceof Decoded.Value<ExtendedKeyUpdate>(var news)))
            return message;
        Octets other =
                switch (news) {
                    case Request(var share) -> requested(from, body, share);
                    case Response(var share) -> responded(from, body, share);
                    case ExtendedKeyUpdate.Finish _, ExtendedKeyUpdate.Unknown _ -> body;
                };
        return Octets.concat(message.slice(0, HANDSHAKE_HEAD), other);
    }

    /** Agrees with the end that asks, and asks the other. */
    private Octets requested(Role from, Octets body, KeyShareEntry share) {
        var group = KeyShareGroup.find(share.group()).orElseThrow();
        var child = entropy.child("update " + count++);
        offer = group.offer(child);
        request = new Request(new KeyShareEntry(share.group(), offer.share())).encode();
        if (!(group.answer(share.keyExchange(), child)
                instanceof KeyShareGroup.Answer.Given(var ours, var shared))) return body;
        response = new Response(new KeyShareEntry(share.group(), ours)).encode();
        next(from, body, response, shared);
        return request;
    }

    private Octets responded(Role from, Octets body, KeyShareEntry share) {
        if (!(offer.complete(share.keyExchange()) instanceof Agreement.Agreed(var shared)))
            return body;
        next(from, request, body, shared);
        return response;
    }

    private void next(Role end, Octets asked, Octets answered, Secret shared) {
        var theirs = keys.get(end);
        theirs.add(theirs.newest().next(message(asked), message(answered), shared));
    }

    private static Octets message(Octets body) {
        return ExtendedKeySchedule.message(TYPE, body);
    }
}
