package dtlskeying.impl.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dtlskeying.impl.crypto.Trust.Anchors;
import dtlskeying.impl.crypto.Trust.Anyone;
import dtlskeying.impl.crypto.Trust.Fingerprints;
import dtlskeying.impl.crypto.Trust.Verdict;
import dtlskeying.impl.crypto.Trust.Verdict.Distrusted;
import dtlskeying.impl.crypto.Trust.Verdict.Trusted;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Octets;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

class TrustProperties {
    private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");
    private static final Trust ANYONE = new Anyone();
    private static final Trust ROOT = Anchors.ofPem(PemFile.read("root"));
    private static final Trust P256 =
            new Fingerprints(Set.of(chain("p256").fingerprint(Hash.SHA256)));

    @Example
    void a_path_to_an_anchor_is_trusted() {
        assertThat(ROOT.judge(chain("leaf", "intermediate"), NOW)).isInstanceOf(Trusted.class);
        assertThat(ROOT.judge(chain("leaf", "intermediate", "root"), NOW))
                .isInstanceOf(Trusted.class);
    }

    @Example
    void an_anchor_may_be_the_peers_own_certificate() {
        for (String name : List.of("p256", "p384", "ed25519", "rsa")) {
            var anchors = Anchors.ofPem(PemFile.read(name));
            assertThat(anchors.judge(chain(name), NOW)).as(name).isInstanceOf(Trusted.class);
        }
        for (var kind : KeyKind.values()) {
            var chain = Identity.demonstration("alice", Entropy.of(1), kind).chain();
            var anchors = new Anchors(chain.certificates());
            assertThat(anchors.judge(chain, NOW)).as(kind.name()).isInstanceOf(Trusted.class);
        }
    }

    @Example
    void a_path_that_ends_elsewhere_is_refused() {
        isRefused(ROOT.judge(chain("leaf"), NOW), Alert.UNKNOWN_CA);
        isRefused(ROOT.judge(chain("p256"), NOW), Alert.UNKNOWN_CA);
    }

    @Example
    void a_path_with_a_gap_or_the_wrong_way_round_is_refused() {
        isRefused(ROOT.judge(chain("p256", "intermediate"), NOW), Alert.BAD_CERTIFICATE);
        isRefused(ROOT.judge(chain("intermediate", "leaf"), NOW), Alert.UNKNOWN_CA);
    }

    @Example
    void a_leaf_does_not_vouch_for_others() {
        var anchors = Anchors.ofPem(PemFile.read("p384"));
        isRefused(anchors.judge(chain("p256", "p384"), NOW), Alert.BAD_CERTIFICATE);
    }

    @Example
    void a_certificate_out_of_its_time_is_refused() {
        var chain = chain("leaf", "intermediate");
        var before = Instant.parse("2000-01-01T00:00:00Z");
        var after = Instant.parse("2999-01-01T00:00:00Z");
        isRefused(ROOT.judge(chain, before), Alert.CERTIFICATE_EXPIRED);
        isRefused(ROOT.judge(chain, after), Alert.CERTIFICATE_EXPIRED);
    }

    @Example
    void a_certificate_with_a_bad_signature_is_refused() {
        byte[] leaf = chain("leaf").leaf().toArray();
        leaf[leaf.length - 1] ^= 1;
        var chain = new CertificateChain(List.of(Octets.of(leaf), chain("intermediate").leaf()));
        isRefused(ROOT.judge(chain, NOW), Alert.BAD_CERTIFICATE);
    }

    @Example
    void a_fingerprint_is_trusted_at_any_time_and_no_other() {
        assertThat(P256.judge(chain("p256"), Instant.EPOCH)).isInstanceOf(Trusted.class);
        isRefused(P256.judge(chain("rsa"), NOW), Alert.BAD_CERTIFICATE);
    }

    @Example
    void anyone_is_trusted_who_has_a_key_that_we_can_use() {
        assertThat(ANYONE.judge(chain("rsa"), NOW)).isInstanceOf(Trusted.class);
        isRefused(ANYONE.judge(chain("p521"), NOW), Alert.UNSUPPORTED_CERTIFICATE);
        isRefused(ANYONE.judge(chain("rsa1024"), NOW), Alert.UNSUPPORTED_CERTIFICATE);
    }

    @Example
    void no_certificate_is_refused() {
        for (Trust trust : List.of(ANYONE, ROOT, P256))
            isRefused(trust.judge(CertificateChain.NONE, NOW), Alert.HANDSHAKE_FAILURE);
    }

    @Property(tries = 300)
    void any_bytes_are_refused(@ForAll @Size(min = 1) byte[] bytes) {
        var chain = new CertificateChain(List.of(Octets.of(bytes)));
        for (Trust trust : List.of(ANYONE, ROOT, P256))
            isRefused(trust.judge(chain, NOW), Alert.BAD_CERTIFICATE);
        assertThat(chain.publicKey()).isEmpty();
    }

    @Property(tries = 300)
    void a_damaged_certificate_is_an_outcome(@ForAll int at, @ForAll byte other) {
        byte[] leaf = chain("leaf").leaf().toArray();
        leaf[Math.floorMod(at, leaf.length)] = other;
        var chain = new CertificateChain(List.of(Octets.of(leaf), chain("intermediate").leaf()));
        boolean same = chain.equals(chain("leaf", "intermediate"));
        assertThat(ROOT.judge(chain, NOW) instanceof Trusted).isEqualTo(same);
        assertThat(ANYONE.judge(chain, NOW)).isNotNull();
    }

    @Example
    void a_fingerprint_is_written_as_rfc_8122_says() {
        var text =
                "sha-256 16:A3:E1:76:CF:A2:6E:AE:3D:B5:04:03:01:F2:EE:D7:"
                        + "8F:6C:34:DA:EF:A3:50:A6:FF:46:C0:5D:3A:FF:0E:37";
        var fingerprint = chain("p256").fingerprint(Hash.SHA256);
        assertThat(fingerprint.text()).isEqualTo(text);
        assertThat(Fingerprint.parse(text)).isEqualTo(fingerprint);
        assertThat(Fingerprint.parse(text.toLowerCase(Locale.ROOT))).isEqualTo(fingerprint);
    }

    @Example
    void what_is_no_fingerprint_is_the_callers_error() {
        for (String text :
                List.of("", "sha-256", "md5 AB", "sha-256 AB:CD", "sha-256 ABCD", "sha-1 X"))
            assertThatThrownBy(() -> Fingerprint.parse(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class);
    }

    @Example
    void an_anchor_that_is_no_certificate_is_the_callers_error() {
        assertThatThrownBy(() -> new Anchors(List.of(Octets.hex("3000"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Anchors(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void isRefused(Verdict verdict, Alert alert) {
        assertThat(verdict).isInstanceOf(Distrusted.class);
        assertThat(((Distrusted) verdict).alert()).as(verdict.toString()).isEqualTo(alert);
    }

    private static CertificateChain chain(String... names) {
        var certificates = new ArrayList<Octets>();
        for (String name : names) certificates.addAll(Pem.certificates(PemFile.read(name)));
        return new CertificateChain(certificates);
    }
}
