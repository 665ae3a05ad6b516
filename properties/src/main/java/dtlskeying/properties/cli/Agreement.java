package dtlskeying.properties.cli;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls.DtlsAssociation;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.DataProtection;
import dtlskeying.spec.dtls.DtlsVersion;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * What one handshake has agreed on, as one end sees it.
 *
 * @param version which DTLS
 * @param suite the cipher suite of the records, by its IANA name
 * @param srtp profile and MKI
 * @param exported the block that the SRTP keys are cut from
 * @param peerCertificates in DER, the peer's own first
 */
record Agreement(
        DtlsVersion version,
        String suite,
        DataProtection.Srtp srtp,
        Secret exported,
        List<Octets> peerCertificates) {
    /** That of an association whose latest handshake is complete and has agreed on SRTP. */
    static Agreement of(
            DtlsAssociation association, DataProtection.Srtp srtp, List<Octets> peerCertificates) {
        int length = srtp.profile().exportLength();
        return new Agreement(
                association.version(),
                association.suiteName(),
                srtp,
                association.export(SrtpKeyDerivationSpec.LABEL, length),
                List.copyOf(peerCertificates));
    }

    /** Keys and salts of both ends. */
    MasterKeys keys() {
        return MasterKeys.cut(srtp.profile(), exported);
    }

    void writeTo(ObjectNode json) {
        json.put("version", version.text());
        json.put("suite", suite);
        json.put("profile", srtp.profile().name());
        json.put("mki", srtp.mki().value().toHex());
        json.put("exported", exported.octets().toHex());
        keys().writeTo(json);
    }
}
