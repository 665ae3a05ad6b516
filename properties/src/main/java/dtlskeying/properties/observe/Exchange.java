package dtlskeying.properties.observe;

import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.message.HandshakeType;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls13.message.EncryptedExtensions;
import dtlskeying.impl.dtls13.message.HelloRetryRequest;
import dtlskeying.impl.dtls13.message.SupportedVersions;
import dtlskeying.properties.decode.Conversation;
import dtlskeying.properties.decode.Unit;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.DtlsVersion;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One handshake of a conversation: what either side said in it.
 *
 * @param conversation all that the two said
 * @param association which association, from 1 on
 * @param handshake which handshake of it, from 1 on
 * @param client what the client said
 * @param server what the server said
 */
record Exchange(
        Conversation conversation, int association, int handshake, Speech client, Speech server) {
    private static final int DTLS_1_3 = 0xfefc;
    private static final int ENCRYPTED_EXTENSIONS = 8;

    private record Name(int association, int handshake) {}

    /** The handshakes of a conversation, in the order of their first messages. */
    static List<Exchange> of(Conversation conversation) {
        var names = new LinkedHashMap<Name, Exchange>();
        for (Unit.Message each : conversation.all(Unit.Message.class)) {
            var name = new Name(each.association(), each.handshake());
            names.computeIfAbsent(name, it -> of(conversation, it));
        }
        return List.copyOf(names.values());
    }

    private static Exchange of(Conversation conversation, Name name) {
        var messages =
                conversation.all(Unit.Message.class).stream()
                        .filter(it ->
                                it.association() == name.association()
                                        && it.handshake() == name.handshake())
                        .toList();
        return new Exchange(
                conversation,
                name.association(),
                name.handshake(),
                Speech.of(Role.CLIENT, messages, conversation, name.association()),
                Speech.of(Role.SERVER, messages, conversation, name.association()));
    }

    /** What that side said. */
    Speech of(Role role) {
        return role == Role.CLIENT ? client : server;
    }

    /** How that end is called. */
    String endpoint(Role role) {
        var first = of(role).messages().stream().findFirst();
        var address =
                first.map(it -> it.place().from())
                        .orElseGet(() ->
                                of(role.peer()).messages().stream()
                                        .findFirst()
                                        .map(it -> it.place().to())
                                        .orElse(conversation.client()));
        String which =
                (association > 1 ? ", association " + association : "")
                        + (handshake > 1 ? ", handshake " + handshake : "");
        return role.text() + " " + Conversation.text(address) + which;
    }

    /** The client's hellos: the first, and the one that repeats it. */
    List<ClientHello> clientHellos() {
        return client.messages().stream()
                .filter(it -> it.message().type() == HandshakeType.CLIENT_HELLO.code())
                .map(it -> decoded(ClientHello.decode(it.message().body())))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The hello that the server has answered: the last. */
    Optional<ClientHello> offer() {
        var hellos = clientHellos();
        return hellos.isEmpty() ? Optional.empty() : Optional.of(hellos.getLast());
    }

    /** The server's choice. */
    Optional<ServerHello> answer() {
        return serverHellos().filter(hello -> !HelloRetryRequest.isOne(hello)).findFirst();
    }

    /** The server's wish for another hello. */
    Optional<ServerHello> retry() {
        return serverHellos().filter(HelloRetryRequest::isOne).findFirst();
    }

    private java.util.stream.Stream<ServerHello> serverHellos() {
        return server.messages().stream()
                .filter(it -> it.message().type() == HandshakeType.SERVER_HELLO.code())
                .map(it -> decoded(ServerHello.decode(it.message().body())))
                .flatMap(Optional::stream);
    }

    /** What the server says in EncryptedExtensions. */
    Optional<Extensions> encryptedExtensions() {
        return server.first(ENCRYPTED_EXTENSIONS)
                .flatMap(it -> decoded(EncryptedExtensions.decode(it.message().body())))
                .map(EncryptedExtensions::extensions);
    }

    /** Which version the server has chosen; nothing if its hello was not seen. */
    Optional<DtlsVersion> version() {
        return answer().map(hello -> is13(hello) ? DtlsVersion.V1_3 : DtlsVersion.V1_2);
    }

    /** Whether supported_versions selects DTLS 1.3. */
    static boolean is13(ServerHello hello) {
        return hello.extensions()
                .find(dtlskeying.impl.dtls.message.ExtensionType.SUPPORTED_VERSIONS)
                .flatMap(data -> decoded(SupportedVersions.decodeSelected(data)))
                .filter(version -> version.code() == DTLS_1_3)
                .isPresent();
    }

    /** The packets of media in this association, by their sender. */
    List<Unit.Media> media(Role sender) {
        return conversation.all(Unit.Media.class).stream()
                .filter(it -> it.association() == association && it.sender() == sender)
                .toList();
    }

    /** The value, if the bytes were one. */
    static <T> Optional<T> decoded(Decoded<T> decoded) {
        return decoded instanceof Decoded.Value<T>(var value)
                ? Optional.of(value)
                : Optional.empty();
    }

    /** Both sides, each with what is made of it. */
    static <T> Map<Role, T> both(Function<Role, T> make) {
        return Map.of(Role.CLIENT, make.apply(Role.CLIENT), Role.SERVER, make.apply(Role.SERVER));
    }
}
