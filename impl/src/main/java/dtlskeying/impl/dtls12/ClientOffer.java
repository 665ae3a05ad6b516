package dtlskeying.impl.dtls12;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.dtls.SrtpExtension;
import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.EcPointFormats;
import dtlskeying.impl.dtls.message.ExtendedMasterSecret;
import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.message.ProtocolVersion;
import dtlskeying.impl.dtls.message.RenegotiationInfo;
import dtlskeying.impl.dtls.message.SignatureAlgorithms;
import dtlskeying.impl.dtls.message.SupportedGroups;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Octets;

import java.util.ArrayList;
import java.util.List;

/** The first hello of a client: everything that it takes, best first. */
@Cites({"rfc5246/7.4.1.2/b", "rfc7627/5.3/a"})
record ClientOffer(
        Settings settings, Entropy entropy, EarlierHandshakes earlier, SessionOffer session) {
    private static final int RANDOM_LENGTH = 32;

    ClientHello hello() {
        return new ClientHello(
                ProtocolVersion.DTLS_1_2,
                entropy.bytes("client random", RANDOM_LENGTH),
                session.id(),
                Octets.EMPTY,
                settings.suites().stream().map(CipherSuite::code).toList(),
                List.of(0),
                extensions());
    }

    private Extensions extensions() {
        List<Extension> list = new ArrayList<>();
        list.add(new RenegotiationInfo(earlier.shownByClient()).toExtension());
        list.add(new ExtendedMasterSecret().toExtension());
        list.add(SupportedGroups.of(settings.groups()).toExtension());
        list.add(EcPointFormats.UNCOMPRESSED.toExtension());
        list.add(SignatureAlgorithms.of(settings.schemes()).toExtension());
        Octets srtp = new SrtpExtension(settings.srtp(), earlier.mkis()).offer();
        if (!srtp.isEmpty()) list.add(new Extension(ExtensionType.USE_SRTP, srtp));
        return new Extensions(list);
    }
}
