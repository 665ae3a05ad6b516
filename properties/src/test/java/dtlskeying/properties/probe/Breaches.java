package dtlskeying.properties.probe;

import static dtlskeying.impl.dtls.message.ExtensionType.USE_SRTP;

import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.srtp.UseSrtpData;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.Fragment;
import dtlskeying.spec.srtp.Mki;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** For every case a way to be broken that it has to accuse. */
final class Breaches {
    private static final UseSrtpData GOOD =
            new UseSrtpData(List.of(1, 2, 3, 4, 5, 6, 7, 8), Mki.NONE);

    private Breaches() {}

    /** The breach of a case; our own end as it is if there is none. */
    static Breach of(ProbeCase each) {
        String id = each.id();
        if (NAMED.containsKey(id)) return NAMED.get(id);
        if (id.startsWith("profile-")) return answering(data -> profiles(data, 0x0009));
        if (id.startsWith("mki-")) return answering(data -> mki(data, Mki.hex("ee")));
        if (id.startsWith("use-srtp-")) return REPAIRING;
        return Breach.TOUCHY;
    }

    /** It hears a good use_srtp, once, in every hello. */
    static final Breach REPAIRING =
            Breach.hearing(() -> Rewriting.message(Answers.CLIENT_HELLO, Breaches::repaired));

    private static final Map<String, Breach> NAMED = named();

    private static Map<String, Breach> named() {
        var breaches = new HashMap<String, Breach>();
        breaches.put("one-profile", answering(data -> profiles(data, 1, 2)));
        breaches.put("unknown-profiles-only", answering(data -> GOOD));
        breaches.put("unknown-profiles-first", answering(data -> profiles(data, 0xfffe)));
        breaches.put("nothing-offered", answering(data -> GOOD));
        for (String id :
                List.of("small-parts", "overlapping-parts", "repeated-parts", "parts-backwards"))
            breaches.put(id, Breach.deafTo(Breaches::hasParts));
        breaches.putAll(Breaches12.all());
        breaches.put("bid-down", REPAIRING);
        breaches.put("empty-datagram", Breach.silencedBy(Octets::isEmpty));
        breaches.put("epoch-to-come", Breach.silencedBy(datagram -> isOfEpoch(datagram, 2)));
        breaches.put("messages-backwards", Breach.hearing(InOrder::new));
        for (String id :
                List.of(
                        "part-beyond-end",
                        "part-of-other-length",
                        "part-of-other-type",
                        "part-without-bytes",
                        "part-cut-short",
                        "part-of-huge-message")) breaches.put(id, Breach.SULKING);
        return breaches;
    }

    private static UseSrtpData profiles(UseSrtpData data, Integer... codes) {
        return new UseSrtpData(List.of(codes), data.mki());
    }

    private static UseSrtpData mki(UseSrtpData data, Mki other) {
        return new UseSrtpData(data.profiles(), other);
    }

    /** The server's hello has another use_srtp, also where it had none. */
    private static Breach answering(UnaryOperator<UseSrtpData> change) {
        return Breach.saying(() ->
                Rewriting.serverHello(hello -> {
                    var data =
                            hello.extensions().find(USE_SRTP).map(UseSrtpData::decode).orElse(null)
                                            instanceof UseSrtpData.Decoded.Readable(var readable)
                                    ? readable
                                    : GOOD;
                    var other = new Extension(USE_SRTP, change.apply(data).encode());
                    var list = Rewriting.with(hello.extensions().list(), other);
                    return new dtlskeying.impl.dtls.message.ServerHello(
                            hello.version(),
                            hello.random(),
                            hello.sessionId(),
                            hello.cipherSuite(),
                            hello.compressionMethod(),
                            new Extensions(list));
                }));
    }

    /** A hello whose use_srtp is good, whatever it was; its extensions may stand twice. */
    private static Octets repaired(Octets body) {
        int block = blockAt(body);
        var list = new ArrayList<Extension>();
        for (int at = block + 2; at < body.length(); ) {
            int length = uint16(body, at + 2);
            int type = uint16(body, at);
            Octets data = type == USE_SRTP ? GOOD.encode() : body.slice(at + 4, at + 4 + length);
            var extension = new Extension(type, data);
            if (!list.contains(extension)) list.add(extension);
            at += 4 + length;
        }
        return Rewriting.clientHello(body.slice(0, block))
                .orElseThrow()
                .withExtensions(new Extensions(list))
                .encode();
    }

    private static int blockAt(Octets body) {
        int at = 34;
        at += 1 + body.at(at);
        at += 1 + body.at(at);
        at += 2 + uint16(body, at);
        return at + 1 + body.at(at);
    }

    private static int uint16(Octets body, int at) {
        return body.at(at) << 8 | body.at(at + 1);
    }

    private static boolean isOfEpoch(Octets datagram, long epoch) {
        return Records12.of(datagram).stream().anyMatch(each -> each.epoch().number() == epoch);
    }

    private static boolean hasParts(Octets datagram) {
        return Records12.of(datagram).stream()
                .flatMap(record -> Records12.parts(record).stream())
                .anyMatch(part -> !part.isWhole());
    }

    /** Drops what is ahead of its turn. */
    private static final class InOrder implements Function<Octets, List<Octets>> {
        private int next;

        @Override
        public List<Octets> apply(Octets datagram) {
            for (var record : Records12.of(datagram))
                for (Fragment part : Records12.parts(record)) {
                    if (part.messageSeq() > next) return List.of();
                    if (part.messageSeq() == next) next++;
                }
            return List.of(datagram);
        }
    }
}
