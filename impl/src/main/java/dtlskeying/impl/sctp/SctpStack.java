package dtlskeying.impl.sctp;

/** Something that makes SCTP associations: a library, or another implementation. */
public interface SctpStack {
    /** A new association that nothing has been sent for yet. */
    SctpAssociation associate(SctpSettings settings);
}
