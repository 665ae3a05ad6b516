package dtlskeying.properties.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.dtls12.Settings;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;

import java.nio.file.Path;
import java.util.List;

/** What each end of one handshake says of it. */
record Ends(Outcome ours, Outcome theirs) {
    /** Our client and a server of OpenSSL's that takes one profile. */
    static Ends withOpensslServer(
            Path directory, Parties parties, Settings settings, ProtectionProfile profile) {
        try (var theirs =
                        OpensslPeer.server(directory, parties.server(), parties.client(), profile);
                var ours = OurPeer.client(theirs.port(), settings)) {
            return new Ends(ours.outcome(), theirs.outcome());
        }
    }

    /** Our server and a client of OpenSSL's that offers one profile. */
    static Ends withOpensslClient(
            Path directory, Parties parties, Settings settings, ProtectionProfile profile) {
        try (var ours = OurPeer.server(settings);
                var theirs =
                        OpensslPeer.client(
                                ours.port(),
                                directory,
                                parties.client(),
                                parties.server(),
                                List.of(profile))) {
            return new Ends(ours.outcome(), theirs.outcome());
        }
    }

    /** Both have the same profile, MKI and exported bytes, and these are the ones expected. */
    void assertAgreed(ProtectionProfile profile, Mki mki) {
        assertThat(ours)
                .isEqualTo(theirs)
                .isInstanceOfSatisfying(
                        Outcome.Agreed.class,
                        agreed -> {
                            assertThat(agreed.profile()).isEqualTo(profile);
                            assertThat(agreed.mki()).isEqualTo(mki);
                            assertThat(agreed.exported().length())
                                    .isEqualTo(profile.exportLength());
                        });
    }

    /** Both have completed the handshake, and neither uses SRTP. */
    void assertWithoutSrtp() {
        assertThat(List.of(ours, theirs)).containsOnly(new Outcome.WithoutSrtp());
    }

    /**
     * Neither has an association.
     *
     * @param reason words of ours about it
     */
    void assertFailed(String reason) {
        assertThat(theirs).isInstanceOf(Outcome.Failed.class);
        assertThat(ours)
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.reason()).contains(reason));
    }
}
