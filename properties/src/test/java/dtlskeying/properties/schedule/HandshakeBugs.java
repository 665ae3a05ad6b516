package dtlskeying.properties.schedule;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls.FragmentCodec;
import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls12.Association;
import dtlskeying.impl.dtls12.Cookies;
import dtlskeying.impl.dtls12.RecordHeader;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.dtls.DataProtection;
import dtlskeying.spec.dtls.DtlsCiphertext;
import dtlskeying.spec.dtls.Fragment;
import dtlskeying.spec.dtls12.RecordsSpec.Claim;

import java.util.List;

/** Step functions of associations that are sick. */
final class HandshakeBugs {
    private HandshakeBugs() {}

    /** Retransmissions happen, but nothing of them gets out. */
    static Step<Association, Effect> neverAgain(Association state, Input input) {
        var step = state.on(input);
        boolean again =
                step.effects().stream()
                        .anyMatch(e -> e instanceof Effect.FlightSent(_, var isAgain) && isAgain);
        if (!again) return step;
        return new Step<>(
                step.state(),
                step.effects().stream().filter(e -> !(e instanceof Effect.Send)).toList());
    }

    /** Puts into the first hello the cookie that its sender would have been asked for. */
    static Step<Association, Effect> withoutCookie(Association state, Input input) {
        var step = state.on(input);
        boolean first =
                state.role() == Role.SERVER
                        && state.isIdle()
                        && input instanceof Input.Datagram(var bytes, _)
                        && Hellos.cookie(bytes).filter(Octets::isEmpty).isPresent();
        if (!first) return step;
        for (Effect effect : step.effects())
            if (effect instanceof Effect.Send(var request)) {
                int end = request.length();
                Octets cookie = request.slice(end - Cookies.LENGTH, end);
                Octets hello = withCookie(((Input.Datagram) input).bytes(), cookie);
                return state.on(new Input.Datagram(hello, input.now()));
            }
        return step;
    }

    /** A record that nobody's keys open ends the handshake under way. */
    static Step<Association, Effect> givesUpRehandshakes(Association state, Input input) {
        var step = state.on(input);
        boolean forged =
                step.effects().contains(new Effect.Discarded(Claim.INVALID_RECORDS_ARE_DISCARDED));
        return state.isRehandshaking() && forged ? state.on(new Input.Close(input.now())) : step;
    }

    /** After another handshake the records of DTLS protect the data. */
    static Step<Association, Effect> forgetsSrtp(Association state, Input input) {
        var step = state.on(input);
        var effects =
                step.effects().stream()
                        .map(effect ->
                                effect instanceof Effect.Completed(var n, var suite, _, var peer)
                                                && n > 1
                                        ? new Effect.Completed(
                                                n, suite, new DataProtection.Records(), peer)
                                        : effect)
                        .toList();
        return new Step<>(step.state(), effects);
    }

    private static Octets withCookie(Octets datagram, Octets cookie) {
        DtlsCiphertext record = RecordHeader.read(datagram).records().getFirst();
        if (!(FragmentCodec.decode(record.fragment())
                        instanceof Decoded.Value<List<Fragment>>(var parts)
                && ClientHello.decode(parts.getFirst().body())
                        instanceof Decoded.Value<ClientHello>(var hello))) return datagram;
        Octets body = hello.withCookie(cookie).encode();
        Fragment part = parts.getFirst();
        Octets content =
                FragmentCodec.encode(
                        new Fragment(part.type(), body.length(), part.messageSeq(), 0, body));
        return RecordHeader.write(
                new DtlsCiphertext(
                        record.type(),
                        record.version(),
                        record.epoch(),
                        record.sequence(),
                        content));
    }
}
