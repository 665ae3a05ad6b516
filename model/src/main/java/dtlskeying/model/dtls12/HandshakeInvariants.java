package dtlskeying.model.dtls12;

import dtlskeying.model.dtls12.HandshakeModel.Facts;
import dtlskeying.model.explore.Goal;
import dtlskeying.model.explore.Invariant;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.UseSrtpSpec.WithoutSrtp;

import java.util.List;

/** What a handshake promises about SRTP, whatever the network does (§4.1, §4.2, §5.1, §7.1). */
public final class HandshakeInvariants {
    /** §4.1.1 and §4.1.3: completion means agreement. */
    public static final Invariant<HandshakeState> ENDS_AGREE =
            new Invariant<>(
                    "both ends complete with one profile and one MKI",
                    HandshakeState::isComplete,
                    state ->
                            state.client().srtp().agreed().equals(state.server().srtp().agreed())
                                    && state.client().mki().equals(state.server().mki()));

    /** §7.1: an end that completes has seen the hellos that the other has seen. */
    public static final Invariant<HandshakeState> NO_BID_DOWN =
            new Invariant<>(
                    "no end completes over hellos that were changed on the way",
                    state -> state.client().isComplete() || state.server().isComplete(),
                    state -> state.client().transcript().equals(state.server().transcript()));

    /** §5.1: who sends or processes SRTP has completed. */
    public static final Invariant<HandshakeState> NO_EARLY_SRTP =
            new Invariant<>(
                    "no SRTP before the handshake is complete",
                    state -> !state.using().isEmpty(),
                    state -> state.using().stream().allMatch(end -> state.end(end).isComplete()));

    /** §4.2: each direction has one set of keys, known to both, and not the other direction's. */
    public static final Invariant<HandshakeState> KEYS_AGREE =
            new Invariant<>(
                    "both ends have the same keys for each direction, and other ones for the other",
                    state -> state.isComplete() && usesSrtp(state.client()),
                    HandshakeInvariants::keysAgree);

    /** §4.1.1: the profile of a complete end was on offer and is acceptable. */
    public static final Invariant<HandshakeState> PROFILE_WAS_OFFERED =
            new Invariant<>(
                    "the profile was offered by the client and is accepted by the server",
                    state -> state.client().isComplete() && usesSrtp(state.client()),
                    HandshakeInvariants::isOfferedAndAccepted);

    /** All of them. */
    public static final List<Invariant<HandshakeState>> ALL =
            List.of(ENDS_AGREE, NO_BID_DOWN, NO_EARLY_SRTP, KEYS_AGREE, PROFILE_WAS_OFFERED);

    /**
     * Both ends complete, and hear one another where they have agreed on SRTP. An alert is an end
     * too where they share no profile and will not go on without.
     */
    public static final Goal<HandshakeState> MEDIA_FLOW =
            new Goal<>(
                    "both ends complete, and with SRTP each hears the other",
                    state -> mustPart(state) || state.isComplete() && mediaFlow(state));

    private HandshakeInvariants() {}

    private static boolean usesSrtp(Facts facts) {
        return !facts.srtp().agreed().isEmpty();
    }

    private static boolean mediaFlow(HandshakeState state) {
        return !usesSrtp(state.client()) || state.heard().size() == 2;
    }

    private static boolean mustPart(HandshakeState state) {
        return state.client().srtp().without() == WithoutSrtp.ABORT
                && state.server().srtp().accepts().stream()
                        .noneMatch(profile -> isOffered(state.client(), profile));
    }

    private static boolean keysAgree(HandshakeState state) {
        for (Role owner : Role.values())
            if (!state.key(Role.CLIENT, owner).equals(state.key(Role.SERVER, owner))) return false;
        return !state.key(Role.CLIENT, Role.CLIENT).equals(state.key(Role.CLIENT, Role.SERVER));
    }

    private static boolean isOfferedAndAccepted(HandshakeState state) {
        return state.client().srtp().agreed().stream()
                .allMatch(profile ->
                        isOffered(state.client(), profile)
                                && state.server().srtp().accepts().contains(profile));
    }

    private static boolean isOffered(Facts client, ProtectionProfile profile) {
        return client.transcript().offer().profiles().contains(profile.code());
    }
}
