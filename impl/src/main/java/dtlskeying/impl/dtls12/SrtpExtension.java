package dtlskeying.impl.dtls12;

import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.ANSWER_HAS_EXACTLY_ONE_PROFILE;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.CHOSEN_PROFILE_WAS_OFFERED;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.UNACCEPTABLE_FALLBACK_IS_ALERTED;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.UNREADABLE_MESSAGE_IS_REFUSED;

import dtlskeying.impl.srtp.MkiSelection;
import dtlskeying.impl.srtp.UseSrtpData;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls12.AssociationSpec.DataProtection;
import dtlskeying.spec.dtls12.HandshakeSpec.Verdict.Unsound;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.MkiSelectionSpec;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.UseSrtpSpec.WithoutSrtp;

import java.util.List;
import java.util.Optional;

/** The use_srtp extension in the two hellos: what it carries, and what comes of it (§4.1.1). */
final class SrtpExtension {
    private SrtpExtension() {}

    /** What one end concludes from the peer's hello. */
    sealed interface Outcome {
        /** The data is protected so; a server answers with these bytes if there are any. */
        record Agreed(DataProtection data, Octets answer) implements Outcome {}

        /** The handshake cannot go on. */
        record Refused(Unsound why) implements Outcome {}
    }

    /** What a client's hello carries; no bytes if it does not want SRTP. */
    static Octets offer(SrtpTerms terms) {
        if (terms.profiles().isEmpty()) return Octets.EMPTY;
        return new UseSrtpData(codes(terms.profiles()), terms.mki()).encode();
    }

    /** What a server makes of a client's offer. */
    static Outcome offered(SrtpTerms terms, Optional<Octets> extension) {
        if (terms.profiles().isEmpty()) return without();
        if (extension.isEmpty()) return notShared(terms);
        return switch (UseSrtpData.decode(extension.get())) {
            case UseSrtpData.Decoded.Unreadable _ -> unreadable();
            case UseSrtpData.Decoded.Readable(var offer) -> choose(terms, offer);
        };
    }

    private static Outcome choose(SrtpTerms terms, UseSrtpData offer) {
        for (int code : offer.profiles()) {
            if (!ProtectionProfile.isKnown(code)) continue;
            var profile = ProtectionProfile.ofCode(code);
            if (!terms.profiles().contains(profile)) continue;
            Mki mki = terms.takesMki() ? offer.mki() : Mki.NONE;
            Octets answer = new UseSrtpData(List.of(code), mki).encode();
            return new Outcome.Agreed(new DataProtection.Srtp(profile, mki), answer);
        }
        return notShared(terms);
    }

    /** What a client makes of a server's answer. */
    static Outcome answered(SrtpTerms terms, Optional<Octets> extension) {
        if (extension.isEmpty()) return terms.profiles().isEmpty() ? without() : notShared(terms);
        return switch (UseSrtpData.decode(extension.get())) {
            case UseSrtpData.Decoded.Unreadable _ -> unreadable();
            case UseSrtpData.Decoded.Readable(var answer) -> check(terms, answer);
        };
    }

    private static Outcome check(SrtpTerms terms, UseSrtpData answer) {
        if (answer.profiles().size() != 1)
            return refuse(Alert.ILLEGAL_PARAMETER, ANSWER_HAS_EXACTLY_ONE_PROFILE);
        int code = answer.profiles().getFirst();
        if (!codes(terms.profiles()).contains(code))
            return refuse(Alert.ILLEGAL_PARAMETER, CHOSEN_PROFILE_WAS_OFFERED);
        var step =
                new MkiSelection.Offering(terms.mki())
                        .on(new MkiSelectionSpec.Input.Answered(answer.mki()));
        return switch (step.effects().getFirst()) {
            case MkiSelectionSpec.Effect.Aborted(var alert, var clause) -> refuse(alert, clause);
            case MkiSelectionSpec.Effect.Agreed(var mki) -> agreed(code, mki);
            default -> throw new AssertionError("an offering client agrees or aborts");
        };
    }

    private static Outcome agreed(int code, Mki mki) {
        var profile = ProtectionProfile.ofCode(code);
        return new Outcome.Agreed(new DataProtection.Srtp(profile, mki), Octets.EMPTY);
    }

    private static Outcome without() {
        return new Outcome.Agreed(new DataProtection.Records(), Octets.EMPTY);
    }

    private static Outcome notShared(SrtpTerms terms) {
        return terms.without() == WithoutSrtp.FALL_BACK
                ? without()
                : refuse(Alert.HANDSHAKE_FAILURE, UNACCEPTABLE_FALLBACK_IS_ALERTED);
    }

    private static Outcome unreadable() {
        return refuse(Alert.DECODE_ERROR, UNREADABLE_MESSAGE_IS_REFUSED);
    }

    private static Outcome refuse(Alert alert, dtlskeying.spec.Clause clause) {
        return new Outcome.Refused(new Unsound(alert, clause));
    }

    private static List<Integer> codes(List<ProtectionProfile> profiles) {
        return profiles.stream().map(ProtectionProfile::code).toList();
    }
}
