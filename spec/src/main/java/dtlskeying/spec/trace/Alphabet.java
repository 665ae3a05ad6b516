package dtlskeying.spec.trace;

import dtlskeying.spec.Effect;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec;
import dtlskeying.spec.chunk.ChunkProtectionSpec;
import dtlskeying.spec.chunk.EnforcementSpec;
import dtlskeying.spec.chunk.EpochPruningSpec;
import dtlskeying.spec.chunk.KeyInstallSpec;
import dtlskeying.spec.chunk.NegotiationSpec;
import dtlskeying.spec.chunk.ReauthenticationSpec;
import dtlskeying.spec.chunk.UserMessagesSpec;
import dtlskeying.spec.dtls.AssociationSpec;
import dtlskeying.spec.dtls.FlightsSpec;
import dtlskeying.spec.dtls.FragmentsSpec;
import dtlskeying.spec.dtls.ReplayWindowSpec;
import dtlskeying.spec.dtls.VersionChoiceSpec;
import dtlskeying.spec.dtls12.ClientHandshakeSpec;
import dtlskeying.spec.dtls12.HandshakeSpec;
import dtlskeying.spec.dtls12.RecordsSpec;
import dtlskeying.spec.dtls12.ResumptionSpec;
import dtlskeying.spec.dtls12.ServerHandshakeSpec;
import dtlskeying.spec.dtls13.AcknowledgementSpec;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec;
import dtlskeying.spec.dtls13.KeyUpdateSpec;
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

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a chapter's traces and vectors are made of: its inputs and its effects.
 *
 * @param chapter package and chapter, for example {@code srtp/MkiSelection}
 * @param inputs what an end of that chapter learns
 * @param effects what it does
 * @param <I> the chapter's {@code Input}
 * @param <E> the chapter's {@code Effect}
 */
