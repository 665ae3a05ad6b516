package dtlskeying.properties.dtls13;

import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls13.message.AuthenticatorRequest;
import dtlskeying.model.dtls13.AuthenticatorFault;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Requests for authenticators, good and bad, and how an end has to read each. */
final class RequestCases {
    /** The name of the law. */
    static final String LAW = "requests are read by their own type only, and with schemes in them";

    /** How an end reads a request of its peer. */
    interface Reader {
        Decoded<AuthenticatorRequest> read(Role asker, Octets message);
    }

    private record Case(Role asker, AuthenticatorRequest sent, Set<AuthenticatorFault> faults) {}

    private RequestCases() {}

    /** What goes wrong with this code, if anything does. */
    static Optional<String> firstWrong(Reader code) {
        for (Case each : all()) {
            var read = code.read(each.asker(), each.sent().encode());
            boolean isRight =
                    AuthenticatorFault.named(each.faults()).isEmpty()
                            ? read.equals(new Decoded.Value<>(each.sent()))
                            : read instanceof Decoded.Malformed<AuthenticatorRequest>;
            if (!isRight) return Optional.of(each.faults() + ": " + read);
        }
        return Optional.empty();
    }

    private static List<Case> all() {
        var cases = new ArrayList<Case>();
        for (Role asker : Role.values()) {
            var request = AuthenticatorCases.request(asker, "09");
            var bare = new AuthenticatorRequest(asker, Octets.EMPTY, Extensions.NONE);
            cases.add(new Case(asker, request, Set.of()));
            cases.add(
                    new Case(
                            asker.peer(),
                            request,
                            Set.of(AuthenticatorFault.REQUEST_OF_THE_OTHER_END)));
            cases.add(new Case(asker, bare, Set.of(AuthenticatorFault.NO_SCHEMES)));
        }
        return cases;
    }
}
