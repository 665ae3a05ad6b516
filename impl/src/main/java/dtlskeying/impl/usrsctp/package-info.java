/**
 * SCTP by the userland stack of the FreeBSD project, libusrsctp, through {@code java.lang.foreign}:
 * no native code of ours. Packets pass through Java on both sides of it ({@code AF_CONN}), so it
 * opens no socket and starts no thread.
 *
 * <p>Names, numbers and layouts are those of {@code usrsctp.h} 0.9.5 on Linux.
 */
package dtlskeying.impl.usrsctp;
