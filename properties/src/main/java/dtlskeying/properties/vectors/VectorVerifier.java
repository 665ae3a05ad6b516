package dtlskeying.properties.vectors;

import dtlskeying.spec.Catalogue;
import dtlskeying.vectors.UnreadableVectors;
import dtlskeying.vectors.VectorFile;
import dtlskeying.vectors.VectorFiles;
import dtlskeying.vectors.VectorGroup;
import dtlskeying.vectors.VectorTest;
import dtlskeying.vectors.VectorText;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Holds vectors against their schemas, the catalogue of clauses, our implementation and the model,
 * and against the generator.
 */
public final class VectorVerifier {
    private VectorVerifier() {}

    /**
     * Verifies all kinds of vectors in a folder.
     *
     * @param root the folder that holds {@code srtp} and {@code schema}, {@code vectors/} in the
     *     repository
     */
    public static VectorReport verify(Path root) {
        return new VectorReport(
                VectorSource.ALL.stream().map(source -> verify(root, source)).toList());
    }

    /** Verifies one kind of vectors in a folder. */
    static VectorReport.Line verify(Path root, VectorSource source) {
        try {
            String text = VectorFiles.text(root, source.kind());
            VectorFile file = VectorText.read(source.kind(), text);
            var findings = new ArrayList<>(findings(source, file));
            if (!text.equals(VectorText.write(source.make())))
                findings.add("the generator makes another file");
            return new VectorReport.Line(source.kind(), file.numberOfTests(), false, findings);
        } catch (UnreadableVectors e) {
            return new VectorReport.Line(source.kind(), 0, false, List.of(e.getMessage()));
        }
    }

    /** What is wrong with a file that could be read. */
    static List<String> findings(VectorSource source, VectorFile file) {
        var findings = new ArrayList<String>();
        var numbers = new HashSet<Integer>();
        for (VectorGroup group : file.testGroups())
            for (VectorTest test : group.tests()) {
                if (!numbers.add(test.tcId()))
                    findings.add("test " + test.tcId() + " is there twice");
                for (String finding : findings(source, file.notes().keySet(), group, test))
                    findings.add("test " + test.tcId() + ": " + finding);
            }
        return findings;
    }

    private static List<String> findings(
            VectorSource source, Set<String> notes, VectorGroup group, VectorTest test) {
        var findings = new ArrayList<>(source.objections(group, test));
        for (String id : test.clauses())
            if (Catalogue.find(id).isEmpty()) findings.add("no clause has the id " + id);
        for (String flag : test.flags())
            if (!notes.contains(flag)) findings.add("no note explains " + flag);
        return findings;
    }
}
