package dtlskeying.model.chunk;

import dtlskeying.model.chunk.ReauthenticationMessage.Context;
import dtlskeying.spec.Role;

/** What an authenticator is bound to: it is good where its reader has the same. */
@FunctionalInterface
public interface ReauthenticationBinding {
    /** The exporter secret of its epoch, as decision 10 has it. */
    ReauthenticationBinding TO_THE_EPOCH = ReauthenticationState::secret;

    /** What that end has, to sign with it or to hold it against what was signed. */
    String of(ReauthenticationState state, Role role, long epoch);

    /** Whether a proof with that context is taken for one with this. */
    default boolean isSame(Context theirs, Context own) {
        return theirs.equals(own);
    }
}
