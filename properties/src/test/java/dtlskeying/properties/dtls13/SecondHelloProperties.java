package dtlskeying.properties.dtls13;

import static dtlskeying.spec.Alert.ILLEGAL_PARAMETER;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.SECOND_HELLO_HAS_THE_SHARE;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.SECOND_HELLO_OFFERS_THE_SUITE;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.KeyShareGroup;
import dtlskeying.impl.dtls.FragmentCodec;
import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls12.RecordHeader;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.Settings;
import dtlskeying.impl.dtls13.message.KeyShareEntry;
import dtlskeying.impl.dtls13.message.KeyShares;
import dtlskeying.properties.network.Fates;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.dtls.DtlsCiphertext;
import dtlskeying.spec.dtls.Fragment;

import net.jqwik.api.Example;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * RFC 8446 §4.1.4, §4.2.8: a second hello that is not what the retry asked for. The cookie is good
 * in each, so that nothing else is against it.
 */
class SecondHelloProperties {
    private static final Settings SERVER =
            VirtualPair.SERVER
                    .withGroups(KeyShareGroup.SECP256R1)
                    .withSuites(
                            CipherSuite.TLS_AES_128_GCM_SHA256, CipherSuite.TLS_AES_256_GCM_SHA384);

    @Example
    void a_second_hello_as_it_was_asked_for_is_answered() {
        assertThat(answer(hello -> hello)).anyMatch(Effect.MessageHeard.class::isInstance);
        assertThat(answer(hello -> hello)).noneMatch(Effect.AlertSent.class::isInstance);
    }

    @Example
    void one_share_too_many_is_refused() {
        refuses(hello -> sharing(hello, true), SECOND_HELLO_HAS_THE_SHARE);
    }

    @Example
    void a_share_of_another_group_is_refused() {
        refuses(hello -> sharing(hello, false), SECOND_HELLO_HAS_THE_SHARE);
    }

    @Example
    void a_suite_that_leads_to_another_choice_is_refused() {
        refuses(
                hello ->
                        new ClientHello(
                                hello.version(),
                                hello.random(),
                                hello.sessionId(),
                                hello.cookie(),
                                List.of(CipherSuite.TLS_AES_256_GCM_SHA384.code()),
                                hello.compressionMethods(),
                                hello.extensions()),
                SECOND_HELLO_OFFERS_THE_SUITE);
    }

    private static void refuses(UnaryOperator<ClientHello> change, Clause clause) {
        assertThat(answer(change)).contains(new Effect.AlertSent(ILLEGAL_PARAMETER, clause));
    }

    /** A share of X25519, beside the one that was asked for or in its place. */
    private static ClientHello sharing(ClientHello hello, boolean isBeside) {
        var extra = KeyShareGroup.X25519.offer(Entropy.of(77));
        var list = new ArrayList<Extension>();
        for (Extension each : hello.extensions().list())
            list.add(
                    each.type() == ExtensionType.KEY_SHARE
                            ? shares(each, extra.share(), isBeside)
                            : each);
        return hello.withExtensions(new Extensions(list));
    }

    private static Extension shares(Extension asked, Octets extra, boolean isBeside) {
        var entries = new ArrayList<KeyShareEntry>();
        if (isBeside && KeyShares.decode(asked.data()) instanceof Decoded.Value<KeyShares>(var it))
            entries.addAll(it.entries());
        entries.add(new KeyShareEntry(KeyShareGroup.X25519.code(), extra));
        return new KeyShares(entries).toExtension();
    }

    /** What the server does with the second hello, so changed. */
    private static List<Effect> answer(UnaryOperator<ClientHello> change) {
        var pair = VirtualPair.of(VirtualPair.CLIENT, SERVER, 21, Fates.ideal()).begin();
        pair.next();
        pair.next();
        var record = RecordHeader.read(pair.network.first().datagram()).records().getFirst();
        if (!(FragmentCodec.decode(record.fragment())
                        instanceof Decoded.Value<List<Fragment>>(var parts))
                || !(ClientHello.decode(parts.getFirst().body())
                        instanceof Decoded.Value<ClientHello>(var hello)))
            throw new AssertionError("no hello");
        Octets body = change.apply(hello).encode();
        var whole = new Fragment(1, body.length(), parts.getFirst().messageSeq(), 0, body);
        var changed =
                new DtlsCiphertext(
                        record.type(),
                        record.version(),
                        record.epoch(),
                        record.sequence(),
                        FragmentCodec.encode(whole));
        return pair.server.on(new Input.Datagram(RecordHeader.write(changed), pair.now)).effects();
    }
}
