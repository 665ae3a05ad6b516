package dtlskeying.properties.vectors;

import dtlskeying.model.srtp.KeyLifetimeModel;
import dtlskeying.model.srtp.KeySetsModel;
import dtlskeying.model.srtp.PacketDemuxModel;
import dtlskeying.model.srtp.SrtpKeyDerivationModel;
import dtlskeying.model.srtp.UseSrtpModel;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.srtp.AlertReplayChapter;
import dtlskeying.properties.srtp.KeyLifetimeChapter;
import dtlskeying.properties.srtp.KeySetsChapter;
import dtlskeying.properties.srtp.MkiSelectionChapter;
import dtlskeying.properties.srtp.PacketDemuxChapter;
import dtlskeying.properties.srtp.SrtpKeyDerivationChapter;
import dtlskeying.properties.srtp.SrtpTransformChapter;
import dtlskeying.properties.srtp.UseSrtpChapter;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Effect;
import dtlskeying.spec.Reading;
import dtlskeying.spec.srtp.AlertReplaySpec;
import dtlskeying.spec.srtp.KeyLifetimeSpec;
import dtlskeying.spec.srtp.KeySetsSpec;
import dtlskeying.spec.srtp.MkiSelectionSpec;
import dtlskeying.spec.srtp.PacketDemuxSpec;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec;
import dtlskeying.spec.srtp.SrtpTransformSpec;
import dtlskeying.spec.srtp.UseSrtpSpec;
import dtlskeying.spec.trace.Words;
import dtlskeying.vectors.VectorKind;

import java.util.List;
import java.util.function.Function;

/** The chapters of DTLS-SRTP whose vectors are sequences. */
final class SrtpSequences {
    private static final String DRAFT = "draft-ietf-avt-dtls-srtp-03";

    /** All of them. */
    static final List<SequenceChapter<?, ?, ?, ?>> ALL =
            List.of(
                    new SequenceChapter<>(
                            VectorKind.USE_SRTP_SEQUENCES,
                            UseSrtpChapter.CHAPTER,
                            Words.of(UseSrtpSpec.Input.class),
                            Words.of(UseSrtpSpec.Effect.class),
                            2,
                            List.of(DRAFT, "RFC 5764", "RFC 7714"),
                            List.of(Reading.AES_256_CM_PROFILES, Reading.AEAD_PROFILES),
                            UseSrtpModel::new,
                            SrtpSequences::subject),
                    plain(
                            VectorKind.MKI_SELECTION,
                            MkiSelectionChapter.CHAPTER,
                            MkiSelectionSpec.Input.class,
                            MkiSelectionSpec.Effect.class,
                            3,
                            SrtpSequences::subject),
                    new SequenceChapter<>(
                            VectorKind.SRTP_KEY_DERIVATION_SEQUENCES,
                            SrtpKeyDerivationChapter.CHAPTER,
                            Words.of(SrtpKeyDerivationSpec.Input.class),
                            Words.of(SrtpKeyDerivationSpec.Effect.class),
                            1,
                            List.of(DRAFT, "RFC 5764", "RFC 3711"),
                            List.of(Reading.NULL_PROFILES_HAVE_NO_KEY),
                            SrtpKeyDerivationModel::new,
                            _ -> SrtpKeyDerivationSpec.Claim.SRTP_KEYS_COME_FROM_THE_EXPORTER),
                    plain(
                            VectorKind.SRTP_TRANSFORM_SEQUENCES,
                            SrtpTransformChapter.CHAPTER,
                            SrtpTransformSpec.Input.class,
                            SrtpTransformSpec.Effect.class,
                            2,
                            _ -> SrtpTransformSpec.Claim.INDEX_IS_THE_CLOSEST),
                    new SequenceChapter<>(
                            VectorKind.KEY_SETS,
                            KeySetsChapter.CHAPTER,
                            Words.of(KeySetsSpec.Input.class),
                            Words.of(KeySetsSpec.Effect.class),
                            2,
                            List.of(DRAFT, "RFC 5764", "RFC 3711"),
                            List.of(Reading.INDEX_RESETS_ON_REKEY),
                            held -> new KeySetsModel(KeySetsSpec.MAXIMUM_SEGMENT_LIFETIME, held),
                            SrtpSequences::subject),
                    new SequenceChapter<>(
                            VectorKind.KEY_LIFETIME,
                            KeyLifetimeChapter.CHAPTER,
                            Words.of(KeyLifetimeSpec.Input.class),
                            Words.of(KeyLifetimeSpec.Effect.class),
                            4,
                            List.of(DRAFT, "RFC 5764", "RFC 3711"),
                            List.of(Reading.SPENT_KEY_STOPS_ITS_KIND_ALONE),
                            KeyLifetimeModel::new,
                            _ -> KeyLifetimeSpec.Claim.PACKETS_ARE_COUNTED_PER_KEY),
                    new SequenceChapter<>(
                            VectorKind.PACKET_DEMUX_SEQUENCES,
                            PacketDemuxChapter.CHAPTER,
                            Words.of(PacketDemuxSpec.Input.class),
                            Words.of(PacketDemuxSpec.Effect.class),
                            2,
                            List.of(DRAFT, "RFC 5764", "RFC 5761"),
                            List.of(Reading.EARLY_MEDIA_IS_HELD),
                            PacketDemuxModel::new,
                            SrtpSequences::subject),
                    plain(
                            VectorKind.ALERT_REPLAY,
                            AlertReplayChapter.CHAPTER,
                            AlertReplaySpec.Input.class,
                            AlertReplaySpec.Effect.class,
                            3,
                            _ -> AlertReplaySpec.Claim.ALERTS_ACT_ON_RECEPTION));

