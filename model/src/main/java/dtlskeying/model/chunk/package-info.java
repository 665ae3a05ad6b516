/**
 * What draft-tuexen-tsvwg-dtls-chunk-key-management-00 permits, one relation a chapter, written
 * from the text alone.
 */
package dtlskeying.model.chunk;
