/** The judge: properties, trace checker, reports, and the command line. */
@SuppressWarnings("requires-automatic") // FreeMarker names its module in the manifest only
module dtlskeying.properties {
    requires transitive dtlskeying.spec;
    requires transitive dtlskeying.model;
    requires transitive dtlskeying.impl;
    requires transitive dtlskeying.vectors;
    requires info.picocli;
    requires tools.jackson.databind;
    requires freemarker;
    requires java.compiler;
    requires org.bouncycastle.tls;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;

    exports dtlskeying.properties;
    exports dtlskeying.properties.capture;
    exports dtlskeying.properties.chunk;
    exports dtlskeying.properties.check;
    exports dtlskeying.properties.decode;
    exports dtlskeying.properties.dissect;
    exports dtlskeying.properties.dtls;
    exports dtlskeying.properties.dtls12;
    exports dtlskeying.properties.dtls13;
    exports dtlskeying.properties.example;
    exports dtlskeying.properties.explain;
    exports dtlskeying.properties.exercise;
    exports dtlskeying.properties.explore;
    exports dtlskeying.properties.network;
    exports dtlskeying.properties.observe;
    exports dtlskeying.properties.oracle;
    exports dtlskeying.properties.pages;
    exports dtlskeying.properties.schedule;
    exports dtlskeying.properties.shim;
    exports dtlskeying.properties.shim.bc;
    exports dtlskeying.properties.srtp;
    exports dtlskeying.properties.tour;
    exports dtlskeying.properties.vectors;
}
