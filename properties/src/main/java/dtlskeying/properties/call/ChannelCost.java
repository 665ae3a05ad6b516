package dtlskeying.properties.call;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.spec.srtp.ChannelSetupSpec.Input.Wanted;

/**
 * What it cost to set up one channel. Times are milliseconds since the call began; bytes are those
 * of the UDP datagrams of both ends, without headers of UDP and IP.
 *
 * @param wanted the pair of ports
 * @param resumed whether an earlier session was taken up
 * @param bytes of all datagrams
 * @param datagrams of both ends
 * @param records in them
 * @param clientReady when the client could send and open SRTP
 * @param serverReady when the server could
 * @param exported the keying material, equal at both ends
 */
public record ChannelCost(
        Wanted wanted,
        boolean resumed,
        int bytes,
        int datagrams,
        int records,
        long clientReady,
        long serverReady,
        Secret exported) {}
