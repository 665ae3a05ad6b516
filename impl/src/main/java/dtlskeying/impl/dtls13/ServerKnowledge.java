package dtlskeying.impl.dtls13;

import dtlskeying.impl.crypto.CertificateChain;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.crypto.SubjectPublicKey;
import dtlskeying.impl.dtls13.Reception.Acceptance;
import dtlskeying.impl.dtls13.message.HelloRetryRequest;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the messages of a handshake have settled for its server: one record a moment, so that
 * nothing is there before its time or after it.
 */
sealed interface ServerKnowledge {
    /** No hello is accepted. */
    record Nothing() implements ServerKnowledge {}

    /** The hello is to come again. */
    record Asking(HelloRetryRequest request) implements ServerKnowledge {}

    /** The hello can be answered. */
    record Chosen(Acceptance acceptance) implements ServerKnowledge {}

    /** The answer is worded. */
    record Keyed(Acceptance acceptance, Terms terms, HandshakeSecrets secrets)
            implements ServerKnowledge {
        Done done(Transcript upToFinished) {
            var extras = acceptance.choice().extensions().extras();
            var traffic = secrets.traffic(upToFinished);
            return new Done(new Session(terms, extras, secrets, traffic, CertificateChain.NONE));
        }
    }

    /** Our Finished is worded; what is still to come settles who the client is. */
    record Done(Session session) implements ServerKnowledge {
        Done forgotten() {
            return new Done(session.forgotten());
        }
    }

    /** The client's certificates are trusted. */
    record Certified(Session session, CertificateChain client, SubjectPublicKey key)
            implements ServerKnowledge {
        Done proved() {
            return new Done(session.with(client));
        }
    }

    /** The secrets of epoch 2, as soon as there are any. */
    default Optional<HandshakeSecrets> handshakeSecrets() {
        return switch (this) {
            case Nothing _ -> Optional.empty();
            case Asking _ -> Optional.empty();
            case Chosen _ -> Optional.empty();
            case Keyed(_, _, var secrets) -> Optional.of(secrets);
            case Done(var session) -> Optional.of(session.handshake());
            case Certified(var session, _, _) -> Optional.of(session.handshake());
        };
    }

    /** All that was agreed on, once our Finished is worded. */
    default Optional<Session> completed() {
        return switch (this) {
            case Nothing _ -> Optional.empty();
            case Asking _ -> Optional.empty();
            case Chosen _ -> Optional.empty();
            case Keyed _ -> Optional.empty();
            case Done(var session) -> Optional.of(session);
            case Certified(var session, _, _) -> Optional.of(session);
        };
    }

    /** All secrets in it. */
    default Stream<Secret> held() {
        return switch (this) {
            case Nothing _ -> Stream.empty();
            case Asking _ -> Stream.empty();
            case Chosen(var acceptance) -> Stream.of(acceptance.secret());
            case Keyed(var acceptance, _, var secrets) ->
                    Stream.concat(Stream.of(acceptance.secret()), secrets.held());
            case Done(var session) -> session.held();
            case Certified(var session, _, _) -> session.held();
        };
    }
}
