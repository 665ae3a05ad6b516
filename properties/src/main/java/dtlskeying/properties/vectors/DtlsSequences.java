package dtlskeying.properties.vectors;

import dtlskeying.properties.Chapter;
import dtlskeying.properties.dtls.FlightsChapter;
import dtlskeying.properties.dtls.FragmentsChapter;
import dtlskeying.properties.dtls.ReplayWindowChapter;
import dtlskeying.properties.dtls.VersionChoiceChapter;
import dtlskeying.properties.dtls12.ClientHandshakeChapter;
import dtlskeying.properties.dtls12.ReadEpochsChapter;
import dtlskeying.properties.dtls12.ResumptionChapter;
import dtlskeying.properties.dtls12.ServerHandshakeChapter;
import dtlskeying.properties.dtls12.WriteEpochsChapter;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Effect;
import dtlskeying.spec.dtls.FlightsSpec;
import dtlskeying.spec.dtls.FragmentsSpec;
import dtlskeying.spec.dtls.ReplayWindowSpec;
import dtlskeying.spec.dtls.VersionChoiceSpec;
import dtlskeying.spec.dtls12.ClientHandshakeSpec;
import dtlskeying.spec.dtls12.HandshakeSpec;
import dtlskeying.spec.dtls12.RecordsSpec;
import dtlskeying.spec.dtls12.ResumptionSpec;
import dtlskeying.spec.dtls12.ServerHandshakeSpec;
import dtlskeying.vectors.VectorKind;

import java.util.List;

/** The chapters of DTLS whose vectors are sequences. */
final class DtlsSequences {
    /** All of them. */
    static final List<SequenceChapter<?, ?, ?, ?>> ALL =
            List.of(
                    chapter(
                            VectorKind.REPLAY_WINDOW,
                            ReplayWindowChapter.CHAPTER,
                            ReplayWindowSpec.Input.class,
                            ReplayWindowSpec.Effect.class,
                            3,
                            ReplayWindowSpec.Claim.SEEN_RECORDS_ARE_DISCARDED),
                    chapter(
                            VectorKind.FRAGMENTS,
                            FragmentsChapter.CHAPTER,
                            FragmentsSpec.Input.class,
                            FragmentsSpec.Effect.class,
                            3,
                            FragmentsSpec.Claim.MESSAGES_ARE_READ_IN_ORDER),
                    chapter(
                            VectorKind.FLIGHTS,
                            FlightsChapter.CHAPTER,
                            FlightsSpec.Input.class,
                            FlightsSpec.Effect.class,
                            3,
                            FlightsSpec.Claim.FLIGHT_IS_ONE_UNIT),
                    SequenceChapter.of(
                            VectorKind.VERSION_CHOICE,
                            VersionChoiceChapter.CHAPTER,
                            VersionChoiceSpec.Input.class,
                            VersionChoiceSpec.Effect.class,
                            2,
                            List.of("RFC 8446", "RFC 9147"),
                            _ -> VersionChoiceSpec.Claim.ONLY_LISTED_VERSIONS_ARE_SELECTED),
                    chapter(
                            VectorKind.CLIENT_HANDSHAKE,
                            ClientHandshakeChapter.CHAPTER,
                            ClientHandshakeSpec.Input.class,
                            HandshakeSpec.Effect.class,
                            1,
                            HandshakeSpec.Claim.MESSAGES_COME_IN_ORDER),
                    chapter(
                            VectorKind.SERVER_HANDSHAKE,
                            ServerHandshakeChapter.CHAPTER,
                            ServerHandshakeSpec.Input.class,
                            HandshakeSpec.Effect.class,
                            1,
                            HandshakeSpec.Claim.MESSAGES_COME_IN_ORDER),
                    chapter(
                            VectorKind.RESUMPTION,
                            ResumptionChapter.CHAPTER,
                            ResumptionSpec.Input.class,
                            ResumptionSpec.Effect.class,
                            2,
                            ResumptionSpec.Claim.SERVER_MAY_RESUME),
                    chapter(
                            VectorKind.READ_EPOCHS,
                            ReadEpochsChapter.CHAPTER,
                            RecordsSpec.Input.Read.class,
                            RecordsSpec.Effect.class,
                            2,
                            RecordsSpec.Claim.EPOCHS_FOLLOW_EACH_OTHER),
                    chapter(
                            VectorKind.WRITE_EPOCHS,
                            WriteEpochsChapter.CHAPTER,
                            RecordsSpec.Input.Write.class,
                            RecordsSpec.Effect.class,
                            3,
                            RecordsSpec.Claim.SEQUENCE_NUMBERS_ARE_EXPLICIT));

    private DtlsSequences() {}

    private static <S, I, E extends Effect, M> SequenceChapter<S, I, E, M> chapter(
            VectorKind kind,
            Chapter<S, I, E, M> chapter,
            Class<I> inputs,
            Class<E> effects,
            int depth,
            Clause subject) {
        var documents = List.of("RFC 6347", "RFC 5246", "RFC 5746", "RFC 9147");
        return SequenceChapter.of(kind, chapter, inputs, effects, depth, documents, _ -> subject);
    }
}
