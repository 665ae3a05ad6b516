package dtlskeying.properties.probe;

import dtlskeying.impl.dtls12.Association;
import dtlskeying.impl.srtp.FirstBytes;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Media beside an association of DTLS 1.2. What the peer makes of a packet is seen where it sends
 * back the payloads that it has taken, from a source of its own.
 */
final class MediaPlayer {
    /** Our source, where a case does not need another one. */
    static final int SOURCE = 0x50524f42;

    private static final Octets WORDS = Octets.of("probe ".getBytes(StandardCharsets.US_ASCII));
    private static final int HEADER = 12;
    private static final int FIRST_SEQUENCE = 1_000;

    private final Player player;
    private final List<MediaKeys> known = new ArrayList<>();
    private final List<Returned> returned = new ArrayList<>();
    private int scanned;
    private int made;

    MediaPlayer(Player player) {
        this.player = player;
    }

    /**
     * A packet of media that came from the peer.
     *
     * @param packet as it was before it was protected
     * @param keys by which it opens
     */
    record Returned(Octets datagram, Octets packet, MediaKeys keys) {}

    /** The keys of the latest handshake, complete or not; none without SRTP, or before its keys. */
    Optional<MediaKeys> newest() {
        var newest = MediaKeys.newest((Association) player.engine());
        newest.filter(keys -> !known.contains(keys)).ifPresent(known::addFirst);
        return newest;
    }

    /** A packet of our source, with the next sequence number and a payload that no other has. */
    Octets packet() {
        return packet(SOURCE, FIRST_SEQUENCE + made);
    }

    /** A packet of that source, with a payload that no other has. */
    Octets packet(int source, int number) {
        return Octets.of(
                ByteBuffer.allocate(HEADER + WORDS.length() + Integer.BYTES)
                        .put((byte) 0x80)
                        .put((byte) 0)
                        .putShort((short) number)
                        .putInt(160 * number)
                        .putInt(source)
                        .put(WORDS.toArray())
                        .putInt(made++)
                        .array());
    }

    /** Sends a packet under those keys. */
    void say(MediaKeys keys, Octets packet) {
        player.say(keys.sealed(own(), packet));
    }

    Player player() {
        return player;
    }

    Role own() {
        return player.engine().role();
    }

    /** Whether the payload of that packet comes back within so many milliseconds. */
    boolean comesBack(Octets packet, long millis) {
        player.until(() -> back(packet).isPresent(), millis);
        return back(packet).isPresent();
    }

    /** What brought the payload of that packet back. */
    Optional<Returned> back(Octets packet) {
        return allBack(packet).findFirst();
    }

    /** How often the payload of that packet has come back. */
    long count(Octets packet) {
        return allBack(packet).count();
    }

    private Stream<Returned> allBack(Octets packet) {
        return returned().stream().filter(each -> payload(each.packet()).equals(payload(packet)));
    }

    /** What has come that one of the keys opens. */
    List<Returned> returned() {
        var media = media();
        for (; scanned < media.size(); scanned++) {
            Octets datagram = media.get(scanned);
            known.stream()
                    .flatMap(keys ->
                            keys.opened(own(), datagram).stream()
                                    .map(packet -> new Returned(datagram, packet, keys)))
                    .findFirst()
                    .ifPresent(returned::add);
        }
        return returned;
    }

    /** Whatever came that looks like media. */
    List<Octets> media() {
        return player.heard().datagrams().stream()
                .filter(datagram ->
                        FirstBytes.FIGURE_7.pathOf(datagram) instanceof FirstBytes.Path.Media)
                .toList();
    }

    private static Octets payload(Octets packet) {
        return packet.slice(Math.min(HEADER, packet.length()), packet.length());
    }
}
