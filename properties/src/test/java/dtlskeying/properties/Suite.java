package dtlskeying.properties;

import dtlskeying.properties.call.CallGuards;
import dtlskeying.properties.chunk.ChunkConnections;
import dtlskeying.properties.chunk.ChunkFraming;
import dtlskeying.properties.chunk.ChunkKeyDerivationProperties;
import dtlskeying.properties.chunk.ChunkKeyGuards;
import dtlskeying.properties.chunk.ChunkProtectionProperties;
import dtlskeying.properties.chunk.EnforcementProperties;
import dtlskeying.properties.chunk.EpochPruningProperties;
import dtlskeying.properties.chunk.KeyInstallProperties;
import dtlskeying.properties.chunk.KeyOrderGuards;
import dtlskeying.properties.chunk.NegotiationProperties;
import dtlskeying.properties.chunk.ParameterGuards;
import dtlskeying.properties.chunk.ReauthenticationFrameGuards;
import dtlskeying.properties.chunk.ReauthenticationProperties;
import dtlskeying.properties.chunk.SealingGuards;
import dtlskeying.properties.chunk.UserMessagesProperties;
import dtlskeying.properties.dtls.FlightsProperties;
import dtlskeying.properties.dtls.FragmentsProperties;
import dtlskeying.properties.dtls.ReplayWindowProperties;
import dtlskeying.properties.dtls.VersionChoiceProperties;
import dtlskeying.properties.dtls12.ClientHandshakeProperties;
import dtlskeying.properties.dtls12.ReadEpochsProperties;
import dtlskeying.properties.dtls12.ResumingHelloGuards;
import dtlskeying.properties.dtls12.ResumptionGuards;
import dtlskeying.properties.dtls12.ResumptionProperties;
import dtlskeying.properties.dtls12.ServerHandshakeProperties;
import dtlskeying.properties.dtls12.WriteEpochsProperties;
import dtlskeying.properties.dtls13.AcknowledgementProperties;
import dtlskeying.properties.dtls13.AssociationProperties;
import dtlskeying.properties.dtls13.AuthenticatorGuards;
import dtlskeying.properties.dtls13.ErasureProperties;
import dtlskeying.properties.dtls13.ExtendedScheduleGuards;
import dtlskeying.properties.dtls13.ExtendedUpdateGuards;
import dtlskeying.properties.dtls13.RecordGuards;
import dtlskeying.properties.dtls13.RenewedAssociationGuards;
import dtlskeying.properties.dtls13.SentRecordsProperties;
import dtlskeying.properties.dtls13.SizeGuards;
import dtlskeying.properties.dtls13.Transmissions;
import dtlskeying.properties.example.MixerGuards;
import dtlskeying.properties.schedule.ScheduleGuards;
import dtlskeying.properties.session.RehandshakeGuards;
import dtlskeying.properties.srtp.AeadGuards;
import dtlskeying.properties.srtp.AlertReplayProperties;
import dtlskeying.properties.srtp.BidDown;
import dtlskeying.properties.srtp.ChannelSetupProperties;
import dtlskeying.properties.srtp.ExportGuards;
import dtlskeying.properties.srtp.KeyGuards;
import dtlskeying.properties.srtp.KeyLifetimeProperties;
import dtlskeying.properties.srtp.KeySetsProperties;
import dtlskeying.properties.srtp.MkiSelectionProperties;
import dtlskeying.properties.srtp.PacketDemuxProperties;
import dtlskeying.properties.srtp.PacketGuards;
import dtlskeying.properties.srtp.ProfileTable;
import dtlskeying.properties.srtp.SdpGuards;
import dtlskeying.properties.srtp.SenderGuards;
import dtlskeying.properties.srtp.SessionGuards;
import dtlskeying.properties.srtp.SrtpKeyDerivationProperties;
import dtlskeying.properties.srtp.SrtpTransformProperties;
import dtlskeying.properties.srtp.SsrcMappingProperties;
import dtlskeying.properties.srtp.StreamGuards;
import dtlskeying.properties.srtp.TamperedHellos;
import dtlskeying.properties.srtp.UseSrtpGuards;
import dtlskeying.properties.srtp.UseSrtpProperties;
import dtlskeying.properties.versions.RenewalGuards;

import java.util.List;
import java.util.stream.Stream;

