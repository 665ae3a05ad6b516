package dtlskeying.properties.dissect;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.spec.Catalogue;
import dtlskeying.spec.Document;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.DtlsVersion;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Whatever the bytes are, each of them is in exactly one smallest field, and nothing is thrown. */
class DissectionProperties {
    private static final Map<String, Function<Octets, List<Field>>> DISSECTIONS = dissections();

    private static Map<String, Function<Octets, List<Field>>> dissections() {
        var all = new TreeMap<String, Function<Octets, List<Field>>>();
        for (DtlsVersion version : DtlsVersion.values()) {
            all.put("records " + version, bytes -> Dissection.records(bytes, version));
            for (int type = 19; type <= 27; type++) {
                int content = type;
                all.put(
                        "content %d %s".formatted(type, version),
                        bytes -> Dissection.content(content, bytes, version));
            }
        }
        all.put("inner", Dissection::inner);
        all.put("extensions", Dissection::extensions);
        all.put("sctp", Dissection::sctp);
        all.put("chunks", Dissection::chunks);
        all.put("parameter", Dissection::parameter);
        all.put("authenticator", Dissection::authenticator);
        for (PacketKind kind : PacketKind.values()) {
            all.put("open " + kind, bytes -> Dissection.openMedia(kind, bytes));
            for (ProtectionProfile profile : ProtectionProfile.values())
                all.put(
                        kind + " " + profile,
                        bytes -> Dissection.media(kind, bytes, profile, Mki.hex("0102")));
        }
        return all;
    }

    @Property(tries = 300)
    void hostile_bytes_are_covered_exactly_once(@ForAll("hostile") Octets bytes) {
        DISSECTIONS.forEach((name, read) -> assertCovered(name, read.apply(bytes), bytes.length()));
    }

    @Property(tries = 200)
    void damaged_messages_are_covered_exactly_once(@ForAll("damaged") Octets bytes) {
        DISSECTIONS.forEach((name, read) -> assertCovered(name, read.apply(bytes), bytes.length()));
    }

    @Example
    void sound_messages_have_no_byte_without_a_name() {
        for (var message : Samples.all()) {
            var fields = message.fields();
            assertCovered(message.name(), fields, message.bytes().length());
            assertThat(fields.stream().flatMap(Field::all).map(Field::name))
                    .as(message.name())
                    .noneMatch(name -> name.equals("unexplained bytes"));
            assertThat(fields.stream().flatMap(Field::all).map(Field::meaning))
                    .as(message.name())
                    .noneMatch(meaning -> meaning.startsWith("cut short"));
        }
    }

    @Example
    void every_kind_of_field_is_reached() {
        var names =
                Samples.all().stream()
                        .flatMap(message -> message.fields().stream())
                        .flatMap(Field::all)
                        .map(Field::name)
                        .distinct()
                        .toList();
        assertThat(names)
                .contains("ClientHello", "HelloRetryRequest", "HelloVerifyRequest", "use_srtp")
                .contains("srtp_mki", "profile", "key_exchange", "namedcurve", "certificate")
                .contains("RecordNumber", "verify_data", "DTLS chunk", "encrypted_record")
                .contains("DTLS Key Management", "tie breaker", "DATA", "INIT ACK", "SACK")
                .contains("exporter epoch", "message length")
                .contains("SSRC", "MKI", "authentication tag", "description", "eku_type");
    }

    @Example
    void every_source_that_looks_like_a_clause_is_one() {
        var sources =
                Samples.all().stream()
                        .flatMap(message -> message.fields().stream())
                        .flatMap(Field::all)
                        .map(Field::source)
                        .distinct()
                        .toList();
        assertThat(sources).hasSizeGreaterThan(30);
        for (String source : sources)
            if (List.of(Document.values()).stream()
                    .anyMatch(each -> source.startsWith(each.prefix() + "/")))
                assertThat(Catalogue.find(source)).as(source).isPresent();
    }

    /** In order, each beginning where the one before it ends, and so inside each of them. */
    private static void assertCovered(String what, List<Field> fields, int length) {
        assertThat(end(what, fields, 0)).as(what).isEqualTo(length);
    }

    private static int end(String what, List<Field> fields, int from) {
        int at = from;
        for (Field field : fields) {
            assertThat(field.offset()).as("%s: %s", what, field.name()).isEqualTo(at);
            if (!field.children().isEmpty())
                assertThat(end(what, field.children(), at)).as(what).isEqualTo(field.end());
            at = field.end();
        }
        return at;
    }

    @Provide
    Arbitrary<Octets> hostile() {
        var any = Arbitraries.bytes().array(byte[].class).ofMinSize(0).ofMaxSize(120);
        var few = Arbitraries.of((byte) 0, (byte) 1, (byte) 22, (byte) 0x2f, (byte) 65, (byte) -1);
        return Arbitraries.oneOf(any, few.array(byte[].class).ofMaxSize(60)).map(Octets::of);
    }

    @Provide
    Arbitrary<Octets> damaged() {
        var message = Arbitraries.of(Samples.all()).map(Samples.Message::bytes);
        var at = Arbitraries.integers().between(0, 400);
        var with = Arbitraries.bytes();
        return Combinators.combine(message, at, with, Arbitraries.integers().between(0, 3))
                .as(DissectionProperties::damage);
    }

    private static Octets damage(Octets message, int at, byte with, int how) {
        byte[] bytes = message.toArray();
        int place = bytes.length == 0 ? 0 : at % bytes.length;
        if (bytes.length > 0 && how != 0) bytes[place] = with;
        var parts = new ArrayList<Octets>();
        parts.add(Octets.of(bytes, 0, how == 1 ? place : bytes.length));
        if (how == 2) parts.add(Octets.of(with, with));
        return Octets.concat(parts.toArray(Octets[]::new));
    }
}
