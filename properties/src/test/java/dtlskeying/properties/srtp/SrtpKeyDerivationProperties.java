package dtlskeying.properties.srtp;

import static dtlskeying.spec.srtp.ChannelSetupSpec.Claim.EACH_SIDE_HAS_ITS_OWN_KEYS;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;
import static dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Claim.EACH_SIDE_GOES_THROUGH_THE_SRTP_KDF;
import static dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Claim.KEYS_FIRST_THEN_SALTS;
import static dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Claim.PEERS_KEYS_ONLY_OPEN;
import static dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Claim.SRTP_KEYS_COME_FROM_THE_EXPORTER;
import static dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Claim.UNUSED_HALF_IS_DISCARDED;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dtlskeying.impl.Step;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.srtp.SessionKeys;
import dtlskeying.impl.srtp.SessionKeys.Keys;
import dtlskeying.impl.srtp.SrtpKeyDerivation;
import dtlskeying.impl.srtp.SrtpKeyDerivation.Keyed;
import dtlskeying.impl.srtp.SrtpKeyDerivation.Unkeyed;
import dtlskeying.model.srtp.SrtpKeyDerivationModel.Facts;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Law;
import dtlskeying.properties.Machine;
import dtlskeying.properties.Mutant;
import dtlskeying.properties.Trace.Entry;
import dtlskeying.spec.Clause;
import dtlskeying.spec.KeyId;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Effect;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Input;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Part;

