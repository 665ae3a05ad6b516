package dtlskeying.properties.cli;

import dtlskeying.impl.sctp.SctpSettings;
import dtlskeying.impl.sctp.UserMessage;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import picocli.CommandLine.Option;

/** What the ULP of each end of ours sends. */
final class ChunkTrafficOptions {
    /** A payload protocol identifier for private use that nobody else has registered. */
    private static final long PPID = 0xd715_0001L;

    private static final int MOST_MESSAGES = 100_000;
    private static final int MOST_STREAMS = 2048;

    @Option(
            names = "--messages",
            paramLabel = "N",
            defaultValue = "10",
            description = "Messages that each end sends, and again after a restart (default: 10).")
    private int messages;

    @Option(
            names = "--sizes",
            paramLabel = "BYTES",
            split = ",",
            defaultValue = "100,1200,10000",
            description = "Their sizes, taken in turn: 1 to 262144 (default: 100,1200,10000).")
    private int[] sizes;

    @Option(
            names = "--streams",
            paramLabel = "N",
            defaultValue = "4",
            description = "The streams that they are spread over, 1 to 2048 (default: 4).")
    private int streams;

    @Option(
            names = "--rekey-every",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "An extended key update after every N messages that the opening or only end"
                            + " sends (default: none).")
    private int rekeyEvery;

    @Option(
            names = "--crossed",
            description = "Both ends of ours ask for these updates, at the same moment.")
    private boolean crossed;

    /** Refuses what cannot be sent. */
    void check() {
        if (messages < 0 || messages > MOST_MESSAGES)
            throw new Misuse("--messages is from 0 to " + MOST_MESSAGES + ", not " + messages);
        if (rekeyEvery < 0)
            throw new Misuse("--rekey-every is 0 or more messages, not " + rekeyEvery);
        if (crossed && rekeyEvery == 0)
            throw new Misuse("--crossed says who asks for updates, and --rekey-every when");
        if (streams < 1 || streams > MOST_STREAMS)
            throw new Misuse("--streams is from 1 to " + MOST_STREAMS + ", not " + streams);
        for (int size : sizes)
            if (size < 1 || size > SctpSettings.LONGEST_MESSAGE)
                throw new Misuse(
                        "--sizes are from 1 to " + SctpSettings.LONGEST_MESSAGE + ", not " + size);
    }

    /** Whether both ends ask for updates. */
    boolean isCrossed() {
        return crossed;
    }

    int messages() {
        return messages;
    }

    /** How many changes of the keys are due when so many messages have been sent. */
    int rekeysDue(int sent) {
        return rekeyEvery == 0 ? 0 : sent / rekeyEvery;
    }

    /** Whether keys are changed at all. */
    boolean isRekeying() {
        return rekeyEvery > 0;
    }

    int streams() {
        return streams;
    }

    /** The message of that number, from 0, of an end: the same bytes in every run. */
    UserMessage message(Role end, int number) {
        byte[] bytes = new byte[sizes[number % sizes.length]];
        for (int i = 0; i < bytes.length; i++)
            bytes[i] = (byte) (31 * number + 7 * i + end.ordinal());
        return new UserMessage(number % streams, PPID, Octets.of(bytes));
    }
}
