package dtlskeying.properties.probe;

import static dtlskeying.impl.dtls.message.ExtensionType.RECORD_SIZE_LIMIT;
import static dtlskeying.impl.dtls.message.ExtensionType.USE_SRTP;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls13.Association;
import dtlskeying.impl.dtls13.RetryCookies;
import dtlskeying.impl.dtls13.Settings;
import dtlskeying.impl.srtp.UseSrtpData;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.Mki;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Ways to be broken in what DTLS 1.3 says under the keys of the handshake. */
final class BreachesEncrypted13 {
    private static final Entropy ENTROPY = Entropy.of(9);
    private static final Breach DEAF =
            Breach.deafTo(datagram -> !datagram.isEmpty() && Records12.isUnified(datagram.at(0)));

    private BreachesEncrypted13() {}

    static Map<String, Breach> all() {
        var breaches = new HashMap<String, Breach>();
        putServers(breaches);
        putClients(breaches);
        breaches.put("message-by-message", DEAF);
        breaches.put(
                "records-obey-limit",
                saying(talk -> LastFlight13.saying(talk, OurSubject.IDENTITY, List::of)));
        return breaches;
    }

    private static void putServers(Map<String, Breach> breaches) {
        breaches.put("srtp-one-profile", answering(new UseSrtpData(List.of(1, 2), Mki.NONE)));
        breaches.put(
                "srtp-unknown-profiles-only", answering(new UseSrtpData(List.of(1), Mki.NONE)));
        breaches.put(
                "srtp-unknown-profiles-first",
                answering(new UseSrtpData(List.of(0xfffe), Mki.NONE)));
        breaches.put("srtp-nothing-offered", answering(new UseSrtpData(List.of(1), Mki.NONE)));
        for (String id : List.of("srtp-mki-1", "srtp-mki-2", "srtp-mki-255"))
            breaches.put(id, answering(new UseSrtpData(List.of(1), Mki.hex("ee"))));
        for (String id :
                List.of(
                        "srtp-odd-length",
                        "srtp-empty-list",
                        "srtp-list-too-long",
                        "srtp-no-mki-length",
                        "srtp-mki-too-long",
                        "srtp-trailing-byte",
                        "srtp-twice",
                        "srtp-bid-down")) breaches.put(id, Breaches.REPAIRING);
        breaches.put("limit-too-small", unlimited());
    }

    private static void putClients(Map<String, Breach> breaches) {
        breaches.put(
                "srtp-offer-is-readable", Breach.saying(() -> Breaches12.offering("000300010000")));
        breaches.put("srtp-good-answer", Breach.deafTo(_ -> true));
        for (String id :
                List.of(
                        "srtp-profile-not-offered",
                        "srtp-two-profiles",
                        "srtp-foreign-mki",
                        "srtp-answer-odd-length",
                        "srtp-answer-empty-list",
                        "srtp-answer-no-mki-length",
                        "srtp-answer-mki-too-long",
                        "srtp-answer-trailing-byte",
                        "encrypted-not-offered",
                        "encrypted-misplaced-version",
                        "encrypted-misplaced-share",
                        "encrypted-twice",
                        "encrypted-cut-off",
                        "encrypted-left-out",
                        "request-with-context",
                        "request-without-schemes",
                        "no-server-certificate",
                        "proof-left-out",
                        "certificate-left-out",
                        "proof-fails",
                        "finished-fails",
                        "answered-limit-too-small")) breaches.put(id, Breach.SULKING);
    }

    private interface Mouth {
        LastFlight13 of(Conversation talk);
    }

    private static Breach saying(Mouth mouth) {
        return association -> new Overheard(newer(association.role()), mouth::of);
    }

    private static Association newer(Role role) {
        var settings =
                Settings.of(
                        OurSubject.IDENTITY, new Trust.Anyone(), OurSubject.TODAY, OurSubject.SRTP);
        return switch (role) {
            case CLIENT -> Association.client(settings, ENTROPY);
            case SERVER ->
                    Association.server(
                            settings,
                            ENTROPY,
                            RetryCookies.of(Secret.of(Octets.hex("02"))),
                            Octets.hex("01"));
        };
    }

    /** EncryptedExtensions has this use_srtp, also where it had none; all proofs fit. */
    private static Breach answering(UseSrtpData data) {
        var extension = new Extension(USE_SRTP, data.encode());
        return saying(talk ->
                LastFlight13.saying(
                        talk,
                        OurSubject.IDENTITY,
                        LastFlight13.ENCRYPTED_EXTENSIONS,
                        body ->
                                Encrypted13Cases.changed(
                                        body, list -> Rewriting.with(list, extension))));
    }

    /** Every limit that it hears of is a good one. */
    private static Breach unlimited() {
        var good = new Extension(RECORD_SIZE_LIMIT, Octets.hex("4001"));
        return Breach.hearing(() ->
                Rewriting.clientExtensions(list ->
                        list.stream().anyMatch(each -> each.type() == RECORD_SIZE_LIMIT)
                                ? Rewriting.with(list, good)
                                : list));
    }
}
