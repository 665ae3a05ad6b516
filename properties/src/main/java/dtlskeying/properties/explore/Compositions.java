package dtlskeying.properties.explore;

import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_32;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;

import dtlskeying.model.dtls12.Extension;
import dtlskeying.model.dtls12.HandshakeModel;
import dtlskeying.model.dtls12.HandshakePair.Attack;
import dtlskeying.model.dtls12.HandshakePair.Patience;
import dtlskeying.model.dtls12.HandshakePair.Setting;
import dtlskeying.model.dtls12.RehandshakePair;
import dtlskeying.model.dtls13.ClientHandshakeModel;
import dtlskeying.model.dtls13.CompromisedPair;
import dtlskeying.model.dtls13.CompromisedPair.Binding;
import dtlskeying.model.dtls13.ExtendedKeyUpdateModel;
import dtlskeying.model.dtls13.ExtendedKeyUpdatePair;
import dtlskeying.model.dtls13.HandshakeHabits;
import dtlskeying.model.dtls13.HandshakePair;
import dtlskeying.model.dtls13.HandshakePair.Network;
import dtlskeying.model.dtls13.KeyUpdateModel;
import dtlskeying.model.dtls13.KeyUpdatePair;
import dtlskeying.model.dtls13.KeyUpdatePair.Receipts;
import dtlskeying.model.dtls13.ServerHandshakeModel;
import dtlskeying.model.explore.Explorable;
import dtlskeying.model.explore.Interning;
import dtlskeying.model.srtp.ChannelSetupModel;
import dtlskeying.model.srtp.ChannelsPair;
import dtlskeying.model.srtp.KeySetsModel;
import dtlskeying.model.srtp.MediaOverRekeys;
import dtlskeying.model.srtp.MkiSelectionModel;
import dtlskeying.model.srtp.PacketDemuxModel;
import dtlskeying.model.srtp.SrtpKeyDerivationModel;
import dtlskeying.model.srtp.SrtpKeysPair;
import dtlskeying.model.srtp.UseSrtpModel;
import dtlskeying.spec.Reading;
import dtlskeying.spec.srtp.ChannelSetupSpec;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.UseSrtpSpec.WithoutSrtp;

import java.util.List;
import java.util.Set;

/** Of media and of DTLS: two ends and a network between them, or several machines of one end. */
final class Compositions {
    /** Seconds: small, so that its end is near. */
    private static final int LIFETIME = 2;

    private static final Mki OURS = Mki.hex("0a");

    static final List<Exploring> ALL =
            List.of(
                    Exploring.sound(
                            "srtp/KeysPair",
                            "two handshakes' keys at both ends: who seals with what, who opens it",
                            "2 handshakes; packets of both kinds, of both ends",
                            Compositions::keys),
                    Exploring.sound(
                            "srtp/MediaOverRekeys",
                            "media in flight over re-keys, not older than the lifetime of old keys",
                            "3 handshakes, 3 packets; both last and pause 2 s",
                            () -> media(LIFETIME, LIFETIME)),
                    Exploring.flawed(
                            "srtp/MediaOverRekeys-at-once",
                            "the same with re-keys in a row: the shortest packet that is lost",
                            "3 handshakes, 3 packets; a packet lasts 2 s, no pause",
                            () -> media(LIFETIME, 0)),
                    Exploring.flawed(
                            "srtp/MediaOverRekeys-late",
                            "the same with a packet that is older than that",
                            "3 handshakes, 3 packets; a packet lasts 3 s, a pause 2 s",
                            () -> media(LIFETIME + 1, LIFETIME)),
                    Exploring.sound(
                            "srtp/ChannelsPair",
                            "three channels that wait for one handshake, or come early",
                            "3 channels, 1 failure; any order",
                            Compositions::channels),
                    Exploring.sound(
                            "dtls12/HandshakePair",
                            "DTLS 1.2 with use_srtp over a network that loses, repeats, reorders",
                            "2 profiles, an MKI; any loss, repetition, order",
                            () -> handshake12(Attack.NONE, Patience.TRIES_FOR_EVER)),
                    Exploring.sound(
                            "dtls12/HandshakePair-attacked",
                            "the same with an attacker who rewrites one hello",
                            "1 hello rewritten in 5 ways; any loss, repetition, order",
                            () -> handshake12(rewriting(), Patience.GIVES_UP)),
                    Exploring.sound(
                            "dtls12/RehandshakePair",
                            "re-handshakes that either end starts, three of them",
                            "3 handshakes; any loss and order",
                            () ->
                                    new RehandshakePair(
                                            RehandshakePair.Rules.TEXT, 3, new Interning<>())),
                    Exploring.sound(
                            "dtls13/HandshakePair",
                            "DTLS 1.3 with a cookie over a network that loses, repeats, reorders",
                            "1 cookie; any loss, repetition, order",
                            () -> handshake13(0, Network.LOSES)),
                    Exploring.sound(
                            "dtls13/HandshakePair-attacked",
                            "the same with an attacker who makes up two records",
                            "1 cookie, 2 made-up records; any repetition and order",
                            () -> handshake13(2, Network.KEEPS)),
                    Exploring.sound(
                            "dtls13/KeyUpdatePair",
                            "key updates that cross and get lost",
                            "2 updates of the client, 1 of the server; any loss, repetition, order",
                            () ->
                                    new KeyUpdatePair(
                                            new KeyUpdateModel(),
                                            Receipts.HONEST,
                                            2,
                                            1,
                                            new Interning<>())),
                    Exploring.sound(
                            "dtls13/ExtendedKeyUpdatePair",
                            "extended key updates that cross, are put off and get lost",
                            "2 updates of the client, 1 of the server; any loss, repetition, order; any forged record",
                            () ->
                                    ExtendedKeyUpdatePair.of(
                                            new ExtendedKeyUpdateModel(Reading.defaults()), 2, 1)),
                    Exploring.sound(
                            "dtls13/CompromisedPair",
                            "extended key updates of an end whose memory was read once",
                            "1 update of each end; memory read once",
                            () -> compromised(1, 0, Binding.NO_AUTHENTICATORS)),
                    Exploring.flawed(
                            "dtls13/CompromisedPair-active",
                            "the same with a reader who speaks too: he stays in",
                            "1 update of the client; memory read once, 4 words of the reader",
                            () -> compromised(0, 4, Binding.NO_AUTHENTICATORS)),
                    Exploring.sound(
                            "dtls13/CompromisedPair-reauthenticated",
                            "the same with authenticators for the epoch: he is found out",
                            "1 update of the client; memory read once, 4 words of the reader",
                            () -> compromised(0, 4, Binding.EPOCH)),
                    Exploring.flawed(
                            "dtls13/CompromisedPair-unbound",
                            "the same with authenticators for the handshake: he is not",
                            "1 update of the client; memory read once, 4 words of the reader",
                            () -> compromised(0, 4, Binding.HANDSHAKE)));

