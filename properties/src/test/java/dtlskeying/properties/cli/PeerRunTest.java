package dtlskeying.properties.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Entropy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.concurrent.CompletableFuture;

@Timeout(60)
class PeerRunTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "--mki 0a0b0c0d", "--packets 3"})
    void client_and_server_agree_over_udp(String words) throws IOException {
        int port = freePort();
        var server = run("run srtp --json --listen 127.0.0.1:" + port + " --packets 3");
        Shell client = Shell.line("run srtp --json --connect 127.0.0.1:" + port + " " + words);

        JsonNode ours = client.json();
        JsonNode theirs = server.join().json();
        assertThat(client.status()).isZero();
        assertThat(ours.get("role").asString()).isEqualTo("client");
        assertThat(theirs.get("role").asString()).isEqualTo("server");
        for (String name : new String[] {"suite", "profile", "mki", "exported", "verdict"})
            assertThat(ours.get(name)).isEqualTo(theirs.get(name));
        assertThat(ours.get("packetsReceived").asInt()).isEqualTo(3);
        assertThat(client.out()).contains("any certificate is accepted");
    }

    @Test
    void the_fingerprint_that_is_printed_is_the_one_that_is_asked_for() throws IOException {
        int port = freePort();
        var server = run("run srtp --packets 0 --listen 127.0.0.1:" + port);
        Shell client =
                Shell.line(
                        "run srtp --json --fingerprint "
                                + "00:".repeat(31)
                                + "00 --connect 127.0.0.1:"
                                + port);

        assertThat(client.status()).isEqualTo(1);
        assertThat(client.json().get("reason").asString()).contains("bad_certificate");
        assertThat(server.join().status()).isEqualTo(1);
        assertThat(server.join().out()).contains("bad_certificate");
    }

    @Test
    void a_peer_that_is_not_there_is_waited_for_no_longer_than_told() throws IOException {
        Shell shell = Shell.line("run srtp --json --timeout 0.5 --connect 127.0.0.1:" + freePort());

        assertThat(shell.status()).isEqualTo(1);
        assertThat(shell.json().get("reason").asString()).contains("127.0.0.1", "500 ms");
    }

    @Test
    void a_server_to_which_nobody_comes_ends_too() {
        Shell shell = Shell.line("run srtp --json --timeout 0.2 --listen 127.0.0.1:0");
        assertThat(shell.status()).isEqualTo(1);
        assertThat(shell.json().get("reason").asString()).contains("no client came");
    }

    @Test
    void a_peer_that_speaks_garbage_is_given_up() throws IOException {
        var socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
        var babble = CompletableFuture.runAsync(() -> babble(socket));
        try (socket) {
            Shell shell =
                    Shell.line(
                            "run srtp --json --timeout 2 --connect 127.0.0.1:"
                                    + socket.getLocalPort());
            assertThat(shell.status()).isEqualTo(1);
            assertThat(shell.json().get("verdict").asString()).isEqualTo("failed");
            assertThat(shell.err()).isEmpty();
        }
        babble.join();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--connect 127.0.0.1",
                "--connect 127.0.0.1:65536",
                "--connect 127.0.0.1:0",
                "--connect 127.0.0.1:99999999999",
                "--connect :5004",
                "--connect nowhere.invalid:5004",
                "--listen 192.0.2.1:5004",
                "--connect 127.0.0.1:1 --listen 127.0.0.1:1",
                "--connect 127.0.0.1:1 --loss 10%",
                "--connect 127.0.0.1:1 --timeout 0",
                "--connect 127.0.0.1:1 --timeout NaN",
                "--connect 127.0.0.1:1 --timeout -1"
            })
    void what_makes_no_sense_is_misuse(String words) {
        Shell shell = Shell.line("run srtp " + words);
        assertThat(shell.status()).isEqualTo(2);
        assertThat(shell.err()).startsWith("dtls-keying: ").doesNotContain("Exception");
    }

    private static CompletableFuture<Shell> run(String command) {
        return CompletableFuture.supplyAsync(() -> Shell.line(command));
    }

    /** Answers every datagram with bytes of no meaning, some of which look like records. */
    private static void babble(DatagramSocket socket) {
        var packet = new DatagramPacket(new byte[2048], 2048);
        try {
            for (int i = 0; i < 50; i++) {
                socket.receive(packet);
                for (int j = 0; j < 20; j++) {
                    byte[] noise = Entropy.of(i).bytes("noise " + j, 100 + j).toArray();
                    noise[0] = (byte) (20 + j % 6);
                    if (j % 2 == 0) System.arraycopy(new byte[] {-2, -3, 0, 0}, 0, noise, 1, 4);
                    socket.send(new DatagramPacket(noise, noise.length, packet.getSocketAddress()));
                }
            }
        } catch (SocketException closed) {
            // The test is over.
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
