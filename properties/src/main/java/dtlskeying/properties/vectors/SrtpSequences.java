package dtlskeying.properties.vectors;

import dtlskeying.model.srtp.KeyLifetimeModel;
import dtlskeying.model.srtp.KeySetsModel;
import dtlskeying.model.srtp.PacketDemuxModel;
import dtlskeying.model.srtp.SrtpKeyDerivationModel;
import dtlskeying.model.srtp.SsrcMappingModel;
import dtlskeying.model.srtp.UseSrtpModel;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.srtp.AlertReplayChapter;
import dtlskeying.properties.srtp.ChannelSetupChapter;
import dtlskeying.properties.srtp.KeyLifetimeChapter;
import dtlskeying.properties.srtp.KeySetsChapter;
import dtlskeying.properties.srtp.MkiSelectionChapter;
import dtlskeying.properties.srtp.PacketDemuxChapter;
import dtlskeying.properties.srtp.SrtpKeyDerivationChapter;
import dtlskeying.properties.srtp.SrtpTransformChapter;
import dtlskeying.properties.srtp.SsrcMappingChapter;
import dtlskeying.properties.srtp.UseSrtpChapter;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Effect;
import dtlskeying.spec.Reading;
import dtlskeying.spec.srtp.AlertReplaySpec;
import dtlskeying.spec.srtp.ChannelSetupSpec;
import dtlskeying.spec.srtp.KeyLifetimeSpec;
import dtlskeying.spec.srtp.KeySetsSpec;
import dtlskeying.spec.srtp.MkiSelectionSpec;
import dtlskeying.spec.srtp.PacketDemuxSpec;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec;
import dtlskeying.spec.srtp.SrtpTransformSpec;
import dtlskeying.spec.srtp.SsrcMappingSpec;
import dtlskeying.spec.srtp.UseSrtpSpec;
import dtlskeying.vectors.VectorKind;

import java.util.List;
import java.util.function.Function;

/** The chapters of DTLS-SRTP whose vectors are sequences. */
final class SrtpSequences {
    /** All of them. */
    static final List<SequenceChapter<?, ?, ?, ?>> ALL =
            List.of(
                    chapter(
                                    VectorKind.USE_SRTP_SEQUENCES,
                                    UseSrtpChapter.CHAPTER,
                                    UseSrtpSpec.Input.class,
                                    UseSrtpSpec.Effect.class,
                                    2,
                                    SequenceSubjects::of)
                            .under(UseSrtpModel::new, Reading.AEAD_PROFILES),
                    chapter(
                            VectorKind.MKI_SELECTION,
                            MkiSelectionChapter.CHAPTER,
                            MkiSelectionSpec.Input.class,
                            MkiSelectionSpec.Effect.class,
                            3,
                            SequenceSubjects::of),
                    chapter(
                                    VectorKind.SRTP_KEY_DERIVATION_SEQUENCES,
                                    SrtpKeyDerivationChapter.CHAPTER,
                                    SrtpKeyDerivationSpec.Input.class,
                                    SrtpKeyDerivationSpec.Effect.class,
                                    1,
                                    _ ->
                                            SrtpKeyDerivationSpec.Claim
                                                    .SRTP_KEYS_COME_FROM_THE_EXPORTER)
                            .under(SrtpKeyDerivationModel::new, Reading.NULL_PROFILES_HAVE_NO_KEY),
                    chapter(
                            VectorKind.SRTP_TRANSFORM_SEQUENCES,
                            SrtpTransformChapter.CHAPTER,
                            SrtpTransformSpec.Input.class,
                            SrtpTransformSpec.Effect.class,
                            2,
                            _ -> SrtpTransformSpec.Claim.INDEX_IS_THE_CLOSEST),
                    chapter(
                                    VectorKind.KEY_SETS,
                                    KeySetsChapter.CHAPTER,
                                    KeySetsSpec.Input.class,
                                    KeySetsSpec.Effect.class,
                                    2,
                                    SequenceSubjects::of)
                            .under(
                                    held ->
                                            new KeySetsModel(
                                                    KeySetsSpec.MAXIMUM_SEGMENT_LIFETIME, held),
                                    Reading.INDEX_RESETS_ON_REKEY),
                    chapter(
                                    VectorKind.KEY_LIFETIME,
                                    KeyLifetimeChapter.CHAPTER,
                                    KeyLifetimeSpec.Input.class,
                                    KeyLifetimeSpec.Effect.class,
                                    4,
                                    _ -> KeyLifetimeSpec.Claim.PACKETS_ARE_COUNTED_PER_KEY)
                            .under(KeyLifetimeModel::new, Reading.SPENT_KEY_STOPS_ITS_KIND_ALONE),
                    chapter(
                                    VectorKind.PACKET_DEMUX_SEQUENCES,
                                    PacketDemuxChapter.CHAPTER,
                                    PacketDemuxSpec.Input.class,
                                    PacketDemuxSpec.Effect.class,
                                    2,
                                    SequenceSubjects::of)
                            .under(PacketDemuxModel::new, Reading.EARLY_MEDIA_IS_HELD),
                    chapter(
                                    VectorKind.SSRC_MAPPING,
                                    SsrcMappingChapter.CHAPTER,
                                    SsrcMappingSpec.Input.class,
                                    SsrcMappingSpec.Effect.class,
                                    1,
                                    SequenceSubjects::of)
                            .under(SsrcMappingModel::new, Reading.EARLY_FAILURES_COUNT),
                    chapter(
                            VectorKind.CHANNEL_SETUP,
                            ChannelSetupChapter.CHAPTER,
                            ChannelSetupSpec.Input.class,
                            ChannelSetupSpec.Effect.class,
                            1,
                            _ -> ChannelSetupSpec.Claim.ONE_HANDSHAKE_A_FLOW),
                    chapter(
                            VectorKind.ALERT_REPLAY,
                            AlertReplayChapter.CHAPTER,
                            AlertReplaySpec.Input.class,
                            AlertReplaySpec.Effect.class,
                            3,
                            _ -> AlertReplaySpec.Claim.ALERTS_ACT_ON_RECEPTION));

    private SrtpSequences() {}

    private static <S, I, E extends Effect, M> SequenceChapter<S, I, E, M> chapter(
            VectorKind kind,
            Chapter<S, I, E, M> chapter,
            Class<I> inputs,
            Class<E> effects,
            int depth,
            Function<I, Clause> subject) {
        var documents = List.of("draft-ietf-avt-dtls-srtp-03", "RFC 5764", "RFC 3711", "RFC 3550");
        return SequenceChapter.of(kind, chapter, inputs, effects, depth, documents, subject);
    }
}