    private Compositions() {}

    private static Explorable<?, ?> keys() {
        return SrtpKeysPair.of(
                new SrtpKeyDerivationModel(Reading.defaults()), 2, SRTP_AES128_CM_HMAC_SHA1_80);
    }

    private static Explorable<?, ?> media(int delay, int pause) {
        var text = new KeySetsModel(LIFETIME, Reading.defaults());
        return new MediaOverRekeys(text, delay, pause, 3, 3, new Interning<>());
    }

    private static Explorable<?, ?> channels() {
        var both = ChannelSetupSpec.Traffic.BOTH_WAYS;
        var wanted =
                List.of(
                        new ChannelSetupSpec.Input.Wanted(1, 1, Media.RTP_ONLY, both),
                        new ChannelSetupSpec.Input.Wanted(2, 1, Media.RTCP_ONLY, both),
                        new ChannelSetupSpec.Input.Wanted(3, 2, Media.MULTIPLEXED, both));
        return new ChannelsPair(new ChannelSetupModel(), wanted, true, 1, new Interning<>());
    }

    private static Explorable<?, ?> handshake12(Attack attack, Patience patience) {
        var both = List.of(SRTP_AES128_CM_HMAC_SHA1_80, SRTP_AES128_CM_HMAC_SHA1_32);
        var setting = new Setting(both, OURS, Set.copyOf(both), WithoutSrtp.FALL_BACK);
        var ends =
                new HandshakeModel(new UseSrtpModel(Reading.defaults()), new MkiSelectionModel());
        return dtlskeying.model.dtls12.HandshakePair.of(
                ends, new PacketDemuxModel(Reading.defaults()), List.of(setting), attack, patience);
    }

    private static Attack rewriting() {
        return new Attack(
                1,
                List.of(
                        Extension.ABSENT,
                        Extension.of(Mki.NONE, 1),
                        Extension.of(OURS, 2, 1),
                        Extension.of(OURS, 1),
                        Extension.of(Mki.hex("0b"), 1)));
    }

    private static Explorable<?, ?> handshake13(int forgeries, Network network) {
        return new HandshakePair(
                new ClientHandshakeModel(),
                new ServerHandshakeModel(),
                HandshakeHabits.HONEST,
                true,
                forgeries,
                network);
    }

    private static Explorable<?, ?> compromised(int servers, int words, Binding binding) {
        var ends = new ExtendedKeyUpdateModel(Reading.defaults());
        return CompromisedPair.of(ends, 1, servers, words, binding);
    }
}
