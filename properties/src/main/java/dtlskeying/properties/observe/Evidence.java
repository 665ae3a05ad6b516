package dtlskeying.properties.observe;

import dtlskeying.impl.dtls.message.HandshakeType;
import dtlskeying.properties.decode.Place;
import dtlskeying.properties.decode.Unit;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.DtlsVersion;

import java.util.Optional;

/** What shows that an end has heard the other. */
record Evidence(Exchange exchange) {
    private static final int CLIENT_HELLO = HandshakeType.CLIENT_HELLO.code();

    /** Where the client's flight after its hellos begins, which has an alert in its place else. */
    Optional<Place> clientsFlight() {
        return exchange.client().messages().stream()
                .filter(it -> it.message().type() != CLIENT_HELLO)
                .map(Unit.Message::place)
                .findFirst();
    }

    /** Where the end first sends media under the keys of this handshake. */
    Optional<Place> media(Role end) {
        return exchange.media(end).stream().map(Unit.Media::place).findFirst();
    }

    /** Whether the handshake is of that version. */
    boolean isOf(DtlsVersion version) {
        return exchange.version().filter(it -> it == version).isPresent();
    }
}
