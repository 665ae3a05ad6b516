package dtlskeying.properties.probe;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.dtls.DtlsAssociation;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.dtls12.Association;
import dtlskeying.impl.dtls12.Settings;
import dtlskeying.impl.dtls13.AddressValidation;
import dtlskeying.impl.dtls13.ExtendedUpdates;
import dtlskeying.impl.dtls13.RetryCookies;
import dtlskeying.impl.endpoint.ChunkEndpoint;
import dtlskeying.impl.endpoint.ChunkSettings;
import dtlskeying.impl.sctp.MemoryStack;
import dtlskeying.impl.sctp.SctpSettings;
import dtlskeying.impl.versions.Versions;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.UseSrtpSpec.WithoutSrtp;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What a scenario plays on: the peer, our settings, and how long to wait. */
final class Stage implements AutoCloseable {
    /** What is offered and taken where a case is not about profiles. */
    static final SrtpTerms ANY_PROFILE = terms(Mki.NONE, ProtectionProfile.values());

    /** SCTP ports, those that {@code run chunk} has if nothing is said. */
    private static final int OPENING_PORT = 5000;

    private static final int WAITING_PORT = 5001;

    private final Role role;
    private final Subject.Peer peer;
    private final Kit kit;
    private final Prober.Manner manner;
    private final List<Player> players = new ArrayList<>();
    private final List<ChunkPlayer> chunks = new ArrayList<>();

    /**
     * A stage for one play.
     *
     * @param kit whose entropy is for this play alone
     */
    Stage(Subject subject, Kit kit, Prober.Manner manner) {
        this.role = subject.role();
        this.peer = subject.appear();
        this.kit = kit;
        this.manner = manner;
    }

    /** These profiles and this MKI; without SRTP the handshake goes on. */
    static SrtpTerms terms(Mki mki, ProtectionProfile... profiles) {
        return new SrtpTerms(List.of(profiles), mki, true, WithoutSrtp.FALL_BACK);
    }

    /** Which end the peer plays. */
    Role peer() {
        return role;
    }

    /** Milliseconds to wait for an answer that is not sure to come. */
    long patience() {
        return manner.patience();
    }

    /** Milliseconds for which the peer keeps the keys before a re-handshake. */
    long segmentLifetime() {
        return manner.segmentLifetime();
    }

    /** Our certificate and key. */
    Identity identity() {
        return kit.identity();
    }

    Settings settings(SrtpTerms terms) {
        return kit.older(terms);
    }

    /** Settings of DTLS 1.3 for data in its records. */
    dtlskeying.impl.dtls13.Settings newer() {
        return newer(SrtpTerms.NONE);
    }

    /** Settings of DTLS 1.3. */
    dtlskeying.impl.dtls13.Settings newer(SrtpTerms terms) {
        return kit.newer(terms);
    }

    /** Our end of an association of DTLS 1.3, whichever end is ours. */
    Player newer(dtlskeying.impl.dtls13.Settings settings) {
        var entropy = entropy();
        return player(
                switch (peer()) {
                    case SERVER -> dtlskeying.impl.dtls13.Association.client(settings, entropy);
                    case CLIENT -> {
                        var known = settings.withAddressValidation(AddressValidation.GIVEN);
                        var cookies = RetryCookies.of(Versions.cookieSecret(entropy));
                        yield dtlskeying.impl.dtls13.Association.server(
                                known, entropy, cookies, Octets.EMPTY);
                    }
                });
    }

    /** Entropy for one association. */
    Entropy entropy() {
        return kit.entropy().child("association " + players.size());
    }

    /** Our end of an association of DTLS 1.2, whichever end is ours. */
    Player older(SrtpTerms terms) {
        return older(settings(terms));
    }

    Player older(Settings settings) {
        return player(
                switch (peer()) {
                    case SERVER -> Association.client(settings, entropy());
                    case CLIENT -> Association.serverOfKnownClient(settings, entropy());
                });
    }

    /** Our end of an SCTP association under the DTLS chunk, whichever end is ours. */
    ChunkPlayer chunk() {
        var entropy = kit.entropy().child("chunk " + chunks.size());
        var drawn = new AtomicInteger();
        var player =
                new ChunkPlayer(
                        peer.open(),
                        role,
                        () -> chunkEnd(entropy.child("end " + drawn.getAndIncrement())));
        chunks.add(player);
        return player;
    }

    private ChunkEndpoint chunkEnd(Entropy entropy) {
        var sctp =
                switch (peer()) {
                    case SERVER -> SctpSettings.of(OPENING_PORT, WAITING_PORT);
                    case CLIENT -> SctpSettings.of(WAITING_PORT, 0);
                };
        return new ChunkEndpoint(
                new MemoryStack(entropy.child("stack")),
                sctp,
                ChunkSettings.of(newer().withUpdates(ExtendedUpdates.ON)),
                entropy);
    }

    /** Our end, over a way of its own. */
    Player player(DtlsAssociation engine) {
        var player = new Player(peer.open(), engine);
        players.add(player);
        return player;
    }

    /** What has passed in each association, for people. */
    List<String> steps() {
        var lines = new ArrayList<String>();
        for (Player player : players) {
            if (players.size() > 1)
                lines.add("association %d".formatted(players.indexOf(player) + 1));
            lines.addAll(player.steps());
        }
        return lines;
    }

    @Override
    public void close() {
        players.forEach(Player::close);
        chunks.forEach(ChunkPlayer::close);
        peer.close();
    }
}
