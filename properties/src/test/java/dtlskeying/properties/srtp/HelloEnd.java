package dtlskeying.properties.srtp;

import dtlskeying.impl.Step;
import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.KeyKind;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.dtls12.Association;
import dtlskeying.impl.dtls12.Cookies;
import dtlskeying.impl.dtls12.Settings;
import dtlskeying.impl.srtp.UseSrtpData;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls12.AssociationSpec.Effect;
import dtlskeying.spec.dtls12.AssociationSpec.Input;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.UseSrtpSpec.WithoutSrtp;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One end of a handshake that wants SRTP and would go on without, with its bytes as a seam. */
interface HelloEnd {
    /** Which end it is. */
    Role role();

    /** Begins, and gives the datagrams that it sends. */
    List<Octets> begin();

    /** Takes a datagram, and gives those that it sends. */
    List<Octets> on(Octets datagram);

    /** Whether it believes that the handshake is complete. */
    boolean isEstablished();

    /** Ours. */
    static HelloEnd healthy(Role role) {
        var terms =
                new SrtpTerms(
                        List.of(
                                ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80,
                                ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_32),
                        Mki.hex("0a"),
                        true,
                        WithoutSrtp.FALL_BACK);
        return new Ours(role, terms);
    }

    /** X28: use_srtp is put in last and taken out first, so that no transcript ever has it. */
    static HelloEnd hidingUseSrtp(Role role) {
        return new Hiding(new Ours(role, SrtpTerms.NONE));
    }

    /** An association of ours. */
    final class Ours implements HelloEnd {
        private static final Identity SOMEBODY =
                Identity.demonstration("somebody", Entropy.of(1), KeyKind.EC_P256);
        private static final Instant TODAY = Instant.parse("2026-01-01T00:00:00Z");

        private Association association;

        Ours(Role role, SrtpTerms terms) {
            var settings = Settings.of(SOMEBODY, new Trust.Anyone(), TODAY, terms);
            var cookies = new Cookies(Secret.of(Octets.hex("00")));
            association =
                    role == Role.CLIENT
                            ? Association.client(settings, Entropy.of(2))
                            : Association.server(
                                    settings, Entropy.of(3), cookies, Octets.hex("01"));
        }

        @Override
        public Role role() {
            return association.role();
        }

        @Override
        public List<Octets> begin() {
            return sent(new Input.Begin(0));
        }

        @Override
        public List<Octets> on(Octets datagram) {
            return sent(new Input.Datagram(datagram, 0));
        }

        private List<Octets> sent(Input input) {
            Step<Association, Effect> step = association.on(input);
            association = step.state();
            return step.effects().stream()
                    .filter(Effect.Send.class::isInstance)
                    .map(effect -> ((Effect.Send) effect).datagram())
                    .toList();
        }

        @Override
        public boolean isEstablished() {
            return association.isEstablished();
        }
    }

    /** One that negotiates SRTP beside its handshake. */
    final class Hiding implements HelloEnd {
        private final HelloEnd inner;
        private Optional<Octets> heard = Optional.empty();

        Hiding(HelloEnd inner) {
            this.inner = inner;
        }

        @Override
        public Role role() {
            return inner.role();
        }

        @Override
        public List<Octets> begin() {
            return inner.begin().stream().map(this::withUseSrtp).toList();
        }

        @Override
        public List<Octets> on(Octets datagram) {
            Hellos.useSrtp(role().peer(), datagram).ifPresent(data -> heard = Optional.of(data));
            Octets without = Hellos.edit(role().peer(), datagram, data -> Optional.empty());
            return inner.on(without).stream().map(this::withUseSrtp).toList();
        }

        private Octets withUseSrtp(Octets datagram) {
            return Hellos.edit(role(), datagram, none -> ours());
        }

        private Optional<Octets> ours() {
            var data = Optional.of(new UseSrtpData(List.of(1), Mki.NONE).encode());
            return role() == Role.CLIENT || heard.isPresent() ? data : Optional.empty();
        }

        @Override
        public boolean isEstablished() {
            return inner.isEstablished();
        }
    }
}
