package dtlskeying.model.explore;

import dtlskeying.spec.Role;

import java.util.Optional;

/**
 * What happens in one step of a system of two ends, and where: the rung of a ladder.
 *
 * <p>Something arrives if it has come from the one end to the other, is lost if it has come to
 * nobody, and is made up if it has come from nobody. What one end does has that end twice.
 *
 * @param text in words, with the ends named where they matter
 * @param from the end that it comes from, the client on the left
 * @param to the end that it comes to
 */
public record Happening(String text, Optional<Role> from, Optional<Role> to) {
    /** An end does something, or something is done to it. */
    public static Happening at(Role end, String text) {
        return new Happening(text, Optional.of(end), Optional.of(end));
    }

    /** An end gets what the other one has sent. */
    public static Happening arrives(Role reader, String text) {
        return new Happening(text, Optional.of(reader.peer()), Optional.of(reader));
    }

    /** What an end has sent is gone. */
    public static Happening lost(Role sender, String text) {
        return new Happening(text, Optional.of(sender), Optional.empty());
    }

    /** An end gets what neither of them has sent. */
    public static Happening madeUp(Role reader, String text) {
        return new Happening(text, Optional.empty(), Optional.of(reader));
    }

    /** Something happens to both, or between them. */
    public static Happening between(String text) {
        return new Happening(text, Optional.empty(), Optional.empty());
    }

    /** The words. */
    @Override
    public String toString() {
        return text;
    }
}
