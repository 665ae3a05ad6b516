package dtlskeying.properties.check;

import dtlskeying.spec.Clause;
import dtlskeying.spec.Effect;

/**
 * Something that an end has done and for which its chapter has no word, as no end may do it.
 *
 * @param deed what it has done, in words
 * @param clause what it breaks
 */
public record Unlawful(String deed, Clause clause) implements Effect {
    @Override
    public String toString() {
        return deed + ", against " + clause.id();
    }
}
