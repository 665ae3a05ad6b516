package dtlskeying.properties.vectors;

import dtlskeying.properties.Chapter;
import dtlskeying.properties.chunk.ChunkKeyDerivationChapter;
import dtlskeying.properties.chunk.ChunkProtectionChapter;
import dtlskeying.properties.chunk.EnforcementChapter;
import dtlskeying.properties.chunk.EpochPruningChapter;
import dtlskeying.properties.chunk.KeyInstallChapter;
import dtlskeying.properties.chunk.KeyUpdateChapter;
import dtlskeying.properties.chunk.NegotiationChapter;
import dtlskeying.properties.chunk.ReauthenticationChapter;
import dtlskeying.properties.chunk.UserMessagesChapter;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Effect;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec;
import dtlskeying.spec.chunk.ChunkProtectionSpec;
import dtlskeying.spec.chunk.EnforcementSpec;
import dtlskeying.spec.chunk.EpochPruningSpec;
import dtlskeying.spec.chunk.KeyInstallSpec;
import dtlskeying.spec.chunk.KeyUpdateSpec;
import dtlskeying.spec.chunk.NegotiationSpec;
import dtlskeying.spec.chunk.ReauthenticationSpec;
import dtlskeying.spec.chunk.UserMessagesSpec;
import dtlskeying.spec.dtls13.ExportedAuthenticatorSpec;
import dtlskeying.vectors.VectorKind;

import java.util.List;
import java.util.function.Function;

/** The chapters of the SCTP DTLS chunk whose vectors are sequences. */
final class ChunkSequences {
    /** All of them. */
    static final List<SequenceChapter<?, ?, ?, ?>> ALL =
            List.of(
                    chapter(
                            VectorKind.NEGOTIATION,
                            NegotiationChapter.CHAPTER,
                            NegotiationSpec.Input.class,
                            NegotiationSpec.Effect.class,
                            2,
                            ChunkSequences::subject),
                    chapter(
                            VectorKind.CHUNK_KEY_DERIVATION_SEQUENCES,
                            ChunkKeyDerivationChapter.CHAPTER,
                            ChunkKeyDerivationSpec.Input.class,
                            ChunkKeyDerivationSpec.Effect.class,
                            2,
                            ChunkSequences::subject),
                    chapter(
                            VectorKind.KEY_INSTALL,
                            KeyInstallChapter.CHAPTER,
                            KeyInstallSpec.Input.class,
                            KeyInstallSpec.Effect.class,
                            2,
                            ChunkSequences::subject),
                    chapter(
                            VectorKind.ENFORCEMENT,
                            EnforcementChapter.CHAPTER,
                            EnforcementSpec.Input.class,
                            EnforcementSpec.Effect.class,
                            3,
                            ChunkSequences::subject),
                    chapter(
                            VectorKind.EPOCH_PRUNING,
                            EpochPruningChapter.CHAPTER,
                            EpochPruningSpec.Input.class,
                            EpochPruningSpec.Effect.class,
                            2,
                            ChunkSequences::subject),
                    chapter(
                            VectorKind.CHUNK_PROTECTION_SEQUENCES,
                            ChunkProtectionChapter.CHAPTER,
                            ChunkProtectionSpec.Input.class,
                            ChunkProtectionSpec.Effect.class,
                            2,
                            ChunkSequences::subject),
                    chapter(
                            VectorKind.USER_MESSAGES,
                            UserMessagesChapter.CHAPTER,
                            UserMessagesSpec.Input.class,
                            UserMessagesSpec.Effect.class,
                            2,
                            ChunkSequences::subject),
                    chapter(
                            VectorKind.CHUNK_KEY_UPDATE,
                            KeyUpdateChapter.CHAPTER,
                            KeyUpdateSpec.Input.class,
                            KeyUpdateSpec.Effect.class,
                            2,
                            ChunkSequences::subject),
                    chapter(
                            VectorKind.REAUTHENTICATION,
                            ReauthenticationChapter.CHAPTER,
                            ReauthenticationSpec.Input.class,
                            ReauthenticationSpec.Effect.class,
                            1,
                            ChunkSequences::subject));

    private ChunkSequences() {}

    private static <S, I, E extends Effect, M> SequenceChapter<S, I, E, M> chapter(
            VectorKind kind,
            Chapter<S, I, E, M> chapter,
            Class<I> inputs,
            Class<E> effects,
            int depth,
            Function<I, Clause> subject) {
        var documents =
                List.of(
                        "draft-tuexen-tsvwg-dtls-chunk-key-management-00",
                        "draft-ietf-tsvwg-sctp-dtls-chunk-04");
        return SequenceChapter.of(kind, chapter, inputs, effects, depth, documents, subject);
    }

