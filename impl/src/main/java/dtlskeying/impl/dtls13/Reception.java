package dtlskeying.impl.dtls13;

import static dtlskeying.spec.Alert.ILLEGAL_PARAMETER;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.SHARE_IS_VALID_IN_ITS_GROUP;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.COOKIE_IS_AUTHENTIC;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.SECOND_HELLO_HAS_THE_SHARE;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.SECOND_HELLO_OFFERS_THE_SUITE;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.KeyShareGroup;
import dtlskeying.impl.crypto.KeyShareGroup.Answer;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.message.ProtocolVersion;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.dtls13.ClientHelloChoice.Choice;
import dtlskeying.impl.dtls13.RetryCookies.Memory;
import dtlskeying.impl.dtls13.message.Cookie;
import dtlskeying.impl.dtls13.message.HandshakeType;
import dtlskeying.impl.dtls13.message.HelloRetryRequest;
import dtlskeying.impl.dtls13.message.KeyShareEntry;
import dtlskeying.impl.dtls13.message.SupportedVersions;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.Verdict.Unsound;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a server receives a hello: with another question, with an answer, or not at all. It keeps
 * nothing: what a retry has asked for comes back in the cookie.
 *
 * @param cookies the same for all clients
 * @param address any bytes that name the client's address
 */
record Reception(Settings settings, Entropy entropy, RetryCookies cookies, Octets address) {
    /** What is made of a hello. */
    sealed interface Outcome {
        /** The client has to send another one. */
        record Retry(HelloRetryRequest request) implements Outcome {}

        /** No retry could help; the client may be anybody. */
        record Declined(Unsound why) implements Outcome {}

        /** The client can be reached, and its hello cannot be answered. */
        record Refused(Unsound why) implements Outcome {}

        /** The hello can be answered. */
        record Accepted(Acceptance acceptance) implements Outcome {}
    }

    /**
     * What a hello and its answer settle.
     *
     * @param share the server's
     * @param secret what both shares give
     * @param before what stands in the transcript ahead of this hello
     */
    record Acceptance(
            Choice choice,
            KeyShareGroup group,
            Octets share,
            Secret secret,
            ClientHello hello,
            Transcript before) {}

    /** The same when no hello comes any more: what shares were made of is forgotten. */
    Reception forgetting() {
        return new Reception(settings, Entropy.FORGOTTEN, cookies, address);
    }

    /**
     * Receives a hello.
     *
     * @param body its bytes
     */
    Outcome receive(ClientHello hello, Octets body) {
        var cookie =
                Checked.optional(hello.extensions().find(ExtensionType.COOKIE), Cookie::decode);
        return switch (cookie) {
            case Checked.Refused<Optional<Cookie>>(var why) -> new Outcome.Declined(why);
            case Checked.Passed<Optional<Cookie>>(var said) when said.isEmpty() ->
                    first(hello, body);
            case Checked.Passed<Optional<Cookie>>(var said) ->
                    cookies.open(address, said.get())
                            .map(memory -> second(hello, memory, said.get()))
                            .orElseGet(() ->
                                    new Outcome.Declined(
                                            new Unsound(ILLEGAL_PARAMETER, COOKIE_IS_AUTHENTIC)));
        };
    }

    private Outcome first(ClientHello hello, Octets body) {
        boolean isKnown = settings.addressValidation() == AddressValidation.GIVEN;
        return switch (new ClientHelloChoice(settings, hello).outcome()) {
            case Checked.Refused<Choice>(var why) ->
                    isKnown ? new Outcome.Refused(why) : new Outcome.Declined(why);
            case Checked.Passed<Choice>(var choice) when isKnown && choice.shared().isPresent() ->
                    outcome(accept(hello, choice, choice.shared().get(), Transcript.EMPTY));
            case Checked.Passed<Choice>(var choice) -> new Outcome.Retry(ask(choice, body));
        };
    }

    /** Asks for the best group's share, and for the cookie alone if that share is here already. */
    private HelloRetryRequest ask(Choice choice, Octets body) {
        KeyShareGroup best = choice.groups().getFirst();
        var wanted =
                choice.shares().find(best.code()).isPresent()
                        ? Optional.<KeyShareGroup>empty()
                        : Optional.of(best);
        Octets hash =
                Transcript.EMPTY
                        .with(HandshakeType.CLIENT_HELLO.code(), body)
                        .hash(choice.suite().hash());
        var memory = new Memory(choice.suite(), wanted, hash);
        return request(memory, cookies.bake(address, memory));
    }

    /** The same memory and cookie give the same bytes: the transcript needs them twice. */
    private static HelloRetryRequest request(Memory memory, Cookie cookie) {
        List<Extension> list = new ArrayList<>();
        list.add(SupportedVersions.selected(ProtocolVersion.DTLS_1_3));
        memory.group().ifPresent(group -> list.add(KeyShareEntry.selectedGroup(group.code())));
        list.add(cookie.toExtension());
        return new HelloRetryRequest(
                new ServerHello(
                        ProtocolVersion.DTLS_1_2,
                        HelloRetryRequest.RANDOM,
                        Octets.EMPTY,
                        memory.suite().code(),
                        0,
                        new Extensions(list)));
    }

    private Outcome second(ClientHello hello, Memory memory, Cookie cookie) {
        var before =
                Transcript.afterRetry(memory.firstHello())
                        .with(HandshakeType.SERVER_HELLO.code(), request(memory, cookie).encode());
        return outcome(
                new ClientHelloChoice(settings, hello)
                        .outcome()
                        .then(choice ->
                                Checked.require(
                                                choice.suite() == memory.suite(),
                                                ILLEGAL_PARAMETER,
                                                SECOND_HELLO_OFFERS_THE_SUITE)
                                        .then(_ -> askedFor(memory, choice))
                                        .then(group -> accept(hello, choice, group, before))));
    }

    private static Checked<KeyShareGroup> askedFor(Memory memory, Choice choice) {
        boolean isAlone =
                memory.group()
                        .map(group -> choice.shares().groups().equals(List.of(group.code())))
                        .orElse(true);
        return isAlone && choice.shared().isPresent()
                ? Checked.passed(choice.shared().get())
                : Checked.refused(ILLEGAL_PARAMETER, SECOND_HELLO_HAS_THE_SHARE);
    }

    private Checked<Acceptance> accept(
            ClientHello hello, Choice choice, KeyShareGroup group, Transcript before) {
        Octets theirs = choice.shares().find(group.code()).orElseThrow();
        return switch (group.answer(theirs, entropy)) {
            case Answer.InvalidShare _ ->
                    Checked.refused(ILLEGAL_PARAMETER, SHARE_IS_VALID_IN_ITS_GROUP);
            case Answer.Given(var share, var secret) ->
                    Checked.passed(new Acceptance(choice, group, share, secret, hello, before));
        };
    }

    private static Outcome outcome(Checked<Acceptance> acceptance) {
        return switch (acceptance) {
            case Checked.Refused<Acceptance>(var why) -> new Outcome.Refused(why);
            case Checked.Passed<Acceptance>(var value) -> new Outcome.Accepted(value);
        };
    }
}
