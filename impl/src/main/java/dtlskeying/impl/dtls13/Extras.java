package dtlskeying.impl.dtls13;

import dtlskeying.spec.dtls.DataProtection;

/**
 * What the encrypted extensions settle.
 *
 * @param data what will protect the data
 * @param sizes how long records of traffic may be
 * @param flags those of tls_flags that both ends have
 */
record Extras(DataProtection data, RecordSizes sizes, Flags flags) {}
