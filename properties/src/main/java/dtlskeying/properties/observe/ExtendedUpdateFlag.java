package dtlskeying.properties.observe;

import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls13.ExtendedUpdates;
import dtlskeying.impl.dtls13.message.TlsFlags;

/**
 * Whether both hellos have the flag of extended key update, under its usual number
 * (draft-ietf-tls-extended-key-update §3).
 */
final class ExtendedUpdateFlag {
    private ExtendedUpdateFlag() {}

    static boolean isAgreed(Exchange exchange) {
        return exchange.offer().filter(hello -> isIn(hello.extensions())).isPresent()
                && exchange.encryptedExtensions().filter(ExtendedUpdateFlag::isIn).isPresent();
    }

    private static boolean isIn(Extensions said) {
        return said.find(ExtensionType.TLS_FLAGS)
                .flatMap(data -> Exchange.decoded(TlsFlags.decode(data)))
                .filter(it -> it.flags().contains(ExtendedUpdates.DEFAULT_FLAG))
                .isPresent();
    }
}
