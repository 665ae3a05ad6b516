package dtlskeying.impl.dtls13;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.KeyShareGroup;
import dtlskeying.impl.crypto.KeyShareGroup.Offer;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls.SrtpExtension;
import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.message.ProtocolVersion;
import dtlskeying.impl.dtls.message.SignatureAlgorithms;
import dtlskeying.impl.dtls.message.SupportedGroups;
import dtlskeying.impl.dtls13.message.Cookie;
import dtlskeying.impl.dtls13.message.KeyShareEntry;
import dtlskeying.impl.dtls13.message.KeyShares;
import dtlskeying.impl.dtls13.message.SupportedVersions;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Octets;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The hellos of a client: everything that it takes, best first. */
record ClientOffer(Settings settings, Entropy entropy) {
    private static final int RANDOM_LENGTH = 32;

    /** A share of this group would make a first hello that does not fit into one datagram. */
    private static final KeyShareGroup LONG = KeyShareGroup.X25519MLKEM768;

    /** A hello, and what it takes to use the answers to its shares. */
    record Offered(ClientHello hello, List<Offer> shares) {
        Offered {
            shares = List.copyOf(shares);
        }

        /** The private keys of the shares. */
        Stream<Secret> held() {
            return shares.stream().map(Offer::privateKey);
        }
    }

    /**
     * The first hello. It fits into one datagram, which a server without state needs: a share that
     * is too long for that is left for the server to ask for.
     */
    @Cites("rfc9147/5.3/a")
    Offered first() {
        List<Offer> shares =
                settings.groups().stream()
                        .filter(group -> group != LONG)
                        .limit(1)
                        .map(group -> group.offer(entropy))
                        .toList();
        var hello =
                new ClientHello(
                        ProtocolVersion.DTLS_1_2,
                        entropy.bytes("client random", RANDOM_LENGTH),
                        Octets.EMPTY,
                        Octets.EMPTY,
                        settings.suites().stream().map(CipherSuite::code).toList(),
                        List.of(0),
                        new Extensions(extensions(shares)));
        return new Offered(hello, shares);
    }

    /**
     * The first hello with the offers of 1.2 beside those of 1.3: one hello that a server of either
     * version can answer. It says nothing of the size of records, which would bind 1.2 as well.
     *
     * @param older what a client of 1.2 alone would say
     */
    @Cites("rfc8446/4.2.1/c")
    Offered beside(ClientHello older) {
        Offered own = first();
        List<Integer> suites = new ArrayList<>(own.hello().cipherSuites());
        suites.addAll(older.cipherSuites());
        List<Extension> list = new ArrayList<>();
        list.add(
                new SupportedVersions(List.of(ProtocolVersion.DTLS_1_3, ProtocolVersion.DTLS_1_2))
                        .toExtension());
        for (var extension : own.hello().extensions().list())
            if (extension.type() != ExtensionType.SUPPORTED_VERSIONS
                    && extension.type() != ExtensionType.RECORD_SIZE_LIMIT) list.add(extension);
        for (var extension : older.extensions().list())
            if (!own.hello().extensions().has(extension.type())) list.add(extension);
        var hello =
                new ClientHello(
                        own.hello().version(),
                        own.hello().random(),
                        Octets.EMPTY,
                        Octets.EMPTY,
                        suites,
                        List.of(0),
                        new Extensions(list));
        return new Offered(hello, own.shares());
    }

    /** The hello again, with the share and the cookie that a HelloRetryRequest asks for. */
    @Cites("rfc8446/4.1.2/a")
    Offered again(Offered first, RetryCheck.Wish wish) {
        List<Offer> shares =
                wish.group()
                        .map(group -> List.of(group.offer(entropy.child("retry"))))
                        .orElse(first.shares());
        var list = new ArrayList<Extension>();
        wish.cookie().map(Cookie::toExtension).ifPresent(list::add);
        for (var extension : first.hello().extensions().list())
            list.add(extension.type() == ExtensionType.KEY_SHARE ? keyShares(shares) : extension);
        return new Offered(first.hello().withExtensions(new Extensions(list)), shares);
    }

    private List<Extension> extensions(List<Offer> shares) {
        List<Extension> list = new ArrayList<>();
        list.add(new SupportedVersions(List.of(ProtocolVersion.DTLS_1_3)).toExtension());
        list.add(
                new SupportedGroups(settings.groups().stream().map(KeyShareGroup::code).toList())
                        .toExtension());
        list.add(SignatureAlgorithms.of(settings.schemes()).toExtension());
        list.add(SizeExtensions.of(settings).offer());
        Octets srtp = new SrtpExtension(settings.srtp(), List.of()).offer();
        if (!srtp.isEmpty()) list.add(new Extension(ExtensionType.USE_SRTP, srtp));
        settings.flags().toExtensions().forEach(list::add);
        list.add(keyShares(shares));
        return list;
    }

    private static Extension keyShares(List<Offer> shares) {
        return new KeyShares(
                        shares.stream()
                                .map(each -> new KeyShareEntry(each.group().code(), each.share()))
                                .toList())
                .toExtension();
    }
}
