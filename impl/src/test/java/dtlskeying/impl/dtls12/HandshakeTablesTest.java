package dtlskeying.impl.dtls12;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.spec.Alert;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls12.ClientHandshakeSpec;
import dtlskeying.spec.dtls12.HandshakeSpec;
import dtlskeying.spec.dtls12.HandshakeSpec.Effect;
import dtlskeying.spec.dtls12.ServerHandshakeSpec;

import org.junit.jupiter.api.Test;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Both tables, every state and every input. */
class HandshakeTablesTest {
    private static final Verdict UNSOUND =
            new Verdict.Unsound(Alert.DECODE_ERROR, HandshakeSpec.Claim.MESSAGES_COME_IN_ORDER);

    @Test
    void a_refused_input_changes_nothing() {
        for (ClientHandshake state : clientStates())
            for (ClientHandshakeSpec.Input input : clientInputs()) {
                var step = state.on(input);
                if (isDiscarded(step.effects())) assertThat(step.state()).isEqualTo(state);
            }
        for (ServerHandshake state : serverStates())
            for (ServerHandshakeSpec.Input input : serverInputs()) {
                var step = state.on(input);
                if (isDiscarded(step.effects())) assertThat(step.state()).isEqualTo(state);
            }
    }

    @Test
    void closed_and_failed_are_final() {
        for (ClientHandshakeSpec.Input input : clientInputs())
            for (ClientHandshake end :
                    List.of(new ClientHandshake.Closed(), new ClientHandshake.Failed()))
                assertThat(end.on(input).state()).isEqualTo(end);
        for (ServerHandshakeSpec.Input input : serverInputs())
            for (ServerHandshake end :
                    List.of(new ServerHandshake.Closed(), new ServerHandshake.Failed()))
                assertThat(end.on(input).state()).isEqualTo(end);
    }

    @Test
    void an_unsound_message_never_leads_on() {
        for (ClientHandshake state : clientStates())
            for (ClientHandshakeSpec.Input input : clientInputs())
                if (input.toString().contains("Unsound"))
                    assertThat(state.on(input).state()).isIn(state, new ClientHandshake.Failed());
        for (ServerHandshake state : serverStates())
            for (ServerHandshakeSpec.Input input : serverInputs())
                if (input.toString().contains("Unsound"))
                    assertThat(state.on(input).state()).isIn(state, new ServerHandshake.Failed());
    }

    @Test
    void only_a_sound_finished_after_the_change_completes() {
        for (ClientHandshake state : clientStates())
            for (ClientHandshakeSpec.Input input : clientInputs())
                assertThat(state.on(input).effects().contains(new Effect.Completed()))
                        .isEqualTo(
                                (state instanceof ClientHandshake.CipherChanged
                                                || state instanceof ClientHandshake.ServerChanged)
                                        && input.equals(
                                                new ClientHandshakeSpec.Input.Finished(
                                                        Verdict.SOUND)));
        for (ServerHandshake state : serverStates())
            for (ServerHandshakeSpec.Input input : serverInputs())
                assertThat(state.on(input).effects().contains(new Effect.Completed()))
                        .isEqualTo(
                                (state instanceof ServerHandshake.CipherChanged
                                                || state instanceof ServerHandshake.ClientChanged)
                                        && input.equals(
                                                new ServerHandshakeSpec.Input.Finished(
                                                        Verdict.SOUND)));
    }

    private static boolean isDiscarded(List<Effect> effects) {
        return effects.stream().anyMatch(Effect.Discarded.class::isInstance);
    }

    private static List<ClientHandshake> clientStates() {
        return leaves(ClientHandshake.class)
                .map(type -> instance(type, ClientHandshake.class))
                .flatMap(List::stream)
                .toList();
    }

    private static List<ServerHandshake> serverStates() {
        return leaves(ServerHandshake.class)
                .map(type -> instance(type, ServerHandshake.class))
                .flatMap(List::stream)
                .toList();
    }

    private static List<ClientHandshakeSpec.Input> clientInputs() {
        return leaves(ClientHandshakeSpec.Input.class)
                .map(type -> instance(type, ClientHandshakeSpec.Input.class))
                .flatMap(List::stream)
                .toList();
    }

    private static List<ServerHandshakeSpec.Input> serverInputs() {
        return leaves(ServerHandshakeSpec.Input.class)
                .map(type -> instance(type, ServerHandshakeSpec.Input.class))
                .flatMap(List::stream)
                .toList();
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(HandshakeTablesTest::leaves)
                : Stream.of(type);
    }

    /** One of each for every value that its only component can have. */
    private static <T> List<T> instance(Class<?> type, Class<T> as) {
        try {
            var constructor = type.getDeclaredConstructors()[0];
            RecordComponent[] components = type.getRecordComponents();
            if (components.length == 0) return List.of(as.cast(constructor.newInstance()));
            var all = new ArrayList<T>();
            for (Object value : values(components[0].getType()))
                all.add(as.cast(constructor.newInstance(value)));
            return all;
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Object> values(Class<?> type) {
        if (type == Verdict.class) return List.of(Verdict.SOUND, UNSOUND);
        if (type == int.class) return List.of(40);
        return List.of(type.getEnumConstants());
    }
}
