package dtlskeying.properties.capture;

import dtlskeying.spec.Octets;

import java.net.InetSocketAddress;

/**
 * A UDP datagram in a capture.
 *
 * @param number of the packet in the file, from 1, as Wireshark counts
 * @param at where the packet begins in the file, in bytes
 * @param nanos when, after the beginning of 1970; 0 if the file does not say
 * @param from who sent it
 * @param to whom it was sent to
 * @param payload what follows the UDP header
 */
public record CapturedPacket(
        long number,
        long at,
        long nanos,
        InetSocketAddress from,
        InetSocketAddress to,
        Octets payload) {}
