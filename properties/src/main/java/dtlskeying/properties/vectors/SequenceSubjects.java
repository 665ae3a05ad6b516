package dtlskeying.properties.vectors;

import dtlskeying.spec.Clause;
import dtlskeying.spec.dtls12.HandshakeSpec;
import dtlskeying.spec.srtp.KeySetsSpec;
import dtlskeying.spec.srtp.MkiSelectionSpec;
import dtlskeying.spec.srtp.PacketDemuxSpec;
import dtlskeying.spec.srtp.SsrcMappingSpec;
import dtlskeying.spec.srtp.UseSrtpSpec;

/** The clause that speaks of an input, for vectors in which nothing has to be justified. */
final class SequenceSubjects {
    private SequenceSubjects() {}

    static Clause of(UseSrtpSpec.Input input) {
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

    static Clause of(MkiSelectionSpec.Input input) {
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

    static Clause of(KeySetsSpec.Input input) {
        return switch (input) {
            case KeySetsSpec.Input.Completed _ -> KeySetsSpec.Claim.REKEY_IS_A_NEW_HANDSHAKE;
            case KeySetsSpec.Input.Protect _ -> KeySetsSpec.Claim.ONE_MASTER_KEY_PROTECTS;
            case KeySetsSpec.Input.Arrived _ -> KeySetsSpec.Claim.UNVERIFIED_PACKETS_ARE_DISCARDED;
            case KeySetsSpec.Input.Passed _ -> KeySetsSpec.Claim.BOTH_SETS_LIVE_FOR_THE_MSL;
        };
    }

    static Clause of(PacketDemuxSpec.Input input) {
        return switch (input) {
            case PacketDemuxSpec.Input.CompletedWithSrtp _,
                    PacketDemuxSpec.Input.CompletedWithoutSrtp _,
                    PacketDemuxSpec.Input.Write _ ->
                    PacketDemuxSpec.Claim.DATA_IS_PROTECTED_BY_SRTP_ALONE;
            case PacketDemuxSpec.Input.Arrived _ -> PacketDemuxSpec.Claim.FIRST_BYTE_TELLS_THE_PATH;
            case PacketDemuxSpec.Input.RecordOpened _, PacketDemuxSpec.Input.SendRecord _ ->
                    PacketDemuxSpec.Claim.OTHER_RECORDS_USE_DTLS_FRAMING;
            case PacketDemuxSpec.Input.Ended() -> HandshakeSpec.Claim.NOTHING_AFTER_CLOSE;
            case PacketDemuxSpec.Input.Register _ ->
                    PacketDemuxSpec.Claim.FURTHER_TYPES_STAY_DISTINGUISHABLE;
        };
    }

    static Clause of(SsrcMappingSpec.Input input) {
        return switch (input) {
            case SsrcMappingSpec.Input.Opened _,
                    SsrcMappingSpec.Input.Arrived _,
                    SsrcMappingSpec.Input.Turn _ ->
                    SsrcMappingSpec.Claim.SSRC_TABLE_MAPS_TO_ASSOCIATIONS;
            case SsrcMappingSpec.Input.Closed _, SsrcMappingSpec.Input.Deleted _ ->
                    SsrcMappingSpec.Claim.CLOSING_REMOVES_ENTRIES;
            case SsrcMappingSpec.Input.Use _ ->
                    SsrcMappingSpec.Claim.RTP_COLLISION_HANDLING_STILL_APPLIES;
            case SsrcMappingSpec.Input.Passed _ -> SsrcMappingSpec.Claim.FAILURE_RECORDS_TIME_OUT;
        };
    }
}
