package dtlskeying.properties.pages;

import freemarker.cache.StringTemplateLoader;
import freemarker.core.PlainTextOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapper;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The templates of the pages. What ends in {@code .ftlh} is HTML and escapes what it is given; a
 * datum that is missing is an error, never a blank.
 */
final class Templates {
    private static final List<String> NAMES =
            List.of(
                    "layout.ftlh",
                    "index.ftlh",
                    "clause.ftlh",
                    "chapter.ftlh",
                    "decisions.ftlh",
                    "explorations.ftlh",
                    "museum.ftlh",
                    "peers.ftlh",
                    "exhibit.ftlh",
                    "index.md.ftl",
                    "chapter.md.ftl",
                    "decisions.md.ftl",
                    "museum.md.ftl",
                    "peers.md.ftl");

    private final Configuration configuration = configuration();

    /** The text that a template gives with these data. */
    String render(String template, Object data) {
        var text = new StringWriter();
        try {
            configuration.getTemplate(template).process(data, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TemplateException e) {
            throw new StaleData(template + ": " + e.getMessageWithoutStackTop(), e);
        }
        return text.toString();
    }

    /** The text of a file beside the templates. */
    static String text(String name) {
        try (InputStream stream = Templates.class.getResourceAsStream(name)) {
            if (stream == null) throw new AssertionError("the module has no " + name);
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Configuration configuration() {
        var version = Configuration.VERSION_2_3_34;
        var configuration = new Configuration(version);
        var loader = new StringTemplateLoader();
        for (String name : NAMES) loader.putTemplate(name, text(name));
        configuration.setTemplateLoader(loader);
        configuration.setObjectWrapper(new DefaultObjectWrapper(version));
        configuration.setOutputFormat(PlainTextOutputFormat.INSTANCE);
        configuration.setRecognizeStandardFileExtensions(true);
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        configuration.setLocalizedLookup(false);
        configuration.setLocale(Locale.ROOT);
        configuration.setNumberFormat("computer");
        return configuration;
    }
}
