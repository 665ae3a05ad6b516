package dtlskeying.impl.dtls;

import dtlskeying.impl.srtp.MkiSelection;
import dtlskeying.impl.srtp.UseSrtp;
import dtlskeying.impl.srtp.UseSrtpData;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.DataProtection;
import dtlskeying.spec.dtls.Verdict.Unsound;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.MkiSelectionSpec;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.UseSrtpSpec;
import dtlskeying.spec.srtp.UseSrtpSpec.Carriage;

import java.util.List;
import java.util.Optional;

/**
 * The use_srtp extension in the two hellos: its bytes on one side, {@link UseSrtp} and {@link
 * MkiSelection} on the other (§4.1.1, §4.1.3).
 *
 * @param terms what this end wants
 * @param used the MKIs of the handshakes before, oldest first
 */
public record SrtpExtension(SrtpTerms terms, List<Mki> used) {
    public SrtpExtension {
        used = List.copyOf(used);
    }

    /** What one end concludes from the peer's hello. */
    public sealed interface Outcome {
        /** The data is protected so; a server answers with these bytes if there are any. */
        record Agreed(DataProtection data, Octets answer) implements Outcome {}

        /** The handshake cannot go on. */
        record Refused(Unsound why) implements Outcome {}
    }

    /** What a client's hello carries; no bytes if it does not want SRTP. */
    public Octets offer() {
        if (terms.profiles().isEmpty()) return Octets.EMPTY;
        return new UseSrtpData(codes(terms.profiles()), offeredMki()).encode();
    }

    private Mki offeredMki() {
        var input = new MkiSelectionSpec.Input.Propose(terms.mki());
        return switch (new MkiSelection.Choosing(used).on(input).effects().getFirst()) {
            case MkiSelectionSpec.Effect.Offer(var mki) -> mki;
            case MkiSelectionSpec.Effect.Refused(var clause) ->
                    throw new IllegalArgumentException("MKI " + terms.mki() + ": " + clause.id());
            case MkiSelectionSpec.Effect other -> throw unexpected(other);
        };
    }

    /** What a server makes of a client's hello, with or without the extension. */
    public Outcome offered(Optional<Octets> extension) {
        var carriage =
                terms.profiles().isEmpty() ? Carriage.OTHER_DATA_OVER_DTLS : Carriage.RTP_OVER_DTLS;
        var server = new UseSrtp.Listening(carriage, terms.profiles(), terms.without());
        if (extension.isEmpty())
            return outcome(server, new UseSrtpSpec.Input.NotOffered(), Mki.NONE);
        return switch (UseSrtpData.decode(extension.get())) {
            case UseSrtpData.Decoded.Unreadable _ ->
                    outcome(server, new UseSrtpSpec.Input.Unreadable(), Mki.NONE);
            case UseSrtpData.Decoded.Readable(var offer) ->
                    outcome(server, new UseSrtpSpec.Input.Offered(offer.profiles()), offer.mki());
        };
    }

    /** What a client makes of a server's hello, with or without the extension. */
    public Outcome answered(Optional<Octets> extension) {
        UseSrtp client =
                terms.profiles().isEmpty()
                        ? new UseSrtp.Proposing(Carriage.OTHER_DATA_OVER_DTLS, terms.without())
                        : new UseSrtp.Offering(terms.profiles(), terms.without());
        if (extension.isEmpty())
            return outcome(client, new UseSrtpSpec.Input.NotAnswered(), Mki.NONE);
        return switch (UseSrtpData.decode(extension.get())) {
            case UseSrtpData.Decoded.Unreadable _ ->
                    outcome(client, new UseSrtpSpec.Input.Unreadable(), Mki.NONE);
            case UseSrtpData.Decoded.Readable(var answer) ->
                    outcome(
                            client,
                            new UseSrtpSpec.Input.Answered(answer.profiles()),
                            answer.mki());
        };
    }

    /** The last effect tells; the MKI matters only if there is a profile. */
    private Outcome outcome(UseSrtp end, UseSrtpSpec.Input input, Mki heard) {
        return switch (end.on(input).effects().getLast()) {
            case UseSrtpSpec.Effect.Agreed(var profile) when end instanceof UseSrtp.Listening ->
                    answerMki(profile, heard);
            case UseSrtpSpec.Effect.Agreed(var profile) -> checkMki(profile, heard);
            case UseSrtpSpec.Effect.WentWithout _ ->
                    new Outcome.Agreed(new DataProtection.Records(), Octets.EMPTY);
            case UseSrtpSpec.Effect.Aborted(var alert, var clause) ->
                    new Outcome.Refused(new Unsound(alert, clause));
            case UseSrtpSpec.Effect other -> throw unexpected(other);
        };
    }

    private Outcome answerMki(ProtectionProfile profile, Mki heard) {
        var input = new MkiSelectionSpec.Input.Offered(heard);
        return switch (new MkiSelection.Listening(terms.takesMki()).on(input).effects().getLast()) {
            case MkiSelectionSpec.Effect.Agreed(var mki) ->
                    new Outcome.Agreed(
                            new DataProtection.Srtp(profile, mki),
                            new UseSrtpData(List.of(profile.code()), mki).encode());
            case MkiSelectionSpec.Effect other -> throw unexpected(other);
        };
    }

    private Outcome checkMki(ProtectionProfile profile, Mki heard) {
        var input = new MkiSelectionSpec.Input.Answered(heard);
        return switch (new MkiSelection.Offering(terms.mki()).on(input).effects().getLast()) {
            case MkiSelectionSpec.Effect.Agreed(var mki) ->
                    new Outcome.Agreed(new DataProtection.Srtp(profile, mki), Octets.EMPTY);
            case MkiSelectionSpec.Effect.Aborted(var alert, var clause) ->
                    new Outcome.Refused(new Unsound(alert, clause));
            case MkiSelectionSpec.Effect other -> throw unexpected(other);
        };
    }

    private static AssertionError unexpected(Object effect) {
        return new AssertionError("out of turn: " + effect);
    }

    private static List<Integer> codes(List<ProtectionProfile> profiles) {
        return profiles.stream().map(ProtectionProfile::code).toList();
    }
}
