package dtlskeying.properties.cli;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.KeySchedule;

import picocli.CommandLine.Command;

/** {@code derive dtls13}: record keys from a traffic secret. */
@Command(
        name = "dtls13",
        description =
                "What protects the records of an epoch of DTLS 1.3, from its traffic secret"
                        + " (RFC 8446 section 7.3, RFC 9147 section 4.2.3), and the secret that"
                        + " follows it by a KeyUpdate.",
        footer = {
            "",
            "Example:",
            "  dtls-keying derive dtls13 --suite TLS_AES_128_GCM_SHA256 --secret \\",
            "    a9185352f61134f1d24eaa4a930fff2edca40ce8c06420848deb27699e9baf2c"
        })
final class DeriveDtls13 extends Dtls13Verb {
    @Override
    public Integer call() {
        var schedule = KeySchedule.of(suite());
        Secret secret = secret();
        var keys = schedule.keys(suite().aead(), secret);
        out().println(
                        Json.line(
                                Json.object()
                                        .put("key", keys.key().octets().toHex())
                                        .put("iv", keys.iv().octets().toHex())
                                        .put("sn", keys.numberKey().octets().toHex())
                                        .put(
                                                "updated",
                                                schedule.updated(secret).octets().toHex())));
        return Exit.DONE;
    }
}
