package dtlskeying.properties.chunk;

import dtlskeying.impl.chunk.Reauthentication;
import dtlskeying.model.chunk.ReauthenticationFacts;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect;
import dtlskeying.spec.chunk.ReauthenticationSpec.Input;

import net.jqwik.api.Example;

import java.util.List;

/** §6 with decision 10 held against its model: P67 and P68, and bug X44. */
public class ReauthenticationProperties
        extends ChapterProperties<Reauthentication, Input, Effect, ReauthenticationFacts> {
    public ReauthenticationProperties() {
        super(ReauthenticationChapter.CHAPTER, 2, 0);
    }

    @Example
    void P67_authenticator_bound_to_connection_role_context() {
        holds(ReauthenticationLaws.BOUND);
    }

    @Example
    void P68_authenticator_after_eku_uses_new_exporter() {
        holds(ReauthenticationLaws.NEW_EXPORTER);
    }

    @Example
    void an_end_has_one_request_under_way() {
        holds(ReauthenticationLaws.ONE_AT_A_TIME);
    }

    @Example
    void no_request_is_signed_twice() {
        holds(ReauthenticationLaws.SIGNED_ONCE);
    }

    @Example
    void who_fails_to_prove_who_it_is_has_no_association() {
        holds(ReauthenticationLaws.FAILURE_ENDS);
    }

    @Example
    void nobody_is_waited_for_beyond_patience() {
        holds(ReauthenticationLaws.SILENCE_ENDS);
    }

    @Example
    void the_clients_exchanges_are_odd_the_servers_even() {
        holds(ReauthenticationLaws.NUMBERED);
    }

    @Example
    void user_and_peer_are_told_the_same() {
        holds(ReauthenticationLaws.TOLD);
    }

    @Override
    protected List<Mutant<Reauthentication, Input, Effect, ReauthenticationFacts>> mutants() {
        return ReauthenticationMutants.ALL;
    }
}
