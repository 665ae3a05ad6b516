package dtlskeying.properties.vectors;

import static dtlskeying.spec.dtls13.RecordsSpec.Claim.HEADER_IS_UNIFIED;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;

import java.util.List;

/**
 * Records that wolfSSL has sent: the short ones of the handshake that
 * github.com/syncsynchalt/illustrated-dtls shows with all its keys.
 */
final class IllustratedRecords {
    private record Named(String name, long sequence, String record) {}

    private record Sent(long epoch, String secret, List<Named> records) {}

    private static final List<Sent> ALL =
            List.of(
                    new Sent(
                            2L,
                            "8ad7990b9d249bcbaa0805d8d3f3ad2259e75f3a42c5d84db3ea3c6ee57b3d38",
                            List.of(
                                    new Named(
                                            "EncryptedExtensions",
                                            0,
                                            "2e79fa002fee9dcff3f8679a4859fe68377fb34ada85df879c673e501d7a4e8f1950e0fc"
                                                    + "f67fe442e7d7d2b8a3d5fa59574ffd00"),
                                    new Named(
                                            "the server's Finished",
                                            3,
                                            "2e0bb8003da44135732a099823b8a5f61a2b35ce921a89abb152f876cd26797dc3ed73d9"
                                                    + "17b299c16928b9cf9e58d1cd58686b8b90ce9fe6454e0cef9efc40f2397a"))),
                    new Sent(
                            2L,
                            "33e472fb8d821b0193314626bebee307ccbd1aeb3d3a17ba468888ffc5246da1",
                            List.of(
                                    new Named(
                                            "the client's Finished",
                                            0,
                                            "2ec248003d8a2cd52d5000f8786afb47cdf0b8f2b81342b00c43dce64b1d0194d2e201f6"
                                                    + "81750978528bbe26af79612401c007a2c5f75f7cffb7465bc01d23d8511f"))),
                    new Sent(
                            3L,
                            "4ab12ae4022fc013eca21abb071e13aa24a150e3876c660fe0ed10a8eebd8f17",
                            List.of(
                                    new Named(
                                            "the ACK of it",
                                            0,
                                            "2f31500023ea80ab8e08c93895418d243571ea6de7d863ee84230bb6043cb384df94b6da"
                                                    + "285a3bc4"),
                                    new Named(
                                            "data of the server",
                                            1,
                                            "2fa2580015f5bd33f27b72780e351fa00703fb9f658c689f95ae"),
                                    new Named(
                                            "close_notify",
                                            2,
                                            "2f690c0013dd8cd07daa964fd1ab508825378fc96fa8b1e8"))),
                    new Sent(
                            3L,
                            "a9185352f61134f1d24eaa4a930fff2edca40ce8c06420848deb27699e9baf2c",
                            List.of(
                                    new Named(
                                            "data of the client",
                                            0,
                                            "2f683f00157d72278b6c649f1e7b56b3cad411faf7bd518bfb15"))));

    private IllustratedRecords() {}

    static void addGroups(TestList tests) {
        for (Sent sent : ALL) {
            var records =
                    new Dtls13Records(
                            CipherSuite.TLS_AES_128_GCM_SHA256,
                            Secret.of(Octets.hex(sent.secret())),
                            new Epoch(sent.epoch()));
            var group = new Dtls13RecordTests(tests, records);
            for (Named each : sent.records())
                group.opened(
                        each.name(),
                        each.sequence(),
                        Octets.hex(each.record()),
                        0,
                        List.of(Dtls13RecordTests.KNOWN_ANSWER),
                        HEADER_IS_UNIFIED);
            tests.group("RecordProtection", records.shared());
        }
    }
}
