package dtlskeying.properties.network;

import dtlskeying.impl.chunk.InitExchange.Terms;
import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.KeyKind;
import dtlskeying.impl.crypto.KeyShareGroup;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.dtls13.ExtendedUpdates;
import dtlskeying.impl.dtls13.Generation;
import dtlskeying.impl.dtls13.Settings;
import dtlskeying.impl.endpoint.ChunkEndpoint;
import dtlskeying.impl.endpoint.ChunkEvent;
import dtlskeying.impl.endpoint.ChunkSettings;
import dtlskeying.impl.sctp.MemoryStack;
import dtlskeying.impl.sctp.SctpSettings;
import dtlskeying.impl.sctp.UserMessage;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ReauthenticationSpec.Policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Two ends whose keys somebody has stolen once, and who then stands between them. An extended key
 * update shuts out who only listens; an {@link Interloper} who takes part in it stays, and neither
 * end notices until its peer has to prove who it is under the keys of the update.
 *
 * <p>All in virtual time, the same every time for a seed.
 */
public final class DivergedPair {
    private static final Instant TODAY = Instant.parse("2026-01-01T00:00:00Z");
    private static final long LATEST = 30_000;
    private static final long PAUSE = 2_000;
    private static final long ULP = 99;

    private final ChunkPair pair;
    private final List<ChunkPair.Happened> history = new ArrayList<>();

    /** Null until the keys are stolen. */
    private Interloper interloper;

    private DivergedPair(Policy policy, long seed) {
        this.pair =
                new ChunkPair(
                        end("alice", SctpSettings.of(5000, 5001), policy, 2 * seed),
                        end("bob", SctpSettings.of(5001, 5000), policy, 2 * seed + 1),
                        Fates.ideal());
    }

    private static ChunkEndpoint end(String name, SctpSettings sctp, Policy policy, long seed) {
        var entropy = Entropy.of(seed);
        var identity = Identity.demonstration(name, Entropy.of(name.hashCode()), KeyKind.EC_P256);
        var dtls =
                Settings.of(identity, new Trust.Anyone(), TODAY, SrtpTerms.NONE)
                        .withGroups(KeyShareGroup.X25519)
                        .withUpdates(ExtendedUpdates.ON);
        var settings = ChunkSettings.of(dtls).withReauthentication(policy);
        return new ChunkEndpoint(new MemoryStack(entropy.child("sctp")), sctp, settings, entropy);
    }

    /**
     * Opens the association, steals the keys of its first epoch, and lets its keys be updated
     * several times while messages flow.
     *
     * @param policy when each end has its peer prove who it is
     * @param isSplitting whether the thief takes part in the updates
     */
    public static DivergedPair run(Policy policy, boolean isSplitting, int updates, long seed) {
        var story = new DivergedPair(policy, seed).opened(isSplitting, seed);
        for (int update = 0; update < updates; update++) story.update(update);
        return story;
    }

    /** The same up to the theft; the rest is the caller's. */
    public static DivergedPair stolen(Policy policy, long seed) {
        return new DivergedPair(policy, seed).opened(false, seed);
    }

    private DivergedPair opened(boolean isSplitting, long seed) {
        pair.connect(Role.CLIENT);
        pass(LATEST);
        Terms terms = of(Role.CLIENT, ChunkEvent.Agreed.class).getFirst().terms();
        Generation stolen =
                of(Role.CLIENT, ChunkEvent.Keyed.class)
                        .getFirst()
                        .association()
                        .generation()
                        .orElseThrow();
        interloper = new Interloper(terms, stolen, isSplitting, Entropy.of(seed).child("thief"));
        pair.onPath(interloper);
        return this;
    }

    private void update(int number) {
        pair.renewKeys(Role.CLIENT);
        pass(PAUSE);
        for (Role end : Role.values()) {
            Octets text = Octets.hex("5ec2e7" + "%04x".formatted(number));
            pair.send(end, new UserMessage(1, ULP, text));
        }
        pass(PAUSE);
    }

    /** Lets so many milliseconds pass. */
    public void pass(long time) {
        pair.until(pair.now() + time);
        history.addAll(pair.happened());
    }

    /** Both ends, and the network between them. */
    public ChunkPair pair() {
        return pair;
    }

    /** Who stands between them. */
    public Interloper interloper() {
        return interloper;
    }

    /** All that has happened, moment by moment. */
    public List<ChunkPair.Happened> history() {
        return List.copyOf(history);
    }

    /** What has happened to an end, of one kind. */
    public <E extends ChunkEvent> List<E> of(Role end, Class<E> kind) {
        return history.stream()
                .filter(each -> each.end() == end)
                .flatMap(each -> each.events().stream())
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** The exporter secrets that an end has had, epoch by epoch. */
    public List<Secret> exporters(Role end) {
        return of(end, ChunkEvent.Keyed.class).stream().map(ChunkEvent.Keyed::exporter).toList();
    }

    /** Why an end has given the association up; nothing if it has not. */
    public List<Clause> reasons(Role end) {
        return of(end, ChunkEvent.GaveUp.class).stream().map(ChunkEvent.GaveUp::clause).toList();
    }
}