    private static Clause subject(NegotiationSpec.Input input) {
        return switch (input) {
            case NegotiationSpec.Input.Associate _ ->
                    NegotiationSpec.Claim.EACH_END_LISTS_ALL_IT_CAN;
            case NegotiationSpec.Input.InitArrived _ ->
                    NegotiationSpec.Claim.RESPONDER_KEEPS_NOTHING;
            case NegotiationSpec.Input.InitAckArrived _ ->
                    NegotiationSpec.Claim.UNASKED_ANSWERS_ARE_DROPPED;
            case NegotiationSpec.Input.CookieArrived _,
                    NegotiationSpec.Input.ForgedCookieArrived _ ->
                    NegotiationSpec.Claim.ONLY_OWN_COOKIES_COUNT;
            case NegotiationSpec.Input.Ended _ -> NegotiationSpec.Claim.ONE_ASSOCIATION_AT_A_TIME;
        };
    }

    private static Clause subject(ChunkKeyDerivationSpec.Input input) {
        return switch (input) {
            case ChunkKeyDerivationSpec.Input.Agreed _ ->
                    ChunkKeyDerivationSpec.Claim.BOTH_PARAMETERS_ENTER_AS_SENT;
            case ChunkKeyDerivationSpec.Input.SecretReady _, ChunkKeyDerivationSpec.Input.Ended _ ->
                    ChunkKeyDerivationSpec.Claim.EPOCH_IS_EXPORTED_ONCE;
        };
    }

    private static Clause subject(KeyInstallSpec.Input input) {
        return switch (input) {
            case KeyInstallSpec.Input.Associated _, KeyInstallSpec.Input.Ended _ ->
                    KeyInstallSpec.Claim.HANDSHAKE_FOLLOWS_THE_ASSOCIATION;
            case KeyInstallSpec.Input.PeerFinished _ -> KeyInstallSpec.Claim.CLIENT_SETS_RECV_FIRST;
            case KeyInstallSpec.Input.AckArrived _,
                    KeyInstallSpec.Input.SenderDry _,
                    KeyInstallSpec.Input.ProtectedArrived _ ->
                    KeyInstallSpec.Claim.ENFORCEMENT_FOLLOWS_THE_ACK;
            case KeyInstallSpec.Input.SetReceive _, KeyInstallSpec.Input.SetSend _ ->
                    KeyInstallSpec.Claim.EPOCHS_ARE_CONSECUTIVE;
            case KeyInstallSpec.Input.Passed _ -> KeyInstallSpec.Claim.EVENTS_AND_TIMERS_ARE_OURS;
        };
    }

    private static Clause subject(EnforcementSpec.Input input) {
        return switch (input) {
            case EnforcementSpec.Input.ReceiveKeySet _, EnforcementSpec.Input.Enforce _ ->
                    EnforcementSpec.Claim.ENFORCEMENT_NEEDS_A_RECEIVE_KEY;
            case EnforcementSpec.Input.SendKeySet _, EnforcementSpec.Input.ToSend _ ->
                    EnforcementSpec.Claim.EVERY_PACKET_LEAVES_PROTECTED;
            case EnforcementSpec.Input.Arrived _ ->
                    EnforcementSpec.Claim.UNPROTECTED_PACKETS_ARE_DISCARDED;
            case EnforcementSpec.Input.Opened _ -> EnforcementSpec.Claim.FAILED_PACKETS_END_NOTHING;
            case EnforcementSpec.Input.Ended _ -> EnforcementSpec.Claim.ENFORCEMENT_IS_IRREVERSIBLE;
        };
    }

    private static Clause subject(ChunkProtectionSpec.Input input) {
        return switch (input) {
            case ChunkProtectionSpec.Input.SetSend _, ChunkProtectionSpec.Input.SetReceive _ ->
                    ChunkProtectionSpec.Claim.NUMBERS_START_AT_ZERO;
            case ChunkProtectionSpec.Input.Enforce _, ChunkProtectionSpec.Input.Ended _ ->
                    ChunkProtectionSpec.Claim.DATA_BY_CHUNK_KEYS_BY_DTLS;
            case ChunkProtectionSpec.Input.ToSend _ ->
                    ChunkProtectionSpec.Claim.ALL_CHUNKS_IN_ONE_DTLS_CHUNK;
            case ChunkProtectionSpec.Input.Arrived(ChunkProtectionSpec.Packet.Damaged _) ->
                    ChunkProtectionSpec.Claim.CHECKSUM_COVERS_THE_WIRE;
            case ChunkProtectionSpec.Input.Arrived(ChunkProtectionSpec.Packet.Other _) ->
                    EnforcementSpec.Claim.UNPROTECTED_PACKETS_ARE_DISCARDED;
            case ChunkProtectionSpec.Input.Arrived(ChunkProtectionSpec.Packet.Chunk _) ->
                    ChunkProtectionSpec.Claim.CHUNK_HAS_ITS_LAYOUT;
        };
    }

    private static Clause subject(UserMessagesSpec.Input input) {
        return switch (input) {
            case UserMessagesSpec.Input.Protected _ ->
                    ChunkProtectionSpec.Claim.TWO_WAYS_IN_FOR_THE_ULP;
            case UserMessagesSpec.Input.Sent _ ->
                    ChunkProtectionSpec.Claim.DATA_BY_CHUNK_KEYS_BY_DTLS;
            case UserMessagesSpec.Input.Heard _ ->
                    ChunkProtectionSpec.Claim.DTLS_TRAVELS_AS_USER_MESSAGES;
            case UserMessagesSpec.Input.HeardInRecord _ ->
                    ChunkProtectionSpec.Claim.NO_DATA_IN_APPLICATION_RECORDS;
        };
    }

