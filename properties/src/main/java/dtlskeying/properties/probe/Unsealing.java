package dtlskeying.properties.probe;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls.FragmentCodec;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.RecordProtection;
import dtlskeying.impl.dtls13.UnifiedHeader;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.Fragment;
import dtlskeying.spec.dtls13.RecordsSpec;
import dtlskeying.spec.dtls13.SealedRecord;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks into the records of DTLS 1.3 that one end has sent in one epoch. Associations of the probe
 * are short: the low bytes of a record's number are all of it.
 */
record Unsealing(CipherSuite suite, long epoch, Secret secret) {
    /**
     * What a record holds.
     *
     * @param type of its content
     * @param inner bytes of content, type and padding
     */
    record Opened(int type, Octets content, int inner) {
        /** The parts of messages in it; none if it has none, or they cannot be read. */
        List<Fragment> parts() {
            return type == ContentType.HANDSHAKE.code()
                            && FragmentCodec.decode(content)
                                    instanceof Decoded.Value<List<Fragment>>(var parts)
                    ? parts
                    : List.of();
        }
    }

    /** The records of these datagrams that the secret opens, in order. */
    List<Opened> opened(List<Octets> datagrams) {
        var protection = RecordProtection.of(suite, secret);
        var opened = new ArrayList<Opened>();
        for (Octets datagram : datagrams)
            for (var arrival : UnifiedHeader.read(datagram).arrivals())
                if (arrival instanceof RecordsSpec.Input.Arrived(var record)
                        && record.epochBits() == (epoch & 3))
                    opened(protection, record).ifPresent(opened::add);
        return opened;
    }

    /** The parts of messages in them. */
    Stream<Fragment> parts(List<Octets> datagrams) {
        return opened(datagrams).stream().flatMap(record -> record.parts().stream());
    }

    private static Optional<Opened> opened(RecordProtection protection, SealedRecord record) {
        byte[] header = record.header().toArray();
        byte[] sealed = record.fragment().toArray();
        if (sealed.length < 16) return Optional.empty();
        int masked = header[1] & 0xff;
        if (record.numberLength() == 2) masked = masked << 8 | header[2] & 0xff;
        int number = protection.unmask(record.numberLength(), masked, sealed, 0);
        if (record.numberLength() == 2) header[1] = (byte) (number >> 8);
        header[record.numberLength()] = (byte) number;
        byte[] inner = new byte[sealed.length];
        int length =
                protection.open(
                        number, header, 0, header.length, sealed, 0, sealed.length, inner, 0);
        if (length == RecordProtection.FORGED) return Optional.empty();
        int content = RecordProtection.contentLength(inner, 0, length);
        return content < 0
                ? Optional.empty()
                : Optional.of(
                        new Opened(inner[content] & 0xff, Octets.of(inner, 0, content), length));
    }
}
