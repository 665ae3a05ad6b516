package dtlskeying.model.srtp;

import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.NOTHING_AFTER_CLOSE;
import static dtlskeying.spec.srtp.PacketDemuxSpec.APPLICATION_DATA;
import static dtlskeying.spec.srtp.PacketDemuxSpec.Claim.A_PACKET_IS_A_WRITE_IS_A_DATAGRAM;
import static dtlskeying.spec.srtp.PacketDemuxSpec.Claim.DATA_IS_PROTECTED_BY_SRTP_ALONE;
import static dtlskeying.spec.srtp.PacketDemuxSpec.Claim.FIRST_BYTE_TELLS_THE_PATH;
import static dtlskeying.spec.srtp.PacketDemuxSpec.Claim.FURTHER_TYPES_STAY_DISTINGUISHABLE;
import static dtlskeying.spec.srtp.PacketDemuxSpec.Claim.NO_PACKET_CROSSES_THE_FRAMINGS;
import static dtlskeying.spec.srtp.PacketDemuxSpec.Claim.NO_SRTP_BEFORE_COMPLETION;
import static dtlskeying.spec.srtp.PacketDemuxSpec.Claim.ONE_PACKET_A_DATAGRAM;
import static dtlskeying.spec.srtp.PacketDemuxSpec.Claim.OTHER_RECORDS_USE_DTLS_FRAMING;
import static dtlskeying.spec.srtp.PacketDemuxSpec.Claim.PAYLOAD_TYPE_TELLS_RTCP;
import static dtlskeying.spec.srtp.PacketDemuxSpec.Claim.SEQUENCE_SPACES_ARE_SEPARATE;
import static dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Claim.UNUSED_HALF_IS_DISCARDED;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Reading;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.PacketDemuxSpec.Effect;
import dtlskeying.spec.srtp.PacketDemuxSpec.Input;
import dtlskeying.spec.srtp.PacketKind;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Figure 7 of §5.1.2 and the framing rules around it, as a relation.
 *
 * <p>A path is a range of first bytes. Where ranges overlap, which they should not, a datagram may
 * take each path that claims it.
 *
 * @param readings how the passages that are open are read
 */
