package dtlskeying.impl.seeds;

import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyAttributes;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutionResult.Status;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

import java.lang.reflect.Method;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Under which seed a property draws, for every property of this build that names none itself.
 *
 * <p>The ordinary build draws the same every time, so that whoever changes a line is not told of
 * somebody else's defect: the seed is the hash of the property's name ({@link #of}). {@code
 * -Dseeds=random} draws anew, {@code -Dseeds=NUMBER} replays, and {@code -Dtries=N} tries N times
 * as often. What fails prints the command that repeats it.
 *
 * <p>It is found by the service loader, in the tests of {@code properties} too.
 */
public final class PublishedSeeds implements AroundPropertyHook {
    private static final String RANDOM = "random";
    private static final String PUBLISHED = "published";

    /** What jqwik takes where a property says nothing. */
    private static final int USUAL_TRIES = 1000;

    private final String seeds = System.getProperty("seeds", PUBLISHED);
    private final int multiple = Integer.getInteger("tries", 1);

    /** The seed of the property with that name, {@code package.Class#method}: its hash. */
    static String of(String property) {
        return Integer.toString(property.hashCode());
    }

    @Override
    public PropertyExecutionResult aroundProperty(
            PropertyLifecycleContext context, PropertyExecutor property) {
        String name = context.containerClass().getName() + "#" + context.targetMethod().getName();
        prepare(context.attributes(), name);
        PropertyExecutionResult result = property.execute();
        if (result.status() == Status.FAILED)
            result.seed()
                    .ifPresent(seed ->
                            context.reporter().publishValue("replay", replay(context, seed)));
        return result;
    }

    private void prepare(PropertyAttributes attributes, String name) {
        int tries = attributes.tries().orElse(USUAL_TRIES);
        // An example has nothing to draw.
        if (tries > 1) attributes.setTries(tries * multiple);
        if (attributes.seed().isPresent() || seeds.equals(RANDOM)) return;
        attributes.setSeed(seeds.equals(PUBLISHED) ? of(name) : seeds);
    }

    /** How often it is tried is part of what is drawn. */
    private String replay(PropertyLifecycleContext context, String seed) {
        String which = selection(context.containerClass(), context.targetMethod());
        return "mvn test -Dtest='%s' -Dseeds=%s -Dtries=%d".formatted(which, seed, multiple);
    }

    /**
     * What {@code -Dtest} needs to run that property of that class and nothing else. Of what is
     * inherited Surefire wants both classes: it looks for tests in one, and jqwik names the other.
     */
    static String selection(Class<?> properties, Method property) {
        return Stream.of(property.getDeclaringClass(), properties)
                .distinct()
                .map(each -> each.getName() + "#" + property.getName())
                .collect(Collectors.joining(","));
    }

    /** Before and after whatever else a property does around itself. */
    @Override
    public int aroundPropertyProximity() {
        return -100;
    }

    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }
}
