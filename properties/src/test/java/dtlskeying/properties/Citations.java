package dtlskeying.properties;

import dtlskeying.spec.Catalogue;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.FieldRefEntry;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which clauses the code of a module speaks of: those whose constant a class file refers to, and
 * those that {@link Cites} names. Read from the compiled classes, so that no list can go stale.
 */
final class Citations {
    private static final Map<String, String> IDS_BY_CONSTANT = idsByConstant();

    private Citations() {}

    /** The ids of the clauses that the module of {@code witness} refers to. */
    static Set<String> inModuleOf(Class<?> witness) {
        try {
            URI location = witness.getProtectionDomain().getCodeSource().getLocation().toURI();
            Path path = Path.of(location);
            if (Files.isDirectory(path)) return inTree(path);
            try (FileSystem jar = FileSystems.newFileSystem(path)) {
                return inTree(jar.getPath("/"));
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("cannot read the classes beside " + witness, e);
        }
    }

    private static Set<String> inTree(Path root) throws IOException {
        var cited = new TreeSet<String>();
        try (Stream<Path> files = Files.walk(root)) {
            files.filter(file -> file.toString().endsWith(".class"))
                    .forEach(file -> collect(parse(file), cited));
        }
        return cited;
    }

    private static ClassModel parse(Path file) {
        try {
            return ClassFile.of().parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void collect(ClassModel model, Set<String> cited) {
        for (var entry : model.constantPool())
            if (entry instanceof FieldRefEntry field) {
                String id =
                        IDS_BY_CONSTANT.get(
                                field.owner().asInternalName() + "." + field.name().stringValue());
                if (id != null) cited.add(id);
            }
        collectAnnotations(model, cited);
        model.methods().forEach(method -> collectAnnotations(method, cited));
    }

    private static void collectAnnotations(AttributedElement element, Set<String> cited) {
        element.findAttribute(Attributes.runtimeInvisibleAnnotations())
                .ifPresent(attribute ->
                        attribute.annotations().stream()
                                .filter(Citations::isCites)
                                .flatMap(annotation -> annotation.elements().stream())
                                .forEach(value -> collectIds(value, cited)));
    }

    private static boolean isCites(Annotation annotation) {
        return annotation.classSymbol().equals(Cites.class.describeConstable().orElseThrow());
    }

    private static void collectIds(AnnotationElement element, Set<String> cited) {
        if (element.value() instanceof AnnotationValue.OfArray ids)
            for (AnnotationValue id : ids.values())
                cited.add(known(((AnnotationValue.OfString) id).stringValue()));
    }

    private static String known(String id) {
        if (Catalogue.find(id).isEmpty())
            throw new AssertionError("@Cites names " + id + ", which is not in the catalogue");
        return id;
    }

    private static Map<String, String> idsByConstant() {
        var ids = new HashMap<String, String>();
        Catalogue.clauses().forEach(clause -> ids.put(constant(clause), clause.id()));
        return ids;
    }

    private static String constant(Clause clause) {
        return clause.getClass().getName().replace('.', '/') + "." + clause.name();
    }
}
