package dtlskeying.properties.cli;

import dtlskeying.impl.chunk.InitExchange.Terms;
import dtlskeying.impl.dtls13.LengthForm;
import dtlskeying.impl.dtls13.RecordSizes;
import dtlskeying.impl.endpoint.ChunkEvent;
import dtlskeying.spec.Epoch;

import tools.jackson.databind.node.ObjectNode;

import java.io.PrintWriter;
import java.util.List;

/**
 * The end of a run of a key-managed association, for people and for programs.
 *
 * @param ends those that are ours: one or both
 */
record ChunkReport(List<ChunkTally> ends) {
    ChunkReport {
        ends = List.copyOf(ends);
    }

    private ChunkTally first() {
        return ends.getFirst();
    }

    private String trouble() {
        String trouble =
                ends.stream()
                        .map(ChunkTally::trouble)
                        .filter(each -> !each.isEmpty())
                        .findFirst()
                        .orElse("");
        if (!trouble.isEmpty()) return trouble;
        if (ends.size() == 1) return "";
        if (!first().keyed().isEmpty() && !isSameSecret()) return "the ends have different keys";
        boolean isWhole =
                first().sent() == last().received() && last().sent() == first().received();
        return isWhole ? "" : "messages are missing";
    }

    private boolean isSameSecret() {
        return first().keyed().getLast().exporter().equals(last().keyed().getLast().exporter());
    }

    private ChunkTally last() {
        return ends.getLast();
    }

    private String verdict() {
        if (!trouble().isEmpty()) return "failed";
        if (ends.stream().anyMatch(ChunkTally::isUnprotected)) return "unprotected";
        return ends.stream().allMatch(ChunkTally::wasProtected) ? "protected" : "failed";
    }

    /** The exit status that goes with it. */
    int status() {
        return verdict().equals("failed") ? Exit.REFUSED : Exit.DONE;
    }

    private String role() {
        if (ends.size() > 1) return "both";
        return first().terms().stream().map(terms -> terms.role().text()).findFirst().orElse("");
    }

    /** What was agreed and done, for people. */
    void print(PrintWriter out) {
        for (Terms terms : first().terms()) {
            RunReport.line(out, "keys by", "DTLS 1.3, method " + terms.method() + ", " + role());
            RunReport.line(out, "parameters", terms.client() + ", " + terms.server());
        }
        for (ChunkEvent.Keyed keyed : first().keyed())
            RunReport.line(
                    out,
                    "epoch " + keyed.epoch(),
                    keyed.association().cipherSuite()
                            + ", "
                            + keyed.association().group()
                            + sizes(keyed.association().recordSizes()));
        for (ChunkTally end : ends)
            RunReport.line(
                    out,
                    end.name().text(),
                    "%d messages sent, %d received, %d packets or chunks dropped as unprotected"
                            .formatted(end.sent(), end.received(), end.dropped()));
        int proofs = ends.stream().mapToInt(ChunkTally::proofs).sum();
        if (proofs > 0) RunReport.line(out, "re-authenticated", proofs + " times");
        RunReport.line(
                out, "verdict", trouble().isEmpty() ? verdict() : verdict() + ": " + trouble());
    }

    private static String sizes(RecordSizes sizes) {
        return sizes.lengths() == LengthForm.VARIABLE
                ? ", records of %d bytes read and %d sent".formatted(sizes.read(), sizes.write())
                : "";
    }

    /**
     * The same as one object.
     *
     * @param secrets whether the exporter secret is shown
     */
    ObjectNode toJson(boolean secrets) {
        ObjectNode json = Json.object().put("role", role());
        var keyed = first().keyed();
        var terms = first().terms();
        json.put("suite", keyed.isEmpty() ? "" : latest().association().cipherSuite().name());
        boolean isLarge =
                !keyed.isEmpty()
                        && latest().association().recordSizes().lengths() == LengthForm.VARIABLE;
        json.put("largeRecords", isLarge);
        json.put("epoch", keyed.isEmpty() ? Epoch.UNPROTECTED.number() : latest().epoch().number());
        json.put("generations", keyed.size());
        keyed.forEach(each -> json.withArray("epochs").add(each.epoch().number()));
        json.put("reauthentications", ends.stream().mapToInt(ChunkTally::proofs).sum());
        json.put("method", terms.isEmpty() ? -1 : terms.getFirst().method());
        json.put("clientParameter", terms.isEmpty() ? "" : terms.getFirst().client().toHex());
        json.put("serverParameter", terms.isEmpty() ? "" : terms.getFirst().server().toHex());
        if (secrets)
            json.put("exporterSecret", keyed.isEmpty() ? "" : latest().exporter().octets().toHex());
        json.put("messagesSent", ends.stream().mapToInt(ChunkTally::sent).sum());
        json.put("messagesReceived", ends.stream().mapToInt(ChunkTally::received).sum());
        json.put("bytes", ends.stream().mapToLong(ChunkTally::bytes).sum());
        json.put("droppedUnprotected", ends.stream().mapToLong(ChunkTally::dropped).sum());
        json.put("verdict", verdict());
        if (!trouble().isEmpty()) json.put("reason", trouble());
        return json;
    }

    private ChunkEvent.Keyed latest() {
        return first().keyed().getLast();
    }
}
