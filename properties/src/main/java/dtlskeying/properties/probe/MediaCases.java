package dtlskeying.properties.probe;

import static dtlskeying.properties.probe.ProbeCase.toBoth;
import static dtlskeying.properties.probe.ProbeCase.toServer;

import dtlskeying.impl.srtp.SrtpSession;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Media under the keys of one handshake, at peers that send back the payloads that they take: of
 * others nobody outside can say.
 */
final class MediaCases {
    static final Mki MKI = Mki.hex("a5c3");

    private static final int OTHER_SOURCE = 0x4f544845;
    private static final int LAST_SEQUENCE = 0xffff;

    private MediaCases() {}

    static List<ProbeCase> all() {
        var cases = new ArrayList<ProbeCase>();
        cases.addAll(own());
        cases.addAll(discarded());
        cases.addAll(sources());
        cases.add(
                toBoth(
                        "media-before-last-finished",
                        "dtls-srtp/5.1/a",
                        "sends SRTP under the keys to come ahead of its Finished",
                        "nothing of it is taken until the handshake is complete",
                        MediaCases::beforeFinished));
        return cases;
    }

    /** What is done with media, and the keys that it is under, once some has come back. */
    interface Play {
        Finding of(MediaPlayer media, MediaKeys keys, Stage stage);
    }

    /** A handshake with SRTP, and a first packet that has come back. */
    static Scenario keyed(Mki mki, Play play) {
        return stage -> {
            var terms = Stage.terms(mki, ProtectionProfile.values());
            var media = new MediaPlayer(stage.older(terms));
            if (!Answers.completes(media.player(), stage))
                return Answers.incomplete(media.player());
            var keys = media.newest();
            if (keys.isEmpty()) return new Finding.Unmet("SRTP is not agreed");
            return isReturning(media, keys.get(), stage)
                    ? play.of(media, keys.get(), stage)
                    : new Finding.Unmet("the peer sends no media back: nobody sees what it takes");
        };
    }

    private static boolean isReturning(MediaPlayer media, MediaKeys keys, Stage stage) {
        Octets first = media.packet();
        media.say(keys, first);
        return media.comesBack(first, stage.patience());
    }

    private static List<ProbeCase> own() {
        return List.of(
                toBoth(
                        "media-opens",
                        "dtls-srtp/4.2/a",
                        "sends an SRTP packet, and opens what comes from the peer",
                        "it is under the keys that the handshake gives",
                        stage -> opens(stage, Mki.NONE)),
                toBoth(
                        "media-has-mki",
                        "dtls-srtp/4.1.3/h",
                        "agrees on an MKI, and looks at the media of the peer",
                        "each packet carries it",
                        stage -> opens(stage, MKI)),
                toBoth(
                        "roll-over",
                        "rfc3711/3.3.1/a",
                        "goes on after sequence number 65535 with 0",
                        "the packet is taken",
                        keyed(Mki.NONE, MediaCases::rollOver)),
                toBoth(
                        "one-pad-twice",
                        "rfc3711/9.1/a",
                        "sends from two sources, with the same sequence numbers",
                        "no two packets of the peer have one source and one index",
                        keyed(Mki.NONE, MediaCases::pads)));
    }

    /** All media of the peer, sent back or its own, has to be under the keys. */
    private static Finding opens(Stage stage, Mki mki) {
        var media = new MediaPlayer(stage.older(Stage.terms(mki, ProtectionProfile.values())));
        if (!Answers.completes(media.player(), stage)) return Answers.incomplete(media.player());
        var keys = media.newest();
        if (keys.isEmpty()) return new Finding.Unmet("SRTP is not agreed");
        if (!mki.isNone() && keys.get().terms().mki().isNone())
            return new Finding.Unmet("no MKI is agreed");
        media.say(keys.get(), media.packet());
        media.player().until(() -> !media.media().isEmpty(), stage.patience());
        int all = media.media().size();
        if (all == 0) return new Finding.Unmet("the peer sends no media");
        return media.returned().size() == all
                ? new Finding.Kept("%d packets of the peer open".formatted(all))
                : new Finding.Broken(
                        "%d of %d packets of the peer do not open under %s, MKI %s"
                                .formatted(
                                        all - media.returned().size(),
                                        all,
                                        keys.get().terms().profile(),
                                        keys.get().terms().mki()));
    }

