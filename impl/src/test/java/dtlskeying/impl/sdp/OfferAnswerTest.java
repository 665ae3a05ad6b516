package dtlskeying.impl.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfferAnswerTest {
    private static final String HEAD =
            "v=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\nc=IN IP4 192.0.2.1\nt=0 0\n"
                    + ("a=fingerprint:sha-256 " + "AB:".repeat(31) + "AB\n");

    /** RFC 3264 §6: a stream with port 0 is refused, and any other port is one. */
    @ParameterizedTest
    @CsvSource({"1,1,true", "65535,1,true", "0,1,false", "1,0,false", "0,0,false"})
    void a_stream_is_wanted_by_who_gives_it_a_port(int offered, int answered, boolean isWanted) {
        var offer = description(offered, "actpass");
        var answer = description(answered, "active");
        for (OfferAnswer.Side we : OfferAnswer.Side.values())
            assertThat(OfferAnswer.agree(offer, answer, we) instanceof SdpResult.Value<?>)
                    .isEqualTo(isWanted);
    }

    private static SessionDescription description(int port, String setup) {
        var stream = "m=audio %d UDP/TLS/RTP/SAVP 0\na=setup:%s\n".formatted(port, setup);
        var read = SdpReader.read(HEAD + stream);
        return ((SdpResult.Value<SessionDescription>) read).value();
    }
}
