package dtlskeying.properties.dtls13;

import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.CLIENTS_SPEAK_WHEN_ASKED;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.SCHEME_WAS_OFFERED;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.SIGNATURE_COVERS_THE_CONNECTION;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.KeyKind;
import dtlskeying.impl.crypto.SignatureScheme;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.ExportedAuthenticator;
import dtlskeying.impl.dtls13.ExportedAuthenticator.Outcome;
import dtlskeying.impl.dtls13.ExtendedUpdates;
import dtlskeying.impl.dtls13.message.Authenticator;
import dtlskeying.impl.dtls13.message.AuthenticatorRequest;
import dtlskeying.impl.dtls13.message.Certificate;
import dtlskeying.impl.dtls13.message.HandshakeType;
import dtlskeying.model.dtls13.ExportedAuthenticatorModel;
import dtlskeying.properties.network.Conditions;
import dtlskeying.properties.network.Fates;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Input;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** P67, P68: exported authenticators, against what the model says that they are made of. */
class ExportedAuthenticatorProperties {
    private static final Set<Octets> NONE = Set.of();

    @Example
    void P67_an_authenticator_holds_where_it_belongs_and_nowhere_else() {
        assertThat(AuthenticatorCases.firstWrong(AuthenticatorCases::ours)).isEmpty();
    }

    @Example
    void every_kind_of_key_and_suite_proves_and_is_made_of_what_the_model_says() {
        for (KeyKind kind : KeyKind.values())
            for (CipherSuite suite : CipherSuite.values())
                for (Role asker : Role.values()) {
                    var settings = AuthenticatorCases.settings(kind);
                    var epoch = AuthenticatorCases.epoch(suite, 7);
                    var request = AuthenticatorCases.request(asker, "05");
                    Octets bytes = epoch.answer(asker.peer(), request, settings, Entropy.of(3));
                    assertThat(epoch.validate(request, bytes, settings, NONE))
                            .isEqualTo(
                                    new Outcome.Authentic(
                                            settings.identity().chain(), request.context()));
                    assertMade(epoch, asker.peer(), request, bytes);
                }
    }

    private static void assertMade(
            ExportedAuthenticator epoch,
            Role sender,
            AuthenticatorRequest request,
            Octets authenticator) {
        var proof = proof(authenticator);
        var world =
                new TermWorld(
                        epoch.suite(),
                        Map.of(
                                "exporter",
                                epoch.exporterSecret().octets(),
                                "request",
                                request.encode(),
                                "certificate",
                                Authenticator.message(
                                        HandshakeType.CERTIFICATE, proof.certificate().encode()),
                                "certificate verify",
                                Authenticator.message(
                                        HandshakeType.CERTIFICATE_VERIFY, proof.verify().encode()),
                                "empty certificate",
                                Authenticator.message(
                                        HandshakeType.CERTIFICATE,
                                        new Certificate(request.context(), List.of()).encode())));
        assertThat(epoch.handshakeContext(sender))
                .isEqualTo(world.value(ExportedAuthenticatorModel.handshakeContext(sender)));
        assertThat(epoch.finishedKey(sender))
                .isEqualTo(world.secret(ExportedAuthenticatorModel.finishedKey(sender)));
        assertThat(proof.verifyData())
                .isEqualTo(world.value(ExportedAuthenticatorModel.finished(sender)));
        Octets refusal = world.value(ExportedAuthenticatorModel.refusal(sender));
        assertThat(epoch.refuse(sender, request))
                .isEqualTo(Authenticator.message(HandshakeType.FINISHED, refusal));
        Octets signed =
                Octets.concat(
                        Octets.of(" ".repeat(64).getBytes()),
                        Octets.of("Exported Authenticator\0".getBytes()),
                        world.value(ExportedAuthenticatorModel.signed(sender)));
        var scheme = SignatureScheme.find(proof.verify().signatureScheme()).orElseThrow();
        var key = proof.certificate().chain().publicKey().orElseThrow();
        assertThat(key.verify(scheme, signed, proof.verify().signature())).isTrue();
    }

    private static Authenticator.Proof proof(Octets bytes) {
        if (Authenticator.decode(bytes) instanceof Decoded.Value<Authenticator>(var read)
                && read instanceof Authenticator.Proof proof) return proof;
        throw new AssertionError("no proof");
    }

