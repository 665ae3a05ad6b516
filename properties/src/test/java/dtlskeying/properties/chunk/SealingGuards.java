package dtlskeying.properties.chunk;

import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.ALL_CHUNKS_IN_ONE_DTLS_CHUNK;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.CHUNK_HAS_ITS_LAYOUT;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.RECORD_HOLDS_APPLICATION_DATA;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.SUITES_OF_TLS_1_3;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.HeaderForm;
import dtlskeying.impl.dtls13.RecordProtection;
import dtlskeying.impl.dtls13.TrafficKeys;
import dtlskeying.properties.Guard;
import dtlskeying.properties.chunk.SealingCode.Task;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Known bugs in the bytes of what leaves, each with the property that notices it. */
public final class SealingGuards {
    private static final SealingCode OURS = SealingCode.OURS;
    private static final HeaderForm FORM = new HeaderForm(true, false);
    private static final int DATA = 23;
    private static final int HANDSHAKE = 22;
    private static final int PRE_PADDING = 4;

    /** Each bug, with the property that notices it. */
    public static final List<Guard> ALL =
            List.of(
                    guard(
                            "first-chunk",
                            "the first chunk is sealed, and the others follow as they are",
                            ALL_CHUNKS_IN_ONE_DTLS_CHUNK,
                            task -> Octets.concat(OURS.seal(only(task, 0, 1)), behind(task))),
                    guard(
                            "control-outside",
                            "control chunks stay before the DTLS chunk, for who is on the path",
                            ALL_CHUNKS_IN_ONE_DTLS_CHUNK,
                            SealingGuards::controlOutside),
                    guard(
                            "chunk-by-chunk",
                            "every chunk goes into a DTLS chunk of its own",
                            ALL_CHUNKS_IN_ONE_DTLS_CHUNK,
                            SealingGuards::oneByOne),
                    guard(
                            "with-length",
                            "the header of the record has a length, as in a datagram",
                            CHUNK_HAS_ITS_LAYOUT,
                            task -> framed(task, sealed(task, new HeaderForm(true, true), DATA))),
                    guard(
                            "short-number",
                            "the header of the record has one octet of the number",
                            CHUNK_HAS_ITS_LAYOUT,
                            task -> framed(task, sealed(task, HeaderForm.SHORTEST, DATA))),
                    guard(
                            "no-pre-padding",
                            "the record follows the length of the chunk at once",
                            CHUNK_HAS_ITS_LAYOUT,
                            changing(SealingGuards::withoutPrePadding)),
                    guard(
                            "length-with-padding",
                            "the length takes in the zeros behind the record",
                            CHUNK_HAS_ITS_LAYOUT,
                            changing(bytes -> withLength(bytes, bytes.length()))),
                    guard(
                            "handshake-inside",
                            "chunks are sealed as a record of the handshake",
                            RECORD_HOLDS_APPLICATION_DATA,
                            task -> framed(task, sealed(task, FORM, HANDSHAKE))),
                    guard(
                            "one-cipher",
                            "chunks are sealed with AES-128-GCM, whatever was negotiated",
                            SUITES_OF_TLS_1_3,
                            SealingGuards::withTheFirstSuite));

    private SealingGuards() {}

    private static Guard guard(String bug, String story, Clause breaks, SealingCode code) {
        return new Guard(bug, story, Set.of(breaks), SealingCode.LAYOUT, code::misplaced);
    }

    private static SealingCode changing(UnaryOperator<Octets> change) {
        return task -> change.apply(OURS.seal(task));
    }

    /** The same task with some of the chunks. */
    private static Task only(Task task, int from, int to) {
        return new Task(
                task.suite(),
                task.use(),
                task.epoch(),
                task.number(),
                task.chunks().subList(from, to));
    }

    private static Octets behind(Task task) {
        return only(task, 1, task.chunks().size()).content();
    }

    private static Octets controlOutside(Task task) {
        int size = task.chunks().size();
        Octets data = OURS.seal(only(task, size - 1, size));
        return Octets.concat(only(task, 0, size - 1).content(), data);
    }

    private static Octets oneByOne(Task task) {
        Octets all = Octets.EMPTY;
        for (int i = 0; i < task.chunks().size(); i++)
            all = Octets.concat(all, OURS.seal(only(task, i, i + 1)));
        return all;
    }

    private static Octets sealed(Task task, HeaderForm form, int type) {
        return sealed(RecordProtection.of(task.suite(), task.keys()), task, form, type);
    }

    private static Octets sealed(
            RecordProtection protection, Task task, HeaderForm form, int type) {
        byte[] content = task.content().toArray();
        byte[] buffer = new byte[content.length + ChunkBytes.ROOM];
        int length =
                protection.seal(
                        form,
                        task.epoch().number(),
                        task.number(),
                        type,
                        content,
                        0,
                        content.length,
                        0,
                        buffer,
                        0);
        return Octets.of(buffer, 0, length);
    }

    private static Octets framed(Task task, Octets record) {
        int length = 5 + record.length();
        Octets head = Octets.hex("41%02x%04x00".formatted(task.use().ordinal(), length));
        return Octets.concat(head, record, Octets.of(new byte[-length & 3]));
    }

    private static Octets withoutPrePadding(Octets chunk) {
        int length = chunk.at(2) << 8 | chunk.at(3);
        Octets record = chunk.slice(PRE_PADDING + 1, length);
        Octets shorter = Octets.concat(chunk.slice(0, PRE_PADDING), record);
        Octets padding = Octets.of(new byte[-shorter.length() & 3]);
        return withLength(Octets.concat(shorter, padding), length - 1);
    }

    private static Octets withLength(Octets chunk, int length) {
        byte[] bytes = chunk.toArray();
        bytes[2] = (byte) (length >> 8);
        bytes[3] = (byte) length;
        return Octets.of(bytes);
    }

    private static Octets withTheFirstSuite(Task task) {
        var keys = task.keys();
        int length = CipherSuite.TLS_AES_128_GCM_SHA256.aead().keyLength();
        var shorter =
                new TrafficKeys(
                        Secret.of(keys.key().octets().slice(0, length).toArray()),
                        keys.iv(),
                        Secret.of(keys.numberKey().octets().slice(0, length).toArray()));
        var protection = RecordProtection.of(CipherSuite.TLS_AES_128_GCM_SHA256, shorter);
        return framed(task, sealed(protection, task, FORM, DATA));
    }
}
