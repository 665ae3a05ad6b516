package dtlskeying.properties.cli;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls.DtlsAssociation;
import dtlskeying.impl.endpoint.EndpointEvent;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.DataProtection;

import java.util.ArrayList;
import java.util.List;

/** What has come of one end so far: its agreements, its media, and what went wrong. */
final class Course {
    private final Role role;
    private final List<Agreement> agreements = new ArrayList<>();
    private int sent;
    private int received;
    private String trouble = "";

    Course(Role role) {
        this.role = role;
    }

    /** Takes note of what the endpoint has done. */
    void happened(EndpointEvent event) {
        switch (event) {
            case EndpointEvent.Stepped(_, var effects) -> effects.forEach(this::heard);
            case EndpointEvent.Keyed(var association, var handshake, _) ->
                    agreed(association, handshake);
            case EndpointEvent.Protected _ -> sent++;
            case EndpointEvent.Opened _ -> received++;
            case EndpointEvent.Refused(_, var clause) ->
                    troubled(role.text() + " does not send: " + reason(clause));
            case EndpointEvent.SetEnded _,
                    EndpointEvent.RekeyAsked _,
                    EndpointEvent.Held _,
                    EndpointEvent.Dropped _,
                    EndpointEvent.Foreign _ -> {}
        }
    }

    private void heard(Effect effect) {
        switch (effect) {
            case Effect.AlertSent(var alert, var clause) when alert != Alert.CLOSE_NOTIFY ->
                    troubled(role.text() + " says " + alert.text() + ": " + reason(clause));
            case Effect.AlertReceived(var fatal, var description) when fatal ->
                    troubled(role.peer().text() + " says " + alert(description));
            case Effect.Failed(var clause) -> troubled(reason(clause));
            case Effect.Completed(_, _, DataProtection.Records _, _) ->
                    troubled("the peer does not want SRTP");
            case Effect.Completed _,
                    Effect.AlertSent _,
                    Effect.AlertReceived _,
                    Effect.Send _,
                    Effect.FlightSent _,
                    Effect.MessageHeard _,
                    Effect.Acknowledged _,
                    Effect.Confirmed _,
                    Effect.KeysUpdated _,
                    Effect.EpochReady _,
                    Effect.DataReceived _,
                    Effect.Closed _,
                    Effect.Discarded _ -> {}
        }
    }

    /** The first trouble is the cause, later ones its consequences. */
    void troubled(String what) {
        if (trouble.isEmpty()) trouble = what;
    }

    Role role() {
        return role;
    }

    /** All agreements, the latest last. */
    List<Agreement> agreements() {
        return List.copyOf(agreements);
    }

    /** What was exported by each handshake. */
    List<Secret> exported() {
        return agreements.stream().map(Agreement::exported).toList();
    }

    /** Whether a handshake has given keys. */
    boolean hasAgreed() {
        return !agreements.isEmpty();
    }

    /** The next packet of this end, before it is protected. */
    Octets nextPacket() {
        return Signal.packet(role, sent);
    }

    /** SRTP packets sent. */
    int sent() {
        return sent;
    }

    /** SRTP packets received and found authentic and new. */
    int received() {
        return received;
    }

    /** What went wrong first; empty if nothing did. */
    String trouble() {
        return trouble;
    }

    private void agreed(DtlsAssociation association, Effect.Completed handshake) {
        if (handshake.data() instanceof DataProtection.Srtp srtp)
            agreements.add(Agreement.of(association, srtp, handshake.peerCertificates()));
    }

    private static String reason(Clause clause) {
        return clause.summary() + " (" + clause.id() + ")";
    }

    private static String alert(int description) {
        return Alert.isKnown(description)
                ? Alert.ofCode(description).text()
                : "alert " + description;
    }
}
