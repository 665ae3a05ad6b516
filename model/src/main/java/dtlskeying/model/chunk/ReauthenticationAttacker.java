package dtlskeying.model.chunk;

import dtlskeying.model.chunk.ReauthenticationMessage.Authenticator;
import dtlskeying.model.chunk.ReauthenticationMessage.Context;
import dtlskeying.model.chunk.ReauthenticationMessage.Proof;
import dtlskeying.model.chunk.ReauthenticationMessage.Request;
import dtlskeying.model.chunk.ReauthenticationMessage.Result;
import dtlskeying.model.chunk.ReauthenticationMessage.Signer;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ReauthenticationSpec.Verdict;

import java.util.ArrayList;
import java.util.List;

/**
 * What somebody makes up who has the keys of the records and no private key of the two ends: he
 * sends on proofs that he has seen, signs with a key of his own, has requests signed, and says that
 * all is well.
 */
record ReauthenticationAttacker(ReauthenticationBinding binding) {
    List<ReauthenticationMessage> forged(ReauthenticationState state) {
        var forged = new ArrayList<ReauthenticationMessage>();
        for (Role victim : Role.values()) {
            var facts = state.end(victim).facts();
            if (facts.asked().isOpen()) forged.addAll(proofs(state, victim));
            if (facts.shown().isOpen())
                forged.add(new Result(victim, facts.shown().exchange(), Verdict.AUTHENTICATED));
            forged.addAll(requests(state, victim));
        }
        return forged;
    }

    private List<ReauthenticationMessage> proofs(ReauthenticationState state, Role victim) {
        var asked = state.end(victim).facts().asked();
        var forged = new ArrayList<ReauthenticationMessage>();
        for (Proof seen : state.proofs()) {
            if (seen.signer() == Signer.of(victim)) continue;
            forged.add(new Authenticator(victim, asked.exchange(), asked.epoch(), seen));
            if (seen.epoch() != asked.epoch())
                forged.add(new Authenticator(victim, asked.exchange(), seen.epoch(), seen));
        }
        if (state.isSplit(asked.epoch())) {
            String bound = binding.of(state, victim, asked.epoch());
            var context = new Context(asked.exchange(), asked.epoch());
            var own = new Proof(Signer.ATTACKER, context, asked.epoch(), bound);
            forged.add(new Authenticator(victim, asked.exchange(), asked.epoch(), own));
        }
        return forged;
    }

    /** In the name of the peer, with the context of what it has asked, in this epoch or another. */
    private static List<ReauthenticationMessage> requests(
            ReauthenticationState state, Role victim) {
        var facts = state.end(victim).facts();
        var theirs = state.end(victim.peer()).facts().asked();
        if (!theirs.isOpen()) return List.of();
        long heard = facts.numbers().heard();
        long next = heard > 0 ? heard + 2 : victim == Role.SERVER ? 1 : 2;
        var context = new Context(theirs.exchange(), theirs.epoch());
        var forged = new ArrayList<ReauthenticationMessage>();
        for (long epoch = facts.epochs().oldest(); epoch <= facts.epochs().newest(); epoch++)
            forged.add(new Request(victim, next, epoch, context));
        return forged;
    }
}
