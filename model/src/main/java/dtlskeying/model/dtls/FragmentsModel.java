package dtlskeying.model.dtls;

import static dtlskeying.spec.dtls.FragmentsSpec.Claim.CHANGED_PARTS_END_THE_HANDSHAKE;
import static dtlskeying.spec.dtls.FragmentsSpec.Claim.EARLY_MESSAGES_ARE_QUEUED;
import static dtlskeying.spec.dtls.FragmentsSpec.Claim.LIMITED_QUEUE_DISCARDS_THE_REST;
import static dtlskeying.spec.dtls.FragmentsSpec.Claim.MESSAGES_ARE_READ_IN_ORDER;
import static dtlskeying.spec.dtls.FragmentsSpec.Claim.MESSAGE_SEQ_DOES_NOT_WRAP;
import static dtlskeying.spec.dtls.FragmentsSpec.Claim.OVERLAPS_ARE_ACCEPTED;
import static dtlskeying.spec.dtls.FragmentsSpec.Claim.PARTS_ARE_NOT_EMPTY;
import static dtlskeying.spec.dtls.FragmentsSpec.Claim.PARTS_LIE_INSIDE_THE_MESSAGE;
import static dtlskeying.spec.dtls.FragmentsSpec.Claim.PARTS_OF_ONE_MESSAGE_AGREE;
import static dtlskeying.spec.dtls.FragmentsSpec.Claim.PAST_MESSAGES_ARE_DISCARDED;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.Fragment;
import dtlskeying.spec.dtls.FragmentLimits;
import dtlskeying.spec.dtls.FragmentsSpec.Effect;
import dtlskeying.spec.dtls.FragmentsSpec.Input;
import dtlskeying.spec.dtls.HandshakeMessage;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * RFC 6347 §4.2.2 and §4.2.3 as a relation over sets: every byte that came, each with the message
 * and the place that it belongs to. There are no parts in it, so that nothing can overlap.
 */
public record FragmentsModel() implements Relation<FragmentsModel.Facts, Input, Effect> {
    private static final int LAST_MESSAGE = 65_535;

    /** A byte of a message at its place. */
    public record Cell(int message, int place, int value) {}

    /** What the parts of a message say of the whole. */
    public record Title(int message, int type, int length) {}

    /**
     * What is known at the receiver.
     *
     * @param next the message that is awaited
     * @param titles the messages of which something came and that were not read
     * @param cells their bytes
     */
    public record Facts(FragmentLimits limits, int next, Set<Title> titles, Set<Cell> cells) {
        public Facts {
            titles = Set.copyOf(titles);
            cells = Set.copyOf(cells);
        }

        /** A receiver that awaits this message and has nothing. */
        public static Facts awaiting(int next, FragmentLimits limits) {
            return new Facts(limits, next, Set.of(), Set.of());
        }

        private Facts with(Fragment part) {
            var names = new HashSet<>(titles);
            names.add(title(part));
            var bytes = new HashSet<>(cells);
            bytes.addAll(cellsOf(part));
            return new Facts(limits, next, names, bytes);
        }

        private boolean has(int message, int place) {
            return cells.stream().anyMatch(it -> it.message() == message && it.place() == place);
        }

        /** Every byte, and as much again for each stretch of them as a stretch costs. */
        private long cost() {
            long stretches =
                    cells.stream().filter(it -> !has(it.message(), it.place() - 1)).count();
            long empty = titles.stream().filter(it -> it.length() == 0).count();
            return cells.size() + FragmentLimits.PART_OVERHEAD * (stretches + empty);
        }
    }

    @Override
    public Set<Outcome<Facts, Effect>> permitted(Facts facts, Input input) {
        return switch (input) {
            case Input.Arrived(var part) -> arrived(facts, part);
        };
    }

    private static Set<Outcome<Facts, Effect>> arrived(Facts facts, Fragment part) {
        if (facts.next() > LAST_MESSAGE || part.messageSeq() < facts.next())
            return Set.of(
                    Outcome.of(
                            facts,
                            List.of(new Effect.Repeated(part.messageSeq(), Clause.UNSTATED)),
                            facts.next() > LAST_MESSAGE
                                    ? MESSAGE_SEQ_DOES_NOT_WRAP
                                    : PAST_MESSAGES_ARE_DISCARDED));
        var lies = lies(facts, part);
        if (!lies.isEmpty())
            return Set.of(
                    new Outcome<>(
                            facts,
                            List.of(new Effect.Refused(part.messageSeq(), Clause.UNSTATED)),
                            lies,
                            Set.of()));
        var kept = kept(facts.with(part), part);
        return isCrowded(facts, part) ? Set.of(kept, dropped(facts, part)) : Set.of(kept);
    }

