package dtlskeying.impl.dtls12;

/** Epoch 0: records travel as they are. */
final class NoProtection implements RecordProtection {
    @Override
    public int expansion() {
        return 0;
    }

    @Override
    public int seal(
            int type,
            int version,
            long number,
            byte[] content,
            int from,
            int length,
            byte[] target,
            int at) {
        System.arraycopy(content, from, target, at, length);
        return length;
    }

    @Override
    public int open(
            int type,
            int version,
            long number,
            byte[] sealed,
            int from,
            int length,
            byte[] target,
            int at) {
        System.arraycopy(sealed, from, target, at, length);
        return length;
    }

    @Override
    public String toString() {
        return "no protection";
    }
}
