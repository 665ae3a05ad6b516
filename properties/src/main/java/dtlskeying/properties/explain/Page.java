package dtlskeying.properties.explain;

import dtlskeying.spec.Catalogue;
import dtlskeying.spec.Clause;

import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapperBuilder;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page that stands alone: one file, no network, readable without script. */
final class Page {
    private static final Pattern CLAUSE = Pattern.compile("[a-z0-9-]+/[A-Za-z0-9.]+/[a-z]+");
    private static final Configuration TEMPLATES = templates();

    private Page() {}

    /**
     * A clause that the page speaks of.
     *
     * @param anchor what its place on the page is called
     */
    public record Cited(
            String id, String anchor, String document, String section, String level, String text) {
        static Cited of(Clause clause) {
            var citation = clause.citation();
            return new Cited(
                    clause.id(),
                    Page.anchor(clause.id()),
                    citation.document().title(),
                    citation.section(),
                    clause.level().toString().replace('_', ' '),
                    clause.summary());
        }
    }

    private static Configuration templates() {
        var templates = new Configuration(Configuration.VERSION_2_3_34);
        templates.setClassForTemplateLoading(Page.class, "");
        templates.setDefaultEncoding(StandardCharsets.UTF_8.name());
        templates.setNumberFormat("computer");
        templates.setObjectWrapper(
                new DefaultObjectWrapperBuilder(Configuration.VERSION_2_3_34).build());
        templates.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        templates.setLogTemplateExceptions(false);
        return templates;
    }

    /** The page that a template makes of some data. */
    static String of(String template, Map<String, Object> data) {
        var page = new StringWriter();
        try {
            TEMPLATES.getTemplate(template).process(data, page);
        } catch (TemplateException wrong) {
            throw new AssertionError(template, wrong);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return page.toString();
    }

    /** The clauses among these sources, by id. */
    static List<Cited> cited(Stream<String> sources) {
        var all = new TreeMap<String, Cited>();
        sources.filter(source -> CLAUSE.matcher(source).matches())
                .forEach(id ->
                        Catalogue.find(id).ifPresent(clause -> all.put(id, Cited.of(clause))));
        return List.copyOf(all.values());
    }

    /** Their places on the page, by id. */
    static Map<String, String> anchors(List<Cited> cited) {
        var anchors = new TreeMap<String, String>();
        for (Cited each : cited) anchors.put(each.id(), each.anchor());
        return anchors;
    }

    /** What the place of a clause is called on a page. */
    static String anchor(String id) {
        return "c-" + id.replace('/', '-').replace('.', '-');
    }
}
