package dtlskeying.properties.vectors;

import dtlskeying.model.dtls12.AssociationModel;
import dtlskeying.model.dtls12.ResumingHelloModel;
import dtlskeying.spec.Clause;
import dtlskeying.vectors.Fields;
import dtlskeying.vectors.VectorFile;
import dtlskeying.vectors.VectorFile.Witness;
import dtlskeying.vectors.VectorGroup;
import dtlskeying.vectors.VectorKind;
import dtlskeying.vectors.VectorTest;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** RFC 6347 §4.1, §4.2.1 and §4.2.4: what the parts of an association owe each other in bytes. */
final class Dtls12DatagramVectors implements VectorSource {
    @Override
    public VectorKind kind() {
        return VectorKind.DTLS12_DATAGRAMS;
    }

    @Override
    public VectorFile make() {
        return new VectorFile(
                "Datagrams of DTLS 1.2 handshakes",
                "dtls12-datagrams.schema.json",
                List.of("RFC 6347", "RFC 5246", "RFC 5746", "RFC 7627"),
                List.of(
                        new Witness(
                                "OpenSSL 3.0.22, client and server, recorded once",
                                "every byte of the tests with the flag RECORDED"),
                        new Witness(
                                "the model of the chapter in this project",
                                "the result of every test; the others are edits of those")),
                List.of(
                        "A group asks one question; what it is about is in the fields of its tests.",
                        "A valid test is what an end may send, take or keep; an invalid one is"
                                + " against the clauses of the test."),
                Map.of(
                        Dtls12DatagramTests.RECORDED,
                        "OpenSSL has sent this, or these, as they are here."),
                Dtls12DatagramTests.groups());
    }

    @Override
    public List<String> objections(VectorGroup group, VectorTest test) {
        List<String> against = Sequences.ids(against(group, test.fields()));
        boolean isValid = test.fields().text("result").equals("valid");
        if (!against.equals(isValid ? List.of() : test.clauses()))
            return List.of("the model has against it: " + against);
        return List.of();
    }

    private static Set<Clause> against(VectorGroup group, Fields test) {
        return switch (group.type()) {
            case "Sent" ->
                    AssociationModel.againstSent(
                            test.octets("datagram"), (int) group.fields().number("mtu"));
            case "Content" ->
                    AssociationModel.againstContent(
                            (int) test.number("contentType"),
                            test.text("keys").equals("new"),
                            test.octets("content"));
            case "SecondHello" ->
                    AssociationModel.againstSecondHello(
                            test.octets("first"), test.octets("second"));
            case "Answer" ->
                    AssociationModel.againstAnswer(test.octets("hello"), test.octets("answer"));
            case "Keeping" ->
                    AssociationModel.againstKeeping(
                            test.octets("datagram"), test.text("client").equals("known"));
            case "ResumingHello" -> ResumingHelloModel.against(test.octets("hello"));
            case "Numbering" ->
                    AssociationModel.againstNumbering(
                            test.list("messages").stream()
                                    .map(message -> message.octets("header"))
                                    .toList());
            default -> throw new AssertionError("no group is of the type " + group.type());
        };
    }
}
