package dtlskeying.properties.pages;

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
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Where the code of a module speaks of clauses: where it refers to a clause's constant, and what
 * {@link Cites} names. Read from the compiled classes, so that no list can go stale.
 *
 * @param byClause the places by the ids of the clauses
 */
public record CodePlaces(Map<String, Set<Place>> byClause) {
    private static final Map<String, String> IDS_BY_CONSTANT = idsByConstant();

    /** The name of a method that only sets constants up. */
    private static final String CLASS_SETUP = "<clinit>";

    /**
     * One place.
     *
     * @param file the source file from the root of the repository
     * @param type the class, without its package
     * @param method the method; empty for a type that is annotated
     * @param line the line there, from 1; 0 if it is the type or method as a whole
     */
    public record Place(String file, String type, String method, int line)
            implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int order = file.compareTo(other.file);
            if (order == 0) order = Integer.compare(line, other.line);
            return order != 0 ? order : text().compareTo(other.text());
        }

        /** Class and method. */
        public String text() {
            return method.isEmpty() ? type : type + "." + method;
        }
    }

    /**
     * The places in the module of {@code witness}.
     *
     * @param module the module's folder in the repository, for example {@code model}
     */
    public static CodePlaces inModuleOf(Class<?> witness, String module) {
        try {
            URI location = witness.getProtectionDomain().getCodeSource().getLocation().toURI();
            Path path = Path.of(location);
            if (Files.isDirectory(path)) return inTree(path, module);
            try (FileSystem jar = FileSystems.newFileSystem(path)) {
                return inTree(jar.getPath("/"), module);
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("cannot read the classes beside " + witness, e);
        }
    }

    /** The ids of the clauses that are spoken of. */
    public Set<String> ids() {
        return byClause.keySet();
    }

    /** Where a clause is spoken of, file by file and line by line. */
    public List<Place> of(String id) {
        return List.copyOf(byClause.getOrDefault(id, Set.of()));
    }

    private static CodePlaces inTree(Path root, String module) throws IOException {
        var places = new CodePlaces(new TreeMap<>());
        try (Stream<Path> files = Files.walk(root)) {
            files.filter(file -> file.toString().endsWith(".class"))
                    .forEach(file -> places.collect(parse(file), module));
        }
        return places;
    }

    private static ClassModel parse(Path file) {
        try {
            return ClassFile.of().parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void collect(ClassModel model, String module) {
        var type = new Type(model, module);
        cited(model).forEach(id -> add(id, type.place("", 0)));
        for (MethodModel method : model.methods()) {
            String name = method.methodName().stringValue();
            cited(method).forEach(id -> add(id, type.place(name, 0)));
            method.code().ifPresent(code -> collect(code, type, name));
        }
    }

    private void collect(CodeModel code, Type type, String method) {
        int line = 0;
        for (var element : code) {
            if (element instanceof LineNumber number) line = number.line();
            if (!(element instanceof FieldInstruction field)) continue;
            String id =
                    IDS_BY_CONSTANT.get(
                            field.owner().asInternalName() + "." + field.name().stringValue());
            if (id != null) add(id, type.place(method, line));
        }
    }

    private void add(String id, Place place) {
        byClause.computeIfAbsent(id, _ -> new TreeSet<>()).add(place);
    }

    /** A class, as far as places need it. */
    private record Type(String file, String name) {
        Type(ClassModel model, String module) {
            this(file(model, module), name(model));
        }

        Place place(String method, int line) {
            boolean isNamed = !method.equals(CLASS_SETUP);
            return new Place(file, name, isNamed ? readable(method) : "", line);
        }

        /** A lambda is called after the method that it stands in. */
        private static String readable(String method) {
            String[] parts = method.split("\\$");
            return parts[0].equals("lambda") ? parts[1] : method;
        }

        private static String file(ClassModel model, String module) {
            String path = model.thisClass().asInternalName();
            String source =
                    model.findAttribute(Attributes.sourceFile())
                            .orElseThrow(() -> new IllegalStateException(path + " has no source"))
                            .sourceFile()
                            .stringValue();
            String folder = path.substring(0, path.lastIndexOf('/') + 1);
            return module + "/src/main/java/" + folder + source;
        }

        private static String name(ClassModel model) {
            String path = model.thisClass().asInternalName();
            return path.substring(path.lastIndexOf('/') + 1).replaceAll("\\$\\d*", ".");
        }
    }

    private static Stream<String> cited(AttributedElement element) {
        return element.findAttribute(Attributes.runtimeInvisibleAnnotations()).stream()
                .flatMap(attribute -> attribute.annotations().stream())
                .filter(CodePlaces::isCites)
                .flatMap(annotation -> annotation.elements().stream())
                .flatMap(CodePlaces::ids);
    }

    private static boolean isCites(Annotation annotation) {
        return annotation.classSymbol().equals(Cites.class.describeConstable().orElseThrow());
    }

    private static Stream<String> ids(AnnotationElement element) {
        return element.value() instanceof AnnotationValue.OfArray ids
                ? ids.values().stream()
                        .map(id -> known(((AnnotationValue.OfString) id).stringValue()))
                : Stream.empty();
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
