package dtlskeying.model.chunk;

import dtlskeying.spec.chunk.KeyUse;

/**
 * The last epochs of which one end has set keys, 2 before the first.
 *
 * @param receive of the keys that open packets
 * @param send of the keys that protect them
 * @param restartReceive of the keys that open packets after a restart
 * @param restartSend of the keys that protect them
 */
public record InstalledKeys(long receive, long send, long restartReceive, long restartSend) {
    /** Before the first key. */
    public static final InstalledKeys NONE = new InstalledKeys(2, 2, 2, 2);

    /** The last epoch of the receive keys of that use. */
    public long receive(KeyUse use) {
        return use == KeyUse.PRIMARY ? receive : restartReceive;
    }

    /** The last epoch of the send keys of that use. */
    public long send(KeyUse use) {
        return use == KeyUse.PRIMARY ? send : restartSend;
    }

    /** With the receive key of that use and epoch. */
    public InstalledKeys receiving(KeyUse use, long epoch) {
        return use == KeyUse.PRIMARY
                ? new InstalledKeys(epoch, send, restartReceive, restartSend)
                : new InstalledKeys(receive, send, epoch, restartSend);
    }

    /** With the send key of that use and epoch. */
    public InstalledKeys sending(KeyUse use, long epoch) {
        return use == KeyUse.PRIMARY
                ? new InstalledKeys(receive, epoch, restartReceive, restartSend)
                : new InstalledKeys(receive, send, restartReceive, epoch);
    }
}
