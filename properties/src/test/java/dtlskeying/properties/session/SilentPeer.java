package dtlskeying.properties.session;

import dtlskeying.impl.srtp.SessionSettings;
import dtlskeying.properties.network.Fate;
import dtlskeying.properties.network.Fates;
import dtlskeying.properties.network.Handle;
import dtlskeying.properties.session.Call.Setting;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.PacketKind;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A re-handshake in which one end is not heard any more, and is heard again much later. */
final class SilentPeer {
    private static final SessionSettings SESSION = SessionSettings.of(Media.MULTIPLEXED);

    /** Longer than any handshake that gives up: nine timeouts, the longest a minute each. */
    private static final long GIVEN_UP = 10 * 60_000;

    private SilentPeer() {}

    /**
     * What is wrong with a session after one end was not heard for a while in a re-handshake.
     *
     * @param starter who starts it
     * @param silent whose datagrams are lost
     * @param heard how many of them arrive before that, once the re-handshake has begun
     */
    static Optional<String> afterSilence(Role starter, Role silent, int heard) {
        int before = new Call(setting(Fates.ideal()), SESSION).sentBy(silent);
        Call call = new Call(setting(lost(silent, before + heard, 40)), SESSION);
        var keys = call.end(silent.peer()).session().keys().names();
        call.rehandshake(starter);
        call.pass(GIVEN_UP);
        if (call.handshakes() != 1) return Optional.of("it is complete");
        for (Role role : Role.values()) {
            if (!call.end(role).association().isEstablished() || call.isRehandshaking())
                return Optional.of(role.text() + " has given up more than the re-handshake");
            if (failed(call)) return Optional.of("something has failed");
        }
        if (!call.end(silent.peer()).session().keys().names().equals(keys))
            return Optional.of("the keys are not what they were");
        while (call.sentBy(silent) < before + heard + 40) call.say(silent, PacketKind.RTCP);
        return goesOn(call);
    }

    /** Packets are opened under the keys before, and another re-handshake gives new ones. */
    private static Optional<String> goesOn(Call call) {
        int opened = call.opened().size();
        call.talk(5, 20);
        call.pass(100);
        if (call.opened().size() < opened + 10) return Optional.of("media is interrupted");
        call.rehandshakeToItsEnd(Role.CLIENT);
        if (call.handshakes() != 2) return Optional.of("no further handshake completes");
        call.rehandshakeToItsEnd(Role.SERVER);
        return call.handshakes() == 3
                ? Optional.empty()
                : Optional.of("the server cannot ask for another");
    }

    private static boolean failed(Call call) {
        return call.effects().anyMatch(Effect.Failed.class::isInstance);
    }

    private static Setting setting(Fates fates) {
        return Setting.of(9, fates, SESSION);
    }

    private static Fates lost(Role from, int first, int count) {
        Map<Handle, Fate> fates = new HashMap<>();
        for (int i = 0; i < count; i++) fates.put(new Handle(from, first + i), Fate.LOST);
        return new Fates.Listed(fates, Fates.ideal());
    }
}
