package dtlskeying.properties.probe;

import dtlskeying.impl.dtls.message.HandshakeType;
import dtlskeying.impl.dtls13.UnifiedHeader;
import dtlskeying.impl.dtls13.message.HelloRetryRequest;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.DtlsCiphertext;
import dtlskeying.spec.dtls.Fragment;
import dtlskeying.spec.dtls.MessageName;
import dtlskeying.spec.dtls13.RecordsSpec;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What an onlooker without keys would call the content of a datagram. */
final class DatagramWords {
    private DatagramWords() {}

    /** One item for each record, or one for a datagram that has none. */
    static List<String> of(Octets datagram) {
        if (datagram.isEmpty()) return List.of("an empty datagram");
        var words = new ArrayList<String>();
        Records12.of(datagram).forEach(record -> words.addAll(words(record)));
        Octets rest = Records12.rest(datagram);
        for (var arrival : UnifiedHeader.read(rest).arrivals())
            if (arrival instanceof RecordsSpec.Input.Arrived(var record))
                words.add("a sealed record, epoch bits " + record.epochBits());
        return words.isEmpty()
                ? List.of("%d bytes from 0x%02x on".formatted(datagram.length(), datagram.at(0)))
                : words;
    }

    private static List<String> words(DtlsCiphertext record) {
        if (!Records12.isPlain(record))
            return List.of(
                    "a sealed record of type %d, epoch %d"
                            .formatted(record.type(), record.epoch().number()));
        var parts = Records12.parts(record);
        return parts.isEmpty()
                ? List.of(plain(record))
                : parts.stream().map(DatagramWords::words).toList();
    }

    private static String plain(DtlsCiphertext record) {
        Octets content = record.fragment();
        if (record.type() == ContentType.ALERT.code() && content.length() == 2)
            return "alert " + Answers.alert(content.at(1));
        if (record.type() == ContentType.CHANGE_CIPHER_SPEC.code())
            return MessageName.CHANGE_CIPHER_SPEC.text();
        return "a plain record of type " + record.type();
    }

    private static String words(Fragment part) {
        String name = name(part);
        return part.isWhole() ? name : "a part of " + name;
    }

    private static String name(Fragment part) {
        boolean isRetry =
                part.type() == Answers.SERVER_HELLO
                        && part.isWhole()
                        && Rewriting.serverHello(part.body())
                                .filter(HelloRetryRequest::isOne)
                                .isPresent();
        if (isRetry) return MessageName.HELLO_RETRY_REQUEST.text();
        return HandshakeType.find(part.type())
                .map(type -> MessageName.valueOf(type.name()).text())
                .orElse(String.format(Locale.ROOT, "message of type %d", part.type()));
    }
}
