package dtlskeying.properties.probe;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.SignatureScheme;
import dtlskeying.impl.dtls.FragmentCodec;
import dtlskeying.impl.dtls.message.CertificateVerify;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls13.HeaderForm;
import dtlskeying.impl.dtls13.RecordProtection;
import dtlskeying.impl.dtls13.Signatures;
import dtlskeying.impl.dtls13.Transcript;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.Fragment;
import dtlskeying.spec.dtls13.RecordNumber;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Changes the messages that our engine says under the keys of the handshake, from
 * EncryptedExtensions or Certificate to Finished. The proofs in them are made anew, so that they
 * fit what is said: only the change itself can be objected to. Every message has a record and a
 * datagram of its own.
 */
final class LastFlight13 implements Function<Octets, List<Octets>> {
    static final int ENCRYPTED_EXTENSIONS = 8;
    static final int CERTIFICATE_REQUEST = 13;
    static final int CERTIFICATE_VERIFY = 15;
    static final int FINISHED = 20;

    private static final long EPOCH = 2;

    /** Past the records that the engine says as well, and inside the peer's window. */
    private static final long FIRST_NUMBER = 16;

    private final Conversation talk;
    private final Identity identity;
    private final Change change;
    private final UnaryOperator<Message> proof;
    private final List<Octets> sealed = new ArrayList<>();
    private final List<RecordNumber> finished = new ArrayList<>();
    private long next = FIRST_NUMBER;
    private boolean isSaid;

    /** A message as it is to be said. */
    record Message(int type, Octets body) {
        Message with(UnaryOperator<Octets> other) {
            return new Message(type, other.apply(body));
        }
    }

    /** What is said in the place of a message. */
    interface Change {
        List<Message> of(Message message);

        /** Messages of that type are left out. */
        static Change without(int type) {
            return each -> each.type() == type ? List.of() : List.of(each);
        }
    }

    private LastFlight13(
            Conversation talk, Identity identity, Change change, UnaryOperator<Message> proof) {
        this.talk = talk;
        this.identity = identity;
        this.change = change;
        this.proof = proof;
    }

    /** In the place of each message come these, before anything is proved. */
    static LastFlight13 saying(Conversation talk, Identity identity, Change change) {
        return new LastFlight13(talk, identity, change, proof -> proof);
    }

    /** The messages of that type have another body. */
    static LastFlight13 saying(
            Conversation talk, Identity identity, int type, UnaryOperator<Octets> body) {
        return saying(
                talk, identity, each -> List.of(each.type() == type ? each.with(body) : each));
    }

    /** The proof of that type is another one: what is said is right, and not proved. */
    static LastFlight13 proving(
            Conversation talk, Identity identity, int type, UnaryOperator<Octets> body) {
        return new LastFlight13(
                talk, identity, List::of, each -> each.type() == type ? each.with(body) : each);
    }

    /** Whether the flight is on its way. */
    boolean isSaid() {
        return isSaid;
    }

    /** The records that a Finished was in; who acknowledges one of them has taken the flight. */
    List<RecordNumber> finished() {
        return List.copyOf(finished);
    }

    @Override
    public List<Octets> apply(Octets datagram) {
        Octets plain = plain(datagram);
        // At once: the hello that all keys come from may be in it.
        if (!plain.isEmpty()) talk.say(plain);
        if (plain.length() == datagram.length()) return List.of();
        Octets rest = datagram.slice(plain.length(), datagram.length());
        var epoch = Epoch2.of(talk).orElseThrow();
        var own = epoch.unsealing(own());
        if (own.parts(List.of(rest)).findAny().isEmpty()) return List.of(rest);
        sealed.add(rest);
        var messages = Gathering.whole(own.parts(sealed));
        if (messages.stream().noneMatch(each -> each.type() == FINISHED)) return List.of();
        sealed.clear();
        isSaid = true;
        return said(messages, epoch);
    }

    private static Octets plain(Octets datagram) {
        return Octets.concat(
                Records12.of(datagram).stream().map(Records12::bytes).toArray(Octets[]::new));
    }

    private Role own() {
        return talk.engine().role();
    }

    private List<Octets> said(List<Fragment> messages, Epoch2 epoch) {
        var transcript = epoch.transcript();
        if (own() == Role.CLIENT)
            for (Fragment heard : epoch.messages())
                transcript = transcript.with(heard.type(), heard.body());
        int number = messages.getFirst().messageSeq();
        var said = new ArrayList<Octets>();
        for (Fragment each : messages)
            for (Message other : change.of(new Message(each.type(), each.body()))) {
                Message proved = proof.apply(proved(other, transcript, epoch));
                transcript = transcript.with(proved.type(), proved.body());
                said.add(sealed(proved, number++, epoch));
            }
        return said;
    }

    private Message proved(Message message, Transcript before, Epoch2 epoch) {
        return switch (message.type()) {
            case CERTIFICATE_VERIFY ->
                    message.with(body -> signed(body, before.hash(epoch.suite().hash())));
            case FINISHED -> message.with(_ -> epoch.verifyData(own(), before));
            default -> message;
        };
    }

    /** The same scheme, over another hash. */
    private Octets signed(Octets body, Octets hash) {
        if (!(CertificateVerify.decode(body) instanceof Decoded.Value<CertificateVerify>(var sign)))
            return body;
        var scheme = SignatureScheme.find(sign.signatureScheme()).orElseThrow();
        Octets signature = identity.sign(scheme, Signatures.content(own(), hash), Entropy.of(hash));
        return new CertificateVerify(sign.signatureScheme(), signature).encode();
    }

    private Octets sealed(Message message, int number, Epoch2 epoch) {
        if (message.type() == FINISHED) finished.add(RecordNumber.of(EPOCH, next));
        int length = message.body().length();
        var content =
                FragmentCodec.encode(
                        new Fragment(message.type(), length, number, 0, message.body()));
        var protection = RecordProtection.of(epoch.suite(), epoch.traffic(own()));
        int fragment = content.length() + protection.expansion();
        byte[] target = new byte[HeaderForm.FULL.size(fragment) + fragment];
        protection.seal(
                HeaderForm.FULL,
                EPOCH,
                next++,
                ContentType.HANDSHAKE.code(),
                content.toArray(),
                0,
                content.length(),
                0,
                target,
                0);
        return Octets.of(target);
    }
}