    private static Finding rollOver(MediaPlayer media, MediaKeys keys, Stage stage) {
        SrtpSession sender = keys.session(media.own());
        Octets before = media.packet(OTHER_SOURCE, LAST_SEQUENCE);
        media.player().say(MediaKeys.sealed(sender, before));
        if (!media.comesBack(before, stage.patience()))
            return new Finding.Silence("packet 65535 of a new source does not come back");
        Octets after = media.packet(OTHER_SOURCE, LAST_SEQUENCE + 1);
        media.player().say(MediaKeys.sealed(sender, after));
        return taken(media, after, stage, "packet 0 after packet 65535");
    }

    private static Finding pads(MediaPlayer media, MediaKeys keys, Stage stage) {
        for (int number = 2_000; number < 2_004; number++)
            for (int source : new int[] {MediaPlayer.SOURCE, OTHER_SOURCE}) {
                Octets packet = media.packet(source, number);
                media.say(keys, packet);
                media.comesBack(packet, Answers.SOON);
            }
        long different =
                media.returned().stream().map(MediaPlayer.Returned::datagram).distinct().count();
        long indices =
                media.returned().stream().map(each -> index(each.packet())).distinct().count();
        return indices == different
                ? new Finding.Kept("%d packets have indices of their own".formatted(different))
                : new Finding.Broken("%d packets have %d indices".formatted(different, indices));
    }

    /** Source and sequence number. */
    private static Octets index(Octets packet) {
        return Octets.concat(packet.slice(8, 12), packet.slice(2, 4));
    }

    private static List<ProbeCase> discarded() {
        return List.of(
                toBoth(
                        "media-replayed",
                        "rfc3711/3.3.2/a",
                        "sends an SRTP packet twice",
                        "it is taken once",
                        keyed(Mki.NONE, MediaCases::replayed)),
                discarded(
                        "media-bad-tag",
                        "rfc3711/3.3/a",
                        "an SRTP packet whose tag fails",
                        Mki.NONE,
                        (media, keys, packet) ->
                                Records12.damaged(keys.sealed(media.own(), packet))),
                discarded(
                        "media-reflected",
                        "dtls-srtp/4.2/c",
                        "an SRTP packet under the peer's own keys",
                        Mki.NONE,
                        (media, keys, packet) -> keys.sealed(media.own().peer(), packet)),
                discarded(
                        "media-foreign-mki",
                        "rfc3711/8.1/a",
                        "an SRTP packet with an MKI that was not agreed",
                        MKI,
                        (media, keys, packet) ->
                                keys.with(new Mki(Records12.damaged(keys.terms().mki().value())))
                                        .sealed(media.own(), packet)),
                toBoth(
                        "media-after-close",
                        "dtls-srtp/5.1.2/d",
                        "sends an SRTP packet after close_notify",
                        "it is not taken",
                        keyed(Mki.NONE, MediaCases::afterClose)));
    }

    private interface Bad {
        Octets of(MediaPlayer media, MediaKeys keys, Octets packet);
    }

    private static ProbeCase discarded(String id, String clause, String what, Mki mki, Bad bad) {
        return toBoth(
                id,
                clause,
                "sends " + what,
                "it is discarded, and the next one is taken",
                keyed(
                        mki,
                        (media, keys, stage) -> {
                            if (!mki.isNone() && keys.terms().mki().isNone())
                                return new Finding.Unmet("no MKI is agreed");
                            Octets packet = media.packet();
                            media.player().say(bad.of(media, keys, packet));
                            return notTaken(media, keys, packet, stage, what);
                        }));
    }

    private static Finding replayed(MediaPlayer media, MediaKeys keys, Stage stage) {
        Octets packet = media.packet();
        media.say(keys, packet);
        if (!media.comesBack(packet, stage.patience()))
            return new Finding.Silence("a second packet does not come back");
        media.say(keys, packet);
        media.player().listen(Answers.SOON);
        return media.count(packet) > 1
                ? new Finding.Broken("the replay comes back, too")
                : alive(media, keys, stage, "the replay");
    }

    private static Finding afterClose(MediaPlayer media, MediaKeys keys, Stage stage) {
        media.player().take(new Input.Close(media.player().now()));
        media.player().listen(Answers.SOON);
        Octets packet = media.packet();
        media.say(keys, packet);
        return media.comesBack(packet, Answers.SOON)
                ? new Finding.Broken("it comes back")
                : new Finding.Kept("nothing comes back after the association is closed");
    }

