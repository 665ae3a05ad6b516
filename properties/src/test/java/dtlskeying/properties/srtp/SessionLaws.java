package dtlskeying.properties.srtp;

import static dtlskeying.spec.Role.CLIENT;
import static dtlskeying.spec.Role.SERVER;
import static dtlskeying.spec.srtp.PacketKind.RTCP;
import static dtlskeying.spec.srtp.PacketKind.RTP;

import dtlskeying.impl.srtp.SessionSettings;
import dtlskeying.properties.srtp.SessionEnd.Maker;
import dtlskeying.spec.srtp.KeyLifetimeSpec.Limit;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** What holds of a whole session over its handshakes, with real packets: P31 to P39. */
final class SessionLaws {
    private static final int LIFETIME = 10;
    private static final long OVER = LIFETIME * 1000;
    private static final SessionSettings SETTINGS =
            SessionSettings.of(Media.MULTIPLEXED).withLifetime(LIFETIME);
    private static final List<Mki> NONE = List.of(Mki.NONE, Mki.NONE, Mki.NONE);
    private static final List<Mki> NAMED = List.of(Mki.hex("01"), Mki.hex("02"), Mki.hex("03"));

    /** The sentences by their names. */
    static final Map<String, Function<Maker, Optional<String>>> BY_NAME =
            new TreeMap<>(
                    Map.of(
                            "P31 OldKeyPacketsAcceptedWithinMsl, with packets",
                            SessionLaws::oldPacketsOpenWithinTheLifetime,
                            "P32 OldKeySetGoneAfterMsl, with packets",
                            SessionLaws::oldKeysAreGoneAfterTheLifetime,
                            "P33 AllOutboundUnderNewKeysAfterHandshake, with packets",
                            SessionLaws::everythingIsSentUnderTheNewKeys,
                            "P34 MkiSelectsExactlyOneSet, with packets",
                            SessionLaws::theMkiAloneSelects,
                            "P35 and P19, with packets",
                            SessionLaws::eachPacketOpensOnceUnderItsOwnKeys,
                            "indices go on over a re-key",
                            SessionLaws::indicesGoOnOverARekey,
                            "P38 LifetimeStopsBothDirections, with packets",
                            SessionLaws::aSpentKeyStopsBothDirections,
                            "P39 RekeyStartsBeforeLifetimeEnd, with packets",
                            SessionLaws::newKeysAreAskedForBeforeTheEnd));

    private SessionLaws() {}

    /** The subject, and an end of ours at the other side of the wire. */
    private record Wire(SessionEnd subject, SessionEnd peer, List<Mki> mkis) {
        static Wire of(Maker maker, SessionSettings settings, List<Mki> mkis) {
            return new Wire(maker.make(CLIENT, settings), SessionEnd.ours(SERVER, settings), mkis);
        }

        Wire both(int handshake, long now) {
            subject.completed(handshake, mkis.get(handshake - 1), now);
            peer.completed(handshake, mkis.get(handshake - 1), now);
            return this;
        }

        /** A packet of the peer under its present keys. */
        byte[] packet(PacketKind kind, int sequence) {
            byte[] plain = kind == RTP ? SrtpPair.rtp(sequence) : SrtpPair.rtcp(4);
            return peer.protect(kind, plain).orElseThrow();
        }

        /** So many packets of the peer under its present keys. */
        List<byte[]> packets(int from, int to) {
            var all = new ArrayList<byte[]>();
            for (int i = from; i < to; i++) all.add(packet(RTP, i));
            return all;
        }
    }

    private static Optional<String> unless(boolean fine, String what) {
        return fine ? Optional.empty() : Optional.of(what);
    }

