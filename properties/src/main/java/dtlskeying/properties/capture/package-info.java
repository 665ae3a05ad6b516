/** Captures: what was on the wire, in files that tshark and Wireshark read. */
package dtlskeying.properties.capture;