public record PacketDemuxModel(Set<Reading> readings)
        implements Relation<PacketDemuxModel.Facts, Input, Effect> {
    public PacketDemuxModel {
        readings = Set.copyOf(readings);
    }

    /**
     * What is known at one end.
     *
     * @param completed whether a handshake is complete
     * @param media what SRTP carries here, if it was agreed; none or one
     * @param further the ranges that were registered, in their order
     * @param records how many records were sent
     * @param ended whether the association is over
     */
    public record Facts(
            boolean completed, Set<Media> media, List<Range> further, long records, boolean ended) {
        /** What is known before the handshake. */
        public static final Facts START = new Facts(false, Set.of(), List.of(), 0, false);

        /** What is left to know once the association is over. */
        private static final Facts END = new Facts(false, Set.of(), List.of(), 0, true);

        public Facts {
            media = Set.copyOf(media);
            further = List.copyOf(further);
        }

        private boolean hasSrtp() {
            return !media.isEmpty();
        }

        private boolean carries(PacketKind kind) {
            return media.stream().anyMatch(carried -> carried.carries(kind));
        }

        private Facts withRecords(int more) {
            return new Facts(completed, media, further, records + more, ended);
        }
    }

    /**
     * The first bytes of one type of packet.
     *
     * @param name who registered it
     * @param first the smallest, 0 to 255
     * @param last the largest, 0 to 255
     */
    public record Range(String name, int first, int last) {
        private static final Range STUN = new Range("STUN", 0, 1);
        private static final Range DTLS = new Range("DTLS", 20, 63);
        private static final Range SRTP = new Range("SRTP", 128, 191);

        private boolean holds(int first) {
            return this.first <= first && first <= last;
        }

        private boolean meets(Range other) {
            return first <= other.last && other.first <= last;
        }

        private boolean isRange() {
            return 0 <= first && first <= last && last <= 255;
        }
    }

    @Override
    public Set<Outcome<Facts, Effect>> permitted(Facts facts, Input input) {
        if (facts.ended()) return afterwards(facts, input);
        return switch (input) {
            case Input.Ended() -> nothing(Facts.END);
            case Input.CompletedWithSrtp(var media) -> completed(facts, media);
            case Input.CompletedWithoutSrtp() -> completedWithout(facts);
            case Input.Arrived(var head) -> arrived(facts, head);
            case Input.RecordOpened(var type) -> recordOpened(facts, type);
            case Input.Write(var packets) -> write(facts, packets);
            case Input.SendRecord(var type) -> sendRecord(facts, type);
            case Input.Register(var name, var first, var last) ->
                    register(facts, new Range(name, first, last));
        };
    }

    /** No data is taken any more, and none can be given: that is what an end is. */
    private static Set<Outcome<Facts, Effect>> afterwards(Facts facts, Input input) {
        return switch (input) {
            case Input.Ended() -> nothing(facts);
            case Input.CompletedWithSrtp _ -> nothing(facts);
            case Input.CompletedWithoutSrtp() -> nothing(facts);
            case Input.Arrived _ -> discarded(facts, NOTHING_AFTER_CLOSE);
            case Input.RecordOpened _ -> discarded(facts, NOTHING_AFTER_CLOSE);
            case Input.Write _ -> refused(facts, NOTHING_AFTER_CLOSE);
            case Input.SendRecord _ -> refused(facts, NOTHING_AFTER_CLOSE);
            case Input.Register _ -> refused(facts, NOTHING_AFTER_CLOSE);
        };
    }

    /** A later handshake need not say again that the media are open. */
    private static Set<Outcome<Facts, Effect>> completed(Facts facts, Media media) {
        Facts after = new Facts(true, Set.of(media), facts.further(), facts.records(), false);
        Set<Outcome<Facts, Effect>> opened =
                Set.of(Outcome.of(after, List.of(new Effect.MediaOpened(media))));
        return facts.equals(after) ? Either.of(opened, nothing(facts)) : opened;
    }

    private static Set<Outcome<Facts, Effect>> completedWithout(Facts facts) {
        return nothing(new Facts(true, Set.of(), facts.further(), facts.records(), false));
    }

    private Set<Outcome<Facts, Effect>> arrived(Facts facts, Octets head) {
        if (head.isEmpty()) return discarded(facts, FIRST_BYTE_TELLS_THE_PATH);
        int first = head.at(0);
        var outcomes = new HashSet<Outcome<Facts, Effect>>();
        if (Range.STUN.holds(first)) outcomes.add(path(facts, new Effect.ToStun()));
        if (Range.DTLS.holds(first)) outcomes.add(path(facts, new Effect.ToDtls()));
        if (Range.SRTP.holds(first)) outcomes.addAll(media(facts, head));
        for (Range range : facts.further())
            if (range.holds(first)) outcomes.add(path(facts, new Effect.ToOther(range.name())));
        return outcomes.isEmpty() ? discarded(facts, FIRST_BYTE_TELLS_THE_PATH) : outcomes;
    }

    private Set<Outcome<Facts, Effect>> media(Facts facts, Octets head) {
        if (facts.hasSrtp()) return toSrtp(facts, facts.media().iterator().next(), head);
        if (facts.completed())
            return discarded(facts, NO_PACKET_CROSSES_THE_FRAMINGS, FIRST_BYTE_TELLS_THE_PATH);
        Set<Outcome<Facts, Effect>> dropped = discarded(facts, NO_SRTP_BEFORE_COMPLETION);
        if (!readings.contains(Reading.EARLY_MEDIA_IS_HELD)) return dropped;
        return Either.of(
                dropped,
                Set.of(
                        Outcome.of(
                                facts,
                                List.of(new Effect.Held(Clause.UNSTATED)),
                                NO_SRTP_BEFORE_COMPLETION)));
    }

    /** A datagram of one byte shows no payload type, and SRTP will not verify it either. */
    private static Set<Outcome<Facts, Effect>> toSrtp(Facts facts, Media media, Octets head) {
        return switch (media) {
            case RTP_ONLY -> toSrtp(facts, PacketKind.RTP);
            case RTCP_ONLY -> toSrtp(facts, PacketKind.RTCP);
            case MULTIPLEXED -> {
                if (head.length() < 2)
                    yield Either.of(
                            discarded(facts, PAYLOAD_TYPE_TELLS_RTCP, FIRST_BYTE_TELLS_THE_PATH),
                            toSrtp(facts, PacketKind.RTP));
                int payloadType = head.at(1) % 128;
                boolean isRtcp = 64 <= payloadType && payloadType <= 95;
                yield toSrtp(facts, isRtcp ? PacketKind.RTCP : PacketKind.RTP);
            }
        };
    }

    private static Set<Outcome<Facts, Effect>> toSrtp(Facts facts, PacketKind kind) {
        return Set.of(path(facts, new Effect.ToSrtp(kind)));
    }

    private static Set<Outcome<Facts, Effect>> recordOpened(Facts facts, int type) {
        Set<Outcome<Facts, Effect>> taken =
                Set.of(
                        Outcome.of(
                                facts,
                                List.of(new Effect.RecordTaken(type)),
                                OTHER_RECORDS_USE_DTLS_FRAMING));
        if (type < 20 || type > 23)
            return discarded(facts, NO_PACKET_CROSSES_THE_FRAMINGS, OTHER_RECORDS_USE_DTLS_FRAMING);
        if (type != APPLICATION_DATA || facts.completed() && !facts.hasSrtp()) return taken;
        if (facts.hasSrtp()) return discarded(facts, DATA_IS_PROTECTED_BY_SRTP_ALONE);
        return Either.of(taken, discarded(facts, DATA_IS_PROTECTED_BY_SRTP_ALONE));
    }

    private static Set<Outcome<Facts, Effect>> write(Facts facts, List<PacketKind> packets) {
        if (!facts.completed()) return refused(facts, NO_SRTP_BEFORE_COMPLETION);
        if (packets.isEmpty())
            return Either.of(nothing(facts), refused(facts, A_PACKET_IS_A_WRITE_IS_A_DATAGRAM));
        if (!facts.hasSrtp()) return Set.of(records(facts, packets.size()));
        var objections = new HashSet<Clause>();
        if (packets.size() > 1)
            objections.addAll(Set.of(ONE_PACKET_A_DATAGRAM, A_PACKET_IS_A_WRITE_IS_A_DATAGRAM));
        boolean carried = packets.stream().allMatch(facts::carries);
        if (!carried)
            objections.addAll(Set.of(UNUSED_HALF_IS_DISCARDED, DATA_IS_PROTECTED_BY_SRTP_ALONE));
        Set<Outcome<Facts, Effect>> refusal = refused(facts, objections.toArray(Clause[]::new));
        if (!carried) return refusal;
        Outcome<Facts, Effect> sent = datagrams(facts, packets);
        return objections.isEmpty() ? Set.of(sent) : Either.of(refusal, Set.of(sent));
    }

    private static Outcome<Facts, Effect> datagrams(Facts facts, List<PacketKind> packets) {
        List<Effect> sent = new ArrayList<>();
        for (PacketKind kind : packets) sent.add(new Effect.SrtpDatagram(kind));
        return Outcome.of(
                facts,
                sent,
                A_PACKET_IS_A_WRITE_IS_A_DATAGRAM,
                ONE_PACKET_A_DATAGRAM,
                SEQUENCE_SPACES_ARE_SEPARATE);
    }

    /** Without SRTP the data falls back to what DTLS has: one record for each packet. */
    private static Outcome<Facts, Effect> records(Facts facts, int count) {
        List<Effect> sent = new ArrayList<>();
        for (int i = 0; i < count; i++)
            sent.add(new Effect.RecordDatagram(APPLICATION_DATA, facts.records() + i));
        return Outcome.of(facts.withRecords(count), sent, OTHER_RECORDS_USE_DTLS_FRAMING);
    }

    private static Set<Outcome<Facts, Effect>> sendRecord(Facts facts, int type) {
        Outcome<Facts, Effect> sent =
                Outcome.of(
                        facts.withRecords(1),
                        List.of(new Effect.RecordDatagram(type, facts.records())),
                        OTHER_RECORDS_USE_DTLS_FRAMING,
                        SEQUENCE_SPACES_ARE_SEPARATE);
        if (type < 20 || type > 23) return refused(facts, OTHER_RECORDS_USE_DTLS_FRAMING);
        if (type != APPLICATION_DATA || facts.completed() && !facts.hasSrtp()) return Set.of(sent);
        if (facts.hasSrtp()) return refused(facts, DATA_IS_PROTECTED_BY_SRTP_ALONE);
        return refused(facts, DATA_IS_PROTECTED_BY_SRTP_ALONE, NO_SRTP_BEFORE_COMPLETION);
    }

    private static Set<Outcome<Facts, Effect>> register(Facts facts, Range range) {
        Set<Outcome<Facts, Effect>> refusal = refused(facts, FURTHER_TYPES_STAY_DISTINGUISHABLE);
        if (!range.isRange()) return refusal;
        var taken = new ArrayList<>(List.of(Range.STUN, Range.DTLS, Range.SRTP));
        taken.addAll(facts.further());
        List<Range> further = new ArrayList<>(facts.further());
        further.add(range);
        Outcome<Facts, Effect> registered =
                Outcome.of(
                        new Facts(
                                facts.completed(), facts.media(), further, facts.records(), false),
                        List.of(new Effect.Registered(range.name())),
                        FURTHER_TYPES_STAY_DISTINGUISHABLE);
        if (taken.stream().noneMatch(range::meets)) return Set.of(registered);
        return Either.of(
                refusal, Set.of(registered.departingFrom(FURTHER_TYPES_STAY_DISTINGUISHABLE)));
    }

    private static Outcome<Facts, Effect> path(Facts facts, Effect effect) {
        return Outcome.of(facts, List.of(effect), FIRST_BYTE_TELLS_THE_PATH);
    }

    private static Set<Outcome<Facts, Effect>> discarded(Facts facts, Clause... because) {
        return Set.of(Outcome.of(facts, List.of(new Effect.Discarded(Clause.UNSTATED)), because));
    }

    private static Set<Outcome<Facts, Effect>> refused(Facts facts, Clause... because) {
        return Set.of(Outcome.of(facts, List.of(new Effect.Refused(Clause.UNSTATED)), because));
    }

    private static Set<Outcome<Facts, Effect>> nothing(Facts facts) {
        return Set.of(Outcome.of(facts, List.of()));
    }
}
