package dtlskeying.properties.cli;

import dtlskeying.impl.endpoint.EndpointEvent;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.DataProtection;
import dtlskeying.spec.srtp.KeySetsSpec;
import dtlskeying.spec.srtp.Mki;

import java.util.stream.Stream;

/** Prints when the keys of a re-handshake come into use, and when those before are gone. */
final class KeyPrinter {
    private final FlightPrinter flights;

    KeyPrinter(FlightPrinter flights) {
        this.flights = flights;
    }

    /** Whether there is something to print; the first keys are no news. */
    static boolean speaksOf(EndpointEvent event) {
        return lines(event).findAny().isPresent();
    }

    void print(long ms, Role end, EndpointEvent event) {
        lines(event).forEach(words -> flights.note(ms, end, words));
    }

    private static Stream<String> lines(EndpointEvent event) {
        return switch (event) {
            case EndpointEvent.Keyed(_, var handshake, var keyed) ->
                    handshake.handshake() == 1
                            ? Stream.of()
                            : Stream.concat(
                                    keyed.sets().stream().flatMap(KeyPrinter::gone),
                                    Stream.of(
                                            "sends under keys %d%s"
                                                    .formatted(
                                                            handshake.handshake(),
                                                            named(handshake.data()))));
            case EndpointEvent.SetEnded(var effect) -> gone(effect);
            case EndpointEvent.RekeyAsked() -> Stream.of("asks for new keys");
            case EndpointEvent.Stepped _,
                    EndpointEvent.Protected _,
                    EndpointEvent.Refused _,
                    EndpointEvent.Opened _,
                    EndpointEvent.Held _,
                    EndpointEvent.Dropped _,
                    EndpointEvent.Foreign _ ->
                    Stream.of();
        };
    }

    private static Stream<String> gone(KeySetsSpec.Effect effect) {
        return effect instanceof KeySetsSpec.Effect.Destroyed(var handshake, var clause)
                ? Stream.of("destroys keys %d (%s)".formatted(handshake, clause.id()))
                : Stream.of();
    }

    private static String named(DataProtection data) {
        return data instanceof DataProtection.Srtp(_, Mki mki) && !mki.isNone()
                ? ", MKI " + mki
                : "";
    }
}
