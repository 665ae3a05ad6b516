package dtlskeying.properties.srtp;

import static dtlskeying.spec.srtp.KeyLifetimeSpec.Claim.A_NEW_HANDSHAKE_REPLACES_SPENT_KEYS;
import static dtlskeying.spec.srtp.KeyLifetimeSpec.Claim.EXPIRED_KEYS_PROCESS_NOTHING;
import static dtlskeying.spec.srtp.KeyLifetimeSpec.Claim.PACKETS_ARE_COUNTED_PER_KEY;
import static dtlskeying.spec.srtp.KeySetsSpec.Claim.BOTH_SETS_LIVE_FOR_THE_MSL;
import static dtlskeying.spec.srtp.KeySetsSpec.Claim.NEW_KEYS_PROTECT_ALL_THAT_IS_SENT;
import static dtlskeying.spec.srtp.KeySetsSpec.Claim.SEVERAL_SETS_DURING_A_REKEY;
import static dtlskeying.spec.srtp.KeySetsSpec.Claim.THE_MKI_SELECTS_THE_SET;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.INDICES_GO_ON_OVER_A_REKEY;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.REPLAYED_PACKET_IS_DISCARDED;

import dtlskeying.impl.srtp.SessionSettings;
import dtlskeying.properties.Guard;
import dtlskeying.properties.srtp.SessionEnd.Maker;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Reading;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.KeyLifetimeSpec.Limit;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What goes wrong in a session that is put together from sound parts. */
public final class SessionGuards {
    /** Each bug, with the property that notices it. */
    public static final List<Guard> ALL =
            List.of(
                    bug(
                            "X12 in a session",
                            "the receiver is replaced at the end of the handshake",
                            "P31 OldKeyPacketsAcceptedWithinMsl, with packets",
                            SessionGuards::replacing,
                            SEVERAL_SETS_DURING_A_REKEY,
                            BOTH_SETS_LIVE_FOR_THE_MSL),
                    bug(
                            "X13 in a session",
                            "nobody tells the session the time",
                            "P32 OldKeySetGoneAfterMsl, with packets",
                            SessionGuards::timeless,
                            BOTH_SETS_LIVE_FOR_THE_MSL),
                    bug(
                            "X15 in a session",
                            "the sender is made once",
                            "P33 AllOutboundUnderNewKeysAfterHandshake, with packets",
                            SessionGuards::sendingUnderTheFirst,
                            NEW_KEYS_PROTECT_ALL_THAT_IS_SENT),
                    bug(
                            "X18 in a session",
                            "receivers are asked in turn, whatever the MKI is",
                            "P34 MkiSelectsExactlyOneSet, with packets",
                            SessionGuards::renaming,
                            THE_MKI_SELECTS_THE_SET),
                    bug(
                            "X16 in a session",
                            "the old keys get a fresh receiver for the overlap",
                            "P35 and P19, with packets",
                            SessionGuards::forgetting,
                            REPLAYED_PACKET_IS_DISCARDED),
                    bug(
                            "index-reset",
                            "a re-key starts all indices at zero",
                            "indices go on over a re-key",
                            SessionGuards::resetting,
                            INDICES_GO_ON_OVER_A_REKEY),
                    bug(
                            "X19 in a session",
                            "RTP and RTCP count as one",
                            "P38 LifetimeStopsBothDirections, with packets",
                            SessionGuards::countingTogether,
                            PACKETS_ARE_COUNTED_PER_KEY),
                    bug(
                            "X20 in a session",
                            "one packet more than the lifetime is sent",
                            "P38 LifetimeStopsBothDirections, with packets",
                            with(settings ->
                                    settings.withKeys(new Limit(settings.keys().packets() + 1, 3))),
                            EXPIRED_KEYS_PROCESS_NOTHING),
                    bug(
                            "asks-late",
                            "new keys are asked for when the old ones are spent",
                            "P39 RekeyStartsBeforeLifetimeEnd, with packets",
                            with(settings ->
                                    settings.withKeys(
                                            new Limit(
                                                    settings.keys().packets(),
                                                    settings.keys().packets()))),
                            A_NEW_HANDSHAKE_REPLACES_SPENT_KEYS));

    private SessionGuards() {}

    private static Guard bug(String id, String story, String killer, Maker sick, Clause... breaks) {
        return Guard.of(id, story, Set.of(breaks), killer, SessionLaws.BY_NAME, sick);
    }

    private static Maker with(UnaryOperator<SessionSettings> change) {
        return (role, settings) -> SessionEnd.ours(role, change.apply(settings));
    }

    private static SessionEnd replacing(Role role, SessionSettings settings) {
        return new SessionEnd.Like(SessionEnd.ours(role, settings)) {
            @Override
            public void completed(int handshake, Mki mki, long now) {
                super.completed(handshake, mki, now);
                tick(now + 1000L * settings.lifetime());
            }
        };
    }

    private static SessionEnd timeless(Role role, SessionSettings settings) {
        return new SessionEnd.Like(SessionEnd.ours(role, settings)) {
            @Override
            public void tick(long now) {}
        };
    }

    private static SessionEnd sendingUnderTheFirst(Role role, SessionSettings settings) {
        SessionEnd first = SessionEnd.ours(role, settings);
        return new SessionEnd.Like(SessionEnd.ours(role, settings)) {
            @Override
            public void completed(int handshake, Mki mki, long now) {
                super.completed(handshake, mki, now);
                if (handshake == 1) first.completed(handshake, mki, now);
            }

            @Override
            public Optional<byte[]> protect(PacketKind kind, byte[] packet) {
                return first.protect(kind, packet);
            }
        };
    }

    private static SessionEnd renaming(Role role, SessionSettings settings) {
        return new SessionEnd.Like(SessionEnd.ours(role, settings)) {
            @Override
            public int open(PacketKind kind, byte[] packet) {
                int first = super.open(kind, packet);
                byte[] other = packet.clone();
                other[other.length - PROFILE.rtpTagLength() - 1] = 1;
                return first != 0 ? first : super.open(kind, other);
            }
        };
    }

    private static SessionEnd forgetting(Role role, SessionSettings settings) {
        return new SessionEnd.Like(SessionEnd.ours(role, settings)) {
            @Override
            public int open(PacketKind kind, byte[] packet) {
                int opened = super.open(kind, packet);
                SessionEnd fresh = SessionEnd.ours(role, settings);
                fresh.completed(1, Mki.NONE, 0);
                return opened != 0 ? opened : fresh.open(kind, packet);
            }
        };
    }

    private static SessionEnd resetting(Role role, SessionSettings settings) {
        return SessionEnd.ours(role, settings.withReadings(Set.of(Reading.INDEX_RESETS_ON_REKEY)));
    }

    private static SessionEnd countingTogether(Role role, SessionSettings settings) {
        return new SessionEnd.Like(SessionEnd.ours(role, settings)) {
            private long sent;

            @Override
            public Optional<byte[]> protect(PacketKind kind, byte[] packet) {
                return ++sent > settings.keys().packets()
                        ? Optional.empty()
                        : super.protect(kind, packet);
            }
        };
    }
}
