/** What the text permits to the parts that DTLS 1.2 and 1.3 share. */
package dtlskeying.model.dtls;
