package dtlskeying.properties.mutants;

import dtlskeying.properties.mutants.Altered.Method;
import dtlskeying.properties.mutants.Altered.Status;

import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

/** Reads {@code mutations.xml}, with the lines of the sources. */
final class PitestResults {
    private final Path root;
    private final Map<String, List<String>> sources = new HashMap<>();
    private final Map<String, Integer> alike = new HashMap<>();

    /** Of the sources below this folder. */
    PitestResults(Path root) {
        this.root = root;
    }

    /** The mutants of a file, by class, line and place in the line. */
    List<Altered> read(Path file) throws IOException {
        var mutants = new ArrayList<Altered>();
        var elements = document(file).getElementsByTagName("mutation");
        IntStream.range(0, elements.getLength())
                .mapToObj(at -> (Element) elements.item(at))
                .sorted(
                        Comparator.comparing((Element each) -> text(each, "mutatedClass"))
                                .thenComparing(each -> number(each, "lineNumber"))
                                .thenComparing(each -> number(each, "index")))
                .forEach(each -> mutants.add(altered(each)));
        return mutants;
    }

    private static Document document(Path file) throws IOException {
        try {
            var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(file.toFile());
        } catch (ParserConfigurationException | SAXException unreadable) {
            throw new IOException(file + " is not what pitest writes", unreadable);
        }
    }

    private Altered altered(Element element) {
        String type = text(element, "mutatedClass");
        var method = new Method(text(element, "mutatedMethod"), text(element, "methodDescription"));
        String mutator = text(element, "mutator").replaceFirst("^.*\\.", "");
        int line = number(element, "lineNumber");
        String code = code(type, line);
        String sort = String.join(" ", type, method.named(), mutator, code);
        return new Altered(
                type,
                method,
                mutator.replaceFirst("Mutator$", ""),
                line,
                indexes(element),
                code,
                alike.merge(sort, 1, Integer::sum),
                Status.valueOf(element.getAttribute("status")));
    }

    private String code(String type, int line) {
        var lines = sources.computeIfAbsent(type.replaceFirst("\\$.*", ""), this::lines);
        return lines.get(line - 1).strip();
    }

    private List<String> lines(String type) {
        String module = type.split("\\.")[1];
        var file =
                root.resolve(module)
                        .resolve("src/main/java")
                        .resolve(type.replace('.', '/') + ".java");
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String indexes(Element element) {
        var indexes = element.getElementsByTagName("index");
        return IntStream.range(0, indexes.getLength())
                .mapToObj(at -> indexes.item(at).getTextContent())
                .collect(Collectors.joining(", "));
    }

    private static int number(Element element, String name) {
        return Integer.parseInt(text(element, name));
    }

    private static String text(Element element, String name) {
        return element.getElementsByTagName(name).item(0).getTextContent();
    }
}
