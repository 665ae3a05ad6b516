package dtlskeying.properties.schedule;

import static dtlskeying.spec.dtls12.AssociationSpec.Claim.ALERTS_ARE_TWO_BYTES;
import static dtlskeying.spec.dtls12.AssociationSpec.Claim.DATAGRAMS_FIT_THE_PATH;
import static dtlskeying.spec.dtls12.AssociationSpec.Claim.FINISHED_IS_PROTECTED;
import static dtlskeying.spec.dtls12.AssociationSpec.Claim.ONLY_FINISHED_IS_UNDER_NEW_KEYS;
import static dtlskeying.spec.dtls12.ClientHandshakeSpec.Claim.SECOND_HELLO_HAS_THE_SAME_PARAMETERS;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.CHANGE_CIPHER_SPEC_IS_ONE_BYTE;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.RECORDS_DO_NOT_SPAN_DATAGRAMS;
import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.CLIENT_HELLO_COMES_IN_ONE_DATAGRAM;
import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.VERIFY_REQUEST_REPEATS_THE_RECORD_NUMBER;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls12.Association;
import dtlskeying.impl.dtls12.RecordHeader;
import dtlskeying.properties.Machine;
import dtlskeying.properties.schedule.ScheduleGuards.Bug;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.DtlsCiphertext;
import dtlskeying.spec.dtls.FragmentsSpec;
import dtlskeying.spec.dtls.MessageName;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Known bugs where the parts of an association meet: our step function, wrapped. */
final class AssociationBugs {
    private static final int CCS = ContentType.CHANGE_CIPHER_SPEC.code();
    private static final int ALERT = ContentType.ALERT.code();
    private static final int HANDSHAKE = ContentType.HANDSHAKE.code();

    static final List<Bug> ALL =
            List.of(
                    bug(
                            "jumbo",
                            "a flight is one datagram, however long",
                            DATAGRAMS_FIT_THE_PATH,
                            AssociationLaws.WHOLE,
                            sending(AssociationBugs::together),
                            1),
                    bug(
                            "spanning",
                            "what does not fit into a datagram goes on in the next",
                            RECORDS_DO_NOT_SPAN_DATAGRAMS,
                            AssociationLaws.WHOLE,
                            sending(AssociationBugs::cutAnywhere),
                            1),
                    bug(
                            "long-part",
                            "a part says that it is longer than its record",
                            FragmentsSpec.Claim.PARTS_FIT_THE_RECORD,
                            AssociationLaws.WHOLE,
                            sending(inClear(HANDSHAKE, c -> c.slice(0, c.length() - 1))),
                            1),
                    bug(
                            "wide-change",
                            "ChangeCipherSpec has a second byte",
                            CHANGE_CIPHER_SPEC_IS_ONE_BYTE,
                            AssociationLaws.WHOLE,
                            sending(inClear(CCS, c -> Octets.concat(c, c))),
                            1),
                    bug(
                            "any-alert",
                            "of an alert only the last byte is looked at",
                            ALERTS_ARE_TWO_BYTES,
                            AssociationLaws.DROPPED,
                            taking(ALERTS_ARE_TWO_BYTES, new Effect.AlertReceived(true, 40)),
                            2),
                    bug(
                            "clear-finished",
                            "a Finished that nothing protects is read like any other message",
                            FINISHED_IS_PROTECTED,
                            AssociationLaws.DROPPED,
                            taking(
                                    FINISHED_IS_PROTECTED,
                                    new Effect.MessageHeard(MessageName.FINISHED)),
                            2),
                    new Bug(
                            "early-switch",
                            "any message may travel under the keys that it leads to",
                            Set.of(ONLY_FINISHED_IS_UNDER_NEW_KEYS),
                            AssociationLaws.DROPPED_UNDER_NEW_KEYS,
                            Stack.OURS.withDtls(
                                    taking(
                                            ONLY_FINISHED_IS_UNDER_NEW_KEYS,
                                            new Effect.MessageHeard(
                                                    MessageName.CERTIFICATE_VERIFY))),
                            HandshakeDraws::insider,
                            4),
                    bug(
                            "new-random",
                            "the hello with the cookie is made anew",
                            SECOND_HELLO_HAS_THE_SAME_PARAMETERS,
                            AssociationLaws.SAME_PARAMETERS,
                            sending(AssociationBugs::withNewRandom),
                            1),
                    bug(
                            "own-count",
                            "a server counts its records from 0, whatever the hello's number",
                            VERIFY_REQUEST_REPEATS_THE_RECORD_NUMBER,
                            AssociationLaws.SAME_NUMBER,
                            AssociationBugs::countingFrom0,
                            1),
                    bug(
                            "kept-part",
                            "a server puts the parts of a hello together before it asks for a"
                                    + " cookie",
                            CLIENT_HELLO_COMES_IN_ONE_DATAGRAM,
                            AssociationLaws.NO_PARTS,
                            AssociationBugs::keepingParts,
                            1));

