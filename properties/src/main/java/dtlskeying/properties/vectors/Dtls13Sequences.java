package dtlskeying.properties.vectors;

import dtlskeying.model.dtls13.AssociationModel;
import dtlskeying.model.dtls13.ExtendedKeyUpdateModel;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.dtls13.AcknowledgementChapter;
import dtlskeying.properties.dtls13.AssociationChapter;
import dtlskeying.properties.dtls13.ClientHandshakeChapter;
import dtlskeying.properties.dtls13.ExtendedKeyUpdateChapter;
import dtlskeying.properties.dtls13.KeyUpdateChapter;
import dtlskeying.properties.dtls13.ReadEpochsChapter;
import dtlskeying.properties.dtls13.SentRecordsChapter;
import dtlskeying.properties.dtls13.ServerHandshakeChapter;
import dtlskeying.properties.dtls13.WriteEpochsChapter;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Effect;
import dtlskeying.spec.Reading;
import dtlskeying.spec.dtls13.AcknowledgementSpec;
import dtlskeying.spec.dtls13.AssociationSpec;
import dtlskeying.spec.dtls13.ClientHandshakeSpec;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec;
import dtlskeying.spec.dtls13.HandshakeSpec;
import dtlskeying.spec.dtls13.KeyUpdateSpec;
import dtlskeying.spec.dtls13.RecordsSpec;
import dtlskeying.spec.dtls13.ServerHandshakeSpec;
import dtlskeying.vectors.VectorKind;

import java.util.List;

/** The chapters of DTLS 1.3 whose vectors are sequences. */
final class Dtls13Sequences {
    private static final List<String> DOCUMENTS = List.of("RFC 9147", "RFC 8446", "RFC 8449");

    /** All of them. */
    static final List<SequenceChapter<?, ?, ?, ?>> ALL =
            List.of(
                    chapter(
                            VectorKind.DTLS13_CLIENT_HANDSHAKE,
                            ClientHandshakeChapter.CHAPTER,
                            ClientHandshakeSpec.Input.class,
                            HandshakeSpec.Effect.class,
                            1,
                            HandshakeSpec.Claim.MESSAGES_COME_IN_ORDER),
                    chapter(
                            VectorKind.DTLS13_SERVER_HANDSHAKE,
                            ServerHandshakeChapter.CHAPTER,
                            ServerHandshakeSpec.Input.class,
                            HandshakeSpec.Effect.class,
                            1,
                            HandshakeSpec.Claim.MESSAGES_COME_IN_ORDER),
                    chapter(
                            VectorKind.DTLS13_READ_EPOCHS,
                            ReadEpochsChapter.CHAPTER,
                            RecordsSpec.Input.Read.class,
                            RecordsSpec.Effect.class,
                            3,
                            RecordsSpec.Claim.EPOCHS_HAVE_THEIR_PLACES),
                    chapter(
                            VectorKind.DTLS13_WRITE_EPOCHS,
                            WriteEpochsChapter.CHAPTER,
                            RecordsSpec.Input.Write.class,
                            RecordsSpec.Effect.class,
                            3,
                            RecordsSpec.Claim.NUMBERS_START_AT_ZERO),
                    chapter(
                            VectorKind.DTLS13_ACKNOWLEDGEMENT,
                            AcknowledgementChapter.CHAPTER,
                            AcknowledgementSpec.Input.Hear.class,
                            AcknowledgementSpec.Effect.class,
                            3,
                            AcknowledgementSpec.Claim.ANSWERED_FLIGHTS_NEED_NO_ACK),
                    chapter(
                            VectorKind.DTLS13_SENT_RECORDS,
                            SentRecordsChapter.CHAPTER,
                            AcknowledgementSpec.Input.Say.class,
                            AcknowledgementSpec.Effect.class,
                            3,
                            AcknowledgementSpec.Claim.ACKNOWLEDGED_PARTS_ARE_NOT_SENT_AGAIN),
                    SequenceChapter.of(
                                    VectorKind.DTLS13_ASSOCIATION,
                                    AssociationChapter.CHAPTER,
                                    AssociationSpec.Input.class,
                                    dtlskeying.spec.dtls.AssociationSpec.Effect.class,
                                    1,
                                    DOCUMENTS,
                                    Dtls13Sequences::subject)
                            .under(
                                    AssociationModel::new,
                                    Reading.HELLOS_COUNT_BESIDE_KEYS,
                                    Reading.PARTS_OF_A_FIRST_HELLO_ARE_KEPT),
                    chapter(
                            VectorKind.DTLS13_KEY_UPDATE,
                            KeyUpdateChapter.CHAPTER,
                            KeyUpdateSpec.Input.class,
                            KeyUpdateSpec.Effect.class,
                            3,
                            KeyUpdateSpec.Claim.KEYS_CHANGE_WHEN_ACKNOWLEDGED),
                    SequenceChapter.of(
                                    VectorKind.DTLS13_EXTENDED_KEY_UPDATE_SEQUENCES,
                                    ExtendedKeyUpdateChapter.CHAPTER,
                                    ExtendedKeyUpdateSpec.Input.class,
                                    ExtendedKeyUpdateSpec.Effect.class,
                                    3,
                                    List.of(
                                            "draft-ietf-tls-extended-key-update, text of 29 June 2026",
                                            "RFC 9147"),
                                    _ -> ExtendedKeyUpdateSpec.Claim.ONE_EXCHANGE_AT_A_TIME)
                            .under(
                                    ExtendedKeyUpdateModel::new,
                                    Reading.EARLY_REQUESTS_ARE_HELD,
                                    Reading.FINISH_ENDS_ITS_EPOCH));

