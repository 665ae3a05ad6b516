package dtlskeying.properties.dtls13;

import dtlskeying.impl.crypto.Hkdf;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.model.dtls13.KeyScheduleModel;
import dtlskeying.model.dtls13.KeyScheduleModel.Term;
import dtlskeying.spec.Octets;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What terms of {@link KeyScheduleModel} come to, once it is known what the names in them stand
 * for.
 */
public record TermWorld(CipherSuite suite, Map<String, Octets> given) {
    /** How many bytes are asked for where the term leaves it open. */
    static final int ASKED = 40;

    /** The value as a secret. */
    public Secret secret(Term term) {
        return Secret.of(value(term));
    }

    Octets value(Term term) {
        return switch (term) {
            case KeyScheduleModel.Zeros() -> zeros(suite.hash().length());
            case KeyScheduleModel.Nothing() -> Octets.EMPTY;
            case KeyScheduleModel.Given(var name) -> given.get(name);
            case KeyScheduleModel.Hashed(var inner) -> suite.hash().digest(value(inner));
            case KeyScheduleModel.Joined(var terms) ->
                    Octets.concat(terms.stream().map(this::value).toArray(Octets[]::new));
            case KeyScheduleModel.Extract(var salt, var input) ->
                    Hkdf.extract(suite.hash(), secret(salt), secret(input)).octets();
            case KeyScheduleModel.Mac(var key, var message) ->
                    suite.hash().hmac(secret(key), value(message));
            case KeyScheduleModel.Expand(var key, var label, var context, var length) ->
                    expanded(secret(key), label, value(context), bytes(length));
        };
    }

    private Octets expanded(Secret key, String label, Octets context, int length) {
        String text = Octets.of(label.getBytes(StandardCharsets.US_ASCII)).toHex();
        Octets info =
                Octets.hex(
                        "%04x%02x%s%02x%s"
                                .formatted(
                                        length,
                                        label.length(),
                                        text,
                                        context.length(),
                                        context.toHex()));
        return Hkdf.expand(suite.hash(), key, info, length).octets();
    }

    private int bytes(KeyScheduleModel.Length length) {
        return switch (length) {
            case HASH -> suite.hash().length();
            case KEY -> suite.aead().keyLength();
            case NONCE -> 12;
            case ASKED -> ASKED;
        };
    }

    private static Octets zeros(int length) {
        return Octets.of(new byte[length]);
    }
}