/** Every chapter that has properties, and the guards that belong to no single machine. */
final class Suite {
    /** The chapters whose machine is held against a model. */
    static final List<ChapterProperties<?, ?, ?, ?>> CHAPTERS =
            List.of(
                    new UseSrtpProperties(),
                    new MkiSelectionProperties(),
                    new ReplayWindowProperties(),
                    new FragmentsProperties(),
                    new FlightsProperties(),
                    new VersionChoiceProperties(),
                    new ClientHandshakeProperties(),
                    new ServerHandshakeProperties(),
                    new ResumptionProperties(),
                    new ReadEpochsProperties(),
                    new WriteEpochsProperties(),
                    new dtlskeying.properties.dtls13.ReadEpochsProperties(),
                    new dtlskeying.properties.dtls13.WriteEpochsProperties(),
                    new AcknowledgementProperties(),
                    new SentRecordsProperties(),
                    new SrtpKeyDerivationProperties(),
                    new SrtpTransformProperties(),
                    new PacketDemuxProperties(),
                    new KeyLifetimeProperties(),
                    new AlertReplayProperties(),
                    new KeySetsProperties(),
                    new ChannelSetupProperties(),
                    new SsrcMappingProperties(),
                    new dtlskeying.properties.dtls13.ClientHandshakeProperties(),
                    new dtlskeying.properties.dtls13.ServerHandshakeProperties(),
                    new dtlskeying.properties.dtls13.KeyUpdateProperties(),
                    new dtlskeying.properties.dtls13.ExtendedKeyUpdateProperties(),
                    new AssociationProperties(),
                    new NegotiationProperties(),
                    new ChunkKeyDerivationProperties(),
                    new ChunkProtectionProperties(),
                    new UserMessagesProperties(),
                    new KeyInstallProperties(),
                    new EnforcementProperties(),
                    new EpochPruningProperties(),
                    new dtlskeying.properties.chunk.KeyUpdateProperties(),
                    new ReauthenticationProperties());

    /** Bugs in codecs, cryptography and whole handshakes, each with the property that kills it. */
    static final List<Guard> GUARDS =
            Stream.of(
                            ScheduleGuards.guards(),
                            KeyOrderGuards.ALL,
                            UseSrtpGuards.ALL,
                            ProfileTable.GUARDS,
                            TamperedHellos.GUARDS,
                            BidDown.GUARDS,
                            KeyGuards.ALL,
                            ExportGuards.ALL,
                            PacketGuards.ALL,
                            AeadGuards.ALL,
                            StreamGuards.ALL,
                            SenderGuards.ALL,
                            SessionGuards.ALL,
                            RehandshakeGuards.ALL,
                            RenewalGuards.ALL,
                            SdpGuards.ALL,
                            RecordGuards.ALL,
                            SizeGuards.ALL,
                            ErasureProperties.GUARDS,
                            Transmissions.GUARDS,
                            ExtendedScheduleGuards.ALL,
                            ExtendedUpdateGuards.ALL,
                            RenewedAssociationGuards.ALL,
                            AuthenticatorGuards.ALL,
                            MixerGuards.ALL,
                            CallGuards.ALL,
                            ResumptionGuards.ALL,
                            ResumingHelloGuards.ALL,
                            ChunkKeyGuards.ALL,
                            ParameterGuards.ALL,
                            SealingGuards.ALL,
                            ReauthenticationFrameGuards.ALL,
                            ChunkFraming.GUARDS,
                            ChunkConnections.GUARDS)
                    .flatMap(List::stream)
                    .toList();

    /** The chapters of which every clause must be modelled, implemented and guarded. */
    static final List<String> FINISHED =
            List.of(
                    "srtp/UseSrtp",
                    "dtls13/LargeRecords",
                    "dtls/ReplayWindow",
                    "dtls/Fragments",
                    "dtls/VersionChoice",
                    "dtls12/Records",
                    "dtls12/Handshake",
                    "dtls12/ClientHandshake",
                    "dtls12/Resumption",
                    "dtls12/Association",
                    "srtp/MkiSelection",
                    "srtp/SrtpKeyDerivation",
                    "srtp/PacketDemux",
                    "srtp/SrtpTransform",
                    "srtp/KeyLifetime",
                    "srtp/AlertReplay",
                    "srtp/KeySets",
                    "srtp/SsrcMapping",
                    "srtp/ChannelSetup",
                    "dtls13/Records",
                    "dtls13/KeySchedule",
                    "dtls13/Acknowledgement",
                    "dtls13/Handshake",
                    "dtls13/ClientHandshake",
                    "dtls13/ServerHandshake",
                    "dtls13/Association",
                    "dtls13/KeyUpdate",
                    "dtls13/ExtendedKeyUpdate",
                    "dtls/Flights",
                    "srtp/Mixer",
                    "chunk/Negotiation",
                    "chunk/ChunkKeyDerivation",
                    "chunk/ChunkProtection",
                    "chunk/KeyInstall",
                    "chunk/Enforcement",
                    "chunk/EpochPruning",
                    "chunk/KeyUpdate",
                    "chunk/Reauthentication");

    private Suite() {}
}
