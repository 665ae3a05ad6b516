package dtlskeying.impl.versions;

import dtlskeying.impl.Step;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls.DtlsAssociation;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.DataProtection;
import dtlskeying.spec.dtls.DtlsVersion;
import dtlskeying.spec.srtp.Mki;

import java.util.List;

/**
 * An association whose version is not settled: nothing is agreed on, and nothing can be exported.
 */
interface Undecided extends DtlsAssociation {
    /** Who speaks as long as nothing is settled. */
    DtlsAssociation speaker();

    @Override
    default Step<? extends DtlsAssociation, Effect> abort(Alert alert, Clause clause, long now) {
        return speaker().abort(alert, clause, now);
    }

    @Override
    default long deadline() {
        return speaker().deadline();
    }

    @Override
    default boolean isEstablished() {
        return false;
    }

    @Override
    default boolean isRehandshaking() {
        return false;
    }

    @Override
    default int handshakes() {
        return 0;
    }

    @Override
    default boolean isOver() {
        return false;
    }

    @Override
    default DtlsVersion version() {
        throw new IllegalStateException("the version is not settled");
    }

    @Override
    default DataProtection dataProtection() {
        return speaker().dataProtection();
    }

    @Override
    default String suiteName() {
        return speaker().suiteName();
    }

    @Override
    default Secret export(String label, int length) {
        return speaker().export(label, length);
    }

    @Override
    default Secret export(String label, Octets context, int length) {
        return speaker().export(label, context, length);
    }

    @Override
    default Mki nextMki() {
        return speaker().nextMki();
    }

    @Override
    default List<String> keyLogLines() {
        return speaker().keyLogLines();
    }

    @Override
    default List<String> keyExchangeLines() {
        return speaker().keyExchangeLines();
    }
}