import net.jqwik.api.Example;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** §4.2 held against its model: P11 to P14, and the bugs X09 to X11. */
public class SrtpKeyDerivationProperties
        extends ChapterProperties<SrtpKeyDerivation, Input, Effect, Facts> {
    static final Law<SrtpKeyDerivation, Input, Effect, Facts> EXTRACTOR_LAYOUT =
            Law.ofSteps("P11 ExtractorLayout", SrtpKeyDerivationProperties::wrongLayout);

    static final Law<SrtpKeyDerivation, Input, Effect, Facts> PEERS_AGREE_PER_DIRECTION =
            Law.ofSteps("P12 PeersAgreePerDirection", SrtpKeyDerivationProperties::wrongDirection);

    static final Law<SrtpKeyDerivation, Input, Effect, Facts> KEYS_ARE_DISTINCT =
            new Law<>(
                    "P13 SrtpKeysDistinctAcrossHandshakes",
                    trace -> {
                        var installed = new HashSet<KeyId>();
                        for (var entry : trace.entries())
                            for (Effect effect : entry.effects())
                                if (effect instanceof Effect.Installed(var key, _)
                                        && !installed.add(key))
                                    return Optional.of(key + " is installed twice");
                        return Optional.empty();
                    });

    static final Law<SrtpKeyDerivation, Input, Effect, Facts> RTP_RTCP_KEY_SEPARATION =
            new Law<>(
                    "P14 RtpRtcpKeySeparation",
                    trace ->
                            trace.entries().stream()
                                    .flatMap(entry -> mixed(entry, media(trace.start().state())))
                                    .findFirst());

    private static final Law<SrtpKeyDerivation, Input, Effect, Facts> MODEL =
            Law.permittedBy(SrtpKeyDerivationChapter.CHAPTER);

    public SrtpKeyDerivationProperties() {
        super(SrtpKeyDerivationChapter.CHAPTER, 3);
    }

    @Example
    void P11_extractor_layout() {
        holds(EXTRACTOR_LAYOUT);
    }

    @Example
    void P12_peers_agree_per_direction() {
        holds(PEERS_AGREE_PER_DIRECTION);
    }

    @Example
    void P14_session_keys_are_those_of_their_kind_and_have_their_lengths() {
        var rtp = keys(16, 20, 14);
        var both = new SessionKeys(SRTP_AES128_CM_HMAC_SHA1_80, rtp, SessionKeys.DISCARDED);
        assertThat(both.of(PacketKind.RTP)).isSameAs(rtp);
        assertThat(both.of(PacketKind.RTCP)).isSameAs(SessionKeys.DISCARDED);
        for (Keys wrong : List.of(keys(15, 20, 14), keys(16, 19, 14), keys(16, 20, 13))) {
            assertThatThrownBy(() -> new SessionKeys(SRTP_AES128_CM_HMAC_SHA1_80, wrong, rtp))
                    .hasMessageContaining("other lengths");
            assertThatThrownBy(() -> new SessionKeys(SRTP_AES128_CM_HMAC_SHA1_80, rtp, wrong))
                    .hasMessageContaining("other lengths");
        }
    }

    private static Keys keys(int encryption, int authentication, int salt) {
        return new Keys(
                Secret.of(new byte[encryption]),
                Secret.of(new byte[authentication]),
                Secret.of(new byte[salt]));
    }

    @Example
    void P13_srtp_keys_distinct_across_handshakes() {
        holds(KEYS_ARE_DISTINCT);
    }

    @Example
    void P14_rtp_rtcp_key_separation() {
        holds(RTP_RTCP_KEY_SEPARATION);
    }

    private static Optional<String> wrongLayout(Entry<SrtpKeyDerivation, Input, Effect> entry) {
        if (!(entry.input() instanceof Input.Completed(_, var profile))) return Optional.empty();
        if (entry.effects().isEmpty()) return Optional.empty();
        int key = profile.keyLength();
        int salt = profile.saltLength();
        var wanted =
                List.<Effect>of(
                        new Effect.Exported("EXTRACTOR-dtls_srtp", 2 * key + 2 * salt),
                        new Effect.Cut(Part.CLIENT_KEY, 0, key),
                        new Effect.Cut(Part.SERVER_KEY, key, 2 * key),
                        new Effect.Cut(Part.CLIENT_SALT, 2 * key, 2 * key + salt),
                        new Effect.Cut(Part.SERVER_SALT, 2 * key + salt, 2 * key + 2 * salt));
        return entry.effects().subList(0, 5).equals(wanted)
                ? Optional.empty()
                : Optional.of(entry.toString());
    }

    /** What one end writes under its own keys, the other opens under the same, and nothing else. */
    private static Optional<String> wrongDirection(Entry<SrtpKeyDerivation, Input, Effect> entry) {
        if (!(entry.before() instanceof Keyed(var role, _, _))) return Optional.empty();
        for (Effect effect : entry.effects()) {
            if (effect instanceof Effect.Protected(var key) && key.owner() != role)
                return Optional.of(role + " writes under " + key);
            if (effect instanceof Effect.Opened(var key) && key.owner() == role)
                return Optional.of(role + " reads under " + key);
        }
        return Optional.empty();
    }

    private static Stream<String> mixed(
            Entry<SrtpKeyDerivation, Input, Effect> entry, Media media) {
        return entry.effects().stream()
                .filter(Effect.Installed.class::isInstance)
                .map(Effect.Installed.class::cast)
                .filter(installed -> isMisplaced(installed, media))
                .map(installed -> installed + " with " + media);
    }

    /** RTP's labels are 0 to 2 and RTCP's 3 to 5, and the half that is not carried is not kept. */
    private static boolean isMisplaced(Effect.Installed installed, Media media) {
        boolean rtcp = installed.key().use().startsWith("rtcp-");
        boolean label = rtcp == (installed.label() >= 3) && installed.label() <= 5;
        boolean kept = rtcp ? media != Media.RTP_ONLY : media != Media.RTCP_ONLY;
        return !label || !kept;
    }

    private static Media media(SrtpKeyDerivation state) {
        return switch (state) {
            case Unkeyed(_, var media) -> media;
            case Keyed(_, var media, _) -> media;
        };
    }

    @Override
    protected List<Mutant<SrtpKeyDerivation, Input, Effect, Facts>> mutants() {
        return List.of(
                bug(
                        "X09",
                        "the block is read as client key, client salt, server key, server salt",
                        EXTRACTOR_LAYOUT,
                        Mutant.misdoing(SrtpKeyDerivationProperties::saltsAfterTheirKeys),
                        KEYS_FIRST_THEN_SALTS),
                bug(
                        "X10",
                        "client and server keys are swapped, on both sides",
                        EXTRACTOR_LAYOUT,
                        Mutant.misdoing(SrtpKeyDerivationProperties::swapped),
                        KEYS_FIRST_THEN_SALTS),
                bug(
                        "X11",
                        "SRTCP keys are derived under SRTP's labels",
                        RTP_RTCP_KEY_SEPARATION,
                        Mutant.misdoing(effect ->
                                effect instanceof Effect.Installed(var key, var label)
                                        ? new Effect.Installed(key, label % 3)
                                        : effect),
                        EACH_SIDE_GOES_THROUGH_THE_SRTP_KDF),
                bug(
                        "one-key",
                        "both ends protect what they send under the client's keys",
                        MODEL,
                        Mutant.misdoing(effect ->
                                effect instanceof Effect.Installed(var key, var label)
                                        ? new Effect.Installed(ofClient(key), label)
                                        : effect),
                        EACH_SIDE_HAS_ITS_OWN_KEYS),
                bug(
                        "keep-all",
                        "the half that is not carried is kept",
                        RTP_RTCP_KEY_SEPARATION,
                        Mutant.instead(SrtpKeyDerivationProperties::keepingBoth),
                        UNUSED_HALF_IS_DISCARDED),
                bug(
                        "rfc-label",
                        "the keys are exported under another label",
                        EXTRACTOR_LAYOUT,
                        Mutant.misdoing(effect ->
                                effect instanceof Effect.Exported(_, var length)
                                        ? new Effect.Exported("EXPORTER-dtls_srtp", length)
                                        : effect),
                        SRTP_KEYS_COME_FROM_THE_EXPORTER),
                bug(
                        "peer-writes",
                        "an end writes under the peer's keys, and reads under its own",
                        PEERS_AGREE_PER_DIRECTION,
                        Mutant.instead(SrtpKeyDerivationProperties::inThePeersPlace),
                        PEERS_KEYS_ONLY_OPEN),
                bug(
                        "early-keys",
                        "packets are protected before there are keys",
                        MODEL,
                        Mutant.instead(SrtpKeyDerivationProperties::asIfKeyed),
                        SRTP_KEYS_COME_FROM_THE_EXPORTER));
    }

    private static Mutant<SrtpKeyDerivation, Input, Effect, Facts> bug(
            String id,
            String story,
            Law<SrtpKeyDerivation, Input, Effect, Facts> killer,
            UnaryOperator<Machine<SrtpKeyDerivation, Input, Effect>> change,
            Clause... breaks) {
        return new Mutant<>(id, story, Set.of(breaks), killer, change);
    }

    private static Effect saltsAfterTheirKeys(Effect effect) {
        if (!(effect instanceof Effect.Cut(var part, var from, var to))) return effect;
        return switch (part) {
            case CLIENT_KEY, SERVER_SALT -> effect;
            case SERVER_KEY -> new Effect.Cut(Part.CLIENT_SALT, from, to);
            case CLIENT_SALT -> new Effect.Cut(Part.SERVER_KEY, from, to);
        };
    }

    private static KeyId ofClient(KeyId key) {
        return new KeyId(key.handshake(), Role.CLIENT, key.use());
    }

    private static Effect swapped(Effect effect) {
        if (!(effect instanceof Effect.Cut(var part, var from, var to))) return effect;
        Part other =
                switch (part) {
                    case CLIENT_KEY -> Part.SERVER_KEY;
                    case SERVER_KEY -> Part.CLIENT_KEY;
                    case CLIENT_SALT -> Part.SERVER_SALT;
                    case SERVER_SALT -> Part.CLIENT_SALT;
                };
        return new Effect.Cut(other, from, to);
    }

    private static Optional<Step<SrtpKeyDerivation, Effect>> keepingBoth(
            SrtpKeyDerivation state, Input input) {
        return state instanceof Unkeyed(var role, _)
                        && input instanceof Input.Completed(var handshake, _)
                ? Optional.of(
                        new Step<>(
                                new Keyed(role, media(state), handshake),
                                new Unkeyed(role, Media.MULTIPLEXED).on(input).effects()))
                : Optional.empty();
    }

    private static Optional<Step<SrtpKeyDerivation, Effect>> inThePeersPlace(
            SrtpKeyDerivation state, Input input) {
        return state instanceof Keyed(var role, var media, var handshake)
                ? Optional.of(
                        new Step<>(
                                state,
                                new Keyed(role.peer(), media, handshake).on(input).effects()))
                : Optional.empty();
    }

    private static Optional<Step<SrtpKeyDerivation, Effect>> asIfKeyed(
            SrtpKeyDerivation state, Input input) {
        return state instanceof Unkeyed(var role, var media) && !(input instanceof Input.Completed)
                ? Optional.of(new Step<>(state, new Keyed(role, media, 1).on(input).effects()))
                : Optional.empty();
    }
}
