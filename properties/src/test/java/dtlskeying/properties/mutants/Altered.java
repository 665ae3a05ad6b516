package dtlskeying.properties.mutants;

/**
 * A mutant of pitest's, and what became of it.
 *
 * @param type the class that is changed
 * @param method the method that is changed; of a lambda, the one that it stands in
 * @param mutator the kind of change, without what all their names have
 * @param line the line, from 1
 * @param index of the instruction in its method: with class, method and mutator, what pitest calls
 *     it by
 * @param code what stands in that line
 * @param which it is of those of this kind in lines that read the same in this method, from 1
 * @param status what pitest says of it
 */
record Altered(
        String type,
        Method method,
        String mutator,
        int line,
        String index,
        String code,
        int which,
        Status status) {
    /** A method by name and descriptor. */
    record Method(String name, String descriptor) {
        /** The name that the source has. */
        String named() {
            return name.replaceAll("^lambda\\$(.*)\\$\\d+$", "$1");
        }
    }

    /** As pitest has it. */
    enum Status {
        KILLED(true),
        TIMED_OUT(true),
        MEMORY_ERROR(true),
        SURVIVED(false),
        NO_COVERAGE(false),
        RUN_ERROR(false),
        /** No class that a virtual machine loads. */
        NON_VIABLE(true);

        private final boolean noticed;

        Status(boolean noticed) {
            this.noticed = noticed;
        }
    }

    boolean isNoticed() {
        return status.noticed;
    }

    /** Whether there is anything to be noticed. */
    boolean isViable() {
        return status != Status.NON_VIABLE;
    }

    /** The same after it was noticed by tests that began with it. */
    Altered noticed() {
        return new Altered(type, method, mutator, line, index, code, which, Status.KILLED);
    }

    /** Its class without the package. */
    String simpleType() {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    @Override
    public String toString() {
        return "%s.%s:%d %s %d%s  %s"
                .formatted(
                        simpleType(),
                        method.named(),
                        line,
                        mutator,
                        which,
                        status == Status.NO_COVERAGE ? " (not reached)" : "",
                        code);
    }
}
