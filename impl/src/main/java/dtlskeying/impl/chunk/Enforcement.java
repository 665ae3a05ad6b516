package dtlskeying.impl.chunk;

import static dtlskeying.impl.Step.become;
import static dtlskeying.impl.Step.stay;
import static dtlskeying.spec.chunk.EnforcementSpec.Claim.DTLS_CHUNK_IS_ALONE;
import static dtlskeying.spec.chunk.EnforcementSpec.Claim.ENFORCEMENT_NEEDS_A_RECEIVE_KEY;
import static dtlskeying.spec.chunk.EnforcementSpec.Claim.FAILED_PACKETS_END_NOTHING;
import static dtlskeying.spec.chunk.EnforcementSpec.Claim.UNPROTECTED_PACKETS_ARE_DISCARDED;

import dtlskeying.impl.Step;
import dtlskeying.spec.Cites;
import dtlskeying.spec.chunk.EnforcementSpec.Effect;
import dtlskeying.spec.chunk.EnforcementSpec.Effect.Discarded;
import dtlskeying.spec.chunk.EnforcementSpec.Effect.Enforced;
import dtlskeying.spec.chunk.EnforcementSpec.Effect.Refused;
import dtlskeying.spec.chunk.EnforcementSpec.Effect.SentPlain;
import dtlskeying.spec.chunk.EnforcementSpec.Effect.SentProtected;
import dtlskeying.spec.chunk.EnforcementSpec.Effect.ToOpen;
import dtlskeying.spec.chunk.EnforcementSpec.Effect.ToSctp;
import dtlskeying.spec.chunk.EnforcementSpec.Input;
import dtlskeying.spec.chunk.EnforcementSpec.Input.Arrived;
import dtlskeying.spec.chunk.EnforcementSpec.Input.Ended;
import dtlskeying.spec.chunk.EnforcementSpec.Input.Enforce;
import dtlskeying.spec.chunk.EnforcementSpec.Input.Opened;
import dtlskeying.spec.chunk.EnforcementSpec.Input.ReceiveKeySet;
import dtlskeying.spec.chunk.EnforcementSpec.Input.SendKeySet;
import dtlskeying.spec.chunk.EnforcementSpec.Input.ToSend;
import dtlskeying.spec.chunk.PacketShape;

/**
 * §4: what the operator lets through, in and out.
 *
 * <p>Every state carries {@code sealing}, whether there is a send key: what leaves does not depend
 * on what is required of what arrives.
 */
public sealed interface Enforcement {
    /** There is no receive key. */
    record Keyless(boolean sealing) implements Enforcement {}

    /** What arrives may be protected. */
    record Able(boolean sealing) implements Enforcement {}

    /** What arrives must be protected; nothing but the end of the association ends this. */
    record Enforcing(boolean sealing) implements Enforcement {}

    /** Before the first key. */
    static Enforcement start() {
        return new Keyless(false);
    }

    /** Takes one input; any input is answered in any state. */
    default Step<Enforcement, Effect> on(Input input) {
        return switch (new Row(this, input)) {
            case Row(Keyless(var sealing), ReceiveKeySet()) -> become(new Able(sealing));
            case Row(Able same, ReceiveKeySet()) -> stay(same);
            case Row(Enforcing same, ReceiveKeySet()) -> stay(same);
            case Row(Keyless _, SendKeySet()) -> become(new Keyless(true));
            case Row(Able _, SendKeySet()) -> become(new Able(true));
            case Row(Enforcing _, SendKeySet()) -> become(new Enforcing(true));

            case Row(Keyless same, Enforce()) ->
                    stay(same, new Refused(ENFORCEMENT_NEEDS_A_RECEIVE_KEY));
            case Row(Able(var sealing), Enforce()) ->
                    become(new Enforcing(sealing), new Enforced());
            case Row(Enforcing same, Enforce()) -> stay(same);

            case Row(Keyless same, Arrived(var shape)) ->
                    stay(
                            same,
                            switch (shape) {
                                case INIT, INIT_ACK, UNPROTECTED -> new ToSctp();
                                case PROTECTED -> new Discarded(FAILED_PACKETS_END_NOTHING);
                                case BUNDLED -> new Discarded(DTLS_CHUNK_IS_ALONE);
                            });
            case Row(Able same, Arrived(var shape)) ->
                    stay(
                            same,
                            switch (shape) {
                                case INIT, INIT_ACK, UNPROTECTED -> new ToSctp();
                                case PROTECTED -> new ToOpen();
                                case BUNDLED -> new Discarded(DTLS_CHUNK_IS_ALONE);
                            });
            case Row(Enforcing same, Arrived(var shape)) ->
                    stay(
                            same,
                            switch (shape) {
                                case INIT, INIT_ACK -> new ToSctp();
                                case PROTECTED -> new ToOpen();
                                case UNPROTECTED ->
                                        new Discarded(UNPROTECTED_PACKETS_ARE_DISCARDED);
                                case BUNDLED -> new Discarded(DTLS_CHUNK_IS_ALONE);
                            });

            case Row(Keyless same, Opened _) ->
                    stay(same, new Discarded(FAILED_PACKETS_END_NOTHING));
            case Row(Able same, Opened(var genuine)) -> stay(same, opened(genuine));
            case Row(Enforcing same, Opened(var genuine)) -> stay(same, opened(genuine));

            case Row(Keyless same, ToSend(var shape)) -> stay(same, sent(same.sealing(), shape));
            case Row(Able same, ToSend(var shape)) -> stay(same, sent(same.sealing(), shape));
            case Row(Enforcing same, ToSend(var shape)) -> stay(same, sent(same.sealing(), shape));

            case Row(Keyless _, Ended()) -> become(start());
            case Row(Able _, Ended()) -> become(start());
            case Row(Enforcing _, Ended()) -> become(start());
        };
    }

    private static Effect opened(boolean genuine) {
        return genuine ? new ToSctp() : new Discarded(FAILED_PACKETS_END_NOTHING);
    }

    @Cites({"sctp-dtls-chunk/5.2/a", "sctp-dtls-chunk/5.4/b", "sctp-dtls-chunk/8/a"})
    private static Effect sent(boolean sealing, PacketShape shape) {
        return switch (shape) {
            case INIT, INIT_ACK -> new SentPlain();
            case UNPROTECTED -> sealing ? new SentProtected() : new SentPlain();
            case PROTECTED, BUNDLED -> new Refused(DTLS_CHUNK_IS_ALONE);
        };
    }

    /** One row of the transition table. */
    record Row(Enforcement state, Input input) {}
}
