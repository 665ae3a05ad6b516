package dtlskeying.model.dtls13;

import dtlskeying.spec.Octets;

import java.util.Locale;

/**
 * The main secret of a generation as a symbol: two are equal only if they were made of the same.
 * All that one epoch is protected with and exported from follows from it ({@link
 * ExtendedKeyScheduleModel}).
 */
public sealed interface MainSecret {
    /** That of the handshake, generation 0. */
    record OfHandshake() implements MainSecret {
        @Override
        public String toString() {
            return "main";
        }
    }

    /**
     * That of a later generation.
     *
     * @param before the one of the generation before
     * @param request the share in the request
     * @param response the share in the response
     */
    record Renewed(MainSecret before, Share request, Share response) implements MainSecret {
        @Override
        public String toString() {
            return before + "+" + request + response;
        }
    }

    /** One that no end has: a forger's. */
    record OfNobody() implements MainSecret {
        @Override
        public String toString() {
            return "forged";
        }
    }

    MainSecret FIRST = new OfHandshake();
    MainSecret FORGED = new OfNobody();

    /** A number that no other secret has, if no end draws more than four shares. */
    default long number() {
        return switch (this) {
            case OfHandshake _ -> 1;
            case OfNobody _ -> 0;
            case Renewed(var before, var request, var response) ->
                    (before.number() << 4 | request.number()) << 4 | response.number();
        };
    }

    /** Who can draw a share. */
    enum Party {
        CLIENT,
        SERVER,
        ATTACKER
    }

    /**
     * The public part of an ephemeral key.
     *
     * @param party who drew it and knows the private part
     * @param draw how many its party had drawn before, 0 to 3
     */
    record Share(Party party, int draw) {
        /** No share at all. */
        static final Share NONE = new Share(Party.ATTACKER, 3);

        int number() {
            return party.ordinal() << 2 | draw;
        }

        /**
         * Its bytes. The client's first beats all of the server's, the next is beaten by all, and
         * so on; as signed bytes they compare otherwise. The attacker's beat or are beaten by all.
         */
        Octets octets() {
            int rank = party == Party.SERVER ? 0x80 : draw % 2 == 0 ? 0xf0 : 0x10;
            return Octets.of((byte) (rank + number()));
        }

        @Override
        public String toString() {
            return party.name().substring(0, 1).toLowerCase(Locale.ROOT) + draw;
        }
    }
}
