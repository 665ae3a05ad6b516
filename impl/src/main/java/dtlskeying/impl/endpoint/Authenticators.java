package dtlskeying.impl.endpoint;

import dtlskeying.impl.crypto.CertificateChain;
import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.message.SignatureAlgorithms;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.ExportedAuthenticator;
import dtlskeying.impl.dtls13.ExportedAuthenticator.Outcome;
import dtlskeying.impl.dtls13.Settings;
import dtlskeying.impl.dtls13.message.AuthenticatorRequest;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ReauthenticationSpec.Finding;
import dtlskeying.spec.chunk.ReauthenticationSpec.Form;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The requests and authenticators of one association (RFC 9261), each in one epoch: what {@link
 * Reauthenticator} sends and is sent, as bytes. Secrets of epochs come and go from outside.
 */
final class Authenticators {
    /** The epoch, and as many random bytes. */
    private static final int EPOCH_LENGTH = 8;

    private static final int RANDOM_LENGTH = 24;

    /** So many contexts that were used are remembered: those before are of epochs long gone. */
    private static final int MOST_CONTEXTS = 4_096;

    private final Role role;
    private final Settings settings;
    private final Entropy entropy;
    private final SortedMap<Epoch, ExportedAuthenticator> epochs = new TreeMap<>();
    private final Set<Octets> used = new LinkedHashSet<>();

    /**
     * What an authenticator is found to be.
     *
     * @param context that of a proof; empty otherwise
     */
    record Judgement(Finding finding, Octets context) {
        /** It proves nothing. */
        static final Judgement INVALID = new Judgement(Finding.INVALID, Octets.EMPTY);
    }

    /**
     * @param role of this end in the handshake
     * @param entropy for this association alone
     */
    Authenticators(Role role, Settings settings, Entropy entropy) {
        this.role = role;
        this.settings = settings;
        this.entropy = entropy;
    }

    /** That of this end in the handshake. */
    Role role() {
        return role;
    }

    /** From here on that epoch can be spoken of. */
    @Cites("extended-key-update/11.2/a")
    void add(Epoch epoch, CipherSuite suite, Secret exporter) {
        epochs.put(epoch, new ExportedAuthenticator(suite, exporter));
    }

    /** From here on the oldest epoch cannot. */
    void dropOldest() {
        epochs.remove(epochs.firstKey());
    }

    /** Nothing can be spoken of any more. */
    void clear() {
        epochs.clear();
        used.clear();
    }

    /** How many epochs there are. */
    int count() {
        return epochs.size();
    }

    /** The first of them, of which there is one at least. */
    Epoch oldest() {
        return epochs.firstKey();
    }

    /** A request that nobody could foresee. */
    @Cites({"decision/10/a", "rfc9261/4/b"})
    AuthenticatorRequest request(long exchange, Epoch epoch) {
        return AuthenticatorRequest.of(role, context(exchange, epoch), settings.schemes());
    }

    private Octets context(long exchange, Epoch epoch) {
        Octets random = entropy.bytes("context " + exchange, RANDOM_LENGTH);
        return Octets.concat(named(epoch), random);
    }

    private static Octets named(Epoch epoch) {
        return Octets.hex("%016x".formatted(epoch.number()));
    }

    private static boolean names(Octets context, Epoch epoch) {
        return context.slice(0, EPOCH_LENGTH).equals(named(epoch));
    }

    /** What a request of the peer is found to be, that says in its frame that it is of an epoch. */
    Form form(Octets message, Epoch epoch) {
        return switch (AuthenticatorRequest.decode(role.peer(), message)) {
            case Decoded.Malformed<AuthenticatorRequest> _ -> Form.MALFORMED;
            case Decoded.Value<AuthenticatorRequest>(var request) -> form(request, epoch);
        };
    }

    private Form form(AuthenticatorRequest request, Epoch epoch) {
        Octets context = request.context();
        if (context.length() != EPOCH_LENGTH + RANDOM_LENGTH) return Form.MALFORMED;
        if (!names(context, epoch)) return Form.OF_ANOTHER_EPOCH;
        return used.contains(context) ? Form.CONTEXT_USED : Form.WELL_FORMED;
    }

    /**
     * Answers a request.
     *
     * @param message one that is {@link Form#WELL_FORMED}
     * @param epoch that is there
     */
    @Cites({"decision/10/b", "decision/10/f"})
    Octets answer(Octets message, Epoch epoch, long exchange) {
        if (!(AuthenticatorRequest.decode(role.peer(), message)
                instanceof Decoded.Value<AuthenticatorRequest>(var request)))
            throw new AssertionError("a request is answered that is none");
        use(request.context());
        return epochs.get(epoch).answer(role, request, settings, child(exchange));
    }

    /** A server's proof that nobody has asked for. */
    Octets show(long exchange, Epoch epoch) {
        Octets context = context(exchange, epoch);
        use(context);
        return epochs.get(epoch).announce(context, settings, child(exchange));
    }

    private Entropy child(long exchange) {
        return entropy.child("proof " + exchange);
    }

    private void use(Octets context) {
        used.add(context);
        if (used.size() > MOST_CONTEXTS) used.remove(used.iterator().next());
    }

    /** The context of a proof that was found good: none with that is again. */
    void accepted(Octets context) {
        use(context);
    }

    /**
     * Looks at the answer to a request of ours.
     *
     * @param identity whom the handshake has authenticated
     */
    Judgement judge(
            AuthenticatorRequest request, Epoch epoch, Octets answer, CertificateChain identity) {
        if (!epochs.containsKey(epoch)) return Judgement.INVALID;
        var outcome = epochs.get(epoch).validate(request, answer, believing(), used);
        return judge(outcome, epoch, identity);
    }

    /** Looks at something that nobody has asked for; as {@link #judge} otherwise. */
    Judgement judgeUnasked(Epoch epoch, Octets shown, CertificateChain identity) {
        if (!epochs.containsKey(epoch)) return Judgement.INVALID;
        var offered = Extensions.of(SignatureAlgorithms.of(settings.schemes()).toExtension());
        var outcome =
                epochs.get(epoch).validateUnasked(role.peer(), offered, shown, believing(), used);
        return judge(outcome, epoch, identity);
    }

    /** Another identity is to be told from one that is not believed, so belief comes later. */
    private Settings believing() {
        return settings.withTrust(new Trust.Anyone());
    }

    @Cites("decision/10/h")
    private Judgement judge(Outcome outcome, Epoch epoch, CertificateChain identity) {
        return switch (outcome) {
            case Outcome.Invalid _ -> Judgement.INVALID;
            case Outcome.Declined() -> new Judgement(Finding.REFUSED, Octets.EMPTY);
            case Outcome.Authentic(_, var context) when !isOf(context, epoch) -> Judgement.INVALID;
            case Outcome.Authentic(var chain, var context) when !isSame(chain, identity) ->
                    new Judgement(Finding.OTHER_IDENTITY, context);
            case Outcome.Authentic(var chain, _) when !isBelieved(chain) -> Judgement.INVALID;
            case Outcome.Authentic(_, var context) -> new Judgement(Finding.SAME_IDENTITY, context);
        };
    }

    private static boolean isOf(Octets context, Epoch epoch) {
        return context.length() == EPOCH_LENGTH + RANDOM_LENGTH && names(context, epoch);
    }

    private static boolean isSame(CertificateChain chain, CertificateChain identity) {
        return !identity.isEmpty() && chain.leaf().equals(identity.leaf());
    }

    private boolean isBelieved(CertificateChain chain) {
        return settings.trust().judge(chain, settings.today()) instanceof Trust.Verdict.Trusted;
    }
}
