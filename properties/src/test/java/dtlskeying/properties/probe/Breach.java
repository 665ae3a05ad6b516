package dtlskeying.properties.probe;

import dtlskeying.impl.dtls.DtlsAssociation;
import dtlskeying.spec.Octets;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A way to be broken: made of our own end, by wrapping. */
@FunctionalInterface
interface Breach {
    /** The broken end around a good association. */
    Party of(DtlsAssociation association);

    /** Not broken at all. */
    Breach NONE = association -> new Ours(association, Ours.Temper.CALM);

    /** What is to be dropped ends the association by an alert. */
    Breach TOUCHY = association -> new Ours(association, Ours.Temper.TOUCHY);

    /** What is to be dropped or refused silences it. */
    Breach SULKING = association -> new Ours(association, Ours.Temper.SULKING);

    /** It hears other datagrams than those that come. */
    static Breach hearing(Supplier<Function<Octets, List<Octets>>> incoming) {
        return association -> new Wrapped(NONE.of(association), incoming.get(), List::of);
    }

    /** It does not hear datagrams like these. */
    static Breach deafTo(Predicate<Octets> lost) {
        return hearing(() -> datagram -> lost.test(datagram) ? List.of() : List.of(datagram));
    }

    /** From the first datagram like this on it says nothing, and hears nothing. */
    static Breach silencedBy(Predicate<Octets> last) {
        return hearing(() ->
                new Function<>() {
                    private boolean isSilent;

                    @Override
                    public List<Octets> apply(Octets datagram) {
                        isSilent |= last.test(datagram);
                        return isSilent ? List.of() : List.of(datagram);
                    }
                });
    }

    /** A fatal alert answers the first datagram like this. */
    static Breach alertedBy(Predicate<Octets> last) {
        return association -> {
            var ours = new Ours(association, Ours.Temper.CALM);
            return new Wrapped(
                    ours,
                    datagram -> {
                        if (last.test(datagram)) ours.offend();
                        return List.of(datagram);
                    },
                    List::of);
        };
    }

    /** It has no timer. */
    Breach TIMELESS = association -> new Timed(NONE.of(association), 0);

    /** Its timers run so many times too fast. */
    static Breach hasty(int times) {
        return association -> new Timed(NONE.of(association), times);
    }

    /** An end whose time runs faster, or stands still. */
    record Timed(Party party, int times) implements Party {
        @Override
        public List<Octets> hear(Octets datagram, long now) {
            return party.hear(datagram, times * now);
        }

        @Override
        public List<Octets> tick(long now) {
            return party.tick(times * now);
        }

        @Override
        public long deadline() {
            boolean isNone = times == 0 || party.deadline() == Long.MAX_VALUE;
            return isNone ? Long.MAX_VALUE : (party.deadline() + times - 1) / times;
        }
    }

    /** It says other datagrams than it should. */
    static Breach saying(Supplier<Function<Octets, List<Octets>>> outgoing) {
        return association -> new Wrapped(NONE.of(association), List::of, outgoing.get());
    }

    /** An end with somebody at its ear and at its mouth. */
    record Wrapped(
            Party party,
            Function<Octets, List<Octets>> incoming,
            Function<Octets, List<Octets>> outgoing)
            implements Party {
        @Override
        public List<Octets> hear(Octets datagram, long now) {
            var sent = new ArrayList<Octets>();
            for (Octets heard : incoming.apply(datagram)) sent.addAll(said(party.hear(heard, now)));
            return sent;
        }

        @Override
        public List<Octets> tick(long now) {
            return said(party.tick(now));
        }

        @Override
        public long deadline() {
            return party.deadline();
        }

        private List<Octets> said(List<Octets> datagrams) {
            return datagrams.stream().flatMap(each -> outgoing.apply(each).stream()).toList();
        }
    }
}
