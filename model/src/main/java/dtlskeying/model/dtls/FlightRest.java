package dtlskeying.model.dtls;

import dtlskeying.spec.dtls.FlightItem;
import dtlskeying.spec.dtls.FlightsSpec.Extent;
import dtlskeying.spec.dtls.Fragment;

import java.util.ArrayList;
import java.util.List;

/** RFC 9147 §7.2: what of a flight no ACK has covered, byte by byte. */
final class FlightRest {
    private FlightRest() {}

    static List<FlightItem> of(List<FlightItem> flight, List<Extent> extents) {
        var rest = new ArrayList<FlightItem>();
        for (FlightItem item : flight)
            switch (item) {
                case FlightItem.ChangeCipherSpec _ -> rest.add(item);
                case FlightItem.Handshake(var epoch, var fragment) -> {
                    for (Fragment part : uncovered(fragment, extents))
                        rest.add(new FlightItem.Handshake(epoch, part));
                }
            }
        return List.copyOf(rest);
    }

    private static List<Fragment> uncovered(Fragment fragment, List<Extent> extents) {
        if (fragment.body().length() == 0)
            return extents.stream().anyMatch(each -> isThere(each, fragment))
                    ? List.of()
                    : List.of(fragment);
        var parts = new ArrayList<Fragment>();
        int from = fragment.offset();
        for (int at = from; at <= fragment.end(); at++) {
            if (at < fragment.end() && !isCovered(fragment, at, extents)) continue;
            if (from < at) parts.add(fragment.between(from, at));
            from = at + 1;
        }
        return parts;
    }

    private static boolean isThere(Extent extent, Fragment empty) {
        return extent.messageSeq() == empty.messageSeq()
                && extent.from() <= empty.offset()
                && empty.offset() <= extent.to();
    }

    private static boolean isCovered(Fragment fragment, int at, List<Extent> extents) {
        return extents.stream()
                .anyMatch(each ->
                        each.messageSeq() == fragment.messageSeq()
                                && each.from() <= at
                                && at < each.to());
    }
}
