package dtlskeying.impl.srtp;

import dtlskeying.spec.srtp.PacketKind;

/**
 * The half that a session does not carry: its keys were discarded (§4.2). Nothing can be protected,
 * which is the caller's error, and nothing that arrives verifies.
 */
record NoKeys(PacketKind kind) implements PacketProtection {
    @Override
    public void sealRtp(
            byte[] source,
            int offset,
            int length,
            int header,
            long index,
            byte[] target,
            int at,
            Trailer trailer) {
        throw new IllegalStateException("this session keeps no keys for " + kind);
    }

    @Override
    public boolean openRtp(
            byte[] source,
            int offset,
            int length,
            int header,
            long index,
            byte[] target,
            int at,
            Trailer trailer) {
        return false;
    }

    @Override
    public void sealRtcp(
            byte[] source,
            int offset,
            int length,
            int index,
            byte[] target,
            int at,
            Trailer trailer) {
        throw new IllegalStateException("this session keeps no keys for " + kind);
    }

    @Override
    public boolean openRtcp(
            byte[] source, int offset, int length, byte[] target, int at, Trailer trailer) {
        return false;
    }
}
