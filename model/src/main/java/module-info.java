/** What the text permits: one relation per chapter, and the explorer that exhausts it. */
module dtlskeying.model {
    requires transitive dtlskeying.spec;

    exports dtlskeying.model;
    exports dtlskeying.model.chunk;
    exports dtlskeying.model.dtls;
    exports dtlskeying.model.dtls12;
    exports dtlskeying.model.dtls13;
    exports dtlskeying.model.explore;
    exports dtlskeying.model.srtp;
}
