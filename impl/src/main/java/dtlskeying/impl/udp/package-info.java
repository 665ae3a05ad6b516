/** Associations over UDP: the only place with sockets and a clock. */
package dtlskeying.impl.udp;
