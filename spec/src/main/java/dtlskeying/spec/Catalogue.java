package dtlskeying.spec;

import dtlskeying.spec.chunk.ChunkKeyDerivationSpec;
import dtlskeying.spec.chunk.ChunkProtectionSpec;
import dtlskeying.spec.chunk.EnforcementSpec;
import dtlskeying.spec.chunk.EpochPruningSpec;
import dtlskeying.spec.chunk.KeyInstallSpec;
import dtlskeying.spec.chunk.KeyUpdateSpec;
import dtlskeying.spec.chunk.NegotiationSpec;
import dtlskeying.spec.chunk.ReauthenticationSpec;
import dtlskeying.spec.dtls.FlightsSpec;
import dtlskeying.spec.dtls.FragmentsSpec;
import dtlskeying.spec.dtls.ReplayWindowSpec;
import dtlskeying.spec.dtls.VersionChoiceSpec;
import dtlskeying.spec.dtls12.AssociationSpec;
import dtlskeying.spec.dtls12.ClientHandshakeSpec;
import dtlskeying.spec.dtls12.HandshakeSpec;
import dtlskeying.spec.dtls12.RecordsSpec;
import dtlskeying.spec.dtls12.ResumptionSpec;
import dtlskeying.spec.dtls12.ServerHandshakeSpec;
import dtlskeying.spec.dtls13.AcknowledgementSpec;
import dtlskeying.spec.dtls13.ExportedAuthenticatorSpec;
import dtlskeying.spec.dtls13.ExtendedKeyScheduleSpec;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec;
import dtlskeying.spec.dtls13.KeyScheduleSpec;
import dtlskeying.spec.dtls13.LargeRecordsSpec;
import dtlskeying.spec.srtp.AlertReplaySpec;
import dtlskeying.spec.srtp.ChannelSetupSpec;
import dtlskeying.spec.srtp.KeyLifetimeSpec;
import dtlskeying.spec.srtp.KeySetsSpec;
import dtlskeying.spec.srtp.MixerSpec;
import dtlskeying.spec.srtp.MkiSelectionSpec;
import dtlskeying.spec.srtp.PacketDemuxSpec;
import dtlskeying.spec.srtp.SessionDescriptionSpec;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec;
import dtlskeying.spec.srtp.SrtpTransformSpec;
import dtlskeying.spec.srtp.SsrcMappingSpec;
import dtlskeying.spec.srtp.UseSrtpSpec;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every clause of every chapter. All statements of the two modelled documents are here, and those
 * of other documents that a machine cites.
 */
public final class Catalogue {
    private static final Map<String, List<Clause>> CHAPTERS = chapters();

    private static final Map<String, Clause> BY_ID =
            CHAPTERS.values().stream()
                    .flatMap(List::stream)
                    .collect(
                            Collectors.toMap(
                                    Clause::id,
                                    Function.identity(),
                                    Catalogue::refuseDuplicate,
                                    LinkedHashMap::new));

    private Catalogue() {}

    /** The clauses of each chapter, by names such as {@code srtp/MkiSelection}. */
    public static Map<String, List<Clause>> byChapter() {
        return CHAPTERS;
    }

    /** All clauses, chapter by chapter. */
    public static Stream<Clause> clauses() {
        return BY_ID.values().stream();
    }

    /** The clause with that id, if the catalogue has it. */
    public static Optional<Clause> find(String id) {
        return Optional.ofNullable(BY_ID.get(id));
    }