    private AssociationBugs() {}

    private static Bug bug(
            String id,
            String story,
            Clause breaks,
            ScheduleLaw killer,
            Machine<Association, Input, Effect> sick,
            int optimum) {
        return new Bug(
                id,
                story,
                Set.of(breaks),
                killer,
                Stack.OURS.withDtls(sick),
                HandshakeDraws::malformed,
                optimum);
    }

    private static Machine<Association, Input, Effect> sending(
            Function<List<Octets>, List<Octets>> change) {
        return (state, input) -> {
            var step = state.on(input);
            var effects = new ArrayList<Effect>();
            var sent = new ArrayList<Octets>();
            for (Effect effect : step.effects()) {
                if (effect instanceof Effect.Send(var datagram)) sent.add(datagram);
                else effects.add(effect);
            }
            change.apply(sent).forEach(datagram -> effects.add(new Effect.Send(datagram)));
            return new Step<>(step.state(), effects);
        };
    }

    /** What was dropped for that reason has that effect in its place. */
    private static Machine<Association, Input, Effect> taking(Clause clause, Effect instead) {
        return (state, input) -> {
            var step = state.on(input);
            return new Step<>(
                    step.state(),
                    step.effects().stream()
                            .map(e -> e.equals(new Effect.Discarded(clause)) ? instead : e)
                            .toList());
        };
    }

    private static List<Octets> together(List<Octets> datagrams) {
        return datagrams.isEmpty()
                ? datagrams
                : List.of(Octets.concat(datagrams.toArray(Octets[]::new)));
    }

    private static List<Octets> cutAnywhere(List<Octets> datagrams) {
        var cut = new ArrayList<Octets>();
        for (Octets datagram : datagrams) {
            int half = datagram.length() / 2;
            cut.add(datagram.slice(0, half));
            cut.add(datagram.slice(half, datagram.length()));
        }
        return cut;
    }

    private static Function<List<Octets>, List<Octets>> inClear(
            int type, UnaryOperator<Octets> change) {
        return datagrams ->
                datagrams.stream()
                        .map(datagram ->
                                edited(
                                        datagram,
                                        record ->
                                                record.type() == type
                                                                && record.epoch().number() == 0
                                                        ? with(
                                                                record,
                                                                record.sequence(),
                                                                change.apply(record.fragment()))
                                                        : record))
                        .toList();
    }

    private static List<Octets> withNewRandom(List<Octets> datagrams) {
        return datagrams.stream()
                .map(datagram ->
                        Hellos.cookie(datagram).filter(c -> !c.isEmpty()).isPresent()
                                ? new Forgery.FlipBit(8 * 30).of(datagram)
                                : datagram)
                .toList();
    }

    private static Step<Association, Effect> countingFrom0(Association state, Input input) {
        return state.role() == Role.SERVER && state.isIdle()
                ? sending(AssociationBugs::numberedFrom0).on(state, input)
                : state.on(input);
    }

    private static List<Octets> numberedFrom0(List<Octets> datagrams) {
        return datagrams.stream()
                .map(datagram -> edited(datagram, record -> with(record, 0, record.fragment())))
                .toList();
    }

    private static Step<Association, Effect> keepingParts(Association state, Input input) {
        var step = state.on(input);
        var reason = new Effect.Discarded(CLIENT_HELLO_COMES_IN_ONE_DATAGRAM);
        return step.effects().contains(reason) ? Start.ofKnownClient().on(input) : step;
    }

    private static Octets edited(Octets datagram, UnaryOperator<DtlsCiphertext> change) {
        return Octets.concat(
                RecordHeader.read(datagram).records().stream()
                        .map(change)
                        .map(RecordHeader::write)
                        .toArray(Octets[]::new));
    }

    private static DtlsCiphertext with(DtlsCiphertext record, long sequence, Octets fragment) {
        return new DtlsCiphertext(
                record.type(), record.version(), record.epoch(), sequence, fragment);
    }
}
