/** The words that all other modules share: clauses, alphabets, values, traces, decisions. */
module dtlskeying.spec {
    requires transitive tools.jackson.databind;

    exports dtlskeying.spec;
    exports dtlskeying.spec.dtls;
    exports dtlskeying.spec.dtls12;
    exports dtlskeying.spec.dtls13;
    exports dtlskeying.spec.chunk;
    exports dtlskeying.spec.srtp;
    exports dtlskeying.spec.trace;
}
