package dtlskeying.properties.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.RecordedRun;
import dtlskeying.properties.capture.Pcapng;
import dtlskeying.properties.dissect.Dissection;
import dtlskeying.properties.dissect.Field;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.DtlsVersion;
import dtlskeying.spec.trace.TracePacket;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Where tshark sees a field there is one of ours, with the same first byte and the same last. */
class DissectionInteropTest {
    private static final Pattern FIELD =
            Pattern.compile("<field name=\"([a-z0-9_.]+)\"[^>]* size=\"(\\d+)\" pos=\"(\\d+)\"");
    private static final int HEADERS = 28;

    /** What tshark cuts finer than the documents do, or says of several fields together. */
    private static final Pattern OTHERWISE =
            Pattern.compile(
                    ".*(random_time|random_bytes|sig_hash_hash|sig_hash_sig|_bit|_flags|\\.port"
                            + "|fragment\\.|fragments|reassembled|chunk_type_to|checksum\\.|assoc"
                            + "|chunk_bit|init_.*ipv|data_[iuebd]_|parameter_bit|certificate\\."
                            + "|comp_methods|ja3|ja4|tsn_raw|ack_raw|sack_a|duration|extension\\.data"
                            + "|encrypted_application_data|supported_extensions|adler|rtt|frame).*");

    @TempDir private Path folder;

    @BeforeAll
    static void tshark_is_here() {
        Tshark.assumePresent();
    }

    private record Place(int offset, int length) {}

    private record Seen(String name, Place place) {}

    @Test
    void records_hellos_certificates_and_key_exchanges() throws IOException {
        var sent = sent("run srtp --dtls 1.2 --seed 4 --mki 07 --packets 0");
        var opened = sent.stream().filter(each -> each.at(0) == 22 && each.length() > 80).toList();
        int compared =
                compare(
                        opened.subList(0, 3),
                        "udp.port==4433,dtls",
                        "dtls.",
                        each -> Dissection.records(each, DtlsVersion.V1_2));
        assertThat(compared).isGreaterThan(120);
    }

    @Test
    void sctp_packets_and_what_they_carry() throws IOException {
        var sent = sent("run chunk --memory --seed 4 --messages 1 --sizes 20");
        var opened = sent.stream().filter(each -> each.at(12) != 0x41).limit(12).toList();
        int compared =
                compare(opened, "udp.port==4433,sctp", "sctp.", each -> Dissection.sctp(each));
        assertThat(compared).isGreaterThan(100);
    }

    private int compare(
            List<Octets> datagrams,
            String as,
            String prefix,
            Function<Octets, List<Field>> dissection)
            throws IOException {
        var seen = seen(datagrams, as);
        assertThat(seen).hasSameSizeAs(datagrams);
        int compared = 0;
        for (int i = 0; i < datagrams.size(); i++) {
            Octets datagram = datagrams.get(i);
            var ours = places(dissection.apply(datagram));
            for (Seen each : seen.get(i)) {
                if (!each.name().startsWith(prefix) || OTHERWISE.matcher(each.name()).matches())
                    continue;
                if (each.place().length() == 0) continue;
                assertThat(ours).as("%s of %s", each, datagram).contains(each.place());
                compared++;
            }
        }
        return compared;
    }

    /** All fields, and those next to each other as one: a vector with its length. */
    private static Set<Place> places(List<Field> fields) {
        var places = new HashSet<Place>();
        for (int i = 0; i < fields.size(); i++) {
            var field = fields.get(i);
            places.add(new Place(field.offset(), field.length()));
            for (int j = i + 1; j < fields.size(); j++)
                places.add(new Place(field.offset(), fields.get(j).end() - field.offset()));
            places.addAll(places(field.children()));
        }
        return places;
    }

    private List<List<Seen>> seen(List<Octets> datagrams, String as) throws IOException {
        Path file = folder.resolve("sent.pcapng");
        var client = new InetSocketAddress("192.0.2.1", 4433);
        var server = new InetSocketAddress("192.0.2.2", 4433);
        try (var capture = new Pcapng(Files.newOutputStream(file))) {
            long at = 0;
            for (Octets datagram : datagrams) capture.udp(++at, client, server, datagram);
        }
        String all = Tshark.pdml(file, as);
        return List.of(all.split("<packet>")).stream()
                .skip(1)
                .map(DissectionInteropTest::fields)
                .toList();
    }

    private static List<Seen> fields(String packet) {
        return FIELD.matcher(packet)
                .results()
                .map(found -> {
                    int at = Integer.parseInt(found.group(3)) - HEADERS;
                    return new Seen(
                            found.group(1), new Place(at, Integer.parseInt(found.group(2))));
                })
                .toList();
    }

    private static List<Octets> sent(String command) {
        return RecordedRun.of(command).trace().packets().stream()
                .filter(packet -> packet.way() == TracePacket.Way.TX)
                .map(TracePacket::bytes)
                .toList();
    }
}
