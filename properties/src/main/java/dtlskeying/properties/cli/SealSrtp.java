package dtlskeying.properties.cli;

import dtlskeying.impl.srtp.SessionKeys;
import dtlskeying.impl.srtp.SrtpPackets;
import dtlskeying.impl.srtp.SrtpPackets.Result;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.SrtpTransformSpec;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code seal srtp}: an RTP or RTCP packet becomes an SRTP or SRTCP packet. */
@Command(
        name = "srtp",
        description =
                "The SRTP or SRTCP packet that protects an RTP or RTCP packet"
                        + " (RFC 3711, RFC 7714).",
        footer = {
            "",
            "Example:",
            "  dtls-keying seal srtp --profile SRTP_AEAD_AES_128_GCM \\",
            "    --key 000102030405060708090a0b0c0d0e0f --salt 517569642070726f2071756f \\",
            "    8040f17b8041f8d35501a0b247616c6c6961"
        })
final class SealSrtp extends OnePacket {
    @Option(
            names = "--index",
            paramLabel = "N",
            defaultValue = "0",
            description = "SRTCP: the index, 0 to 2^31-1 (default: 0).")
    private long index;

    @Override
    Result process(PacketKind kind, SessionKeys keys) {
        if (index < 0 || index >= SrtpTransformSpec.RTCP_INDICES)
            throw misuse("--index is from 0 to 2^31-1, not " + index);
        return switch (kind) {
            case RTP -> SrtpPackets.protectRtp(keys, mki(), rollover(), packet());
            case RTCP -> SrtpPackets.protectRtcp(keys, mki(), index, packet());
        };
    }
}
