package dtlskeying.properties;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.RecordComponentInfo;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Values of implementations stay as they are, whatever becomes of what they were made of; read from
 * compiled code.
 */
class ValuesTest {
    private static final Set<String> COLLECTIONS =
            Set.of("List", "Set", "Map", "SortedSet", "SortedMap");

    @Test
    void a_value_copies_each_collection_that_it_is_made_of() throws IOException {
        var sharing = new ArrayList<String>();
        int values = 0;
        for (ClassModel type : records()) {
            long collections = components(type).filter(ValuesTest::isCollection).count();
            if (collections == 0) continue;
            values++;
            if (copies(canonical(type)) < collections)
                sharing.add(type.thisClass().asInternalName());
        }
        assertThat(values).isGreaterThan(60);
        assertThat(sharing).isEmpty();
    }

    private static List<ClassModel> records() throws IOException {
        var sources = Snapshots.root().resolve("impl/src/main/java");
        var found = new ArrayList<ClassModel>();
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
                String name = sources.relativize(file).toString().replace('\\', '/');
                if (!name.contains("-info")) add(found, name.replace(".java", ""));
            }
        }
        return found;
    }

    private static void add(List<ClassModel> found, String name) throws IOException {
        ClassModel type = read(name);
        if (type.findAttribute(Attributes.record()).isPresent()) found.add(type);
        var members = type.findAttribute(Attributes.nestMembers());
        if (members.isEmpty()) return;
        for (var member : members.get().nestMembers()) {
            ClassModel inner = read(member.asInternalName());
            if (inner.findAttribute(Attributes.record()).isPresent()) found.add(inner);
        }
    }

    private static ClassModel read(String name) throws IOException {
        try (var in = ValuesTest.class.getClassLoader().getResourceAsStream(name + ".class")) {
            return ClassFile.of().parse(in.readAllBytes());
        }
    }

    private static Stream<RecordComponentInfo> components(ClassModel type) {
        return type.findAttribute(Attributes.record()).orElseThrow().components().stream();
    }

    private static boolean isCollection(RecordComponentInfo component) {
        ClassDesc type = component.descriptorSymbol();
        return type.isClassOrInterface()
                && type.packageName().equals("java.util")
                && COLLECTIONS.contains(type.displayName());
    }

    private static MethodModel canonical(ClassModel type) {
        var parameters = components(type).map(RecordComponentInfo::descriptorSymbol).toList();
        return type.methods().stream()
                .filter(method -> method.methodName().equalsString("<init>"))
                .filter(method -> method.methodTypeSymbol().parameterList().equals(parameters))
                .findFirst()
                .orElseThrow();
    }

    private static long copies(MethodModel constructor) {
        return constructor
                .code()
                .orElseThrow()
                .elementStream()
                .filter(InvokeInstruction.class::isInstance)
                .map(InvokeInstruction.class::cast)
                .map(call -> call.name().stringValue())
                .filter(ValuesTest::isCopying)
                .count();
    }

    private static boolean isCopying(String method) {
        return method.equals("copyOf")
                || method.equals("checked") // code points
                || method.startsWith("unmodifiable");
    }
}
