package dtlskeying.impl.dtls;

import dtlskeying.impl.Step;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.dtls.DataProtection;
import dtlskeying.spec.dtls.DtlsVersion;
import dtlskeying.spec.srtp.Mki;

import java.util.List;

/**
 * One end of an association of whatever version of DTLS, without sockets, clocks or threads: what
 * somebody needs who wants its keys, and does not care where they come from.
 *
 * <p>It is an immutable value: {@link #on} gives the association after an input and leaves this one
 * as it was.
 */
public interface DtlsAssociation {
    /** Takes one input; any input is answered at any time. */
    Step<? extends DtlsAssociation, Effect> on(Input input);

    /**
     * Ends it because of something that it does not see itself: a fatal alert says so.
     *
     * @param clause the rule that was broken
     * @param now milliseconds, as of the inputs
     */
    Step<? extends DtlsAssociation, Effect> abort(Alert alert, Clause clause, long now);

    /** When the next tick is due, in milliseconds; {@link Long#MAX_VALUE} if none is. */
    long deadline();

    /** Which end this is. */
    Role role();

    /**
     * Whether a handshake is complete and the association neither closed nor failed. It stays so
     * while another handshake is under way: until that one is complete, the keys are the old ones.
     */
    boolean isEstablished();

    /** Whether another handshake is under way, or asked for, after the first. */
    boolean isRehandshaking();

    /** How many handshakes are complete. */
    int handshakes();

    /** Whether the association is closed or has failed, for good. */
    boolean isOver();

    /** Whether this is a server that has kept nothing of any client yet, or an idle client. */
    boolean isIdle();

    /**
     * The version that both ends speak.
     *
     * @throws IllegalStateException if that is not settled yet
     */
    DtlsVersion version();

    /**
     * What protects the data.
     *
     * @throws IllegalStateException if the handshake is not complete
     */
    DataProtection dataProtection();

    /** The IANA name of the latest handshake's suite; as {@link #dataProtection()} otherwise. */
    String suiteName();

    /**
     * Keying material for somebody else, such as SRTP, without a context (RFC 5705 §4, RFC 8446
     * §7.5).
     *
     * @param length in bytes
     * @throws IllegalStateException if the handshake is not complete
     */
    Secret export(String label, int length);

    /** The same with a context, 0 to 65,535 bytes; for DTLS 1.2 an empty one is not none. */
    Secret export(String label, Octets context, int length);

    /**
     * An MKI for the next handshake that no earlier one had: the latest counted up, or none if the
     * latest was none.
     */
    Mki nextMki();

    /**
     * The lines of a key log (RFC 9850 §2.2) that let a capture of the latest handshake and its
     * records be read. They hold secrets: whoever writes them down gives the keys away.
     *
     * @throws IllegalStateException if the handshake is not complete
     */
    List<String> keyLogLines();

    /**
     * Further lines in the form of {@link #keyLogLines()}, under a label of our own that other
     * readers skip: the result of the key exchange, from which the whole key schedule can be shown.
     * None where it is not kept: in DTLS 1.2, and after an extended key update.
     */
    default List<String> keyExchangeLines() {
        return List.of();
    }
}