    private static Set<Clause> lies(Facts facts, Fragment part) {
        var lies = new HashSet<Clause>();
        if (part.offset() + part.body().length() > part.length())
            lies.add(PARTS_LIE_INSIDE_THE_MESSAGE);
        if (part.body().isEmpty() && part.length() > 0) lies.add(PARTS_ARE_NOT_EMPTY);
        if (part.length() > facts.limits().largestMessage())
            lies.add(LIMITED_QUEUE_DISCARDS_THE_REST);
        boolean isOther =
                facts.titles().stream()
                        .anyMatch(
                                it -> it.message() == part.messageSeq() && !it.equals(title(part)));
        if (isOther) lies.add(PARTS_OF_ONE_MESSAGE_AGREE);
        boolean isChanged =
                cellsOf(part).stream()
                        .anyMatch(it ->
                                facts.has(it.message(), it.place()) && !facts.cells().contains(it));
        if (isChanged) lies.add(CHANGED_PARTS_END_THE_HANDSHAKE);
        return lies;
    }

    /** Room may only be wanting where there is too much; what is ahead has no right to any. */
    private static boolean isCrowded(Facts facts, Fragment part) {
        return part.messageSeq() > facts.next() + facts.limits().ahead()
                || facts.with(part).cost() > facts.limits().bytes();
    }

    private static Outcome<Facts, Effect> dropped(Facts facts, Fragment part) {
        return Outcome.of(
                facts,
                List.of(new Effect.Discarded(part.messageSeq(), Clause.UNSTATED)),
                LIMITED_QUEUE_DISCARDS_THE_REST);
    }

    /** Whatever is whole is read, from the awaited message on, until one is not. */
    private static Outcome<Facts, Effect> kept(Facts facts, Fragment part) {
        var effects = new ArrayList<Effect>();
        int next = facts.next();
        for (var title = whole(facts, next); title != null; title = whole(facts, next)) {
            effects.add(new Effect.Delivered(message(facts, title)));
            next++;
        }
        if (effects.isEmpty())
            return Outcome.of(
                    facts,
                    List.of(new Effect.Held(part.messageSeq())),
                    EARLY_MESSAGES_ARE_QUEUED,
                    OVERLAPS_ARE_ACCEPTED,
                    MESSAGES_ARE_READ_IN_ORDER);
        return Outcome.of(
                readUpTo(facts, next), effects, OVERLAPS_ARE_ACCEPTED, MESSAGES_ARE_READ_IN_ORDER);
    }

    private static Facts readUpTo(Facts facts, int next) {
        var titles = new HashSet<>(facts.titles());
        titles.removeIf(it -> it.message() < next);
        var cells = new HashSet<>(facts.cells());
        cells.removeIf(it -> it.message() < next);
        return new Facts(facts.limits(), next, titles, cells);
    }

    /** The title of that message if all its bytes are there, else null. */
    private static Title whole(Facts facts, int message) {
        return facts.titles().stream()
                .filter(it -> it.message() == message)
                .filter(it ->
                        facts.cells().stream().filter(cell -> cell.message() == message).count()
                                == it.length())
                .findFirst()
                .orElse(null);
    }

    private static HandshakeMessage message(Facts facts, Title title) {
        byte[] body = new byte[title.length()];
        for (Cell cell : facts.cells())
            if (cell.message() == title.message()) body[cell.place()] = (byte) cell.value();
        return new HandshakeMessage(title.type(), title.message(), Octets.of(body));
    }

    private static Title title(Fragment part) {
        return new Title(part.messageSeq(), part.type(), part.length());
    }

    private static Set<Cell> cellsOf(Fragment part) {
        var cells = new HashSet<Cell>();
        for (int i = 0; i < part.body().length(); i++)
            cells.add(new Cell(part.messageSeq(), part.offset() + i, part.body().at(i)));
        return cells;
    }
}
