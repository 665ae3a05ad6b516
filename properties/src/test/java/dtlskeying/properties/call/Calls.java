package dtlskeying.properties.call;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.KeyKind;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.dtls12.Cookies;
import dtlskeying.impl.dtls12.Settings;
import dtlskeying.properties.network.Conditions;
import dtlskeying.properties.network.Fates;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.ChannelSetupSpec.Input.Wanted;
import dtlskeying.spec.srtp.ChannelSetupSpec.Unfinished;
import dtlskeying.spec.srtp.ProtectionProfile;

import java.time.Instant;
import java.util.List;

/** Calls between the same two ends, on networks good and bad. */
final class Calls {
    static final long ROUND_TRIP = 2 * Conditions.IDEAL.delay();

    private static final Settings SETTINGS =
            Settings.of(
                    Identity.demonstration("call", Entropy.of(0), KeyKind.EC_P256),
                    new Trust.Anyone(),
                    Instant.parse("2026-01-01T00:00:00Z"),
                    SrtpTerms.of(ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80));
    private static final Cookies COOKIES = new Cookies(Secret.of(Octets.hex("00")));

    private Calls() {}

    static CallPlan ideal(Strategy strategy, List<Wanted> channels) {
        return plan(strategy, channels, Unfinished.QUEUE, 1, Conditions.IDEAL);
    }

    static CallPlan plan(
            Strategy strategy,
            List<Wanted> channels,
            Unfinished unfinished,
            long seed,
            Conditions conditions) {
        return new CallPlan(
                strategy,
                channels,
                SETTINGS,
                SETTINGS,
                unfinished,
                COOKIES.sparingSessions(),
                Entropy.of(seed),
                channel -> new Fates.Seeded(100 * seed + channel, conditions));
    }
}
