/** The judge: properties, trace checker, reports, and the command line. */
module dtlskeying.properties {
    requires dtlskeying.spec;
    requires dtlskeying.model;
    requires dtlskeying.impl;
    requires dtlskeying.vectors;
    requires info.picocli;

    exports dtlskeying.properties;
}
