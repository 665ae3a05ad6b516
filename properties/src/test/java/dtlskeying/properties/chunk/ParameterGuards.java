package dtlskeying.properties.chunk;

import static dtlskeying.spec.chunk.NegotiationSpec.Claim.EACH_END_LISTS_ALL_IT_CAN;
import static dtlskeying.spec.chunk.NegotiationSpec.Claim.PARAMETER_HAS_ITS_LAYOUT;

import dtlskeying.properties.Guard;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.chunk.KeyManagementOffer;
import dtlskeying.spec.chunk.KeyManagementOffer.Roles;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Known bugs in the bytes of the parameter, each with the property that notices it. */
public final class ParameterGuards {
    private static final ParameterCode OURS = ParameterCode.OURS;

    /** Each bug, with the property that notices it. */
    public static final List<Guard> ALL =
            List.of(
                    writing(
                            "first-method",
                            "the method that is liked best is sent alone",
                            OURS.writing(offer ->
                                    OURS.write()
                                            .apply(
                                                    with(
                                                            offer,
                                                            offer.roles(),
                                                            offer.methods().subList(0, 1)))),
                            EACH_END_LISTS_ALL_IT_CAN),
                    writing(
                            "swapped-roles",
                            "the bits of client and server are swapped: both ends agree",
                            OURS.writing(offer ->
                                    OURS.write()
                                            .apply(
                                                    with(
                                                            offer,
                                                            swapped(offer.roles()),
                                                            offer.methods()))),
                            PARAMETER_HAS_ITS_LAYOUT),
                    writing(
                            "padded-parameter",
                            "the length takes in the padding",
                            OURS.writing(offer -> padded(OURS.write().apply(offer))),
                            PARAMETER_HAS_ITS_LAYOUT),
                    reading(
                            "reserved-bits",
                            "a parameter with reserved bits is refused",
                            OURS.reading(bytes ->
                                    bytes.length() > 8 && bytes.at(8) > 7
                                            ? Optional.empty()
                                            : OURS.read().apply(bytes)),
                            PARAMETER_HAS_ITS_LAYOUT),
                    reading(
                            "trailing-bytes",
                            "bytes behind the parameter are not seen",
                            OURS.reading(ParameterGuards::ignoringTheRest),
                            PARAMETER_HAS_ITS_LAYOUT),
                    reading(
                            "signed-method",
                            "methods are read with a sign, and 128 to 255 are dropped",
                            OURS.reading(bytes ->
                                    OURS.read()
                                            .apply(bytes)
                                            .map(offer ->
                                                    with(
                                                            offer,
                                                            offer.roles(),
                                                            offer.methods().stream()
                                                                    .filter(id -> id < 128)
                                                                    .toList()))),
                            PARAMETER_HAS_ITS_LAYOUT));

    private ParameterGuards() {}

    private static Guard writing(String bug, String story, ParameterCode code, Clause breaks) {
        return new Guard(bug, story, Set.of(breaks), ParameterCode.WRITING, code::badlyWritten);
    }

    private static Guard reading(String bug, String story, ParameterCode code, Clause breaks) {
        return new Guard(bug, story, Set.of(breaks), ParameterCode.READING, code::badlyRead);
    }

    private static KeyManagementOffer with(
            KeyManagementOffer offer, Roles roles, List<Integer> methods) {
        return new KeyManagementOffer(offer.tieBreaker(), roles, offer.restart(), methods);
    }

    private static Roles swapped(Roles roles) {
        return switch (roles) {
            case CLIENT_ONLY -> Roles.SERVER_ONLY;
            case SERVER_ONLY -> Roles.CLIENT_ONLY;
            case EITHER -> Roles.EITHER;
        };
    }

    private static Octets padded(Octets parameter) {
        int padding = -parameter.length() & 3;
        byte[] bytes = Octets.concat(parameter, Octets.of(new byte[padding])).toArray();
        bytes[2] = (byte) (bytes.length >> 8);
        bytes[3] = (byte) bytes.length;
        return Octets.of(bytes);
    }

    private static Optional<KeyManagementOffer> ignoringTheRest(Octets bytes) {
        if (bytes.length() < 4) return Optional.empty();
        int said = bytes.at(2) << 8 | bytes.at(3);
        return OURS.read().apply(said < bytes.length() ? bytes.slice(0, said) : bytes);
    }
}
