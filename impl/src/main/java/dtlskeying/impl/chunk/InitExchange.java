package dtlskeying.impl.chunk;

import static dtlskeying.spec.chunk.NegotiationSpec.Claim.ONLY_OWN_COOKIES_COUNT;
import static dtlskeying.spec.chunk.NegotiationSpec.Claim.RESTART_NEEDS_BOTH;

import dtlskeying.impl.Step;
import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ErrorCause;
import dtlskeying.spec.chunk.KeyManagementOffer;
import dtlskeying.spec.chunk.NegotiationSpec.Effect;
import dtlskeying.spec.chunk.NegotiationSpec.Found;
import dtlskeying.spec.chunk.NegotiationSpec.Input;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The {@link Negotiation}, carried out on the packets of an SCTP stack that knows nothing of it:
 * parameters are put into INIT and INIT ACK as they leave and read as they arrive, and what an INIT
 * ACK has answered travels in its cookie.
 *
 * <p>The stack answers an INIT before it takes another packet.
 */
public final class InitExchange {
    private static final int TAG = 4;
    private static final int SECRET_LENGTH = 32;

    private final KeyManagementSupport support;
    private final Entropy entropy;
    private final StateCookies cookies;
    private final List<Outcome> outcomes = new ArrayList<>();
    private Negotiation negotiation;
    private Octets own = Octets.EMPTY;
    private InitPackets.Read asked = new InitPackets.Read(new Found.Nothing(), Octets.EMPTY);
    private int askerTag;
    private int drawn;
    private boolean isUp;

    /** What has come of it. */
    public sealed interface Outcome {
        /** The association that comes up will have its keys managed so. */
        record Agreed(Terms terms) implements Outcome {}

        /** The association that comes up has no protection. */
        record Unprotected(Clause clause) implements Outcome {}

        /** There will be no association: this packet tells the peer why. */
        record Aborted(Octets abort, ErrorCause cause, Clause clause) implements Outcome {}

        /** A packet is dropped. */
        record Discarded(Clause clause) implements Outcome {}
    }

    /**
     * What both ends have agreed on.
     *
     * @param role of this end in the key management
     * @param method 0 to 255
     * @param client the parameter of the client of the key management, as it was on the wire
     * @param server that of its server
     * @param restart whether the association can be restarted under protection
     */
    public record Terms(Role role, int method, Octets client, Octets server, boolean restart) {}

    /** An end that supports this. */
    public InitExchange(KeyManagementSupport support, Entropy entropy) {
        this.support = support;
        this.entropy = entropy;
        this.cookies = new StateCookies(entropy.secret("cookies", SECRET_LENGTH));
        this.negotiation = new Negotiation.Idle(support.mode());
    }

    /** What has come of it since the last call. */
    public List<Outcome> outcomes() {
        var since = List.copyOf(outcomes);
        outcomes.clear();
        return since;
    }

    /** Whether keys are managed. */
    public boolean isManaged() {
        return negotiation instanceof Negotiation.Managed;
    }

    /** Whether anything is decided. */
    public boolean isSettled() {
        return isManaged() || isUnprotected();
    }

    /** Whether it was found that the association has no protection. */
    public boolean isUnprotected() {
        return negotiation instanceof Negotiation.Unprotected;
    }

    /** The association is up. */
    public void up() {
        isUp = true;
    }

    /** The association is over, or has not come about. */
    public void ended() {
        isUp = false;
        negotiation = negotiation.on(new Input.Ended()).state();
    }

    /** The packet as it leaves; empty if it must not. */
    @Cites("sctp-dtls-chunk/4.1/a")
    public Octets leaving(Octets packet) {
        if (!InitPackets.isInit(packet)) return packet;
        if (packet.at(SctpPacket.HEADER) == SctpPacket.INIT) return init(packet);
        if (uint32(packet, TAG) != askerTag) return Octets.EMPTY;
        var step = negotiation.on(new Input.InitArrived(asked.found(), answer()));
        negotiation = step.state();
        Octets parameter = Octets.EMPTY;
        for (var effect : step.effects())
            if (effect instanceof Effect.InitAckSent(var offer, _))
                parameter = KeyManagementParameter.encode(offer);
        Octets answer = parameter;
        return cookies.wrap(packet, answer, asked)
                .map(wrapped -> InitPackets.insert(wrapped, answer))
                .orElse(Octets.EMPTY);
    }

    /**
     * What an INIT ACK offers: until the association is up, what was offered before, as SCTP
     * repeats its own INIT there; then something new, as the peer may have begun anew.
     */
    @Cites("rfc9260/5.2.1/a")
    private KeyManagementOffer answer() {
        return switch (negotiation) {
            case Negotiation.Managed managed when !isUp -> managed.own();
            case Negotiation.Unprotected unprotected when !isUp -> unprotected.own();
            case Negotiation.Idle _,
                    Negotiation.Asking _,
                    Negotiation.Managed _,
                    Negotiation.Unprotected _ ->
                    fresh();
        };
    }

