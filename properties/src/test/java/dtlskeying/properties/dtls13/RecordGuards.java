package dtlskeying.properties.dtls13;

import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.FULL_ACKS_FAVOUR_THE_NEW;
import static dtlskeying.spec.dtls13.KeyScheduleSpec.Claim.EACH_EPOCH_HAS_ITS_KEYS;
import static dtlskeying.spec.dtls13.KeyScheduleSpec.Claim.EXPORTER_HASHES_ITS_CONTEXT;
import static dtlskeying.spec.dtls13.KeyScheduleSpec.Claim.FINISHED_KEY_IS_THE_SENDERS;
import static dtlskeying.spec.dtls13.KeyScheduleSpec.Claim.LABELS_SAY_DTLS13;
import static dtlskeying.spec.dtls13.KeyScheduleSpec.Claim.RETRY_HASHES_THE_FIRST_HELLO;
import static dtlskeying.spec.dtls13.KeyScheduleSpec.Claim.SECRETS_ARE_CHAINED;
import static dtlskeying.spec.dtls13.KeyScheduleSpec.Claim.TRANSCRIPT_IS_THAT_OF_TLS;
import static dtlskeying.spec.dtls13.KeyScheduleSpec.Claim.UPDATES_FOLLOW_FROM_TRAFFIC;
import static dtlskeying.spec.dtls13.LargeRecordsSpec.Claim.HANDSHAKE_KEEPS_ITS_FORM;
import static dtlskeying.spec.dtls13.LargeRecordsSpec.Claim.LENGTHS_ARE_MINIMAL;
import static dtlskeying.spec.dtls13.LargeRecordsSpec.Claim.TRAFFIC_HAS_A_VARIABLE_LENGTH;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.CONNECTION_ID_NEEDS_AGREEMENT;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.HEADER_IS_AUTHENTICATED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.HEADER_IS_UNIFIED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.NONCE_TAKES_THE_SEQUENCE_ALONE;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.NO_LENGTH_ENDS_THE_DATAGRAM;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.NUMBER_IS_MASKED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.UNKNOWN_FIRST_BYTE_IS_REJECTED;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.KeySchedule;
import dtlskeying.impl.dtls13.LengthForm;
import dtlskeying.impl.dtls13.TrafficKeys;
import dtlskeying.properties.Guard;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;

import java.util.List;
import java.util.Set;

/** Known bugs in the bytes of DTLS 1.3 records and keys, each with the vectors that notice it. */
public final class RecordGuards {
    private static final RecordCode HEALTHY = RecordCode.HEALTHY;

