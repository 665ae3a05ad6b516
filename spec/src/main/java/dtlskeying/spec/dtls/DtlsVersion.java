package dtlskeying.spec.dtls;

/** The versions of DTLS that are dealt with here, older first. */
public enum DtlsVersion {
    V1_2("DTLS 1.2"),
    V1_3("DTLS 1.3");

    private final String text;

    DtlsVersion(String text) {
        this.text = text;
    }

    /** The name as people write it. */
    public String text() {
        return text;
    }
}
