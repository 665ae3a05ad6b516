package dtlskeying.impl.dtls13;

import static dtlskeying.spec.Alert.DECODE_ERROR;
import static dtlskeying.spec.Alert.ILLEGAL_PARAMETER;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.FLAGS_ANSWER_FLAGS;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.FLAGS_ARE_MINIMAL;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.MESSAGES_ARE_WELL_FORMED;

import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls13.message.TlsFlags;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.Verdict.Unsound;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The flags of tls_flags that one end offers or takes (draft-ietf-tls-tlsflags §3).
 *
 * @param numbers each 0 to 2,039
 */
public record Flags(Set<Integer> numbers) {
    /** No flag. */
    public static final Flags NONE = new Flags(Set.of());

    public Flags {
        numbers = Set.copyOf(numbers);
        for (int number : numbers)
            if (number < 0 || number > TlsFlags.LARGEST)
                throw new IllegalArgumentException("no flag has the number " + number);
    }

    /** What one end makes of the other's extension. */
    sealed interface Outcome {
        /** These flags are agreed on. */
        record Agreed(Flags flags) implements Outcome {}

        /** The handshake cannot go on. */
        record Refused(Unsound why) implements Outcome {}
    }

    /** Whether this flag is among them. */
    public boolean has(int number) {
        return numbers.contains(number);
    }

    /** The same and this one. */
    Flags with(int number) {
        return new Flags(
                Stream.concat(numbers.stream(), Stream.of(number)).collect(Collectors.toSet()));
    }

    /** The extension that offers or acknowledges them; nothing if there are none. */
    Stream<Extension> toExtensions() {
        return numbers.isEmpty() ? Stream.empty() : Stream.of(TlsFlags.of(numbers).toExtension());
    }

    /** What a server that takes these makes of a client's offer; unknown flags mean nothing. */
    Outcome offered(Optional<Octets> extension) {
        return read(extension, true);
    }

    /** What a client that has offered these makes of the server's answer. */
    Outcome answered(Optional<Octets> extension) {
        return read(extension, false);
    }

    private Outcome read(Optional<Octets> extension, boolean isOffer) {
        if (extension.isEmpty()) return new Outcome.Agreed(NONE);
        return switch (TlsFlags.decode(extension.get())) {
            case Decoded.Malformed<TlsFlags> _ when TlsFlags.isMinimal(extension.get()) ->
                    new Outcome.Refused(new Unsound(DECODE_ERROR, MESSAGES_ARE_WELL_FORMED));
            case Decoded.Malformed<TlsFlags> _ ->
                    new Outcome.Refused(new Unsound(ILLEGAL_PARAMETER, FLAGS_ARE_MINIMAL));
            case Decoded.Value<TlsFlags>(var heard)
                    when !isOffer && !numbers.containsAll(heard.flags()) ->
                    new Outcome.Refused(new Unsound(ILLEGAL_PARAMETER, FLAGS_ANSWER_FLAGS));
            case Decoded.Value<TlsFlags>(var heard) -> new Outcome.Agreed(shared(heard));
        };
    }

    private Flags shared(TlsFlags heard) {
        return new Flags(
                heard.flags().stream().filter(numbers::contains).collect(Collectors.toSet()));
    }
}