    /** P31: whatever the MKIs are, up to the last millisecond. */
    static Optional<String> oldPacketsOpenWithinTheLifetime(Maker maker) {
        for (List<Mki> mkis : List.of(NONE, NAMED)) {
            var wire = Wire.of(maker, SETTINGS, mkis).both(1, 0);
            var old = wire.packets(0, 3);
            wire.both(2, 500);
            for (long now : new long[] {501, 5_000, OVER + 499}) {
                wire.subject.tick(now);
                if (wire.subject.open(RTP, old.removeFirst()) != 1)
                    return Optional.of("at " + now + " ms, MKIs " + mkis);
            }
        }
        return Optional.empty();
    }

    /** P32: no packet prolongs its keys' life, and a third set ends the first at once. */
    static Optional<String> oldKeysAreGoneAfterTheLifetime(Maker maker) {
        var wire = Wire.of(maker, SETTINGS, NONE).both(1, 0);
        var old = wire.packets(0, LIFETIME + 1);
        wire.both(2, 0);
        for (long now = 0; now < OVER; now += 1000) {
            wire.subject.tick(now);
            if (wire.subject.open(RTP, old.removeFirst()) != 1)
                return Optional.of("gone early, at " + now + " ms");
        }
        wire.subject.tick(OVER);
        if (wire.subject.open(RTP, old.removeFirst()) != 0)
            return Optional.of("still open at " + OVER + " ms");
        var crowded = Wire.of(maker, SETTINGS, NONE).both(1, 0);
        byte[] first = crowded.packet(RTP, 0);
        crowded.both(2, 0).both(3, 0);
        return unless(crowded.subject.open(RTP, first) == 0, "three sets are alive");
    }

    /** P33. */
    static Optional<String> everythingIsSentUnderTheNewKeys(Maker maker) {
        var wire = Wire.of(maker, SETTINGS, NONE);
        for (int handshake = 1; handshake <= 3; handshake++) {
            wire.both(handshake, handshake);
            for (PacketKind kind : PacketKind.values()) {
                byte[] plain = kind == RTP ? SrtpPair.rtp(handshake) : SrtpPair.rtcp(4);
                var sent = wire.subject.protect(kind, plain);
                if (sent.isEmpty() || wire.peer.open(kind, sent.get()) != handshake)
                    return Optional.of(kind + " after handshake " + handshake);
            }
        }
        return Optional.empty();
    }

    /** P34: the right keys under another's name are not found. */
    static Optional<String> theMkiAloneSelects(Maker maker) {
        var wire = Wire.of(maker, SETTINGS, NAMED).both(1, 0);
        var old = wire.packets(0, 3);
        wire.both(2, 0);
        if (wire.subject.open(RTP, renamed(old.get(0), 2)) != 0)
            return Optional.of("keys 1 under the MKI of keys 2");
        if (wire.subject.open(RTP, renamed(old.get(1), 7)) != 0)
            return Optional.of("keys 1 under an MKI that nobody knows");
        return unless(wire.subject.open(RTP, old.get(2)) == 1, "keys 1 under their own MKI");
    }

    private static byte[] renamed(byte[] packet, int mki) {
        byte[] other = packet.clone();
        other[other.length - SessionEnd.PROFILE.rtpTagLength() - 1] = (byte) mki;
        return other;
    }

    /** P35 and P19: each set's packets once, in any order, and forged ones never. */
    static Optional<String> eachPacketOpensOnceUnderItsOwnKeys(Maker maker) {
        var wire = Wire.of(maker, SETTINGS, NONE).both(1, 0);
        var old = wire.packets(0, 4);
        wire.both(2, 0);
        var young = wire.packets(4, 8);
        for (int i = 3; i >= 0; i--) {
            byte[] forged = young.get(i).clone();
            forged[forged.length - 1] ^= 1;
            if (wire.subject.open(RTP, forged) != 0) return Optional.of("a forged packet " + i);
            if (wire.subject.open(RTP, old.get(i)) != 1) return Optional.of("old packet " + i);
            if (wire.subject.open(RTP, young.get(i)) != 2) return Optional.of("new packet " + i);
            if (wire.subject.open(RTP, old.get(i)) != 0) return Optional.of("replay of old " + i);
            if (wire.subject.open(RTP, young.get(i)) != 0) return Optional.of("replay of new " + i);
        }
        return Optional.empty();
    }

