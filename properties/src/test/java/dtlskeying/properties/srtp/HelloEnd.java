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
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;
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

    /** What it believes to be agreed on for the data, in words; empty if nothing is. */
    String agreed();

    /** Ours. */
    static HelloEnd healthy(Role role) {
        return new Ours(
                role,
                terms(
                        ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80,
                        ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_32));
    }

    /** Ours, without a wish for SRTP. */
    static HelloEnd withoutSrtp(Role role) {
        return new Ours(role, SrtpTerms.NONE);
    }

    /** A server that remembers what the first hello offered, and goes by that. */
    static HelloEnd goingByTheFirstHello(Role role) {
        return role == Role.CLIENT ? healthy(role) : new Remembering();
    }

    private static SrtpTerms terms(ProtectionProfile... profiles) {
        return new SrtpTerms(List.of(profiles), Mki.hex("0a"), true, WithoutSrtp.FALL_BACK);
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

        @Override
        public String agreed() {
            return isEstablished() ? association.dataProtection().toString() : "";
        }
    }

    /** A server whose cookie exchange is not as stateless as it looks. */
    final class Remembering implements HelloEnd {
        private HelloEnd inner = healthy(Role.SERVER);

        @Override
        public Role role() {
            return Role.SERVER;
        }

        @Override
        public List<Octets> begin() {
            return inner.begin();
        }

        @Override
        public List<Octets> on(Octets datagram) {
            if (Hellos.isWithoutCookie(datagram)) inner = new Ours(Role.SERVER, offered(datagram));
            return inner.on(datagram);
        }

        private static SrtpTerms offered(Octets hello) {
            var data = Hellos.useSrtp(Role.CLIENT, hello).map(UseSrtpData::decode);
            if (data.isEmpty() || !(data.get() instanceof UseSrtpData.Decoded.Readable(var offer)))
                return SrtpTerms.NONE;
            return terms(
                    offer.profiles().stream()
                            .filter(ProtectionProfile::isKnown)
                            .map(ProtectionProfile::ofCode)
                            .toArray(ProtectionProfile[]::new));
        }

        @Override
        public boolean isEstablished() {
            return inner.isEstablished();
        }

        @Override
        public String agreed() {
            return inner.agreed();
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

        @Override
        public String agreed() {
            return inner.agreed();
        }
    }
}
