package dtlskeying.impl.dtls13;

import dtlskeying.spec.dtls.DataProtection;

/**
 * What the encrypted extensions settle.
 *
 * @param data what will protect the data
 * @param readSize the most bytes of content, type and padding in a record that this end reads
 * @param writeSize the same for what it sends
 * @param flags those of tls_flags that both ends have
 */
record Extras(DataProtection data, int readSize, int writeSize, Flags flags) {}
