/** An association and the media that its handshakes key, put together without sockets or clocks. */
package dtlskeying.impl.endpoint;
