package dtlskeying.properties.observe;

import dtlskeying.impl.chunk.ReauthenticationFrame.Kind;
import dtlskeying.impl.chunk.ReauthenticationMessage;
import dtlskeying.impl.chunk.ReauthenticationParts;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.ContentType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The messages of re-authentication that one end has sent, in their order, as far as all records of
 * each are there.
 */
record ProofMessages(List<Said> all) {
    ProofMessages {
        all = List.copyOf(all);
    }

    /**
     * A message.
     *
     * @param record its last record
     * @param isNext whether no record between the message before and this one is missing
     */
    record Said(SentRecord record, ReauthenticationMessage message, boolean isNext) {
        /** Its exchange, without a sign. */
        long exchange() {
            return Integer.toUnsignedLong(message.exchange());
        }

        boolean is(Kind kind) {
            return message.kind() == kind;
        }
    }

    static ProofMessages of(Exchange first, Role sender) {
        var all = new ArrayList<Said>();
        var parts = ReauthenticationParts.start();
        SentRecord last = null;
        boolean isWhole = true;
        for (SentRecord each : SentRecord.of(first, sender)) {
            isWhole &= last == null || follows(last, each);
            last = each;
            if (each.type() != ContentType.APPLICATION_DATA.code()) continue;
            switch (parts.on(each.content())) {
                case ReauthenticationParts.Outcome.Kept(var next) -> parts = next;
                case ReauthenticationParts.Outcome.Whole(var message) -> {
                    all.add(new Said(each, message, isWhole));
                    parts = ReauthenticationParts.start();
                    isWhole = true;
                }
                case ReauthenticationParts.Outcome.Unknown _,
                        ReauthenticationParts.Outcome.Foreign _ -> {}
                case ReauthenticationParts.Outcome.Refused _ ->
                        parts = ReauthenticationParts.start();
            }
        }
        return new ProofMessages(all);
    }

    private static boolean follows(SentRecord one, SentRecord other) {
        return one.epoch() == other.epoch() && other.sequence() <= one.sequence() + 1;
    }

    /** The first of that kind in that exchange. */
    Optional<Said> first(Kind kind, long exchange) {
        return all.stream().filter(it -> it.is(kind) && it.exchange() == exchange).findFirst();
    }
}
