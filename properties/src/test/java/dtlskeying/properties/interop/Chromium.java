package dtlskeying.properties.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A browser with one page, driven by its remote debugging: mouse, keyboard, and what it sees. */
final class Chromium implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;
    private static final JsonMapper JSON = new JsonMapper();

    private final ForeignProcess process;
    private final WebSocket socket;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final List<JsonNode> events = new ArrayList<>();
    private String session = "";
    private int latest;

    private Chromium(ForeignProcess process) {
        this.process = process;
        URI address = URI.create(process.await("DevTools listening on "));
        this.socket =
                HttpClient.newHttpClient()
                        .newWebSocketBuilder()
                        .buildAsync(address, hearing())
                        .join();
        var target = call("Target.createTarget", params().put("url", "about:blank"));
        var attach = params().put("flatten", true);
        attach.put("targetId", target.path("targetId").asString());
        session = call("Target.attachToTarget", attach).path("sessionId").asString();
        for (String domain : List.of("Runtime", "Log", "Network", "Page"))
            call(domain + ".enable", params());
    }

    static void assumePresent() {
        assumeTrue(
                CompiledPeer.succeeds("chromium", "--version"),
                "there is no chromium; apt install it");
    }

    /** Opens a page, in a folder for what the browser keeps. */
    static Chromium open(Path page, Path folder) {
        var chromium =
                new Chromium(
                        ForeignProcess.start(
                                List.of(
                                        "chromium",
                                        "--headless",
                                        "--no-sandbox",
                                        "--disable-gpu",
                                        "--window-size=1280,1600",
                                        "--remote-debugging-port=0",
                                        "--user-data-dir=" + folder)));
        chromium.call("Page.navigate", params().put("url", page.toUri().toString()));
        chromium.awaitTrue("document.documentElement?.dataset.ready === 'yes'");
        return chromium;
    }

    static ObjectNode params() {
        return JSON.createObjectNode();
    }

    private WebSocket.Listener hearing() {
        return new WebSocket.Listener() {
            private final StringBuilder message = new StringBuilder();

            @Override
            public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
                message.append(part);
                if (isLast) {
                    heard.add(message.toString());
                    message.setLength(0);
                }
                from.request(1);
                return null;
            }
        };
    }

    /** Asks for something, and waits for the result. */
    JsonNode call(String method, ObjectNode params) {
        int id = ++latest;
        var message = params().put("id", id).put("method", method);
        if (!session.isEmpty()) message.put("sessionId", session);
        message.set("params", params);
        socket.sendText(message.toString(), true).join();
        while (true) {
            JsonNode answer = next();
            if (answer.path("id").asInt(0) != id) {
                events.add(answer);
                continue;
            }
            if (answer.has("error")) throw new AssertionError(method + ": " + answer);
            return answer.path("result");
        }
    }

    private JsonNode next() {
        try {
            String text = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (text == null) throw new AssertionError("silence:\n" + process.transcript());
            return JSON.readTree(text);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What an expression is in the page. */
    JsonNode evaluate(String expression) {
        var params = params().put("expression", expression).put("returnByValue", true);
        var result = call("Runtime.evaluate", params);
        if (result.has("exceptionDetails")) throw new AssertionError(expression + ": " + result);
        return result.path("result").path("value");
    }

    private void awaitTrue(String expression) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!evaluate(expression).asBoolean(false))
            if (System.nanoTime() > end) throw new AssertionError("never true: " + expression);
    }

    /** Presses and lets go of a key, such as {@code Enter}. */
    void press(String key, int code, String text) {
        for (String type : List.of("keyDown", "keyUp")) {
            var params = params().put("type", type).put("key", key).put("code", key);
            params.put("windowsVirtualKeyCode", code);
            if (type.equals("keyDown") && !text.isEmpty()) params.put("text", text);
            call("Input.dispatchKeyEvent", params);
        }
    }

    /** Clicks in the middle of what a selector finds. */
    void click(String selector) {
        var place =
                evaluate(
                        """
                        (() => { const it = document.querySelector('%s');
                          it.scrollIntoView({ block: 'center' });
                          const box = it.getBoundingClientRect();
                          return [box.x + box.width / 2, box.y + box.height / 2]; })()\
                        """
                                .formatted(selector));
        for (String type : List.of("mousePressed", "mouseReleased")) {
            var params = params().put("type", type).put("button", "left").put("clickCount", 1);
            params.put("x", place.get(0).asDouble()).put("y", place.get(1).asDouble());
            call("Input.dispatchMouseEvent", params);
        }
    }

    /** By day or by night. */
    void prefer(String scheme) {
        var params = params();
        params.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", scheme);
        call("Emulation.setEmulatedMedia", params);
    }

    /** A picture of what is to be seen, in PNG. */
    byte[] picture() {
        var shot = call("Page.captureScreenshot", params().put("format", "png"));
        return Base64.getDecoder().decode(shot.path("data").asString());
    }

    /** What went wrong in the page so far. */
    List<String> errors() {
        return events.stream()
                .filter(event -> {
                    String method = event.path("method").asString("");
                    String level = event.path("params").path("entry").path("level").asString("");
                    return method.equals("Runtime.exceptionThrown") || level.equals("error");
                })
                .map(JsonNode::toString)
                .toList();
    }

    /** The addresses that the page has asked for. */
    List<String> requests() {
        return events.stream()
                .filter(event ->
                        event.path("method").asString("").equals("Network.requestWillBeSent"))
                .map(event -> event.path("params").path("request").path("url").asString())
                .toList();
    }

    /** A folder for what a browser keeps. */
    static Path profile() {
        try {
            return Files.createTempDirectory("chromium");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        socket.abort();
        process.close();
    }
}
