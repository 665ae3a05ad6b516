package dtlskeying.impl.dtls;

import dtlskeying.spec.dtls.FlightItem;
import dtlskeying.spec.dtls.FlightItem.ChangeCipherSpec;
import dtlskeying.spec.dtls.FlightItem.Handshake;
import dtlskeying.spec.dtls.FlightsSpec.Extent;

import java.util.List;
import java.util.stream.Stream;

/** RFC 9147 §7.2: what ACKs have left of a flight. */
final class Unacknowledged {
    private Unacknowledged() {}

    /** The flight without the bytes that these extents cover. */
    static List<FlightItem> rest(List<FlightItem> flight, List<Extent> extents) {
        var left = flight;
        for (Extent extent : extents)
            left = left.stream().flatMap(item -> without(item, extent)).toList();
        return left;
    }

    private static Stream<FlightItem> without(FlightItem item, Extent extent) {
        return switch (item) {
            case ChangeCipherSpec same -> Stream.of(same);
            case Handshake part when isCovered(part, extent) -> Stream.empty();
            case Handshake part when !isTouched(part, extent) -> Stream.of(part);
            case Handshake part -> Stream.concat(before(part, extent), behind(part, extent));
        };
    }

    private static boolean isCovered(Handshake part, Extent extent) {
        return part.fragment().messageSeq() == extent.messageSeq()
                && extent.from() <= part.fragment().offset()
                && extent.to() >= part.fragment().end();
    }

    private static boolean isTouched(Handshake part, Extent extent) {
        return part.fragment().messageSeq() == extent.messageSeq()
                && extent.from() < part.fragment().end()
                && extent.to() > part.fragment().offset();
    }

    private static Stream<FlightItem> before(Handshake part, Extent extent) {
        var fragment = part.fragment();
        if (extent.from() <= fragment.offset()) return Stream.empty();
        var kept = fragment.between(fragment.offset(), extent.from());
        return Stream.of(new Handshake(part.epoch(), kept));
    }

    private static Stream<FlightItem> behind(Handshake part, Extent extent) {
        var fragment = part.fragment();
        if (extent.to() >= fragment.end()) return Stream.empty();
        var kept = fragment.between(extent.to(), fragment.end());
        return Stream.of(new Handshake(part.epoch(), kept));
    }
}
