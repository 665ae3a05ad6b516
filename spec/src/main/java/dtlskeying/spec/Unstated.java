package dtlskeying.spec;

/** The one clause that stands for "no reason was observed". */
enum Unstated implements Clause {
    UNSTATED;

    @Override
    public Citation citation() {
        throw new AssertionError("an unstated reason has no citation");
    }

    @Override
    public String id() {
        return "";
    }
}
