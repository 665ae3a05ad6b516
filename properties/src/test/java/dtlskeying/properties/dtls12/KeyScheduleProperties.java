package dtlskeying.properties.dtls12;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Hash;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls12.CipherSuite;
import dtlskeying.impl.dtls12.KeySchedule;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.PRFAlgorithm;
import org.bouncycastle.tls.crypto.TlsSecret;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/** Our key schedule against Bouncy Castle's pseudorandom function, labels and seeds spelt out. */
class KeyScheduleProperties {
    private static final BcTlsCrypto THEIRS = new BcTlsCrypto();

    @Property(tries = 100)
    void the_master_secrets_are_the_same(
            @ForAll CipherSuite suite,
            @ForAll @Size(min = 1, max = 66) byte[] premaster,
            @ForAll @Size(32) byte[] clientRandom,
            @ForAll @Size(32) byte[] serverRandom,
            @ForAll @Size(min = 32, max = 48) byte[] sessionHash) {
        var ours = Secret.of(premaster);
        var client = Octets.of(clientRandom);
        var server = Octets.of(serverRandom);
        var hash = Octets.of(sessionHash);
        assertThat(KeySchedule.extended(suite, ours, hash).masterSecret().octets())
                .isEqualTo(
                        theirs(suite, premaster, ExporterLabel.extended_master_secret, hash, 48));
        assertThat(KeySchedule.plain(suite, ours, client, server).masterSecret().octets())
                .isEqualTo(
                        theirs(
                                suite,
                                premaster,
                                ExporterLabel.master_secret,
                                Octets.concat(client, server),
                                48));
    }

    @Property(tries = 100)
    void the_key_blocks_are_the_same(
            @ForAll CipherSuite suite,
            @ForAll @Size(48) byte[] master,
            @ForAll @Size(32) byte[] clientRandom,
            @ForAll @Size(32) byte[] serverRandom) {
        var client = Octets.of(clientRandom);
        var server = Octets.of(serverRandom);
        var block = new KeySchedule(suite, Secret.of(master)).keyBlock(client, server);
        var ours =
                Octets.concat(
                        block.clientKey().octets(),
                        block.serverKey().octets(),
                        block.clientIv().octets(),
                        block.serverIv().octets());
        assertThat(block.key(Role.CLIENT).length()).isEqualTo(suite.aead().keyLength());
        assertThat(block.iv(Role.SERVER).length()).isEqualTo(suite.fixedIvLength());
        assertThat(ours)
                .isEqualTo(
                        theirs(
                                suite,
                                master,
                                ExporterLabel.key_expansion,
                                Octets.concat(server, client),
                                ours.length()));
    }

    @Property(tries = 100)
    void the_verify_data_are_the_same(
            @ForAll CipherSuite suite,
            @ForAll Role sender,
            @ForAll @Size(48) byte[] master,
            @ForAll @Size(48) byte[] transcript) {
        var hash = Octets.of(transcript);
        var label =
                sender == Role.CLIENT
                        ? ExporterLabel.client_finished
                        : ExporterLabel.server_finished;
        assertThat(new KeySchedule(suite, Secret.of(master)).verifyData(sender, hash))
                .isEqualTo(theirs(suite, master, label, hash, 12));
    }

    @Property(tries = 100)
    void the_exported_keys_are_the_same(
            @ForAll CipherSuite suite,
            @ForAll @Size(48) byte[] master,
            @ForAll @Size(32) byte[] clientRandom,
            @ForAll @Size(32) byte[] serverRandom,
            @ForAll @Size(max = 300) byte[] context,
            @ForAll @IntRange(max = 120) int length) {
        var schedule = new KeySchedule(suite, Secret.of(master));
        var client = Octets.of(clientRandom);
        var server = Octets.of(serverRandom);
        var label = ExporterLabel.dtls_srtp;
        assertThat(schedule.export(label, client, server, length).octets())
                .isEqualTo(theirs(suite, master, label, Octets.concat(client, server), length));
        var contextLength = Octets.of((byte) (context.length >> 8), (byte) context.length);
        var seed = Octets.concat(client, server, contextLength, Octets.of(context));
        assertThat(schedule.export(label, client, server, Octets.of(context), length).octets())
                .isEqualTo(theirs(suite, master, label, seed, length));
    }

    private static Octets theirs(
            CipherSuite suite, byte[] secret, String label, Octets seed, int length) {
        TlsSecret key = THEIRS.createSecret(secret.clone());
        int prf =
                suite.hash() == Hash.SHA384
                        ? PRFAlgorithm.tls_prf_sha384
                        : PRFAlgorithm.tls_prf_sha256;
        return Octets.of(key.deriveUsingPRF(prf, label, seed.toArray(), length).extract());
    }
}
