package dtlskeying.properties.probe;

import static dtlskeying.properties.probe.MediaCases.MKI;
import static dtlskeying.properties.probe.MediaCases.keyed;
import static dtlskeying.properties.probe.ProbeCase.toBoth;

import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.srtp.Mki;

import java.util.ArrayList;
import java.util.List;

/** §5.2: media around a re-handshake, at peers that have one and send back what they take. */
final class RekeyMediaCases {
    /** The epoch of Finished in the second handshake. */
    private static final long SECOND_KEYS = 2;

    /** Clocks of seconds, and a peer that counts from another moment than we do. */
    private static final long MARGIN = 2_000;

    private RekeyMediaCases() {}

    static List<ProbeCase> all() {
        return List.of(
                toBoth(
                        "new-keys-protect",
                        "dtls-srtp/5.2/b",
                        "shakes hands again, and sends a packet under the new keys",
                        "it is taken, and what comes from the peer is under the new keys",
                        rekeyed(Mki.NONE, RekeyMediaCases::newKeysProtect)),
                toBoth(
                        "media-meanwhile",
                        "dtls-srtp/5.2/a",
                        "sends media under the old keys ahead of each message of another handshake",
                        "it is taken",
                        keyed(Mki.NONE, RekeyMediaCases::meanwhile)),
                toBoth(
                        "new-keys-before-finished",
                        "dtls-srtp/5.2/g",
                        "sends media under the keys to come ahead of its second Finished",
                        "nothing of it is taken until the handshake is complete",
                        keyed(Mki.NONE, RekeyMediaCases::beforeFinished)),
                toBoth(
                        "old-keys-at-once",
                        "dtls-srtp/5.2/c",
                        "sends a packet under the old keys right after another handshake",
                        "it is taken",
                        rekeyed(Mki.NONE, (both, stage) -> late(both, 0, stage))),
                toBoth(
                        "old-keys-within-msl",
                        "dtls-srtp/5.2/c",
                        "sends a packet under the old keys half a segment lifetime after another"
                                + " handshake",
                        "it is taken",
                        rekeyed(
                                Mki.NONE,
                                (both, stage) -> late(both, stage.segmentLifetime() / 2, stage))),
                toBoth(
                        "old-keys-after-msl",
                        "dtls-srtp/5.2/c",
                        "sends a packet under the old keys when the segment lifetime is over",
                        "it is discarded",
                        rekeyed(Mki.NONE, RekeyMediaCases::tooLate)),
                toBoth(
                        "mki-selects-keys",
                        "dtls-srtp/5.2/d",
                        "sends a packet under the old keys with the MKI of the new ones",
                        "it is discarded: no other set is tried",
                        rekeyed(MKI, RekeyMediaCases::otherMki)));
    }

    /** Media with the keys of two handshakes. */
    private record Both(MediaPlayer media, MediaKeys older, MediaKeys newer) {}

    private interface Play {
        Finding of(Both both, Stage stage);
    }

    private static Scenario rekeyed(Mki mki, Play play) {
        return keyed(
                mki,
                (media, older, stage) -> {
                    if (!mki.isNone() && older.terms().mki().isNone())
                        return new Finding.Unmet("no MKI is agreed");
                    if (!isRekeyed(media.player(), stage)) return noSecond(media.player());
                    return play.of(new Both(media, older, media.newest().orElseThrow()), stage);
                });
    }

    private static boolean isRekeyed(Player player, Stage stage) {
        player.take(new Input.Rehandshake(player.engine().nextMki(), player.now()));
        player.until(
                () -> player.engine().handshakes() > 1 || player.isRefused(), stage.patience());
        return player.engine().handshakes() > 1;
    }

    private static Finding noSecond(Player player) {
        return new Finding.Unmet(
                player.isRefused()
                        ? "another handshake ends by " + Answers.alert(player.alert().getAsInt())
                        : "the peer does not want another handshake");
    }

    private static Finding newKeysProtect(Both both, Stage stage) {
        var media = both.media();
        Octets packet = media.packet();
        media.say(both.newer(), packet);
        if (!media.comesBack(packet, stage.patience()))
            return new Finding.Silence("a packet under the new keys does not come back");
        return media.back(packet).orElseThrow().keys().equals(both.newer())
                ? new Finding.Kept("it comes back under the new keys")
                : new Finding.Broken("it comes back under the old keys");
    }

    private static Finding meanwhile(MediaPlayer media, MediaKeys older, Stage stage) {
        var packets = new ArrayList<Octets>();
        media.player()
                .saying(datagram -> {
                    Octets packet = media.packet();
                    packets.add(packet);
                    return List.of(older.sealed(media.own(), packet), datagram);
                });
        if (!isRekeyed(media.player(), stage)) return noSecond(media.player());
        media.player().saying(List::of);
        media.newest();
        for (Octets packet : packets)
            if (!media.comesBack(packet, stage.patience()))
                return new Finding.Silence(
                        "of %d packets in a handshake, number %d does not come back"
                                .formatted(packets.size(), packets.indexOf(packet) + 1));
        return new Finding.Kept("%d packets come back".formatted(packets.size()));
    }

    private static Finding beforeFinished(MediaPlayer media, MediaKeys older, Stage stage) {
        var player = media.player();
        var finished = new Mischief.Withholding(SECOND_KEYS);
        player.saying(finished);
        player.take(new Input.Rehandshake(player.engine().nextMki(), player.now()));
        if (!player.until(() -> !finished.kept().isEmpty(), stage.patience()))
            return noSecond(player);
        MediaKeys newer = media.newest().orElseThrow();
        Octets early = media.packet();
        media.say(newer, early);
        if (media.comesBack(early, Answers.SOON))
            return new Finding.Broken("it comes back before Finished is said");
        player.saying(List::of).say(finished.kept());
        return player.until(() -> player.engine().handshakes() > 1, stage.patience())
                ? MediaCases.alive(media, newer, stage, "the handshake")
                : new Finding.Silence("the handshake is not complete any more");
    }

    private static Finding late(Both both, long millis, Stage stage) {
        both.media().player().listen(millis);
        Octets packet = both.media().packet();
        both.media().say(both.older(), packet);
        return MediaCases.taken(both.media(), packet, stage, "a packet under the old keys");
    }

    private static Finding tooLate(Both both, Stage stage) {
        both.media().player().listen(stage.segmentLifetime() + MARGIN);
        Octets packet = both.media().packet();
        both.media().say(both.older(), packet);
        return MediaCases.notTaken(
                both.media(), both.newer(), packet, stage, "a packet under the old keys");
    }

    private static Finding otherMki(Both both, Stage stage) {
        Octets packet = both.media().packet();
        both.media().say(both.older().with(both.newer().terms().mki()), packet);
        return MediaCases.notTaken(
                both.media(), both.newer(), packet, stage, "a packet with the other MKI");
    }
}