    @Example
    void a_server_may_speak_unasked_and_a_client_may_not() {
        var epoch = AuthenticatorCases.epoch(AuthenticatorCases.SUITE, 1);
        var alice = AuthenticatorCases.ALICE;
        Octets context = Octets.hex("c0ffee");
        Octets shown =
                epoch.announce(
                        context, alice, SignatureScheme.ECDSA_SECP256R1_SHA256, Entropy.of(1));
        var asked = AuthenticatorRequest.of(Role.CLIENT, context, AuthenticatorCases.SCHEMES);
        var hello = asked.extensions();
        assertThat(epoch.validateUnasked(Role.SERVER, hello, shown, alice, NONE))
                .isEqualTo(new Outcome.Authentic(alice.identity().chain(), context));
        assertThat(epoch.validateUnasked(Role.CLIENT, hello, shown, alice, NONE))
                .isEqualTo(new Outcome.Invalid(CLIENTS_SPEAK_WHEN_ASKED));
        assertThat(epoch.validateUnasked(Role.SERVER, Extensions.NONE, shown, alice, NONE))
                .isEqualTo(new Outcome.Invalid(SCHEME_WAS_OFFERED));
        assertThat(epoch.validate(asked, shown, alice, NONE))
                .isEqualTo(new Outcome.Invalid(SIGNATURE_COVERS_THE_CONNECTION));
    }

    @Example
    void who_signs_in_no_scheme_that_is_asked_for_refuses() {
        var epoch = AuthenticatorCases.epoch(AuthenticatorCases.SUITE, 1);
        var request =
                AuthenticatorRequest.of(
                        Role.SERVER, Octets.hex("01"), List.of(SignatureScheme.ED25519));
        Octets answer = epoch.answer(Role.CLIENT, request, AuthenticatorCases.ALICE, Entropy.of(1));
        assertThat(epoch.validate(request, answer, AuthenticatorCases.ALICE, NONE))
                .isEqualTo(new Outcome.Declined());
    }

    @Example
    void requests_are_read_as_they_are_written_and_by_their_own_type_only() {
        assertThat(RequestCases.firstWrong(AuthenticatorRequest::decode)).isEmpty();
    }

    @Property(tries = 300)
    void any_bytes_are_an_outcome(@ForAll byte[] bytes, @ForAll Role asker) {
        var epoch = AuthenticatorCases.epoch(AuthenticatorCases.SUITE, 1);
        var request = AuthenticatorCases.request(asker, "01");
        assertThat(epoch.validate(request, Octets.of(bytes), AuthenticatorCases.ALICE, NONE))
                .isInstanceOf(Outcome.Invalid.class);
        AuthenticatorRequest.decode(asker, Octets.of(bytes));
    }

    @Example
    void P68_after_an_update_the_new_epoch_has_proofs_of_its_own() {
        var pair =
                VirtualPair.of(
                                VirtualPair.PLAIN_CLIENT.withUpdates(ExtendedUpdates.ON),
                                VirtualPair.PLAIN_SERVER.withUpdates(ExtendedUpdates.ON),
                                5,
                                new Fates.Seeded(5, Conditions.IDEAL))
                        .begin()
                        .exhaust();
        var before = authenticators(pair, 3);
        pair.take(Role.SERVER, new Input.RenewKeys(pair.now));
        pair.exhaust();
        var after = authenticators(pair, 4);
        assertThat(after).isNotEqualTo(before);
        var request = AuthenticatorCases.request(Role.SERVER, "04");
        Octets proof = after.answer(Role.CLIENT, request, AuthenticatorCases.ALICE, Entropy.of(1));
        assertThat(after.validate(request, proof, AuthenticatorCases.ALICE, NONE))
                .isInstanceOf(Outcome.Authentic.class);
        assertThat(before.validate(request, proof, AuthenticatorCases.ALICE, NONE))
                .isEqualTo(new Outcome.Invalid(SIGNATURE_COVERS_THE_CONNECTION));
    }

    private static ExportedAuthenticator authenticators(VirtualPair pair, long epoch) {
        var client =
                new ExportedAuthenticator(
                        pair.client.cipherSuite(), pair.client.exporterSecret(epoch).orElseThrow());
        var server =
                new ExportedAuthenticator(
                        pair.server.cipherSuite(), pair.server.exporterSecret(epoch).orElseThrow());
        assertThat(client).isEqualTo(server);
        return client;
    }
}
