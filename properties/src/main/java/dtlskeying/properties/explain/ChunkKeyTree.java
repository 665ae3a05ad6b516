package dtlskeying.properties.explain;

import dtlskeying.impl.chunk.ChunkKeys;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.properties.explain.Derivation.Input;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.ChunkKey;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Part;
import dtlskeying.spec.chunk.KeyUse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The keys of the DTLS chunk from the exporter secret of an epoch (decision 7).
 *
 * @param client the parameter of the client of the key management, header and value
 * @param server that of its server
 */
record ChunkKeyTree(CipherSuite suite, Octets client, Octets server) {
    /** For each end and use: key, number key and IV. */
    List<Derivation> of(Secret exporter, long epoch) {
        var keys = new ChunkKeys(suite, exporter, client, server);
        var all = new ArrayList<Derivation>();
        for (Role writer : Role.values())
            for (KeyUse use : KeyUse.values()) all.add(of(keys, new Epoch(epoch), writer, use));
        return all;
    }

    private Derivation of(ChunkKeys keys, Epoch epoch, Role writer, KeyUse use) {
        var parts = new ArrayList<Derivation>();
        for (Part part : Part.values()) parts.add(of(keys, new ChunkKey(epoch, writer, use, part)));
        return new Derivation(
                "what the %s writes, epoch %s, %s"
                        .formatted(writer.text(), epoch, use.name().toLowerCase(Locale.ROOT)),
                "three exports under one label",
                List.of(),
                Octets.EMPTY,
                "",
                "sctp-dtls-chunk/7.4/b",
                parts);
    }

    private Derivation of(ChunkKeys keys, ChunkKey name) {
        Secret output = keys.of(name);
        String part =
                switch (name.part()) {
                    case KEY -> "key";
                    case NUMBER_KEY -> "sn_key";
                    case IV -> "iv";
                };
        return new Derivation(
                part,
                "TLS-Exporter(label, context, %d)".formatted(output.length()),
                List.of(
                        new Input("label", "\"" + ChunkKeyDerivationSpec.LABEL + "\"", ""),
                        new Input(
                                "direction",
                                "%02x".formatted(name.writer().ordinal()),
                                "what the " + name.writer().text() + " writes"),
                        new Input(
                                "use",
                                "%02x".formatted(name.use().ordinal()),
                                name.use().name().toLowerCase(Locale.ROOT)),
                        new Input("part", "%02x".formatted(name.part().ordinal()), part),
                        new Input("epoch", "%016x".formatted(name.epoch().number()), ""),
                        Input.of("client's parameter", client, "as it was in its INIT or INIT ACK"),
                        Input.of("server's parameter", server, "as it was in the other one")),
                output.octets(),
                "",
                "sctp-dtls-chunk/6/b",
                List.of());
    }
}
