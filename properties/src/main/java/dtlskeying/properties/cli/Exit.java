package dtlskeying.properties.cli;

/** What a command says to the shell. */
final class Exit {
    /** Done, and the verdict is good. */
    static final int DONE = 0;

    /** Done, and the verdict is bad: a packet refused, a handshake failed. */
    static final int REFUSED = 1;

    /** Not done: the command, or what it names, is no good. */
    static final int MISUSE = 2;

    private Exit() {}
}
