package dtlskeying.impl.versions;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.dtls13.Association;
import dtlskeying.impl.dtls13.RetryCookies;
import dtlskeying.impl.dtls13.Settings;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;

/** Where the associations of DTLS 1.3 come from that one end has on the same ports, in turn. */
sealed interface Origin {
    /** What it brings to each. */
    Settings settings();

    /**
     * The next, which has not begun.
     *
     * @param attempt how many there were before, for no two may draw the same randomness
     * @param mki what a client offers
     */
    Association fresh(int attempt, Mki mki);

    /** That of a client. */
    record OfClient(Settings settings, Entropy entropy) implements Origin {
        @Override
        public Association fresh(int attempt, Mki mki) {
            return Association.client(
                    settings.withSrtp(settings.srtp().withMki(mki)), child(entropy, attempt));
        }
    }

    /** That of a server, which keeps nothing of a stranger. */
    record OfServer(Settings settings, Entropy entropy, RetryCookies cookies, Octets address)
            implements Origin {
        @Override
        public Association fresh(int attempt, Mki mki) {
            return Association.server(settings, child(entropy, attempt), cookies, address);
        }
    }

    private static Entropy child(Entropy entropy, int attempt) {
        return entropy.child("association " + attempt);
    }
}
