package dtlskeying.impl.seeds;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

class PublishedSeedsProperties {
    private static final String NAME_OF = PublishedSeedsProperties.class.getName();
    private static final String NAME = NAME_OF + "#";
    private static final String SEEDS = System.getProperty("seeds", "published");
    private static final int TRIES = 10;

    private static final List<Long> DRAWN = new ArrayList<>();

    @Property(tries = TRIES)
    @AddLifecycleHook(Twice.class)
    void a_property_draws_under_the_hash_of_its_name(@ForAll long drawn) {
        DRAWN.add(drawn);
    }

    @Property(tries = TRIES, seed = "42")
    @AddLifecycleHook(Twice.class)
    void a_property_that_names_its_seed_keeps_it(@ForAll long drawn) {
        DRAWN.add(drawn);
    }

    @Example
    void the_seed_of_a_name_is_the_same_on_every_machine() {
        assertThat(PublishedSeeds.of("dtlskeying.impl.dtls.FlightsProperties#any"))
                .isEqualTo("-217917598");
    }

    private interface Inherited {
        void holds();
    }

    private interface Inheriting extends Inherited {}

    @Example
    void a_property_that_fails_is_selected_where_it_is_found_and_where_it_is_declared()
            throws NoSuchMethodException {
        Method inherited = Inheriting.class.getMethod("holds");
        assertThat(PublishedSeeds.selection(Inheriting.class, inherited))
                .isEqualTo(NAME_OF + "$Inherited#holds," + NAME_OF + "$Inheriting#holds");
        assertThat(PublishedSeeds.selection(Inherited.class, inherited))
                .isEqualTo(NAME_OF + "$Inherited#holds");
    }

    /** Runs a property twice and compares what it drew. */
    static final class Twice implements AroundPropertyHook {
        @Override
        public PropertyExecutionResult aroundProperty(
                PropertyLifecycleContext context, PropertyExecutor property) {
            property.execute();
            List<Long> first = List.copyOf(DRAWN);
            DRAWN.clear();
            PropertyExecutionResult result = property.execute();
            List<Long> second = List.copyOf(DRAWN);
            DRAWN.clear();

            String asked = asked(context.targetMethod());
            if (!asked.equals("random")) {
                assertThat(result.seed()).contains(asked);
                assertThat(second).isEqualTo(first);
            }
            assertThat(first).hasSize(TRIES * Integer.getInteger("tries", 1));
            return result;
        }

        private static String asked(Method property) {
            String own = property.getAnnotation(Property.class).seed();
            if (!own.isEmpty()) return own;
            return SEEDS.equals("published") ? PublishedSeeds.of(NAME + property.getName()) : SEEDS;
        }
    }
}
