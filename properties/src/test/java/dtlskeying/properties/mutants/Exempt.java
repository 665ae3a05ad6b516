package dtlskeying.properties.mutants;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A mutant of pitest's that somebody has looked at, and that no property has to notice. It is known
 * by what stands in its line, not by the line's number. Without a line, it is any of the method.
 *
 * @param chapter whose machine or model is changed
 * @param type the class, without its package
 * @param method the method; of a lambda, the one that it stands in
 * @param mutator the kind of change; null for any of the method
 * @param code what stands in the line; null for any of the method
 * @param which of those of this kind in lines of this method that read the same; without it, 1
 * @param why why no property can notice, or need notice
 */
record Exempt(
        String chapter,
        String type,
        String method,
        String mutator,
        String code,
        Integer which,
        String why) {
    Exempt {
        which = which == null ? 1 : which;
    }

    /** Those of a chapter; none has been looked at where its folder of chapters has no file. */
    static List<Exempt> of(Path folder, Study study) {
        var file = folder.resolve("equivalent-" + study.folder() + ".json");
        if (!Files.exists(file)) return List.of();
        return List.of(Studies.read(file, Exempt[].class)).stream()
                .filter(exempt -> exempt.chapter().equals(study.chapter()))
                .toList();
    }

    boolean describes(Altered mutant) {
        return type.equals(mutant.simpleType())
                && method.equals(mutant.method().named())
                && (code == null || isAt(mutant));
    }

    private boolean isAt(Altered mutant) {
        return code.equals(mutant.code())
                && mutator.equals(mutant.mutator())
                && which == mutant.which();
    }

    @Override
    public String toString() {
        String place = code == null ? "" : " %s %d  %s".formatted(mutator, which, code);
        return type + "." + method + place;
    }
}
