package dtlskeying.properties.explain;

import dtlskeying.spec.Clause;
import dtlskeying.spec.Effect;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.KeyInstallSpec;
import dtlskeying.spec.chunk.KeyUpdateSpec;
import dtlskeying.spec.chunk.KeyUse;
import dtlskeying.spec.dtls.AssociationSpec;
import dtlskeying.spec.srtp.SsrcMappingSpec;
import dtlskeying.spec.trace.TraceEvent;
import dtlskeying.spec.trace.TraceFile;
import dtlskeying.spec.trace.TraceView;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What both ends did that no datagram shows: keys set and gone, protection required, refusals. */
final class Remarks {
    private static final String CHUNK_KEYS = "chunk/KeyInstall";

    private Remarks() {}

    /** Those of a trace, in its order. */
    static List<Moment.Notes> of(TraceFile trace) {
        var notes = new ArrayList<Moment.Notes>();
        for (TraceEvent event : trace.events()) {
            if (event.input() instanceof KeyInstallSpec.Input.Associated(var role))
                notes.add(note(event, "is the " + role.text() + " of the key management", ""));
            for (Effect effect : event.effects()) {
                String words = words(effect);
                if (!words.isEmpty()) notes.add(note(event, words, clause(effect)));
            }
        }
        boolean isChunk =
                trace.events().stream().anyMatch(event -> event.chapter().equals(CHUNK_KEYS));
        if (!isChunk) notes.addAll(media(trace));
        return notes;
    }

    private static Moment.Notes note(TraceEvent event, String words, String clause) {
        return new Moment.Notes(event.ms(), end(event.endpoint()), words, clause);
    }

    private static Role end(String name) {
        return name.equals(Role.CLIENT.text()) ? Role.CLIENT : Role.SERVER;
    }

    private static String clause(Effect effect) {
        return effect.clause() == Clause.UNSTATED ? "" : effect.clause().id();
    }

    private static String words(Effect effect) {
        return switch (effect) {
            case KeyInstallSpec.Effect.ReceiveKeySet(var use, var epoch) ->
                    "SET RECV KEYS, epoch " + epoch + use(use);
            case KeyInstallSpec.Effect.SendKeySet(var use, var epoch) ->
                    "SET SEND KEYS, epoch " + epoch + use(use);
            case KeyInstallSpec.Effect.Enforced() -> "ENFORCE PROTECTION";
            case KeyInstallSpec.Effect.Aborted _ -> "gives the association up";
            case KeyInstallSpec.Effect.Refused _ -> "refuses";
            case KeyUpdateSpec.Effect.Asked() -> "asks for fresh keys";
            case KeyUpdateSpec.Effect.Refused _ -> "refuses fresh keys now";
            case AssociationSpec.Effect.Failed _ -> "fails for good";
            case AssociationSpec.Effect.Discarded _ -> "drops what came";
            case AssociationSpec.Effect.EpochReady(var epoch) -> "reads epoch " + epoch;
            case AssociationSpec.Effect.KeysUpdated(var epoch) -> "writes epoch " + epoch;
            case AssociationSpec.Effect.Completed(var handshake, _, _, _) ->
                    "handshake " + handshake + " is complete";
            case SsrcMappingSpec.Effect.Learned(var ssrc, var association) ->
                    "source " + ssrc + " is of association " + association;
            case SsrcMappingSpec.Effect.Forgotten(var ssrc, _) -> "source " + ssrc + " is free";
            case SsrcMappingSpec.Effect.Accepted(var association) ->
                    "a packet of association " + association + " is taken";
            case SsrcMappingSpec.Effect.Failed _, SsrcMappingSpec.Effect.Discarded _ ->
                    "a packet is dropped";
            case Effect _ -> "";
        };
    }

    private static String use(KeyUse use) {
        return use == KeyUse.PRIMARY ? "" : ", " + use.name().toLowerCase(Locale.ROOT);
    }

    /** Key sets of DTLS-SRTP: those that come are in use at once. */
    private static List<Moment.Notes> media(TraceFile trace) {
        var notes = new ArrayList<Moment.Notes>();
        Map<Role, TraceView> latest = new EnumMap<>(Role.class);
        for (TraceView view : trace.views()) {
            var end = end(view.endpoint());
            TraceView before = latest.put(end, view);
            if (before == null || before.send() != view.send())
                notes.add(note(view, "sends under keys " + view.send()));
            if (before == null) continue;
            for (long gone : before.receive())
                if (!view.receive().contains(gone)) notes.add(note(view, "destroys keys " + gone));
        }
        return notes;
    }

    private static Moment.Notes note(TraceView view, String words) {
        return new Moment.Notes(view.ms(), end(view.endpoint()), words, "");
    }
}
