package dtlskeying.impl.srtp;

import static dtlskeying.impl.Step.become;
import static dtlskeying.impl.Step.stay;
import static dtlskeying.spec.Alert.ILLEGAL_PARAMETER;
import static dtlskeying.spec.srtp.MkiSelectionSpec.Claim.CLIENT_ABORTS_ON_FOREIGN_MKI;
import static dtlskeying.spec.srtp.MkiSelectionSpec.Claim.EVERY_PACKET_CARRIES_THE_AGREED_MKI;
import static dtlskeying.spec.srtp.MkiSelectionSpec.Claim.MKIS_ARE_UNIQUE_IN_A_SESSION;
import static dtlskeying.spec.srtp.MkiSelectionSpec.Claim.MKI_NAMES_THE_KEYS_OF_THIS_HANDSHAKE;
import static dtlskeying.spec.srtp.MkiSelectionSpec.Claim.OFFERED_MKI_DIFFERS_FROM_THE_LAST;

import dtlskeying.impl.Step;
import dtlskeying.spec.Cites;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.MkiSelectionSpec.Effect;
import dtlskeying.spec.srtp.MkiSelectionSpec.Effect.Aborted;
import dtlskeying.spec.srtp.MkiSelectionSpec.Effect.Agreed;
import dtlskeying.spec.srtp.MkiSelectionSpec.Effect.Answer;
import dtlskeying.spec.srtp.MkiSelectionSpec.Effect.Carried;
import dtlskeying.spec.srtp.MkiSelectionSpec.Effect.Discarded;
import dtlskeying.spec.srtp.MkiSelectionSpec.Effect.Matched;
import dtlskeying.spec.srtp.MkiSelectionSpec.Effect.Offer;
import dtlskeying.spec.srtp.MkiSelectionSpec.Effect.Refused;
import dtlskeying.spec.srtp.MkiSelectionSpec.Input;
import dtlskeying.spec.srtp.MkiSelectionSpec.Input.Answered;
import dtlskeying.spec.srtp.MkiSelectionSpec.Input.Arrived;
import dtlskeying.spec.srtp.MkiSelectionSpec.Input.Offered;
import dtlskeying.spec.srtp.MkiSelectionSpec.Input.Propose;
import dtlskeying.spec.srtp.MkiSelectionSpec.Input.Protect;

import java.util.List;

/**
 * §4.1.3: which MKI the packets under the keys of one handshake carry.
 *
 * <p>A client starts as {@link Choosing} and a server as {@link Listening}; both end {@link
 * Settled} or {@link Failed}. "No MKI" is settled too, by {@link Mki#NONE}: there is one way to be
 * done.
 */
public sealed interface MkiSelection {
    /** A client before its hello; {@code used} are the MKIs of earlier handshakes, oldest first. */
    record Choosing(List<Mki> used) implements MkiSelection {
        public Choosing {
            used = List.copyOf(used);
        }
    }

    /** A client whose hello is out. */
    record Offering(Mki offered) implements MkiSelection {}

    /** A server before the client's hello; one that is not {@code able} answers without an MKI. */
    record Listening(boolean able) implements MkiSelection {}

    /** Both ends know the MKI. */
    record Settled(Mki agreed) implements MkiSelection {}

    /** The handshake was aborted. */
    record Failed() implements MkiSelection {}

    /** Takes one input; any input is answered in any state. */
    default Step<MkiSelection, Effect> on(Input input) {
        return switch (new Row(this, input)) {
            case Row(Choosing same, Propose(var mki)) when isLast(same.used(), mki) ->
                    stay(same, new Refused(OFFERED_MKI_DIFFERS_FROM_THE_LAST));
            case Row(Choosing same, Propose(var mki)) when wasUsed(same.used(), mki) ->
                    stay(same, new Refused(MKIS_ARE_UNIQUE_IN_A_SESSION));
            case Row(Choosing _, Propose(var mki)) -> become(new Offering(mki), new Offer(mki));

            case Row(Offering(var offered), Answered(var mki)) when foreign(mki, offered) ->
                    abort();
            case Row(Offering _, Answered(var mki)) -> become(new Settled(mki), new Agreed(mki));

            case Row(Listening(var able), Offered(var mki)) -> answer(able ? mki : Mki.NONE);

            case Row(Settled same, Protect()) -> stay(same, new Carried(same.agreed()));
            case Row(Settled same, Arrived(var mki)) when mki.equals(same.agreed()) ->
                    stay(same, new Matched(mki));
            case Row(Settled same, Arrived _) ->
                    stay(same, new Discarded(EVERY_PACKET_CARRIES_THE_AGREED_MKI));

            case Row(Choosing same, Protect()) -> stay(same, notYetNamed());
            case Row(Offering same, Protect()) -> stay(same, notYetNamed());
            case Row(Listening same, Protect()) -> stay(same, notYetNamed());
            case Row(Failed same, Protect()) -> stay(same, notYetNamed());
            case Row(Choosing same, Arrived _) -> stay(same, unknownKeys());
            case Row(Offering same, Arrived _) -> stay(same, unknownKeys());
            case Row(Listening same, Arrived _) -> stay(same, unknownKeys());
            case Row(Failed same, Arrived _) -> stay(same, unknownKeys());

            case Row(Choosing same, Offered _) -> stay(same);
            case Row(Choosing same, Answered _) -> stay(same);
            case Row(Offering same, Propose _) -> stay(same);
            case Row(Offering same, Offered _) -> stay(same);
            case Row(Listening same, Propose _) -> stay(same);
            case Row(Listening same, Answered _) -> stay(same);
            case Row(Settled same, Propose _) -> stay(same);
            case Row(Settled same, Offered _) -> stay(same);
            case Row(Settled same, Answered _) -> stay(same);
            case Row(Failed same, Propose _) -> stay(same);
            case Row(Failed same, Offered _) -> stay(same);
            case Row(Failed same, Answered _) -> stay(same);
        };
    }

    /** The draft's invalid_parameter is no alert of TLS; illegal_parameter is what it means. */
    @Cites("dtls-srtp/4.1.3/g")
    private static Step<MkiSelection, Effect> abort() {
        return become(new Failed(), new Aborted(ILLEGAL_PARAMETER, CLIENT_ABORTS_ON_FOREIGN_MKI));
    }

    @Cites("dtls-srtp/4.1.3/e")
    private static Step<MkiSelection, Effect> answer(Mki mki) {
        return become(new Settled(mki), new Answer(mki), new Agreed(mki));
    }

    /** "No MKI" may be offered again and again: only values can be mistaken for one another. */
    private static boolean isLast(List<Mki> used, Mki mki) {
        return !used.isEmpty() && !mki.isNone() && used.getLast().equals(mki);
    }

    private static boolean wasUsed(List<Mki> used, Mki mki) {
        return !mki.isNone() && used.contains(mki);
    }

    private static boolean foreign(Mki answered, Mki offered) {
        return !answered.isNone() && !answered.equals(offered);
    }

    private static Effect notYetNamed() {
        return new Refused(MKI_NAMES_THE_KEYS_OF_THIS_HANDSHAKE);
    }

    private static Effect unknownKeys() {
        return new Discarded(MKI_NAMES_THE_KEYS_OF_THIS_HANDSHAKE);
    }

    /** One row of the transition table. */
    record Row(MkiSelection state, Input input) {}
}