    private SrtpSequences() {}

    private static <S, I, E extends Effect, M> SequenceChapter<S, I, E, M> plain(
            VectorKind kind,
            Chapter<S, I, E, M> chapter,
            Class<I> inputs,
            Class<E> effects,
            int depth,
            Function<I, Clause> subject) {
        return SequenceChapter.plain(
                kind,
                chapter,
                Words.of(inputs),
                Words.of(effects),
                depth,
                List.of(DRAFT, "RFC 5764"),
                subject);
    }

    private static Clause subject(UseSrtpSpec.Input input) {
        return switch (input) {
            case UseSrtpSpec.Input.Propose _ ->
                    UseSrtpSpec.Claim.CLIENT_LISTS_PROFILES_BY_PREFERENCE;
            case UseSrtpSpec.Input.Offered _, UseSrtpSpec.Input.NotOffered _ ->
                    UseSrtpSpec.Claim.SERVER_AGREES_BY_ITS_OWN_USE_SRTP;
            case UseSrtpSpec.Input.Answered _, UseSrtpSpec.Input.NotAnswered _ ->
                    UseSrtpSpec.Claim.ANSWER_HAS_EXACTLY_ONE_PROFILE;
            case UseSrtpSpec.Input.Unreadable _ -> UseSrtpSpec.Claim.UNREADABLE_MESSAGE_IS_REFUSED;
        };
    }

    private static Clause subject(MkiSelectionSpec.Input input) {
        return switch (input) {
            case MkiSelectionSpec.Input.Propose _ ->
                    MkiSelectionSpec.Claim.OFFERED_MKI_DIFFERS_FROM_THE_LAST;
            case MkiSelectionSpec.Input.Offered _ ->
                    MkiSelectionSpec.Claim.SERVER_ECHOES_THE_MKI_OR_NONE;
            case MkiSelectionSpec.Input.Answered _ ->
                    MkiSelectionSpec.Claim.CLIENT_ABORTS_ON_FOREIGN_MKI;
            case MkiSelectionSpec.Input.Protect _, MkiSelectionSpec.Input.Arrived _ ->
                    MkiSelectionSpec.Claim.EVERY_PACKET_CARRIES_THE_AGREED_MKI;
        };
    }

    private static Clause subject(KeySetsSpec.Input input) {
        return switch (input) {
            case KeySetsSpec.Input.Completed _ -> KeySetsSpec.Claim.REKEY_IS_A_NEW_HANDSHAKE;
            case KeySetsSpec.Input.Protect _ -> KeySetsSpec.Claim.ONE_MASTER_KEY_PROTECTS;
            case KeySetsSpec.Input.Arrived _ -> KeySetsSpec.Claim.UNVERIFIED_PACKETS_ARE_DISCARDED;
            case KeySetsSpec.Input.Passed _ -> KeySetsSpec.Claim.BOTH_SETS_LIVE_FOR_THE_MSL;
        };
    }

    private static Clause subject(PacketDemuxSpec.Input input) {
        return switch (input) {
            case PacketDemuxSpec.Input.CompletedWithSrtp _,
                    PacketDemuxSpec.Input.CompletedWithoutSrtp _,
                    PacketDemuxSpec.Input.Write _ ->
                    PacketDemuxSpec.Claim.DATA_IS_PROTECTED_BY_SRTP_ALONE;
            case PacketDemuxSpec.Input.Arrived _ -> PacketDemuxSpec.Claim.FIRST_BYTE_TELLS_THE_PATH;
            case PacketDemuxSpec.Input.RecordOpened _, PacketDemuxSpec.Input.SendRecord _ ->
                    PacketDemuxSpec.Claim.OTHER_RECORDS_USE_DTLS_FRAMING;
            case PacketDemuxSpec.Input.Register _ ->
                    PacketDemuxSpec.Claim.FURTHER_TYPES_STAY_DISTINGUISHABLE;
        };
    }
}