    /** Each bug, with the property that notices it. */
    public static final List<Guard> ALL =
            List.of(
                    records(
                            "bc-java-2439",
                            "keys are derived by the labels of TLS: self-interop never notices",
                            new RecordCode(
                                    HEALTHY.bytes(),
                                    HEALTHY.splitting(),
                                    true,
                                    true,
                                    false,
                                    KeySchedule.TLS_1_3),
                            LABELS_SAY_DTLS13),
                    records(
                            "long-number",
                            "the number is always taken for two bytes",
                            HEALTHY.takingTheFirstByteFor(first -> first | 8),
                            HEADER_IS_UNIFIED),
                    records(
                            "always-length",
                            "a length is read where there is none",
                            HEALTHY.takingTheFirstByteFor(first -> first | 4),
                            NO_LENGTH_ENDS_THE_DATAGRAM),
                    records(
                            "ignored-flag",
                            "the flag of a connection id is not looked at",
                            HEALTHY.takingTheFirstByteFor(first -> first & ~16),
                            CONNECTION_ID_NEEDS_AGREEMENT),
                    records(
                            "any-first-byte",
                            "five bits of the first byte are looked at, and three are not",
                            HEALTHY.takingTheFirstByteFor(first -> first & 31 | 32),
                            UNKNOWN_FIRST_BYTE_IS_REJECTED),
                    records(
                            "bare-number",
                            "the number travels as it is",
                            new RecordCode(
                                    HEALTHY.bytes(),
                                    HEALTHY.splitting(),
                                    false,
                                    true,
                                    false,
                                    HEALTHY.prefix()),
                            NUMBER_IS_MASKED),
                    records(
                            "masked-aad",
                            "the header is authenticated as it travels",
                            new RecordCode(
                                    HEALTHY.bytes(),
                                    HEALTHY.splitting(),
                                    true,
                                    false,
                                    false,
                                    HEALTHY.prefix()),
                            HEADER_IS_AUTHENTICATED),
                    records(
                            "E8141",
                            "the nonce takes in the epoch, as the record number of an ACK has it",
                            new RecordCode(
                                    HEALTHY.bytes(),
                                    HEALTHY.splitting(),
                                    true,
                                    true,
                                    true,
                                    HEALTHY.prefix()),
                            NONCE_TAKES_THE_SEQUENCE_ALONE),
                    records(
                            "fixed-length",
                            "large records are agreed on, and lengths are read as in RFC 9147",
                            HEALTHY.splitting((datagram, _) ->
                                    RecordCode.only(datagram, _ -> LengthForm.FIXED)),
                            TRAFFIC_HAS_A_VARIABLE_LENGTH),
                    records(
                            "variable-handshake",
                            "once large records are agreed on, the handshake has them, too",
                            HEALTHY.splitting((datagram, records) ->
                                    RecordCode.only(datagram, _ -> records.lengths(3))),
                            HANDSHAKE_KEEPS_ITS_FORM),
                    records(
                            "handshake-bits",
                            "what has the bits of epoch 2 is of the handshake, also in epoch 6",
                            HEALTHY.splitting((datagram, records) ->
                                    RecordCode.only(
                                            datagram,
                                            bits ->
                                                    bits == 2
                                                            ? LengthForm.FIXED
                                                            : records.lengths(bits))),
                            TRAFFIC_HAS_A_VARIABLE_LENGTH),
                    records(
                            "lax-length",
                            "a length is taken in more bytes than it needs",
                            HEALTHY.splitting(LaxLengths::read),
                            LENGTHS_ARE_MINIMAL),
                    schedule(
                            "space",
                            "a space follows the prefix of the labels",
                            ScheduleCode.labelled(prefix -> prefix.strip() + " "),
                            LABELS_SAY_DTLS13),
                    schedule(
                            "unchained",
                            "the main secret is extracted from the handshake secret itself",
                            new Unchained(),
                            SECRETS_ARE_CHAINED),
                    schedule(
                            "update-label",
                            "a KeyUpdate derives by the label of application traffic",
                            new OtherUpdate(),
                            UPDATES_FOLLOW_FROM_TRAFFIC),
                    schedule(
                            "one-key",
                            "the key of the cipher encrypts the number too",
                            new OneKey(),
                            EACH_EPOCH_HAS_ITS_KEYS),
                    schedule(
                            "peers-finished",
                            "a Finished is keyed by the secret of who checks it",
                            new PeersFinished(),
                            FINISHED_KEY_IS_THE_SENDERS),
                    schedule(
                            "bare-context",
                            "the exporter takes its context as it is",
                            new BareContext(),
                            EXPORTER_HASHES_ITS_CONTEXT),
                    transcript(
                            "bc-java-2440",
                            "the transcript has the 12 bytes of DTLS before each message",
                            KeyScheduleProperties::withHeadersOfDtls,
                            TRANSCRIPT_IS_THAT_OF_TLS),
                    transcript(
                            "no-message-hash",
                            "after a retry the first ClientHello is forgotten",
                            KeyScheduleProperties::withoutTheFirstHello,
                            RETRY_HASHES_THE_FIRST_HELLO),
                    new Guard(
                            "full-of-old",
                            "once an ACK is full, no further record is noted",
                            Set.of(FULL_ACKS_FAVOUR_THE_NEW),
                            "a full ACK names those that no ACK has named",
                            () ->
                                    AcknowledgementProperties.fullAck(
                                            AcknowledgementProperties::notingNoMore)));

    private RecordGuards() {}

    private static Guard records(String bug, String story, RecordCode sick, Clause breaks) {
        return new Guard(bug, story, Set.of(breaks), RecordCode.LAW, sick::firstWrong);
    }

    private static Guard schedule(String bug, String story, ScheduleCode sick, Clause breaks) {
        return new Guard(bug, story, Set.of(breaks), ScheduleCode.LAW, sick::firstWrong);
    }

    private static Guard transcript(
            String bug, String story, KeyScheduleProperties.Transcribing sick, Clause breaks) {
        return new Guard(
                bug,
                story,
                Set.of(breaks),
                KeyScheduleProperties.TRANSCRIPT_LAW,
                () -> KeyScheduleProperties.wrongTranscript(sick));
    }

    private static final class Unchained extends ScheduleCode {
        @Override
        Secret main(KeySchedule schedule, Secret handshake) {
            return schedule.next(schedule.early(), handshake);
        }
    }

    private static final class OtherUpdate extends ScheduleCode {
        @Override
        Secret updated(KeySchedule schedule, Secret traffic) {
            return schedule.derive(traffic, "c ap traffic", Octets.EMPTY);
        }
    }

    private static final class OneKey extends ScheduleCode {
        @Override
        TrafficKeys keys(KeySchedule schedule, CipherSuite suite, Secret traffic) {
            var keys = super.keys(schedule, suite, traffic);
            return new TrafficKeys(keys.key(), keys.iv(), keys.key());
        }
    }

    private static final class PeersFinished extends ScheduleCode {
        @Override
        Octets finished(KeySchedule schedule, Secret own, Secret other, Octets hash) {
            return schedule.verifyData(other, hash);
        }
    }

    private static final class BareContext extends ScheduleCode {
        @Override
        Secret exported(KeySchedule schedule, Secret exporter, String label, Octets context) {
            Secret labelled = schedule.derive(exporter, label, schedule.hash().digest());
            return schedule.expand(labelled, "exporter", context, 32);
        }
    }
}
