package dtlskeying.properties.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.probe.CaseResult;
import dtlskeying.properties.probe.Outcome;
import dtlskeying.properties.probe.ProbeReport;
import dtlskeying.properties.probe.SrtpCases;
import dtlskeying.spec.Role;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.List;

/** The verb {@code probe}: which cases it chooses, what it refuses, and what it writes. */
class ProbeVerbTest {
    @Test
    void cases_are_chosen_by_the_beginning_of_their_clause_or_by_name() {
        var shell = Shell.line("probe srtp --list dtls-srtp/4.1.3 use-srtp-twice");
        assertThat(shell.status()).isEqualTo(Exit.DONE);
        assertThat(shell.out().lines())
                .isNotEmpty()
                .allMatch(line ->
                        line.contains(" dtls-srtp/4.1.3/") || line.startsWith("use-srtp-twice"));
    }

    @Test
    void half_a_section_chooses_nothing() {
        assertRefused("probe srtp --list dtls-srtp/4.1.3 rfc6347/4.2.4.", "no case is about");
        assertRefused("probe dtls13 --list rfc91", "no case is about 'rfc91'");
    }

    @Test
    void a_server_or_a_place_to_listen_is_needed() {
        assertRefused("probe srtp", "HOST:PORT of the server, or --listen");
        assertRefused("probe dtls13 nowhere", "is not HOST:PORT");
        assertRefused("probe chunk 127.0.0.1:9 no-such-case", "no case is about");
        assertRefused("probe srtp 127.0.0.1:9 --tries 0", "--tries: 1 to 100");
        assertRefused("probe srtp 127.0.0.1:9 --jobs 65", "--jobs: 1 to 64");
        assertRefused("probe srtp 127.0.0.1:9 --timeout 0", "--timeout: more than 0");
        assertRefused("probe srtp 127.0.0.1:9 --junit /nowhere/x.xml", "cannot be written");
    }

    @Test
    void where_nobody_listens_there_is_no_verdict() throws IOException {
        int port;
        try (var free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertRefused("probe srtp 127.0.0.1:" + port, "nobody listens at");
        assertRefused("probe srtp 127.0.0.1:" + port + " --start false", "command of --start");
    }

    @Test
    void who_never_answers_at_all_is_not_accused() throws IOException {
        try (var mute = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            String place = "127.0.0.1:" + mute.getLocalPort();
            for (String kind : List.of("srtp", "dtls13", "chunk"))
                assertRefused(
                        "probe " + kind + " " + place + " --tries 1 --timeout 0.1",
                        "no answer at all comes from");
        }
    }

    @Test
    void the_xml_has_a_test_case_for_each_result_and_escapes_what_was_seen() {
        var probeCase = SrtpCases.all().getFirst();
        var report =
                new ProbeReport(
                        2,
                        List.of(
                                new CaseResult(
                                        probeCase, Outcome.FAIL, "a <b> & \"c\"", List.of(), 1, 5),
                                new CaseResult(
                                        probeCase, Outcome.DEPARTS, "so so", List.of(), 3, 1_500)),
                        "");
        assertThat(ProbeJunit.text(report, Role.SERVER, false))
                .contains("tests=\"2\" failures=\"1\"", "a &lt;b&gt; &amp; &quot;c&quot;")
                .contains("time=\"1.500\"");
        assertThat(ProbeJunit.text(report, Role.SERVER, true)).contains("failures=\"2\"");
    }

    private static void assertRefused(String command, String message) {
        var shell = Shell.line(command);
        assertThat(shell.status()).isEqualTo(Exit.MISUSE);
        assertThat(shell.err()).contains(message);
    }
}
