package dtlskeying.properties.schedule;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.KeyKind;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.dtls12.Association;
import dtlskeying.impl.dtls12.Cookies;
import dtlskeying.impl.dtls12.Settings;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Where a schedule starts. */
public enum Start {
    /** The client's first datagram is under way. */
    HANDSHAKE(Settings.DEFAULT_MTU),
    /** The same, with datagrams of at most 256 bytes: most messages travel in parts. */
    SMALL_DATAGRAMS(256),
    /** The handshake is complete, nothing is under way, no media was sent. */
    ESTABLISHED(Settings.DEFAULT_MTU);

    private static final Instant TODAY = Instant.parse("2026-01-01T00:00:00Z");
    private static final Identity ALICE =
            Identity.demonstration("alice", Entropy.of(1), KeyKind.EC_P256);
    private static final Identity BOB =
            Identity.demonstration("bob", Entropy.of(2), KeyKind.EC_P256);

    /** Longer than a handshake on a network that loses nothing. */
    private static final long HANDSHAKE_TIME = 500;

    private static final List<SrtpTerms> TERMS =
            List.of(
                    SrtpTerms.of(
                            ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80,
                            ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_32),
                    SrtpTerms.of(
                            ProtectionProfile.SRTP_AEAD_AES_128_GCM,
                            ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80),
                    SrtpTerms.of(
                                    ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_32,
                                    ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80)
                            .withMki(Mki.hex("0badcafe")));

    private final int mtu;

    Start(int mtu) {
        this.mtu = mtu;
    }

    /** The world there; seeds differ in randoms, keys, profile and MKI. */
    public World world(long seed) {
        return switch (this) {
            case HANDSHAKE, SMALL_DATAGRAMS -> begun(seed);
            case ESTABLISHED -> Established.WORLDS.get(Math.floorMod(seed, TERMS.size()));
        };
    }

    /** The largest datagram of either end, in bytes. */
    public int mtu() {
        return mtu;
    }

    /** A server that has kept nothing, and asks for no cookie. */
    public static Association ofKnownClient() {
        var settings = HANDSHAKE.settings(BOB, TERMS.getFirst());
        return Association.serverOfKnownClient(settings, Entropy.of(1));
    }

    /** Whom the client believes it talks to, if nobody interferes: the peer's own certificate. */
    public static Octets certificate(boolean ofServer) {
        return (ofServer ? BOB : ALICE).chain().certificates().getFirst();
    }

    private World begun(long seed) {
        SrtpTerms terms = TERMS.get(Math.floorMod(seed, TERMS.size()));
        var cookies = new Cookies(Secret.of(Octets.hex("00112233")));
        return World.begun(
                Stack.OURS,
                Association.client(settings(ALICE, terms), Entropy.of(2 * seed)),
                Association.server(
                        settings(BOB, terms), Entropy.of(2 * seed + 1), cookies, Octets.hex("01")));
    }

    private Settings settings(Identity identity, SrtpTerms terms) {
        return Settings.of(identity, new Trust.Anyone(), TODAY, terms).withMtu(mtu);
    }

    /** Handshakes done once and for all: worlds are immutable. */
    private static final class Established {
        static final List<World> WORLDS =
                IntStream.range(0, TERMS.size())
                        .mapToObj(i ->
                                HANDSHAKE.world(i).step(new Event.Tick(HANDSHAKE_TIME)).world())
                        .toList();
    }
}