public record Alphabet<I, E extends Effect>(String chapter, Words<I> inputs, Words<E> effects) {
    private static final List<Alphabet<?, ?>> ALL =
            List.of(
                    of("srtp/UseSrtp", UseSrtpSpec.Input.class, UseSrtpSpec.Effect.class),
                    of(
                            "srtp/MkiSelection",
                            MkiSelectionSpec.Input.class,
                            MkiSelectionSpec.Effect.class),
                    of(
                            "srtp/SrtpKeyDerivation",
                            SrtpKeyDerivationSpec.Input.class,
                            SrtpKeyDerivationSpec.Effect.class),
                    of(
                            "srtp/SrtpTransform",
                            SrtpTransformSpec.Input.class,
                            SrtpTransformSpec.Effect.class),
                    of(
                            "srtp/PacketDemux",
                            PacketDemuxSpec.Input.class,
                            PacketDemuxSpec.Effect.class),
                    of(
                            "srtp/AlertReplay",
                            AlertReplaySpec.Input.class,
                            AlertReplaySpec.Effect.class),
                    of(
                            "srtp/SsrcMapping",
                            SsrcMappingSpec.Input.class,
                            SsrcMappingSpec.Effect.class),
                    of(
                            "srtp/KeyLifetime",
                            KeyLifetimeSpec.Input.class,
                            KeyLifetimeSpec.Effect.class),
                    of("srtp/KeySets", KeySetsSpec.Input.class, KeySetsSpec.Effect.class),
                    of(
                            "srtp/ChannelSetup",
                            ChannelSetupSpec.Input.class,
                            ChannelSetupSpec.Effect.class),
                    of(
                            "chunk/Negotiation",
                            NegotiationSpec.Input.class,
                            NegotiationSpec.Effect.class),
                    of(
                            "chunk/ChunkKeyDerivation",
                            ChunkKeyDerivationSpec.Input.class,
                            ChunkKeyDerivationSpec.Effect.class),
                    of("chunk/KeyInstall", KeyInstallSpec.Input.class, KeyInstallSpec.Effect.class),
                    of(
                            "chunk/Enforcement",
                            EnforcementSpec.Input.class,
                            EnforcementSpec.Effect.class),
                    of(
                            "chunk/ChunkProtection",
                            ChunkProtectionSpec.Input.class,
                            ChunkProtectionSpec.Effect.class),
                    of(
                            "chunk/UserMessages",
                            UserMessagesSpec.Input.class,
                            UserMessagesSpec.Effect.class),
                    of(
                            "chunk/EpochPruning",
                            EpochPruningSpec.Input.class,
                            EpochPruningSpec.Effect.class),
                    of(
                            "chunk/KeyUpdate",
                            dtlskeying.spec.chunk.KeyUpdateSpec.Input.class,
                            dtlskeying.spec.chunk.KeyUpdateSpec.Effect.class),
                    of(
                            "chunk/Reauthentication",
                            ReauthenticationSpec.Input.class,
                            ReauthenticationSpec.Effect.class),
                    of(
                            "dtls/ReplayWindow",
                            ReplayWindowSpec.Input.class,
                            ReplayWindowSpec.Effect.class),
                    of("dtls/Fragments", FragmentsSpec.Input.class, FragmentsSpec.Effect.class),
                    of("dtls/Flights", FlightsSpec.Input.class, FlightsSpec.Effect.class),
                    of(
                            "dtls/VersionChoice",
                            VersionChoiceSpec.Input.class,
                            VersionChoiceSpec.Effect.class),
                    of("dtls12/Records", RecordsSpec.Input.class, RecordsSpec.Effect.class),
                    of(
                            "dtls12/ClientHandshake",
                            ClientHandshakeSpec.Input.class,
                            HandshakeSpec.Effect.class),
                    of(
                            "dtls12/ServerHandshake",
                            ServerHandshakeSpec.Input.class,
                            HandshakeSpec.Effect.class),
                    of(
                            "dtls12/Resumption",
                            ResumptionSpec.Input.class,
                            ResumptionSpec.Effect.class),
                    of(
                            "dtls/Association",
                            AssociationSpec.Input.class,
                            AssociationSpec.Effect.class),
                    of(
                            "dtls13/Records",
                            dtlskeying.spec.dtls13.RecordsSpec.Input.class,
                            dtlskeying.spec.dtls13.RecordsSpec.Effect.class),
                    of(
                            "dtls13/Acknowledgement",
                            AcknowledgementSpec.Input.class,
                            AcknowledgementSpec.Effect.class),
                    of(
                            "dtls13/Association",
                            dtlskeying.spec.dtls13.AssociationSpec.Input.class,
                            AssociationSpec.Effect.class),
                    of(
                            "dtls13/ClientHandshake",
                            dtlskeying.spec.dtls13.ClientHandshakeSpec.Input.class,
                            dtlskeying.spec.dtls13.HandshakeSpec.Effect.class),
                    of(
                            "dtls13/ServerHandshake",
                            dtlskeying.spec.dtls13.ServerHandshakeSpec.Input.class,
                            dtlskeying.spec.dtls13.HandshakeSpec.Effect.class),
                    of("dtls13/KeyUpdate", KeyUpdateSpec.Input.class, KeyUpdateSpec.Effect.class),
                    of(
                            "dtls13/ExtendedKeyUpdate",
                            ExtendedKeyUpdateSpec.Input.class,
                            ExtendedKeyUpdateSpec.Effect.class));

    /** The alphabets of all chapters that have one. */
    public static List<Alphabet<?, ?>> all() {
        return ALL;
    }

    /** The alphabet of that chapter, if it has one. */
    public static Optional<Alphabet<?, ?>> find(String chapter) {
        return ALL.stream().filter(each -> each.chapter.equals(chapter)).findFirst();
    }

    /** The input as JSON. */
    public ObjectNode writeInput(Object input) {
        return write(inputs, input);
    }

    /** The effect as JSON. */
    public ObjectNode writeEffect(Effect effect) {
        return write(effects, effect);
    }

    /** The effects that a list of JSON objects is. */
    public List<Effect> readEffects(JsonNode list) throws UnreadableWord {
        if (!list.isArray()) throw new UnreadableWord("a list of effects was expected");
        var read = new ArrayList<Effect>();
        for (JsonNode each : list) read.add(effects.read(each));
        return List.copyOf(read);
    }

    private static <W> ObjectNode write(Words<W> words, Object word) {
        return words.write(words.cast(word));
    }

    private static <I, E extends Effect> Alphabet<I, E> of(
            String chapter, Class<I> inputs, Class<E> effects) {
        return new Alphabet<>(chapter, Words.of(inputs), Words.of(effects));
    }
}
