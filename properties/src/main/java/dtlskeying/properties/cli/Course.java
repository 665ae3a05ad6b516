package dtlskeying.properties.cli;

import dtlskeying.impl.dtls12.Association;
import dtlskeying.impl.srtp.SrtpSession;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.DataProtection;
import dtlskeying.spec.dtls12.AssociationSpec.Effect;
import dtlskeying.spec.srtp.Media;

import java.util.ArrayList;
import java.util.List;

/** What has come of one end so far: its agreements, its media, and what went wrong. */
final class Course {
    private final Role role;
    private final List<Agreement> agreements = new ArrayList<>();
    private final SrtpSession session;
    private final MediaEnd media;
    private String trouble = "";

    Course(Role role) {
        this.role = role;
        this.session = new SrtpSession(role, Media.MULTIPLEXED);
        this.media = new MediaEnd(role, session);
    }

    /** Takes note of a step, after which the association is this one. */
    void stepped(Association after, List<Effect> effects) {
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Completed(_, _, DataProtection.Srtp srtp, var certificates) ->
                        agreed(after, srtp, certificates);
                case Effect.Completed(_, _, DataProtection.Records _, _) ->
                        troubled("the peer does not want SRTP");
                case Effect other -> heard(other);
            }
        }
    }

    /** Takes note of an effect that can be trouble. */
    void heard(Effect effect) {
        switch (effect) {
            case Effect.AlertSent(var alert, var clause) when alert != Alert.CLOSE_NOTIFY ->
                    troubled(role.text() + " says " + alert.text() + ": " + reason(clause));
            case Effect.AlertReceived(var fatal, var description) when fatal ->
                    troubled(role.peer().text() + " says " + alert(description));
            case Effect.Failed(var clause) -> troubled(reason(clause));
            case Effect.Completed _,
                    Effect.AlertSent _,
                    Effect.AlertReceived _,
                    Effect.Send _,
                    Effect.FlightSent _,
                    Effect.MessageHeard _,
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

    /** Whether a handshake has given keys. */
    boolean hasAgreed() {
        return !agreements.isEmpty();
    }

    /** The end of the media under the latest keys; only once a handshake has given keys. */
    MediaEnd media() {
        return media;
    }

    /** SRTP packets sent. */
    int sent() {
        return media.sent();
    }

    /** SRTP packets received and found authentic and new. */
    int received() {
        return media.received();
    }

    /** What went wrong first; empty if nothing did. */
    String trouble() {
        return trouble;
    }

    /** Takes note of a handshake, after which the association is this one. */
    void agreed(Association after, DataProtection.Srtp srtp, List<Octets> certificates) {
        agreements.add(Agreement.of(after, srtp, certificates));
        session.completed(agreements.size(), srtp.profile(), srtp.mki(), after::export);
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
