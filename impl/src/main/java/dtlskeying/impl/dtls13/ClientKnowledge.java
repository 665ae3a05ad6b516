package dtlskeying.impl.dtls13;

import dtlskeying.impl.crypto.CertificateChain;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.crypto.SignatureScheme;
import dtlskeying.impl.crypto.SubjectPublicKey;
import dtlskeying.impl.dtls13.ClientOffer.Offered;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the messages of a handshake have settled for its client: one record a moment, so that
 * nothing is there before its time or after it.
 */
sealed interface ClientKnowledge {
    /** No hello is worded. */
    record Nothing() implements ClientKnowledge {}

    /** The first hello is worded, and not said. */
    record Worded(Offered offered) implements ClientKnowledge {}

    /** The first hello is out. */
    record First(Offered offered) implements ClientKnowledge {}

    /** The second hello is due or out, and the suite is settled. */
    record Second(Offered offered, CipherSuite suite) implements ClientKnowledge {}

    /** The ServerHello is sound. */
    record Keyed(Terms terms, Offered offered, HandshakeSecrets secrets)
            implements ClientKnowledge {
        Extended with(Extras extras) {
            return new Extended(new Agreed(terms, offered, secrets, extras), new Proof.None());
        }
    }

    /** The EncryptedExtensions are sound, and the CertificateRequest if there is one. */
    record Extended(Agreed agreed, Proof proof) implements ClientKnowledge {
        Certified with(CertificateChain server, SubjectPublicKey key) {
            return new Certified(agreed, proof, server, key);
        }
    }

    /** The server's certificates are trusted. */
    record Certified(Agreed agreed, Proof proof, CertificateChain server, SubjectPublicKey key)
            implements ClientKnowledge {
        Proved proved() {
            return new Proved(agreed, proof, server);
        }
    }

    /** The server holds the key of its certificate. */
    record Proved(Agreed agreed, Proof proof, CertificateChain server) implements ClientKnowledge {
        Done done(Transcript upToServerFinished) {
            var traffic = agreed.secrets().traffic(upToServerFinished);
            return new Done(
                    new Session(agreed.terms(), agreed.extras(), agreed.secrets(), traffic, server),
                    proof);
        }
    }

    /** The server's Finished is verified. */
    record Done(Session session, Proof proof) implements ClientKnowledge {
        Done forgotten() {
            return new Done(session.forgotten(), proof);
        }
    }

    /** What hellos and extensions have settled. */
    record Agreed(Terms terms, Offered offered, HandshakeSecrets secrets, Extras extras) {
        private Stream<Secret> held() {
            return Stream.concat(offered.held(), secrets.held());
        }
    }

    /** What can be said to the server's request for a certificate. */
    sealed interface Proof {
        /** Nothing: there is no request, or no certificate for it. */
        record None() implements Proof {}

        /** Our certificate, and a signature in this scheme. */
        record SignedIn(SignatureScheme scheme) implements Proof {}
    }

    /** The secrets of epoch 2, as soon as there are any. */
    default Optional<HandshakeSecrets> handshakeSecrets() {
        return switch (this) {
            case Nothing _ -> Optional.empty();
            case Worded _ -> Optional.empty();
            case First _ -> Optional.empty();
            case Second _ -> Optional.empty();
            case Keyed(_, _, var secrets) -> Optional.of(secrets);
            case Extended(var agreed, _) -> Optional.of(agreed.secrets());
            case Certified certified -> Optional.of(certified.agreed().secrets());
            case Proved proved -> Optional.of(proved.agreed().secrets());
            case Done(var session, _) -> Optional.of(session.handshake());
        };
    }

    /** All that was agreed on, once the server's Finished is verified. */
    default Optional<Session> completed() {
        return this instanceof Done(var session, _) ? Optional.of(session) : Optional.empty();
    }

    /** All secrets in it. */
    default Stream<Secret> held() {
        return switch (this) {
            case Nothing _ -> Stream.empty();
            case Worded(var offered) -> offered.held();
            case First(var offered) -> offered.held();
            case Second(var offered, _) -> offered.held();
            case Keyed(_, var offered, var secrets) ->
                    Stream.concat(offered.held(), secrets.held());
            case Extended(var agreed, _) -> agreed.held();
            case Certified certified -> certified.agreed().held();
            case Proved proved -> proved.agreed().held();
            case Done(var session, _) -> session.held();
        };
    }
}
