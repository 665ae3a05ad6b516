package dtlskeying.properties.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.vectors.SdpSamples.Sample;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** §8: what our reader makes of descriptions is what the grammar and the tables permit. */
class OfferAnswerProperties {
    private static final List<Sample> SAMPLES = SdpSamples.all();

    @Example
    void every_sample_is_taken_or_refused_as_the_model_has_it() {
        for (Sample sample : SAMPLES)
            assertThat(SessionDescriptionVectors.deviations(sample.offer(), sample.answer()))
                    .as(sample.comment())
                    .isEmpty();
    }

    /** Several things at once, some of them wrong: lines of all samples, put in or left out. */
    @Property
    void every_mixture_is_taken_or_refused_as_the_model_has_it(@ForAll long seed) {
        var random = new Random(seed);
        Sample sample = SAMPLES.get(random.nextInt(SAMPLES.size()));
        List<String> offer = mixed(sample.offer(), random);
        List<String> answer = mixed(sample.answer(), random);
        assertThat(SessionDescriptionVectors.deviations(offer, answer))
                .as("%s answered by %s", offer, answer)
                .isEmpty();
    }

    private static List<String> mixed(List<String> lines, Random random) {
        var mixed = new ArrayList<>(lines);
        for (int i = random.nextInt(3); i > 0 && !mixed.isEmpty(); i--) {
            int at = random.nextInt(mixed.size());
            List<String> other = SAMPLES.get(random.nextInt(SAMPLES.size())).offer();
            String line = other.isEmpty() ? "" : other.get(random.nextInt(other.size()));
            switch (random.nextInt(3)) {
                case 0 -> mixed.remove(at);
                case 1 -> mixed.add(at, line);
                default -> mixed.set(at, line);
            }
        }
        return mixed;
    }
}
