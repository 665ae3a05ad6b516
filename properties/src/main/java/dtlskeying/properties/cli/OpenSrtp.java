package dtlskeying.properties.cli;

import dtlskeying.impl.srtp.SessionKeys;
import dtlskeying.impl.srtp.SrtpPackets;
import dtlskeying.impl.srtp.SrtpPackets.Result;
import dtlskeying.spec.srtp.PacketKind;

import picocli.CommandLine.Command;

/** {@code open srtp}: the packet that an SRTP or SRTCP packet protects, or why there is none. */
@Command(
        name = "srtp",
        description =
                "What an SRTP or SRTCP packet protects, or the clause by which it is refused"
                        + " (RFC 3711, RFC 7714).",
        footer = {
            "",
            "Example:",
            "  dtls-keying open srtp --profile SRTP_AEAD_AES_128_GCM \\",
            "    --key 000102030405060708090a0b0c0d0e0f --salt 517569642070726f2071756f \\",
            "    8040f17b8041f8d35501a0b292cb0ecff0a07deedaa292bc91b4ade111c9d575aa23"
        })
final class OpenSrtp extends OnePacket {
    @Override
    Result process(PacketKind kind, SessionKeys keys) {
        return switch (kind) {
            case RTP -> SrtpPackets.unprotectRtp(keys, mki(), rollover(), packet());
            case RTCP -> SrtpPackets.unprotectRtcp(keys, mki(), packet());
        };
    }
}
