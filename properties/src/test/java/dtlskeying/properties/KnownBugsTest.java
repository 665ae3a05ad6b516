package dtlskeying.properties;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.stream.Stream;

/**
 * The bugs that a suite for DTLS-SRTP and for the DTLS chunk has to notice, and by which property:
 * those that were thought out, the X-numbers, and those that happened to others. That each one
 * really dies is asserted where the property is at home.
 */
class KnownBugsTest {
    @ParameterizedTest(name = "{0} by {1}")
    @CsvSource({
        "X01, P01",
        "X02, P03",
        "X03, P02",
        "X04, P04",
        "X05, P05",
        "X06, P07",
        "X07, P06",
        "X08, P08",
        "X09, P11",
        "X10, P11",
        "X11, P14",
        "X12, P31",
        "X13, P32",
        "X14, P32",
        "X15, P33",
        "X16, P19",
        "X17, P30",
        "X18, P34",
        "X19, P38",
        "X20, P38",
        "X21, P16",
        "X22, P22",
        "X23, P25",
        "X24, P28",
        "X25, P26",
        "X26, P29",
        "X27, P24",
        "X28, P09",
        "X29, P40",
        "X33, P49",
        "X30, P45",
        "X30, P46",
        "X31, P47",
        "X32, P46",
        "X32, P48",
        "X34, P52",
        "X34, P56",
        "X35, P58",
        "X35-never, P57",
        "X36, P57",
        "X37, P59",
        "X38, P60",
        "X39, P61",
        "X40, P30",
        "X41, P54",
        "X42, P53",
        "X43, P53",
        "X44-connection, P67",
        "X44-request, P67",
        "X44-again, P67",
        "X45, P69",
        "X45, P70",
    })
    void a_seeded_bug_has_its_property(String bug, String property) {
        assertThat(guards())
                .anySatisfy(guard -> {
                    assertThat(guard.bug()).isEqualTo(bug);
                    assertThat(guard.killer()).contains(property + " ");
                });
    }

    @ParameterizedTest(name = "{0} by {1}")
    @CsvSource({
        "mbedtls-1813, P07 MkiOnEveryPacketIffAgreed",
        "pion-1034, P09 TamperedHelloNeverCompletes",
        "sipsorcery-1486, P17 ProtectUnprotectRoundTrip",
        "invalid-parameter, P05 MkiEchoedOrEmptyElseAbort",
        "pjproject-5018, the model permits every trace",
        "pjproject-5018a, what is over stays over and is silent",
        "kernel-one-counter, P51 SequenceFrom0UnderEachKey",
        "kernel-early-window, P30 FailedPacketChangesNothing",
        "kernel-no-bitmap, P61 ChunkAcceptAtMostOnce",
        "ffmpeg-webrtc-71, P22 DemuxTotalAndDisjoint",
        "openssl-32891, an install leaves the epoch before it readable",
        "OpenSSL-32878, P52 the keys of what is sent change on an ACK and on nothing else",
        "openssl-32853, the model permits every trace",
        "wolfssl-11016, an install leaves the epoch before it readable",
        "wolfssl-11016a, P59 EpochBitsResolveUniquely",
        "wolfssl-6368, the model permits every trace",
        "bc-java-2439, P62 UnifiedHeaderCodec",
        "bc-java-2440, the transcript has every message as TLS would send it",
        "bc-java-2442, an install leaves the epoch before it readable",
        "slot-overwritten, P51 FirstEpoch3ThenConsecutive",
    })
    void a_bug_from_the_field_has_its_property(String bug, String property) {
        assertThat(guards())
                .anySatisfy(guard -> {
                    assertThat(guard.bug()).isEqualTo(bug);
                    assertThat(guard.killer()).startsWith(property);
                });
    }

    private static Stream<Guard> guards() {
        return Stream.concat(
                Suite.GUARDS.stream(),
                Suite.CHAPTERS.stream().flatMap(chapter -> chapter.guards().stream()));
    }
}
