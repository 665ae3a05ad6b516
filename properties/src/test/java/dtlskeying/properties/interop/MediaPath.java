package dtlskeying.properties.interop;

import dtlskeying.impl.srtp.FirstBytes;
import dtlskeying.spec.Octets;

/**
 * A loopback path between one end of ours and a pipeline that listens on one port and sends from
 * another. Handshakes pass through; media is put in and taken out here, by the test.
 */
final class MediaPath implements AutoCloseable {
    private final Socket near = Socket.open();
    private final Socket far = Socket.open();
    private final Growing<Octets> media = new Growing<>();
    private volatile int ours;
    private volatile int theirs;
    private int taken;

    private MediaPath(int ours) {
        this.ours = ours;
    }

    /** A path for whoever comes, a client of ours. */
    static MediaPath open() {
        return new MediaPath(0);
    }

    /** A path to our server on that port. */
    static MediaPath to(int port) {
        return new MediaPath(port);
    }

    /** The path goes on to the port that the pipeline listens on. */
    void lead(int port) {
        theirs = port;
        Thread.ofVirtual().start(() -> near.pump(this::fromOurs));
        Thread.ofVirtual().start(() -> far.pump(this::fromTheirs));
    }

    /** The port that our end knows as its peer's. */
    int port() {
        return near.port();
    }

    /** The port that the pipeline sends to. */
    int returnPort() {
        return far.port();
    }

    /** Sends a media packet into the pipeline, as if from our end. */
    void inject(Octets packet) {
        far.send(packet, theirs);
    }

    /** The next media packet that comes out of the pipeline. */
    Octets media() {
        return media.at(taken++);
    }

    @Override
    public void close() {
        near.close();
        far.close();
    }

    private void fromOurs(Octets datagram, int port) {
        ours = port;
        far.send(datagram, theirs);
    }

    private void fromTheirs(Octets datagram, int port) {
        switch (FirstBytes.FIGURE_7.pathOf(datagram)) {
            case FirstBytes.Path.Media() -> media.add(datagram);
            case FirstBytes.Path _ -> near.send(datagram, ours);
        }
    }
}