    private Dtls13Sequences() {}

    private static Clause subject(AssociationSpec.Input input) {
        return switch (input) {
            case AssociationSpec.Input.Alert _, AssociationSpec.Input.LongAlert _ ->
                    AssociationSpec.Claim.UNPROTECTED_ALERTS_COUNT_UNTIL_THERE_ARE_KEYS;
            case AssociationSpec.Input.Ack _, AssociationSpec.Input.BrokenAck _ ->
                    AcknowledgementSpec.Claim.ACKNOWLEDGED_PARTS_ARE_NOT_SENT_AGAIN;
            case AssociationSpec.Input.ChangeCipherSpec _ ->
                    HandshakeSpec.Claim.CHANGE_CIPHER_SPEC_IS_DROPPED;
            case AssociationSpec.Input.Data _, AssociationSpec.Input.Damaged _ ->
                    RecordsSpec.Claim.EPOCHS_HAVE_THEIR_PLACES;
            case AssociationSpec.Input.Told _, AssociationSpec.Input.Hello _ ->
                    HandshakeSpec.Claim.MESSAGES_COME_IN_ORDER;
            case AssociationSpec.Input.PartOfHello _ ->
                    ServerHandshakeSpec.Claim.CLIENT_HELLO_COMES_IN_ONE_DATAGRAM;
            case AssociationSpec.Input.Contradiction _ ->
                    AssociationSpec.Claim.PARTS_THAT_DISAGREE_END_THE_CONNECTION;
            case AssociationSpec.Input.Rehandshake _ -> AssociationSpec.Claim.NO_SECOND_HANDSHAKE;
            case AssociationSpec.Input.UpdateKeys _ ->
                    AssociationSpec.Claim.KEYS_OF_TRAFFIC_ARE_UPDATED_AFTER_THE_HANDSHAKE;
        };
    }

    private static <S, I, E extends Effect, M> SequenceChapter<S, I, E, M> chapter(
            VectorKind kind,
            Chapter<S, I, E, M> chapter,
            Class<I> inputs,
            Class<E> effects,
            int depth,
            Clause subject) {
        return SequenceChapter.of(kind, chapter, inputs, effects, depth, DOCUMENTS, _ -> subject);
    }
}