    private static List<ProbeCase> sources() {
        return List.of(
                toBoth(
                        "second-source",
                        "rfc3711/3.2.3/a",
                        "sends from another source, with a sequence number of the first",
                        "the packet is taken",
                        keyed(
                                Mki.NONE,
                                (media, keys, stage) -> {
                                    media.say(keys, media.packet(MediaPlayer.SOURCE, 3_000));
                                    Octets packet = media.packet(OTHER_SOURCE, 3_000);
                                    media.say(keys, packet);
                                    return taken(
                                            media, packet, stage, "a packet of the second source");
                                })),
                toBoth(
                        "source-of-the-peer",
                        "dtls-srtp/5.1.2/f",
                        "sends from the source that the peer sends from",
                        "whatever becomes of that, our own source is heard",
                        keyed(
                                Mki.NONE,
                                (media, keys, stage) -> {
                                    Octets theirs = media.returned().getFirst().packet();
                                    int source = ByteBuffer.wrap(theirs.toArray()).getInt(8);
                                    media.say(keys, media.packet(source, 4_000));
                                    return alive(
                                            media, keys, stage, "a packet of the peer's source");
                                })),
                toServer(
                        "source-of-another",
                        "dtls-srtp/5.1.2/e",
                        "has a second association whose source has the name of the first one's",
                        "the first source goes on being heard",
                        keyed(Mki.NONE, MediaCases::collision)));
    }

    private static Finding collision(MediaPlayer media, MediaKeys keys, Stage stage) {
        var other = new MediaPlayer(stage.older(Stage.ANY_PROFILE));
        if (!Answers.completes(other.player(), stage))
            return new Finding.Unmet("the server has one association at a time");
        var second = other.newest();
        if (second.isEmpty()) return new Finding.Unmet("SRTP is not agreed the second time");
        Octets colliding = other.packet();
        other.say(second.get(), colliding);
        other.comesBack(colliding, Answers.SOON);
        return alive(media, keys, stage, "a packet of the same source in another association");
    }

    private static Finding beforeFinished(Stage stage) {
        var finished = new Mischief.Withholding(1);
        var media = new MediaPlayer(stage.older(Stage.ANY_PROFILE).saying(finished));
        media.player().begin();
        if (!media.player().until(() -> !finished.kept().isEmpty(), stage.patience()))
            return Answers.incomplete(media.player());
        var keys = media.newest();
        if (keys.isEmpty()) return new Finding.Unmet("SRTP is not agreed");
        Octets early = media.packet();
        media.say(keys.get(), early);
        if (media.comesBack(early, Answers.SOON))
            return new Finding.Broken("it comes back before Finished is said");
        media.player().saying(List::of).say(finished.kept());
        if (!Answers.goesThrough(media.player(), stage)) return Answers.incomplete(media.player());
        return isReturning(media, keys.get(), stage)
                ? new Finding.Kept("media comes back only after Finished")
                : new Finding.Unmet("the peer sends no media back: nobody sees what it takes");
    }

    /** The packet has to come back. */
    static Finding taken(MediaPlayer media, Octets packet, Stage stage, String what) {
        return media.comesBack(packet, stage.patience())
                ? new Finding.Kept(what + " comes back")
                : new Finding.Silence(what + " does not come back");
    }

    /** The packet, which was said, must not come back; the next one has to. */
    static Finding notTaken(
            MediaPlayer media, MediaKeys keys, Octets packet, Stage stage, String what) {
        var finding = alive(media, keys, stage, what);
        if (media.comesBack(packet, Answers.SOON)) return new Finding.Broken(what + " comes back");
        return finding instanceof Finding.Kept
                ? new Finding.Kept(what + " is discarded, and media goes on")
                : finding;
    }

    /** Media under these keys is taken still. */
    static Finding alive(MediaPlayer media, MediaKeys keys, Stage stage, String disturbance) {
        Octets next = media.packet();
        media.say(keys, next);
        return media.comesBack(next, stage.patience())
                ? new Finding.Kept("after " + disturbance + " media comes back")
                : new Finding.Silence("after " + disturbance + " no media comes back");
    }
}