    private static Clause subject(EpochPruningSpec.Input input) {
        return switch (input) {
            case EpochPruningSpec.Input.Install _ -> EpochPruningSpec.Claim.EPOCHS_ARE_CONSECUTIVE;
            case EpochPruningSpec.Input.Remove _, EpochPruningSpec.Input.Ended _ ->
                    EpochPruningSpec.Claim.REMOVED_KEYS_STAY_REMOVED;
            case EpochPruningSpec.Input.Arrived _ -> EpochPruningSpec.Claim.TWO_BITS_NAME_ONE_KEY;
        };
    }

    private static Clause subject(KeyUpdateSpec.Input input) {
        return switch (input) {
            case KeyUpdateSpec.Input.Enforced _ -> KeyUpdateSpec.Claim.EXTENDED_KEY_UPDATE;
            case KeyUpdateSpec.Input.PlainWanted _, KeyUpdateSpec.Input.PlainArrived _ ->
                    KeyUpdateSpec.Claim.NO_PLAIN_KEY_UPDATE;
            case KeyUpdateSpec.Input.Wanted _,
                    KeyUpdateSpec.Input.Used _,
                    KeyUpdateSpec.Input.Passed _,
                    KeyUpdateSpec.Input.ResponseArrived _,
                    KeyUpdateSpec.Input.FinishArrived _,
                    KeyUpdateSpec.Input.AckArrived _,
                    KeyUpdateSpec.Input.Failed _,
                    KeyUpdateSpec.Input.Ended _ ->
                    KeyUpdateSpec.Claim.UPDATE_SEQUENCE_IS_OURS;
        };
    }

    private static Clause subject(ReauthenticationSpec.Input input) {
        return switch (input) {
            case ReauthenticationSpec.Input.Enforced _, ReauthenticationSpec.Input.Ended _ ->
                    ReauthenticationSpec.Claim.PROTECTION_COMES_FIRST;
            case ReauthenticationSpec.Input.Wanted _ ->
                    ReauthenticationSpec.Claim.EITHER_SIDE_MAY_ASK;
            case ReauthenticationSpec.Input.ShowWanted _ ->
                    ExportedAuthenticatorSpec.Claim.CLIENTS_SPEAK_WHEN_ASKED;
            case ReauthenticationSpec.Input.EpochReady _, ReauthenticationSpec.Input.EpochGone _ ->
                    ReauthenticationSpec.Claim.MISSING_EPOCHS_ARE_NAMED;
            case ReauthenticationSpec.Input.KeysUpdated _ -> ReauthenticationSpec.Claim.POLICY_ASKS;
            case ReauthenticationSpec.Input.Passed _ ->
                    ReauthenticationSpec.Claim.SILENCE_ENDS_THE_ASSOCIATION;
            case ReauthenticationSpec.Input.RequestArrived(_, _, var form) -> subject(form);
            case ReauthenticationSpec.Input.AuthenticatorArrived(_, _, var finding) ->
                    subject(finding);
            case ReauthenticationSpec.Input.ResultArrived _ ->
                    ReauthenticationSpec.Claim.VERDICTS_ARE_TOLD;
            case ReauthenticationSpec.Input.ErrorArrived _,
                    ReauthenticationSpec.Input.UnknownKindArrived _ ->
                    ReauthenticationSpec.Claim.UNKNOWN_KINDS_ARE_ERRORS;
            case ReauthenticationSpec.Input.UnknownVersionArrived _ ->
                    ReauthenticationSpec.Claim.UNKNOWN_VERSIONS_CLOSE;
            case ReauthenticationSpec.Input.NoFrameArrived _ ->
                    ReauthenticationSpec.Claim.THE_APPLICATION_CARRIES_THEM;
        };
    }

    private static Clause subject(ReauthenticationSpec.Form form) {
        return switch (form) {
            case WELL_FORMED -> ReauthenticationSpec.Claim.EXPORTED_AUTHENTICATORS;
            case MALFORMED -> ReauthenticationSpec.Claim.UNKNOWN_KINDS_ARE_ERRORS;
            case OF_ANOTHER_EPOCH, CONTEXT_USED ->
                    ReauthenticationSpec.Claim.CONTEXT_NAMES_THE_EPOCH;
        };
    }

    private static Clause subject(ReauthenticationSpec.Finding finding) {
        return switch (finding) {
            case SAME_IDENTITY, INVALID -> ReauthenticationSpec.Claim.ANSWER_IS_OF_THE_SAME_EPOCH;
            case OTHER_IDENTITY -> ReauthenticationSpec.Claim.IDENTITY_STAYS;
            case REFUSED -> ReauthenticationSpec.Claim.FAILURE_ENDS_THE_ASSOCIATION;
        };
    }
}
