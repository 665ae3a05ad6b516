package dtlskeying.impl.versions;

import dtlskeying.impl.Step;
import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls.DtlsAssociation;
import dtlskeying.impl.dtls.Mkis;
import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls13.Association;
import dtlskeying.impl.dtls13.RetryCookies;
import dtlskeying.impl.dtls13.Settings;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.dtls.DataProtection;
import dtlskeying.spec.dtls.DtlsVersion;
import dtlskeying.spec.srtp.Mki;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * One end of DTLS 1.3 that gets new keys by a fresh association on the same ports, for there is no
 * renegotiation (RFC 9147 §5.11). The association that there is goes on until the next is complete,
 * and if nothing comes of that, it stays.
 *
 * @param origin where associations come from
 * @param current the one whose keys hold
 * @param next what comes after it
 * @param earlier how many were complete before the current one
 * @param attempts how many were begun, of all
 * @param used the MKIs of those that were complete, oldest first
 */
@Cites("rfc9147/5.11/a")
record Renewable(
        Origin origin, Association current, Next next, int earlier, int attempts, List<Mki> used)
        implements DtlsAssociation {
    /** What comes after the current association. */
    sealed interface Next {
        /** Nothing yet. */
        record None() implements Next {}

        /**
         * A handshake.
         *
         * @param random that of the hello that it has begun with; no bytes at a client
         */
        record UnderWay(Association association, Octets random) implements Next {}
    }

    private static final Next NONE = new Next.None();

    Renewable {
        used = List.copyOf(used);
    }

    /** A client that has not begun. */
    static Renewable client(Settings settings, Entropy entropy) {
        var origin = new Origin.OfClient(settings, entropy);
        return of(origin, origin.fresh(0, settings.srtp().mki()));
    }

    /** A client that has not begun, and whose first hello offers 1.2 as well. */
    static Renewable clientBeside(ClientHello older, Settings settings, Entropy entropy) {
        return of(
                new Origin.OfClient(settings, entropy),
                Association.clientBeside(older, settings, entropy));
    }

    /** A server that waits for one client, with which it stays. */
    static Renewable server(
            Settings settings, Entropy entropy, RetryCookies cookies, Octets address) {
        var origin = new Origin.OfServer(settings, entropy, cookies, address);
        return of(origin, origin.fresh(0, Mki.NONE));
    }

    private static Renewable of(Origin origin, Association first) {
        return new Renewable(origin, first, NONE, 0, 1, List.of());
    }

    @Override
    public Step<Renewable, Effect> on(Input input) {
        return switch (input) {
            case Input.Rehandshake(var mki, var now)
                    when role() == Role.CLIENT && isEstablished() && next.equals(NONE) ->
                    renew(mki, now);
            case Input.Datagram(var bytes, _) -> datagram(input, bytes);
            case Input.Tick(var now) -> {
                var step =
                        current.deadline() <= now
                                ? current(input)
                                : Step.<Renewable, Effect>stay(this);
                yield step.state().next instanceof Next.UnderWay(var going, var random)
                                && going.deadline() <= now
                        ? then(step, after -> after.next(going.on(input), random))
                        : step;
            }
            case Input _ -> current(input);
        };
    }

    private Step<Renewable, Effect> renew(Mki mki, long now) {
        var begun = origin.fresh(attempts, mki).on(new Input.Begin(now));
        return counted().next(begun, Octets.EMPTY);
    }

    /** Hellos have no keys, and what has keys says by them whose it is: it is shown to both. */
    private Step<Renewable, Effect> datagram(Input input, Octets bytes) {
        Octets random = FreshHello.random(bytes);
        boolean isPlain = !FirstMessages.parts(bytes).isEmpty();
        boolean isFresh = isKnownServer() && !random.isEmpty();
        return switch (next) {
            case Next.None() when isFresh && !random.equals(current.clientRandom()) ->
                    admit(input, random);
            case Next.None() -> current(input);
            case Next.UnderWay(_, var begun)
                    when isFresh
                            && !random.equals(begun)
                            && !random.equals(current.clientRandom()) ->
                    admit(input, random);
            case Next.UnderWay(var going, var begun) when isPlain -> next(going.on(input), begun);
            case Next.UnderWay(var going, var begun) ->
                    then(
                            next(going.on(input), begun),
                            after ->
                                    after.current.equals(current)
                                            ? after.current(input)
                                            : Step.stay(after));
        };
    }

    private boolean isKnownServer() {
        return role() == Role.SERVER && current.isEstablished();
    }

    /** Somebody knocks: only who can be reached is let in, and nobody is sent away for it. */
    private Step<Renewable, Effect> admit(Input input, Octets random) {
        var step = origin.fresh(attempts, Mki.NONE).on(input);
        return step.state().isIdle()
                ? new Step<>(this, step.effects())
                : counted().next(step, random);
    }

    /** Goes on with the next association as it is after a step. */
    private Renewable with(Next other) {
        return new Renewable(origin, current, other, earlier, attempts, used);
    }

    private Renewable counted() {
        return new Renewable(origin, current, next, earlier, attempts + 1, used);
    }

    private Step<Renewable, Effect> next(Step<Association, Effect> step, Octets random) {
        Association after = step.state();
        var told = new ArrayList<Effect>();
        for (Effect effect : step.effects()) told.add(ofNext(effect));
        if (after.isEstablished()) return new Step<>(renewed(after), told);
        return new Step<>(with(after.isOver() ? NONE : new Next.UnderWay(after, random)), told);
    }

    private Renewable renewed(Association fresh) {
        return new Renewable(origin, fresh, NONE, handshakes(), attempts, usedNow());
    }

    private List<Mki> usedNow() {
        List<Mki> all = new ArrayList<>(used);
        if (current.isEstablished()
                && current.dataProtection() instanceof DataProtection.Srtp(_, var mki))
            all.add(mki);
        return all;
    }

    /** What becomes of the next association ends nothing but that. */
    private Effect ofNext(Effect effect) {
        return switch (effect) {
            case Effect.Completed(_, var suite, var data, var certificates) ->
                    new Effect.Completed(handshakes() + 1, suite, data, certificates);
            case Effect.Failed(var clause) -> new Effect.Discarded(clause);
            case Effect.Closed(var clause) -> new Effect.Discarded(clause);
            case Effect.AlertReceived(_, var description) ->
                    new Effect.AlertReceived(false, description);
            case Effect _ -> effect;
        };
    }

    private Step<Renewable, Effect> current(Input input) {
        return current(current.on(input));
    }

    private Step<Renewable, Effect> current(Step<Association, Effect> step) {
        Association after = step.state();
        var effects = new ArrayList<Effect>();
        for (Effect effect : step.effects())
            if (next.equals(NONE) || !(effect instanceof Effect.Discarded)) effects.add(effect);
        Next stays = after.isOver() ? NONE : next;
        return new Step<>(new Renewable(origin, after, stays, earlier, attempts, used), effects);
    }

    private static Step<Renewable, Effect> then(
            Step<Renewable, Effect> first, Function<Renewable, Step<Renewable, Effect>> more) {
        var second = more.apply(first.state());
        var all = new ArrayList<>(first.effects());
        all.addAll(second.effects());
        return new Step<>(second.state(), all);
    }

    @Override
    public Step<Renewable, Effect> abort(Alert alert, Clause clause, long now) {
        return with(NONE).current(current.abort(alert, clause, now));
    }

    @Override
    public long deadline() {
        return switch (next) {
            case Next.None() -> current.deadline();
            case Next.UnderWay(var going, _) -> Math.min(current.deadline(), going.deadline());
        };
    }

    @Override
    public Role role() {
        return current.role();
    }

    @Override
    public boolean isEstablished() {
        return current.isEstablished();
    }

    @Override
    public boolean isRehandshaking() {
        return isEstablished() && next instanceof Next.UnderWay;
    }

    @Override
    public int handshakes() {
        return earlier + current.handshakes();
    }

    @Override
    public boolean isOver() {
        return current.isOver();
    }

    @Override
    public boolean isIdle() {
        return current.isIdle();
    }

    @Override
    public DtlsVersion version() {
        return current.version();
    }

    @Override
    public DataProtection dataProtection() {
        return current.dataProtection();
    }

    @Override
    public String suiteName() {
        return current.suiteName();
    }

    @Override
    public Secret export(String label, int length) {
        return current.export(label, length);
    }

    @Override
    public Secret export(String label, Octets context, int length) {
        return current.export(label, context, length);
    }

    @Override
    public Mki nextMki() {
        var all = usedNow();
        return Mkis.next(all.isEmpty() ? origin.settings().srtp().mki() : all.getLast(), all);
    }

    @Override
    public List<String> keyLogLines() {
        return current.keyLogLines();
    }

    @Override
    public List<String> keyExchangeLines() {
        return current.keyExchangeLines();
    }

    /** Its role and how far it has come; no secrets. */
    @Override
    public String toString() {
        return current + (isRehandshaking() ? ", with another under way" : "");
    }
}