    /** RFC 3711 §3.3.1: over a re-key at the end of the sequence numbers, in both directions. */
    static Optional<String> indicesGoOnOverARekey(Maker maker) {
        var wire = Wire.of(maker, SETTINGS, NONE).both(1, 0);
        for (int sequence = 65_530; sequence < 65_536; sequence++)
            if (exchange(wire, sequence) != 1) return Optional.of("packet " + sequence);
        wire.both(2, 0);
        for (int sequence = 65_536; sequence < 65_540; sequence++)
            if (exchange(wire, sequence) != 2) return Optional.of("packet " + sequence);
        wire.subject.tick(OVER);
        wire.peer.tick(OVER);
        wire.both(3, OVER);
        for (int sequence = 65_540; sequence < 65_544; sequence++)
            if (exchange(wire, sequence) != 3) return Optional.of("packet " + sequence);
        return Optional.empty();
    }

    /** Under whose keys a packet each way was opened; 0 if not both were. */
    private static int exchange(Wire wire, int sequence) {
        int in = wire.subject.open(RTP, wire.packet(RTP, sequence));
        var sent = wire.subject.protect(RTP, SrtpPair.rtp(sequence));
        int out = sent.map(packet -> wire.peer.open(RTP, packet)).orElse(0);
        return in == out ? in : 0;
    }

    /** P38: the key that is spent stops all, and one that is counted alone stops nothing. */
    static Optional<String> aSpentKeyStopsBothDirections(Maker maker) {
        var three = SETTINGS.withKeys(new Limit(3, 3));
        var apart = Wire.of(maker, three, NONE).both(1, 0);
        for (int i = 0; i < 2; i++)
            for (PacketKind kind : PacketKind.values()) {
                byte[] plain = kind == RTP ? SrtpPair.rtp(i) : SrtpPair.rtcp(4);
                if (apart.subject.protect(kind, plain).isEmpty()
                        || apart.subject.open(kind, apart.packet(kind, i)) != 1)
                    return Optional.of(kind + " packet " + i + " of a lifetime of 3");
            }
        for (PacketKind kind : PacketKind.values()) {
            var wire = Wire.of(maker, three, NONE).both(1, 0);
            for (int i = 0; i < 3; i++)
                wire.subject.protect(kind, kind == RTP ? SrtpPair.rtp(i) : SrtpPair.rtcp(4));
            for (PacketKind other : PacketKind.values())
                if (wire.subject.protect(other, rtpOrRtcp(other)).isPresent()
                        || wire.subject.open(other, wire.packet(other, 9)) != 0)
                    return Optional.of(other + " although the key for " + kind + " is spent");
        }
        return Optional.empty();
    }

    private static byte[] rtpOrRtcp(PacketKind kind) {
        return kind == RTCP ? SrtpPair.rtcp(4) : SrtpPair.rtp(9);
    }

    /** P39: once for each set of keys, by either direction, and new keys go on. */
    static Optional<String> newKeysAreAskedForBeforeTheEnd(Maker maker) {
        var wire = Wire.of(maker, SETTINGS.withKeys(new Limit(4, 3)), NONE);
        for (int handshake = 1; handshake <= 3; handshake++) {
            wire.both(handshake, 0);
            boolean inbound = handshake == 2;
            for (int i = 1; i <= 4; i++) {
                int sequence = 10 * handshake + i;
                boolean done =
                        inbound
                                ? wire.subject.open(RTP, wire.packet(RTP, sequence)) != 0
                                : wire.subject.protect(RTP, SrtpPair.rtp(sequence)).isPresent();
                if (!done || wire.subject.asks() != (i == 3))
                    return Optional.of("packet " + i + " of 4 under keys " + handshake);
            }
        }
        return Optional.empty();
    }
}
