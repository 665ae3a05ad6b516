package dtlskeying.model.dtls12;

import dtlskeying.model.Outcome;
import dtlskeying.model.dtls12.HandshakeModel.Effect;
import dtlskeying.model.dtls12.HandshakeModel.Facts;
import dtlskeying.model.dtls12.HandshakeModel.Phase;
import dtlskeying.model.srtp.MkiSelectionModel;
import dtlskeying.model.srtp.UseSrtpModel;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.MkiSelectionSpec;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.UseSrtpSpec;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the hellos of one end may say: every pair of an outcome for the profiles and one for the
 * MKI.
 */
record Negotiation(HandshakeModel model, Facts facts) {

    /** The client's hello, or nothing where one of the chapters refuses what the user wants. */
    Set<Outcome<Facts, Effect>> proposals(List<ProtectionProfile> profiles, Mki mki) {
        if (profiles.isEmpty()) return Set.of(greeting(Extension.ABSENT));
        var outcomes = new HashSet<Outcome<Facts, Effect>>();
        for (var srtp : srtp(new UseSrtpSpec.Input.Propose(profiles)))
            for (var offer : said(UseSrtpSpec.Effect.Offer.class, srtp))
                for (var keys : keys(new MkiSelectionSpec.Input.Propose(mki)))
                    for (var named : said(MkiSelectionSpec.Effect.Offer.class, keys))
                        outcomes.add(greeting(srtp, keys, codes(offer.profiles()), named.mki()));
        return outcomes.isEmpty() ? Set.of(Outcome.of(facts, List.of())) : outcomes;
    }

    private Outcome<Facts, Effect> greeting(Extension offer) {
        Transcript seen = new Transcript(offer, Extension.ABSENT);
        return Outcome.of(
                new Facts(facts.srtp(), facts.keys(), seen, Phase.GREETED),
                List.of(new Effect.Sent(new Message.ClientHello(offer))));
    }

    private Outcome<Facts, Effect> greeting(
            Outcome<UseSrtpModel.Facts, ?> srtp,
            Outcome<MkiSelectionModel.Facts, ?> keys,
            List<Integer> codes,
            Mki mki) {
        Extension offer = new Extension(true, codes, mki);
        Transcript seen = new Transcript(offer, Extension.ABSENT);
        return outcome(
                srtp,
                keys,
                new Facts(srtp.after(), keys.after(), seen, Phase.GREETED),
                new Effect.Sent(new Message.ClientHello(offer)));
    }

    /** The server's hello, or its alert. */
    Set<Outcome<Facts, Effect>> answers(Extension offer) {
        var outcomes = new HashSet<Outcome<Facts, Effect>>();
        for (var srtp : srtp(read(offer))) {
            for (var end : said(UseSrtpSpec.Effect.Aborted.class, srtp))
                outcomes.add(aborted(srtp, end.alert()));
            for (var _ : said(UseSrtpSpec.Effect.WentWithout.class, srtp))
                outcomes.add(answer(srtp, unused(), offer, Extension.ABSENT));
            for (var chosen : said(UseSrtpSpec.Effect.Answer.class, srtp))
                for (var keys : keys(new MkiSelectionSpec.Input.Offered(offer.mki())))
                    for (var named : said(MkiSelectionSpec.Effect.Answer.class, keys))
                        outcomes.add(
                                answer(
                                        srtp,
                                        keys,
                                        offer,
                                        Extension.of(named.mki(), chosen.profile().code())));
        }
        return outcomes;
    }

    private static UseSrtpSpec.Input read(Extension offer) {
        return offer.present()
                ? new UseSrtpSpec.Input.Offered(offer.profiles())
                : new UseSrtpSpec.Input.NotOffered();
    }

