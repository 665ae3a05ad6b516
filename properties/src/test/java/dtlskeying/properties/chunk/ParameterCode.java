package dtlskeying.properties.chunk;

import dtlskeying.impl.chunk.KeyManagementParameter;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.model.chunk.ChunkLayoutModel;
import dtlskeying.spec.Octets;
import dtlskeying.spec.chunk.KeyManagementOffer;
import dtlskeying.spec.chunk.KeyManagementOffer.Roles;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The codec of the DTLS Key Management parameter, as far as a bug may replace it.
 *
 * @param write what is sent
 * @param read what is found; nothing if it cannot be read
 */
record ParameterCode(
        Function<KeyManagementOffer, Octets> write,
        Function<Octets, Optional<KeyManagementOffer>> read) {
    /** The name of the law about what is sent. */
    static final String WRITING = "every byte of the parameter is where the model has it";

    /** The name of the law about what is found. */
    static final String READING = "what is read is what was sent, and all else is refused";

    /** What we do. */
    static final ParameterCode OURS =
            new ParameterCode(
                    KeyManagementParameter::encode,
                    bytes ->
                            switch (KeyManagementParameter.decode(bytes)) {
                                case Decoded.Value<KeyManagementOffer>(var offer) ->
                                        Optional.of(offer);
                                case Decoded.Malformed<KeyManagementOffer> _ -> Optional.empty();
                            });

    private static final int LONGEST = 256;

    ParameterCode writing(Function<KeyManagementOffer, Octets> other) {
        return new ParameterCode(other, read);
    }

    ParameterCode reading(Function<Octets, Optional<KeyManagementOffer>> other) {
        return new ParameterCode(write, other);
    }

    /** The first offer that is not written as the model has it. */
    Optional<String> badlyWritten() {
        for (KeyManagementOffer offer : offers())
            if (!write.apply(offer).equals(ChunkLayoutModel.parameter(offer)))
                return Optional.of(offer.toString());
        return Optional.empty();
    }

    /** The first bytes that are not read as the model has them, or that are read and are none. */
    Optional<String> badlyRead() {
        for (KeyManagementOffer offer : offers()) {
            Octets bytes = ChunkLayoutModel.parameter(offer);
            if (!read.apply(bytes).equals(Optional.of(offer))) return Optional.of(bytes.toHex());
            if (!read.apply(withReservedBits(bytes)).equals(Optional.of(offer)))
                return Optional.of("reserved bits in " + bytes.toHex());
            for (Octets bad : malformed(bytes))
                if (read.apply(bad).isPresent()) return Optional.of("taken: " + bad.toHex());
        }
        return Optional.empty();
    }

    /** One offer of every kind. */
    static List<KeyManagementOffer> offers() {
        var offers = new ArrayList<KeyManagementOffer>();
        var all = IntStream.range(0, LONGEST).boxed().toList();
        for (int tieBreaker : new int[] {0, 1, 0x8000_0000, -1, 0x0102_0304})
            for (Roles roles : Roles.values())
                for (boolean restart : new boolean[] {false, true})
                    for (var methods : List.of(List.of(0), List.of(192, 1, 255), all))
                        offers.add(new KeyManagementOffer(tieBreaker, roles, restart, methods));
        return offers;
    }

    private static Octets withReservedBits(Octets bytes) {
        byte[] set = bytes.toArray();
        set[8] |= (byte) 0xf8;
        return Octets.of(set);
    }

    /** Cut anywhere, or longer than it says; of another type; without a role. */
    private static List<Octets> malformed(Octets bytes) {
        var malformed = new ArrayList<Octets>();
        for (int i = 0; i < bytes.length(); i++) malformed.add(bytes.slice(0, i));
        malformed.add(Octets.concat(bytes, Octets.of((byte) 0)));
        malformed.add(with(bytes, 1, 7));
        malformed.add(with(bytes, 8, bytes.at(8) & 4));
        malformed.add(Octets.concat(Octets.hex("80060009"), bytes.slice(4, 9)));
        return malformed;
    }

    private static Octets with(Octets bytes, int at, int value) {
        byte[] changed = bytes.toArray();
        changed[at] = (byte) value;
        return Octets.of(changed);
    }
}
