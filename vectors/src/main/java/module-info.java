/** The vectors, their schemas and snapshots, and a reader for them. */
module dtlskeying.vectors {
    requires transitive dtlskeying.spec;
    requires transitive tools.jackson.databind;
    requires com.networknt.schema;

    exports dtlskeying.vectors;
}
