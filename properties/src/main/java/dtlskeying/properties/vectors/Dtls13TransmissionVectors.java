package dtlskeying.properties.vectors;

import static dtlskeying.spec.dtls13.AssociationSpec.Claim.BURSTS_ARE_LIMITED;
import static dtlskeying.spec.dtls13.AssociationSpec.Claim.DATAGRAMS_FIT_THE_PATH;
import static dtlskeying.spec.dtls13.AssociationSpec.Claim.PARTS_BACK_OFF;

import dtlskeying.model.dtls13.AssociationModel;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.vectors.Fields;
import dtlskeying.vectors.VectorFile;
import dtlskeying.vectors.VectorFile.Witness;
import dtlskeying.vectors.VectorGroup;
import dtlskeying.vectors.VectorKind;
import dtlskeying.vectors.VectorTest;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** RFC 9147 §4.4 and §5.8.3: how a flight goes out, and goes out again into silence. */
final class Dtls13TransmissionVectors implements VectorSource {
    private static final int MTU = 1200;
    private static final List<List<Integer>> USUAL = List.of(List.of(120, 60), List.of(900, 100));
    private static final List<List<Integer>> SMALLER = List.of(List.of(120, 60), List.of(500));

    private final TestList tests = new TestList();

    @Override
    public VectorKind kind() {
        return VectorKind.DTLS13_TRANSMISSIONS;
    }

    @Override
    public VectorFile make() {
        var made = new Dtls13TransmissionVectors();
        made.addSizes();
        made.addBursts();
        made.addPersistence();
        made.tests.group("Transmissions", Fields.none().with("mtu", MTU));
        return new VectorFile(
                "Transmissions of DTLS 1.3 flights",
                "dtls13-transmissions.schema.json",
                List.of("RFC 9147"),
                List.of(
                        new Witness(
                                "the model of the chapter in this project",
                                "the result of every test; there are no bytes to vouch for")),
                List.of(
                        "A test is a flight as it goes out and, into silence, goes out again: for"
                                + " each time its datagrams, for each datagram the lengths of its"
                                + " records, header and all.",
                        "An invalid one departs from the SHOULD that is named."),
                Map.of(),
                made.tests.groups());
    }

    private void addSizes() {
        add("what the path takes", DATAGRAMS_FIT_THE_PATH, true, List.of(List.of(List.of(MTU))));
        add("two records that fill it", DATAGRAMS_FIT_THE_PATH, true, times(1, full(600, 600)));
        add("a byte more", DATAGRAMS_FIT_THE_PATH, false, times(1, full(MTU + 1)));
        add("two records, a byte more", DATAGRAMS_FIT_THE_PATH, false, times(1, full(600, 601)));
    }

    private static List<List<Integer>> full(Integer... records) {
        return List.of(List.of(records));
    }

    private void addBursts() {
        var ten = Collections.nCopies(10, List.of(200));
        var eleven = Collections.nCopies(11, List.of(200));
        add("ten records", BURSTS_ARE_LIMITED, true, times(1, ten));
        add("eleven", BURSTS_ARE_LIMITED, false, times(1, eleven));
        var small = List.of(Collections.nCopies(11, 50));
        add("eleven in one datagram", BURSTS_ARE_LIMITED, false, times(1, small));
    }

    private void addPersistence() {
        for (int again = 0; again <= 3; again++)
            add("sent again " + again + " times", PARTS_BACK_OFF, true, times(again + 1, USUAL));
        add("a fourth time, as large", PARTS_BACK_OFF, false, times(5, USUAL));
        var smaller = new ArrayList<>(times(4, USUAL));
        smaller.add(SMALLER);
        add("a fourth time, in smaller parts", PARTS_BACK_OFF, true, smaller);
    }

    private static List<List<List<Integer>>> times(int times, List<List<Integer>> datagrams) {
        return Collections.nCopies(times, datagrams);
    }

    private void add(
            String comment,
            Clause clause,
            boolean isValid,
            List<List<List<Integer>>> transmissions) {
        Fields fields =
                Fields.none()
                        .with("transmissions", array(transmissions))
                        .with("result", isValid ? "valid" : "invalid");
        tests.add(comment, Set.of(clause), List.of(), fields);
    }

    private static ArrayNode array(List<?> list) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Object each : list)
            if (each instanceof List<?> inner) array.add(array(inner));
            else array.add((Integer) each);
        return array;
    }

    @Override
    public List<String> objections(VectorGroup group, VectorTest test) {
        int mtu = (int) group.fields().number("mtu");
        List<String> against = Sequences.ids(against(mtu, test.fields()));
        boolean isValid = test.fields().text("result").equals("valid");
        return against.equals(isValid ? List.of() : test.clauses())
                ? List.of()
                : List.of("the model has against it: " + against);
    }

    private static Set<Clause> against(int mtu, Fields test) {
        var transmissions = (ArrayNode) test.value("transmissions");
        var against = new HashSet<Clause>();
        for (int again = 0; again < transmissions.size(); again++) {
            var sizes = sizes((ArrayNode) transmissions.get(again));
            for (int size : sizes)
                against.addAll(AssociationModel.againstSent(Octets.of(new byte[size]), mtu));
            against.addAll(AssociationModel.againstBurst(records(transmissions.get(again))));
            against.addAll(
                    AssociationModel.againstPersistence(
                            again, largest(transmissions.get(0)), Collections.max(sizes)));
        }
        return against;
    }

    private static int largest(JsonNode datagrams) {
        return Collections.max(sizes((ArrayNode) datagrams));
    }

    private static List<Integer> sizes(ArrayNode datagrams) {
        return StreamSupport.stream(datagrams.spliterator(), false)
                .map(datagram ->
                        IntStream.range(0, datagram.size())
                                .map(i -> datagram.get(i).intValue())
                                .sum())
                .toList();
    }

    private static int records(JsonNode datagrams) {
        return StreamSupport.stream(datagrams.spliterator(), false).mapToInt(JsonNode::size).sum();
    }
}
