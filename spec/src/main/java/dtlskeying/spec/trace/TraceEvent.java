package dtlskeying.spec.trace;

import dtlskeying.spec.Effect;

import java.util.List;

/**
 * One step of a machine: what it was told, and what it did.
 *
 * @param n the position among the events of its endpoint, growing from line to line
 * @param endpoint which party, for example {@code client}
 * @param ms milliseconds since the start of the trace, never less than before at that endpoint
 * @param chapter whose machine it was, for example {@code srtp/MkiSelection}
 * @param input what it was told, a word of the chapter's alphabet
 * @param effects what it did, in order; none where it stayed silent
 */
public record TraceEvent(
        long n, String endpoint, long ms, String chapter, Object input, List<Effect> effects) {
    /** Copies the list. */
    public TraceEvent {
        effects = List.copyOf(effects);
    }
}
