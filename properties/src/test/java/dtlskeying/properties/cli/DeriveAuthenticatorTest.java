package dtlskeying.properties.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeriveAuthenticatorTest {
    private static final String COMMAND =
            "derive authenticator --suite TLS_AES_256_GCM_SHA384 --exporter-secret ";

    @Test
    void each_role_has_a_context_and_a_key_as_long_as_the_hash() {
        var client = Shell.line(COMMAND + "5a".repeat(48) + " --role client").json();
        var server = Shell.line(COMMAND + "5a".repeat(48) + " --role server").json();
        for (String name : new String[] {"handshakeContext", "finishedKey"}) {
            assertThat(client.get(name).asString()).hasSize(96);
            assertThat(server.get(name).asString())
                    .hasSize(96)
                    .isNotEqualTo(client.get(name).asString());
        }
    }

    @Test
    void what_cannot_be_is_told_what_to_do() {
        Shell length = Shell.line(COMMAND + "5a --role client");
        assertThat(length.status()).isEqualTo(2);
        assertThat(length.err()).contains("exporter secret of 48 bytes, not 1");
        Shell role = Shell.line(COMMAND + "5a".repeat(48) + " --role peer");
        assertThat(role.status()).isEqualTo(2);
        assertThat(role.err()).contains("client or server");
    }
}