    private static Map<String, List<Clause>> chapters() {
        var chapters = new LinkedHashMap<String, List<Clause>>();
        chapters.put("srtp/UseSrtp", of(UseSrtpSpec.Claim.values()));
        chapters.put("srtp/MkiSelection", of(MkiSelectionSpec.Claim.values()));
        chapters.put("srtp/SrtpKeyDerivation", of(SrtpKeyDerivationSpec.Claim.values()));
        chapters.put("srtp/SrtpTransform", of(SrtpTransformSpec.Claim.values()));
        chapters.put("srtp/KeySets", of(KeySetsSpec.Claim.values()));
        chapters.put("srtp/KeyLifetime", of(KeyLifetimeSpec.Claim.values()));
        chapters.put("srtp/PacketDemux", of(PacketDemuxSpec.Claim.values()));
        chapters.put("srtp/SsrcMapping", of(SsrcMappingSpec.Claim.values()));
        chapters.put("srtp/AlertReplay", of(AlertReplaySpec.Claim.values()));
        chapters.put("srtp/ChannelSetup", of(ChannelSetupSpec.Claim.values()));
        chapters.put("srtp/Mixer", of(MixerSpec.Claim.values()));
        chapters.put("srtp/SessionDescription", of(SessionDescriptionSpec.Claim.values()));
        chapters.put("chunk/Negotiation", of(NegotiationSpec.Claim.values()));
        chapters.put("chunk/ChunkKeyDerivation", of(ChunkKeyDerivationSpec.Claim.values()));
        chapters.put("chunk/KeyInstall", of(KeyInstallSpec.Claim.values()));
        chapters.put("chunk/Enforcement", of(EnforcementSpec.Claim.values()));
        chapters.put("chunk/EpochPruning", of(EpochPruningSpec.Claim.values()));
        chapters.put("chunk/KeyUpdate", of(KeyUpdateSpec.Claim.values()));
        chapters.put("chunk/Reauthentication", of(ReauthenticationSpec.Claim.values()));
        chapters.put("chunk/ChunkProtection", of(ChunkProtectionSpec.Claim.values()));
        chapters.put("dtls/ReplayWindow", of(ReplayWindowSpec.Claim.values()));
        chapters.put("dtls/Fragments", of(FragmentsSpec.Claim.values()));
        chapters.put("dtls/Flights", of(FlightsSpec.Claim.values()));
        chapters.put("dtls/VersionChoice", of(VersionChoiceSpec.Claim.values()));
        chapters.put("dtls12/Records", of(RecordsSpec.Claim.values()));
        chapters.put("dtls12/Handshake", of(HandshakeSpec.Claim.values()));
        chapters.put("dtls12/ClientHandshake", of(ClientHandshakeSpec.Claim.values()));
        chapters.put("dtls12/ServerHandshake", of(ServerHandshakeSpec.Claim.values()));
        chapters.put("dtls12/Resumption", of(ResumptionSpec.Claim.values()));
        chapters.put("dtls12/Association", of(AssociationSpec.Claim.values()));
        chapters.put("dtls13/Records", of(dtlskeying.spec.dtls13.RecordsSpec.Claim.values()));
        chapters.put("dtls13/LargeRecords", of(LargeRecordsSpec.Claim.values()));
        chapters.put("dtls13/KeySchedule", of(KeyScheduleSpec.Claim.values()));
        chapters.put("dtls13/Acknowledgement", of(AcknowledgementSpec.Claim.values()));
        chapters.put("dtls13/Handshake", of(dtlskeying.spec.dtls13.HandshakeSpec.Claim.values()));
        chapters.put(
                "dtls13/ClientHandshake",
                of(dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.values()));
        chapters.put(
                "dtls13/ServerHandshake",
                of(dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.values()));
        chapters.put(
                "dtls13/Association", of(dtlskeying.spec.dtls13.AssociationSpec.Claim.values()));
        chapters.put("dtls13/KeyUpdate", of(dtlskeying.spec.dtls13.KeyUpdateSpec.Claim.values()));
        chapters.put("dtls13/ExtendedKeyUpdate", of(ExtendedKeyUpdateSpec.Claim.values()));
        chapters.put("dtls13/ExportedAuthenticator", of(ExportedAuthenticatorSpec.Claim.values()));
        chapters.put("dtls13/ExtendedKeySchedule", of(ExtendedKeyScheduleSpec.Claim.values()));
        return Collections.unmodifiableMap(chapters);
    }

    private static List<Clause> of(Clause[] claims) {
        return List.copyOf(Arrays.asList(claims));
    }

    private static Clause refuseDuplicate(Clause one, Clause other) {
        throw new AssertionError(one.name() + " and " + other.name() + " are both " + one.id());
    }
}
