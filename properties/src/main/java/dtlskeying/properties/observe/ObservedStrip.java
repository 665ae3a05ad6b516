package dtlskeying.properties.observe;

import dtlskeying.properties.JudgedChapter;
import dtlskeying.properties.check.Strip;

/**
 * The steps of one machine at one end, as a capture shows them: {@code n} of each is the number of
 * the packet that shows it.
 *
 * @param strip the steps, at least one
 * @param chapter the chapter as far as a wire shows it
 */
public record ObservedStrip(Strip strip, JudgedChapter<?, ?, ?, ?> chapter) {}
