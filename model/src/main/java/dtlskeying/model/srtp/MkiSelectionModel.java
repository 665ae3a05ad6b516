package dtlskeying.model.srtp;

import static dtlskeying.spec.srtp.MkiSelectionSpec.Claim.CLIENT_ABORTS_ON_FOREIGN_MKI;
import static dtlskeying.spec.srtp.MkiSelectionSpec.Claim.EVERY_PACKET_CARRIES_THE_AGREED_MKI;
import static dtlskeying.spec.srtp.MkiSelectionSpec.Claim.FOREIGN_MKI_IS_ANSWERED_BY_AN_ALERT;
import static dtlskeying.spec.srtp.MkiSelectionSpec.Claim.MKIS_ARE_UNIQUE_IN_A_SESSION;
import static dtlskeying.spec.srtp.MkiSelectionSpec.Claim.MKI_NAMES_THE_KEYS_OF_THIS_HANDSHAKE;
import static dtlskeying.spec.srtp.MkiSelectionSpec.Claim.OFFERED_MKI_DIFFERS_FROM_THE_LAST;
import static dtlskeying.spec.srtp.MkiSelectionSpec.Claim.SERVER_ECHOES_THE_MKI_OR_NONE;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.MkiSelectionSpec.Effect;
import dtlskeying.spec.srtp.MkiSelectionSpec.Input;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * §4.1.3 as a relation: three facts about one handshake, who plays, what was offered, what was
 * agreed, and what the text leaves open about the next one.
 */
public record MkiSelectionModel() implements Relation<MkiSelectionModel.Facts, Input, Effect> {
    /**
     * What is known at one end.
     *
     * @param role which end it is
     * @param earlier the MKIs of earlier handshakes, in their order; a server need not know
     * @param offered what the client's hello said; a list of none or one
     * @param agreed what both hellos together say; a list of none or one
     * @param over whether the handshake was aborted
     */
    public record Facts(
            Role role, List<Mki> earlier, List<Mki> offered, List<Mki> agreed, boolean over) {
        /** What an end knows before the handshake. */
        public static Facts start(Role role, List<Mki> earlier) {
            return new Facts(role, earlier, List.of(), List.of(), false);
        }

        private boolean awaitsOffer() {
            return !over && offered.isEmpty();
        }

        private boolean awaitsAnswer() {
            return !over && role == Role.CLIENT && !offered.isEmpty() && agreed.isEmpty();
        }

        private Facts withOffer(Mki mki) {
            return new Facts(role, earlier, List.of(mki), agreed, over);
        }

        private Facts withAgreement(Mki mki) {
            return new Facts(role, earlier, offered, List.of(mki), over);
        }

        private Facts aborted() {
            return new Facts(role, earlier, offered, agreed, true);
        }
    }

    @Override
    public Set<Outcome<Facts, Effect>> permitted(Facts facts, Input input) {
        return switch (input) {
            case Input.Propose(var mki) -> propose(facts, mki);
            case Input.Offered(var mki) -> offered(facts, mki);
            case Input.Answered(var mki) -> answered(facts, mki);
            case Input.Protect() -> protect(facts);
            case Input.Arrived(var mki) -> arrived(facts, mki);
        };
    }

    /** A value that was the last one must not be offered; an older one should not be. */
    private Set<Outcome<Facts, Effect>> propose(Facts facts, Mki mki) {
        if (facts.role() != Role.CLIENT || !facts.awaitsOffer()) return Set.of(nothing(facts));
        int lastUse = mki.isNone() ? -1 : facts.earlier().lastIndexOf(mki);
        Outcome<Facts, Effect> offer =
                Outcome.of(facts.withOffer(mki), List.of(new Effect.Offer(mki)));
        if (lastUse < 0) return Set.of(offer);
        if (lastUse == facts.earlier().size() - 1)
            return Set.of(refuse(facts, OFFERED_MKI_DIFFERS_FROM_THE_LAST));
        return Set.of(
                refuse(facts, MKIS_ARE_UNIQUE_IN_A_SESSION),
                offer.departingFrom(MKIS_ARE_UNIQUE_IN_A_SESSION));
    }

    /** A server says the same or nothing; which of the two is its own affair. */
    private Set<Outcome<Facts, Effect>> offered(Facts facts, Mki mki) {
        if (facts.role() != Role.SERVER || !facts.awaitsOffer()) return Set.of(nothing(facts));
        var answers = new HashSet<Outcome<Facts, Effect>>();
        for (Mki answer : Set.copyOf(List.of(mki, Mki.NONE)))
            answers.add(
                    Outcome.of(
                            facts.withOffer(mki).withAgreement(answer),
                            List.of(new Effect.Answer(answer), new Effect.Agreed(answer)),
                            SERVER_ECHOES_THE_MKI_OR_NONE));
        return answers;
    }

    private Set<Outcome<Facts, Effect>> answered(Facts facts, Mki mki) {
        if (!facts.awaitsAnswer()) return Set.of(nothing(facts));
        if (mki.isNone() || facts.offered().contains(mki))
            return Set.of(Outcome.of(facts.withAgreement(mki), List.of(new Effect.Agreed(mki))));
        return Set.of(
                Outcome.of(
                        facts.aborted(),
                        List.of(new Effect.Aborted(Alert.ILLEGAL_PARAMETER, Clause.UNSTATED)),
                        CLIENT_ABORTS_ON_FOREIGN_MKI,
                        FOREIGN_MKI_IS_ANSWERED_BY_AN_ALERT));
    }

    private Set<Outcome<Facts, Effect>> protect(Facts facts) {
        if (facts.over() || facts.agreed().isEmpty())
            return Set.of(refuse(facts, MKI_NAMES_THE_KEYS_OF_THIS_HANDSHAKE));
        return Set.of(
                Outcome.of(
                        facts,
                        List.of(new Effect.Carried(facts.agreed().getFirst())),
                        EVERY_PACKET_CARRIES_THE_AGREED_MKI));
    }

    private Set<Outcome<Facts, Effect>> arrived(Facts facts, Mki mki) {
        if (facts.over() || facts.agreed().isEmpty())
            return Set.of(discard(facts, MKI_NAMES_THE_KEYS_OF_THIS_HANDSHAKE));
        if (facts.agreed().contains(mki))
            return Set.of(Outcome.of(facts, List.of(new Effect.Matched(mki))));
        return Set.of(discard(facts, EVERY_PACKET_CARRIES_THE_AGREED_MKI));
    }

    private static Outcome<Facts, Effect> nothing(Facts facts) {
        return Outcome.of(facts, List.of());
    }

    private static Outcome<Facts, Effect> refuse(Facts facts, Clause because) {
        return Outcome.of(facts, List.of(new Effect.Refused(Clause.UNSTATED)), because);
    }

    private static Outcome<Facts, Effect> discard(Facts facts, Clause because) {
        return Outcome.of(facts, List.of(new Effect.Discarded(Clause.UNSTATED)), because);
    }
}
