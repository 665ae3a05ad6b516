package dtlskeying.properties.vectors;

import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.chunk.KeyUse;
import dtlskeying.vectors.Fields;
import dtlskeying.vectors.VectorFile;
import dtlskeying.vectors.VectorFile.Witness;
import dtlskeying.vectors.VectorGroup;
import dtlskeying.vectors.VectorKind;
import dtlskeying.vectors.VectorTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** §3 of the DTLS chunk key management: whole DTLS chunks, and what is none. */
final class ChunkProtectionVectors implements VectorSource {
    /** One epoch for each value of the two bits in the header. */
    private static final int EPOCHS = 4;

    @Override
    public VectorKind kind() {
        return VectorKind.CHUNK_PROTECTION;
    }

    @Override
    public VectorFile make() {
        var tests = new TestList();
        long first = Epoch.FIRST_OF_TRAFFIC.number();
        for (CipherSuite suite : CipherSuite.values())
            for (long epoch = first; epoch < first + EPOCHS; epoch++)
                for (KeyUse use : KeyUse.values()) {
                    var seals = ChunkSeals.of(suite, new Epoch(epoch), use);
                    new ChunkProtectionTests(tests, seals).add();
                    tests.group("ChunkProtection", seals.shared());
                }
        return new VectorFile(
                "Protection of the SCTP DTLS chunk",
                "chunk-protection.schema.json",
                List.of(
                        "draft-tuexen-tsvwg-dtls-chunk-key-management-00",
                        "draft-ietf-tsvwg-sctp-dtls-chunk-04",
                        "RFC 9147"),
                List.of(
                        new Witness(
                                "a second reader of DTLS chunks with the ciphers of Bouncy Castle,"
                                        + " written from the documents alone",
                                "every valid test; the build checks it")),
                List.of(
                        "Each test stands for itself: the receiver has the keys of the group, of"
                                + " that epoch and use alone, and has opened one DTLS chunk, whose"
                                + " number is highestSeq; none if there is no highestSeq.",
                        "The replay window is 1,024 wide.",
                        "A valid chunk is sealed so again from sequence and chunks, save where"
                                + " RECEIVER_ALONE says otherwise.",
                        "why is the clause by which an invalid one is dropped; an implementation"
                                + " need not name it."),
                Map.of(
                        ChunkProtectionTests.RECEIVER_ALONE,
                        "A receiver opens it; a sender would make another."),
                tests.groups());
    }

    @Override
    public List<String> objections(VectorGroup group, VectorTest test) {
        var seals = ChunkSeals.of(group);
        Fields fields = test.fields();
        Octets chunk = fields.octets("chunk");
        long highest = fields.has("highestSeq") ? fields.number("highestSeq") : ChunkSeals.NONE;
        Fields ours = seals.open(highest, chunk);
        var objections = new ArrayList<String>();
        for (String each : List.of("result", "why", "chunks"))
            if (ours.has(each) != fields.has(each)
                    || ours.has(each) && !ours.text(each).equals(fields.text(each)))
                objections.add("for us it is " + ours);
        if (fields.text("result").equals("valid")
                && !test.flags().contains(ChunkProtectionTests.RECEIVER_ALONE)) {
            Octets sealed = seals.seal(fields.number("sequence"), fields.octets("chunks"));
            if (!sealed.equals(chunk)) objections.add("we seal it as " + sealed);
        }
        return objections;
    }
}