    private Octets init(Octets packet) {
        if (negotiation instanceof Negotiation.Idle) {
            var offer = fresh();
            own = KeyManagementParameter.encode(offer);
            negotiation = negotiation.on(new Input.Associate(offer)).state();
        }
        return InitPackets.insert(packet, own);
    }

    /**
     * What SCTP gets of a packet that has come; empty if nothing.
     *
     * @param underRestartKey whether a restart key has opened it
     */
    public Octets arriving(Octets packet, boolean underRestartKey) {
        if (packet.length() <= SctpPacket.HEADER) return packet;
        if (packet.at(SctpPacket.HEADER) == SctpPacket.COOKIE_ECHO)
            return echoed(packet, underRestartKey);
        if (!InitPackets.isInit(packet)) return packet;
        var read = InitPackets.read(packet);
        int tag = uint32(packet, SctpPacket.HEADER + SctpPacket.TYPE_AND_LENGTH);
        if (packet.at(SctpPacket.HEADER) == SctpPacket.INIT) {
            asked = read;
            askerTag = tag;
            return packet;
        }
        var step = negotiation.on(new Input.InitAckArrived(read.found()));
        return judged(step, packet, Optional.of(tag), own, read.parameter());
    }

    private Octets echoed(Octets packet, boolean underRestartKey) {
        var echo = cookies.unwrap(packet);
        if (echo.isEmpty()) {
            var step = negotiation.on(new Input.ForgedCookieArrived());
            return judged(step, packet, Optional.empty(), Octets.EMPTY, Octets.EMPTY);
        }
        var held = echo.get();
        if (!(KeyManagementParameter.decode(held.own())
                instanceof Decoded.Value<KeyManagementOffer>(var offer)))
            return discarded(ONLY_OWN_COOKIES_COUNT);
        var step = negotiation.on(new Input.CookieArrived(offer, found(held)));
        if (isManaged() && !step.effects().isEmpty() && !underRestartKey)
            return discarded(RESTART_NEEDS_BOTH);
        Octets kept = judged(step, packet, Optional.empty(), held.own(), held.theirs());
        return kept.isEmpty() ? kept : held.packet();
    }

    private static Found found(StateCookies.Unwrapped held) {
        if (held.unreadable()) return new Found.Unreadable();
        return KeyManagementParameter.decode(held.theirs())
                        instanceof Decoded.Value<KeyManagementOffer>(var offer)
                ? new Found.Offered(offer)
                : new Found.Nothing();
    }

    /** The packet if SCTP gets it. */
    private Octets judged(
            Step<Negotiation, Effect> step,
            Octets packet,
            Optional<Integer> tag,
            Octets ours,
            Octets theirs) {
        negotiation = step.state();
        Octets kept = packet;
        for (var effect : step.effects()) {
            switch (effect) {
                case Effect.Agreed agreed ->
                        outcomes.add(new Outcome.Agreed(terms(agreed, ours, theirs)));
                case Effect.WentUnprotected(var clause) ->
                        outcomes.add(new Outcome.Unprotected(clause));
                case Effect.Aborted(var cause, var clause) -> {
                    Octets abort = SctpPacket.abort(packet, tag, cause.code());
                    outcomes.add(new Outcome.Aborted(abort, cause, clause));
                    kept = Octets.EMPTY;
                }
                case Effect.Discarded(var clause) -> kept = discarded(clause);
                case Effect.Refused(var clause) -> kept = discarded(clause);
                case Effect.InitSent _ -> {}
                case Effect.InitAckSent _ -> {}
            }
        }
        return kept;
    }

    private Octets discarded(Clause clause) {
        outcomes.add(new Outcome.Discarded(clause));
        return Octets.EMPTY;
    }

    private static Terms terms(Effect.Agreed agreed, Octets ours, Octets theirs) {
        boolean isClient = agreed.role() == Role.CLIENT;
        return new Terms(
                agreed.role(),
                agreed.method(),
                isClient ? ours : theirs,
                isClient ? theirs : ours,
                agreed.restart());
    }

    @Cites("sctp-dtls-chunk/4.1/b")
    private KeyManagementOffer fresh() {
        return support.offer(uint32(entropy.bytes("tie breaker " + drawn++, Integer.BYTES), 0));
    }

    private static int uint32(Octets bytes, int at) {
        return ByteBuffer.wrap(bytes.toArray()).getInt(at);
    }
}
