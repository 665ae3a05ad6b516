package dtlskeying.properties.dtls13;

import static dtlskeying.spec.dtls13.ExtendedKeyScheduleSpec.Claim.EXPORTER_FOLLOWS_THE_UPDATES;
import static dtlskeying.spec.dtls13.ExtendedKeyScheduleSpec.Claim.FIRST_EXPORTER_IS_ANOTHER;
import static dtlskeying.spec.dtls13.ExtendedKeyScheduleSpec.Claim.FIRST_HASH_HAS_BOTH_FINISHED;
import static dtlskeying.spec.dtls13.ExtendedKeyScheduleSpec.Claim.KEY_LOG_NAMES_THE_GENERATION;
import static dtlskeying.spec.dtls13.ExtendedKeyScheduleSpec.Claim.MAIN_SECRETS_ARE_CHAINED;
import static dtlskeying.spec.dtls13.ExtendedKeyScheduleSpec.Claim.SECRETS_COME_FROM_THE_MAIN_SECRET;
import static dtlskeying.spec.dtls13.ExtendedKeyScheduleSpec.Claim.SHARES_ARE_THOSE_OF_THE_HANDSHAKE;
import static dtlskeying.spec.dtls13.ExtendedKeyScheduleSpec.Claim.TRANSCRIPT_HASHES_ARE_CHAINED;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.ExtendedKeySchedule;
import dtlskeying.impl.dtls13.KeySchedule;
import dtlskeying.properties.Guard;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.vectors.Fields;

import java.util.List;
import java.util.Set;

/** Bugs in the secrets of extended key updates, each with the vectors that notice it. */
public final class ExtendedScheduleGuards {
    /** Each bug, with the property that notices it. */
    public static final List<Guard> ALL =
            List.of(
                    guard(
                            "eku-unchained",
                            "the hash takes in this exchange alone, as drafts before -09 have it",
                            new Unchained(),
                            TRANSCRIPT_HASHES_ARE_CHAINED),
                    guard(
                            "eku-dtls-header",
                            "the messages are hashed with the 12 bytes of header of DTLS",
                            new HeadersOfDtls(),
                            TRANSCRIPT_HASHES_ARE_CHAINED),
                    guard(
                            "eku-twice",
                            "Derive-Secret hashes the transcript hash a second time",
                            new HashedTwice(),
                            SECRETS_COME_FROM_THE_MAIN_SECRET),
                    guard(
                            "eku-early-hash",
                            "the first hash ends with the server's Finished",
                            new EarlyHash(),
                            FIRST_HASH_HAS_BOTH_FINISHED),
                    guard(
                            "eku-unsalted",
                            "the next main secret is extracted from the last one itself",
                            new Unsalted(),
                            MAIN_SECRETS_ARE_CHAINED),
                    guard(
                            "eku-old-labels",
                            "the traffic secrets have the labels of the drafts of 2025",
                            new OldLabels(),
                            SECRETS_COME_FROM_THE_MAIN_SECRET),
                    guard(
                            "eku-beside-first",
                            "in the hybrid secret X25519 comes before ML-KEM",
                            new BesideFirst(),
                            SHARES_ARE_THOSE_OF_THE_HANDSHAKE),
                    guard(
                            "eku-label-epoch",
                            "the labels of the key log end in the epoch",
                            new LabelledByEpoch(),
                            KEY_LOG_NAMES_THE_GENERATION),
                    guard(
                            "eku-static-start",
                            "before the first update the exporter_secret of RFC 8446 is used",
                            new StaticStart(),
                            FIRST_EXPORTER_IS_ANOTHER),
                    guard(
                            "X34-exporter",
                            "keys are exported from the old secret after an update",
                            new OldExporter(),
                            EXPORTER_FOLLOWS_THE_UPDATES));

    private ExtendedScheduleGuards() {}

    private static Guard guard(String bug, String story, ExtendedScheduleCode sick, Clause breaks) {
        return new Guard(bug, story, Set.of(breaks), ExtendedScheduleCode.LAW, sick::firstWrong);
    }

    private static final class Unchained extends ExtendedScheduleCode {
        @Override
        Octets transcriptHash(ExtendedKeySchedule schedule, Octets before, Fields exchange) {
            return super.transcriptHash(schedule, Octets.EMPTY, exchange);
        }
    }

    private static final class HeadersOfDtls extends ExtendedScheduleCode {
        @Override
        Octets hashed(Octets message) {
            Octets length = message.slice(1, 4);
            return Octets.concat(
                    message.slice(0, 4),
                    Octets.hex("0007000000"),
                    length,
                    message.slice(4, message.length()));
        }
    }

    private static final class HashedTwice extends ExtendedScheduleCode {
        @Override
        Octets context(CipherSuite suite, Octets transcriptHash) {
            return suite.hash().digest(transcriptHash);
        }
    }

    private static final class EarlyHash extends ExtendedScheduleCode {
        @Override
        Octets first(Fields test) {
            return test.octets("hashToServerFinished");
        }
    }

    private static final class Unsalted extends ExtendedScheduleCode {
        @Override
        Secret main(ExtendedKeySchedule schedule, Secret before, Octets shared) {
            return schedule.main(before, Secret.of(shared));
        }
    }

    private static final class OldLabels extends ExtendedScheduleCode {
        @Override
        Secret traffic(KeySchedule schedule, Role role, Secret main, Octets hash) {
            String letter = role.text().substring(0, 1);
            return schedule.derive(main, letter + " ap traffic2", hash);
        }
    }

    private static final class BesideFirst extends ExtendedScheduleCode {
        @Override
        Secret main(ExtendedKeySchedule schedule, Secret before, Octets shared) {
            Octets turned =
                    shared.length() == 64
                            ? Octets.concat(shared.slice(32, 64), shared.slice(0, 32))
                            : shared;
            return super.main(schedule, before, turned);
        }
    }

    private static final class LabelledByEpoch extends ExtendedScheduleCode {
        @Override
        String label(String secret, long generation) {
            return super.label(secret, generation + 3);
        }
    }

    private static final class StaticStart extends ExtendedScheduleCode {
        @Override
        Secret firstExporter(ExtendedKeySchedule schedule, Secret main, Octets hash) {
            return schedule.schedule().exporter(main, hash);
        }
    }

    private static final class OldExporter extends ExtendedScheduleCode {
        @Override
        Secret exporter(KeySchedule schedule, Secret first, Secret main, Octets hash) {
            return first;
        }
    }
}