    private Outcome<Facts, Effect> answer(
            Outcome<UseSrtpModel.Facts, ?> srtp,
            Outcome<MkiSelectionModel.Facts, ?> keys,
            Extension offer,
            Extension answer) {
        Transcript seen = new Transcript(offer, answer);
        return outcome(
                srtp,
                keys,
                new Facts(srtp.after(), keys.after(), seen, Phase.GREETED),
                new Effect.Sent(new Message.ServerHello(answer)));
    }

    /** The client's last flight, or its alert. */
    Set<Outcome<Facts, Effect>> conclusions(Extension answer) {
        var outcomes = new HashSet<Outcome<Facts, Effect>>();
        for (var srtp : srtp(heard(answer))) {
            List<UseSrtpSpec.Effect.Aborted> ends = said(UseSrtpSpec.Effect.Aborted.class, srtp);
            for (var end : ends) outcomes.add(aborted(srtp, end.alert()));
            if (!ends.isEmpty()) continue;
            if (srtp.after().agreed().isEmpty()) outcomes.add(conclusion(srtp, unused(), answer));
            else outcomes.addAll(withKeys(srtp, answer));
        }
        return outcomes;
    }

    private static UseSrtpSpec.Input heard(Extension answer) {
        return answer.present()
                ? new UseSrtpSpec.Input.Answered(answer.profiles())
                : new UseSrtpSpec.Input.NotAnswered();
    }

    private Set<Outcome<Facts, Effect>> withKeys(
            Outcome<UseSrtpModel.Facts, ?> srtp, Extension answer) {
        var outcomes = new HashSet<Outcome<Facts, Effect>>();
        for (var keys : keys(new MkiSelectionSpec.Input.Answered(answer.mki()))) {
            List<MkiSelectionSpec.Effect.Aborted> ends =
                    said(MkiSelectionSpec.Effect.Aborted.class, keys);
            for (var end : ends) outcomes.add(aborted(keys, end.alert()));
            if (ends.isEmpty()) outcomes.add(conclusion(srtp, keys, answer));
        }
        return outcomes;
    }

    private Outcome<Facts, Effect> conclusion(
            Outcome<UseSrtpModel.Facts, ?> srtp,
            Outcome<MkiSelectionModel.Facts, ?> keys,
            Extension answer) {
        Transcript seen = new Transcript(facts.transcript().offer(), answer);
        return outcome(
                srtp,
                keys,
                new Facts(srtp.after(), keys.after(), seen, Phase.FINISHED),
                new Effect.Sent(new Message.ClientFinished(seen)));
    }

    private Outcome<Facts, Effect> aborted(Outcome<?, ?> reason, Alert alert) {
        return new Outcome<>(
                facts.in(Phase.OVER),
                List.of(new Effect.Aborted(alert, Clause.UNSTATED)),
                reason.because(),
                reason.departs());
    }

    private static Outcome<Facts, Effect> outcome(
            Outcome<?, ?> srtp, Outcome<?, ?> keys, Facts after, Effect effect) {
        var because = new HashSet<>(srtp.because());
        because.addAll(keys.because());
        var departs = new HashSet<>(srtp.departs());
        departs.addAll(keys.departs());
        return new Outcome<>(after, List.of(effect), because, departs);
    }

    private Set<Outcome<UseSrtpModel.Facts, UseSrtpSpec.Effect>> srtp(UseSrtpSpec.Input input) {
        return model.useSrtp().permitted(facts.srtp(), input);
    }

    private Set<Outcome<MkiSelectionModel.Facts, MkiSelectionSpec.Effect>> keys(
            MkiSelectionSpec.Input input) {
        return model.mkiSelection().permitted(facts.keys(), input);
    }

    private Outcome<MkiSelectionModel.Facts, MkiSelectionSpec.Effect> unused() {
        return Outcome.of(facts.keys(), List.of());
    }

    private static List<Integer> codes(List<ProtectionProfile> profiles) {
        return profiles.stream().map(ProtectionProfile::code).toList();
    }

    private static <T> List<T> said(Class<T> kind, Outcome<?, ?> outcome) {
        return outcome.effects().stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
