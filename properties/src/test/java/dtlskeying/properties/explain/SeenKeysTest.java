package dtlskeying.properties.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.spec.Role;
import dtlskeying.spec.trace.TraceView;

import org.junit.jupiter.api.Test;

import java.util.List;

/** Which keys the packets of a capture show: enough for each of them, and none for ever. */
class SeenKeysTest {
    @Test
    void every_packet_finds_its_key_at_both_ends() {
        for (String name : Runs.all().keySet()) {
            var sent = Runs.explained(name).sent();
            var views = SeenKeys.of(sent);
            var keyed = sent.stream().filter(SeenKeysTest::isKeyed).toList();
            assertThat(keyed).as(name).isNotEmpty();
            for (Sent each : keyed) {
                var from = each.shipment().from();
                long ms = each.shipment().ms();
                assertThat(during(views, from, ms))
                        .as(name)
                        .anyMatch(view -> view.send() == each.level().number());
                assertThat(during(views, from.peer(), ms))
                        .as(name)
                        .anyMatch(view -> view.receive().contains(each.level().number()));
            }
        }
    }

    @Test
    void keys_that_are_followed_by_others_go() {
        var views = SeenKeys.of(Runs.explained("srtp-1.2-rehandshake").sent());
        for (Role end : Role.values()) {
            var own = views.stream().filter(view -> view.endpoint().equals(end.text())).toList();
            assertThat(own.getLast().receive()).as("%s", end).containsExactly(2L);
            assertThat(own).noneMatch(TraceView::enforced);
        }
    }

    /** What held at some time of that millisecond: the last before it, and those in it. */
    private static List<TraceView> during(List<TraceView> views, Role end, long ms) {
        var own = views.stream().filter(view -> view.endpoint().equals(end.text())).toList();
        var before = own.stream().filter(view -> view.ms() < ms).toList();
        int from = Math.max(0, before.size() - 1);
        return own.subList(from, own.size()).stream().filter(view -> view.ms() <= ms).toList();
    }

    private static boolean isKeyed(Sent each) {
        return each.level().kind() == Level.Kind.MEDIA || each.level().kind() == Level.Kind.CHUNK;
    }
}
