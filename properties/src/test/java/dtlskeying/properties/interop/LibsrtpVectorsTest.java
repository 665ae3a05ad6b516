package dtlskeying.properties.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.vectors.Fields;
import dtlskeying.vectors.VectorFiles;
import dtlskeying.vectors.VectorGroup;
import dtlskeying.vectors.VectorKind;
import dtlskeying.vectors.VectorTest;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Locale;
import java.util.stream.Stream;

/** libsrtp as the witness of the packet vectors: it opens what is to be opened, and no more. */
class LibsrtpVectorsTest {
    static Stream<VectorGroup> groups_with_master_keys() {
        return VectorFiles.read(VectorKind.SRTP_TRANSFORM).testGroups().stream()
                .filter(group -> group.fields().has("masterKey"));
    }

    static Stream<VectorGroup> groups_that_libsrtp_can_open() {
        return groups_with_master_keys().filter(group -> !looksForTheMkiInTheWrongPlace(group));
    }

    /** It takes the RTP tag's length where it looks for the MKI of an SRTCP packet. */
    private static boolean looksForTheMkiInTheWrongPlace(VectorGroup group) {
        ProtectionProfile profile = ProtectionProfile.valueOf(group.fields().text("profile"));
        return group.fields().text("kind").equals("rtcp")
                && !group.fields().text("mki").isEmpty()
                && profile.rtpTagLength() != profile.rtcpTagLength();
    }

    static Stream<VectorGroup> groups_of_rtcp() {
        return groups_with_master_keys()
                .filter(group -> group.fields().text("kind").equals("rtcp"));
    }

    @ParameterizedTest
    @MethodSource("groups_that_libsrtp_can_open")
    void libsrtp_opens_and_drops_the_same_packets(VectorGroup group) {
        for (VectorTest test : group.tests())
            if (isWithinItsReach(test)) libsrtpAgrees(group, test);
    }

    /** Its first SRTCP index is 1, as in the vectors of three packets in a row. */
    @ParameterizedTest
    @MethodSource("groups_of_rtcp")
    void libsrtp_protects_three_packets_in_a_row_alike(VectorGroup group) {
        VectorTest row =
                group.tests().stream()
                        .filter(test -> test.comment().equals("three packets in a row"))
                        .findFirst()
                        .orElseThrow();
        try (LibsrtpPeer peer = LibsrtpPeer.sender(profile(group), master(group), mki(group))) {
            for (Fields send : row.fields().list("sends"))
                assertThat(peer.pass(PacketKind.RTCP, send.octets("packet")))
                        .isEqualTo(send.text("protected"));
        }
    }

    /** It starts at 0, its replay list is longer, and it takes no SRTCP packet with E clear. */
    private static boolean isWithinItsReach(VectorTest test) {
        return test.fields().number("rollover") == 0
                && !test.flags().contains("BEHIND_THE_LIST")
                && !test.flags().contains("CLEAR_SRTCP");
    }

    private static void libsrtpAgrees(VectorGroup group, VectorTest test) {
        PacketKind kind = PacketKind.valueOf(group.fields().text("kind").toUpperCase(Locale.ROOT));
        try (LibsrtpPeer peer = LibsrtpPeer.receiver(profile(group), master(group), mki(group))) {
            for (Fields arrival : test.fields().list("arrivals")) {
                String answer = peer.pass(kind, arrival.octets("packet"));
                if (arrival.has("plain"))
                    assertThat(answer).as(test.comment()).isEqualTo(arrival.text("plain"));
                else assertThat(answer).as(test.comment()).startsWith("error");
            }
        }
    }

    private static ProtectionProfile profile(VectorGroup group) {
        return ProtectionProfile.valueOf(group.fields().text("profile"));
    }

    private static Octets master(VectorGroup group) {
        return Octets.concat(
                group.fields().octets("masterKey"), group.fields().octets("masterSalt"));
    }

    private static Mki mki(VectorGroup group) {
        return new Mki(group.fields().octets("mki"));
    }
}
