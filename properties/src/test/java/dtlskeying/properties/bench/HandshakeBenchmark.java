package dtlskeying.properties.bench;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.KeyKind;
import dtlskeying.impl.crypto.KeyShareGroup;
import dtlskeying.impl.crypto.NamedGroup;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.crypto.SignatureScheme;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.DtlsAssociation;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.dtls12.Cookies;
import dtlskeying.impl.dtls13.RetryCookies;
import dtlskeying.properties.interop.BouncyCastleHandshake;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.srtp.ProtectionProfile;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Full mutual handshakes, both ends on one core and in memory, with X25519 and ECDSA on P-256, and
 * with the exchange of a cookie where the version has one; beside the public-key operations that
 * they contain and Bouncy Castle's DTLS 1.2.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx256m", "-XX:ActiveProcessorCount=1"})
public class HandshakeBenchmark {
    private static final Octets ADDRESS = Octets.hex("7f000001");
    private static final Octets MESSAGE = Octets.hex("00".repeat(130));
    private static final Secret COOKIES = Secret.of(Octets.hex("00".repeat(32)));
    private static final Instant TODAY = Instant.parse("2026-01-01T00:00:00Z");
    private static final SrtpTerms SRTP =
            SrtpTerms.of(ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80);

    private final Identity alice = identity("alice");
    private final Identity bob = identity("bob");
    private final BouncyCastleHandshake theirs = new BouncyCastleHandshake();
    private long seed;

    private static Identity identity(String name) {
        return Identity.demonstration(name, Entropy.of(name.hashCode()), KeyKind.EC_P256);
    }

    /** Ours, DTLS 1.2. */
    @Benchmark
    public int dtls12() {
        return shakeHands(
                dtlskeying.impl.dtls12.Association.client(settings12(alice), Entropy.of(++seed)),
                dtlskeying.impl.dtls12.Association.server(
                        settings12(bob), Entropy.of(++seed), new Cookies(COOKIES), ADDRESS));
    }

    /** Ours, DTLS 1.3. */
    @Benchmark
    public int dtls13() {
        return shakeHands(
                dtlskeying.impl.dtls13.Association.client(settings13(alice), Entropy.of(++seed)),
                dtlskeying.impl.dtls13.Association.server(
                        settings13(bob), Entropy.of(++seed), RetryCookies.of(COOKIES), ADDRESS));
    }

    /** Two pairs of keys, two agreements, two signatures, and both of them verified. */
    @Benchmark
    public int publicKeys() {
        var one = NamedGroup.X25519.generate(Entropy.of(++seed));
        var other = NamedGroup.X25519.generate(Entropy.of(++seed));
        if (!one.agree(other.share()).equals(other.agree(one.share())))
            throw new AssertionError("two secrets");
        return proof(alice) + proof(bob);
    }

    private int proof(Identity signer) {
        var scheme = SignatureScheme.ECDSA_SECP256R1_SHA256;
        Octets signature = signer.sign(scheme, MESSAGE, Entropy.of(++seed));
        boolean isValid =
                signer.chain().publicKey().orElseThrow().verify(scheme, MESSAGE, signature);
        return isValid ? signature.length() : 0;
    }

    /** Bouncy Castle with itself, DTLS 1.2. */
    @Benchmark
    public int bouncyCastle() throws Exception {
        return theirs.run();
    }

    private static dtlskeying.impl.dtls12.Settings settings12(Identity own) {
        return dtlskeying.impl.dtls12.Settings.of(own, new Trust.Anyone(), TODAY, SRTP)
                .withGroups(NamedGroup.X25519);
    }

    private static dtlskeying.impl.dtls13.Settings settings13(Identity own) {
        return dtlskeying.impl.dtls13.Settings.of(own, new Trust.Anyone(), TODAY, SRTP)
                .withGroups(KeyShareGroup.X25519);
    }

    private static int shakeHands(DtlsAssociation first, DtlsAssociation second) {
        Queue<Octets> toServer = new ArrayDeque<>();
        Queue<Octets> toClient = new ArrayDeque<>();
        DtlsAssociation client = step(first, new Input.Begin(0), toServer);
        DtlsAssociation server = second;
        while (!toServer.isEmpty() || !toClient.isEmpty())
            if (!toServer.isEmpty())
                server = step(server, new Input.Datagram(toServer.remove(), 0), toClient);
            else client = step(client, new Input.Datagram(toClient.remove(), 0), toServer);
        if (!client.isEstablished() || !server.isEstablished())
            throw new AssertionError("no handshake");
        return client.handshakes();
    }

    private static DtlsAssociation step(
            DtlsAssociation association, Input input, Queue<Octets> network) {
        var step = association.on(input);
        for (Effect effect : step.effects())
            if (effect instanceof Effect.Send(var datagram)) network.add(datagram);
        return step.state();
    }
}
