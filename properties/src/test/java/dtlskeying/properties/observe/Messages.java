package dtlskeying.properties.observe;

import dtlskeying.impl.dtls.FragmentCodec;
import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls12.RecordHeader;
import dtlskeying.impl.dtls13.UnifiedHeader;
import dtlskeying.properties.capture.CapturedPacket;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.DtlsCiphertext;
import dtlskeying.spec.dtls.Fragment;
import dtlskeying.spec.dtls13.RecordsSpec.Input;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Changes handshake messages that travel in the clear, and encodes their datagrams anew. */
final class Messages {
    private static final int HANDSHAKE = 22;
    private static final int SERVER_HELLO = 2;

    private Messages() {}

    /** The datagram with every whole message that is in the clear replaced; by none, dropped. */
    static Function<CapturedPacket, Octets> each(Function<Fragment, List<Fragment>> change) {
        return packet -> {
            var read = UnifiedHeader.read(packet.payload());
            var parts = new ArrayList<Octets>();
            for (Input.Read arrival : read.arrivals())
                switch (arrival) {
                    case Input.ArrivedPlain(var record) when isClear(record) ->
                            parts.add(changed(record, change));
                    case Input.ArrivedPlain(var record) -> parts.add(RecordHeader.write(record));
                    case Input.Arrived(var record) ->
                            parts.add(Octets.concat(record.header(), record.fragment()));
                    case Input.Read other -> throw new AssertionError(other);
                }
            boolean isDtls = read.readable() == packet.payload().length();
            return isDtls ? Octets.concat(parts.toArray(Octets[]::new)) : packet.payload();
        };
    }

    /** The same of ServerHellos alone. */
    static Function<CapturedPacket, Octets> serverHello(UnaryOperator<ServerHello> change) {
        return each(part -> {
            if (part.type() != SERVER_HELLO) return List.of(part);
            var hello = ((Decoded.Value<ServerHello>) ServerHello.decode(part.body())).value();
            return List.of(with(part, change.apply(hello).encode()));
        });
    }

    /** The message with another body. */
    static Fragment with(Fragment part, Octets body) {
        return new Fragment(part.type(), body.length(), part.messageSeq(), 0, body);
    }

    /** Extensions of which one has another content. */
    static Extensions with(Extensions all, int type, Octets content) {
        return new Extensions(
                all.list().stream()
                        .map(each -> each.type() == type ? new Extension(type, content) : each)
                        .toList());
    }

    private static boolean isClear(DtlsCiphertext record) {
        return record.type() == HANDSHAKE && record.epoch().number() == 0;
    }

    private static Octets changed(
            DtlsCiphertext record, Function<Fragment, List<Fragment>> change) {
        var content = Octets.EMPTY;
        var parts = (Decoded.Value<List<Fragment>>) FragmentCodec.decode(record.fragment());
        for (Fragment part : parts.value())
            for (Fragment each : change.apply(part))
                content = Octets.concat(content, FragmentCodec.encode(each));
        return content.isEmpty()
                ? Octets.EMPTY
                : RecordHeader.write(
                        new DtlsCiphertext(
                                record.type(),
                                record.version(),
                                record.epoch(),
                                record.sequence(),
                                content));
    }
}
