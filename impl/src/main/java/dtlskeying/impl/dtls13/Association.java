package dtlskeying.impl.dtls13;

import static dtlskeying.spec.dtls13.AssociationSpec.Claim.NO_SECOND_HANDSHAKE;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.TRAFFIC_WAITS_FOR_ITS_KEYS;
import static dtlskeying.spec.srtp.PacketDemuxSpec.Claim.DATA_IS_PROTECTED_BY_SRTP_ALONE;

import dtlskeying.impl.Step;
import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.KeyShareGroup;
import dtlskeying.impl.crypto.Remains;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls.DtlsAssociation;
import dtlskeying.impl.dtls.Mkis;
import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.dtls.DataProtection;
import dtlskeying.spec.dtls.DtlsVersion;
import dtlskeying.spec.dtls13.HandshakeSpec;
import dtlskeying.spec.srtp.Mki;

import java.util.List;
import java.util.Optional;

/**
 * One end of a DTLS 1.3 association, without sockets, clocks or threads: datagrams, entropy and the
 * time go in, datagrams, the next deadline and effects come out.
 *
 * <p>It is an immutable value: {@link #on} gives the association after an input and leaves this one
 * as it was. The same settings, entropy and inputs give the same bytes.
 */
public final class Association implements DtlsAssociation {
    /** The label of {@link #keyExchangeLines()}. */
    public static final String SHARED_SECRET = "DTLS_KEYING_SHARED_SECRET";

    private final Parts parts;

    private Association(Parts parts) {
        this.parts = parts;
    }

    /**
     * A client that has not begun.
     *
     * @param entropy for this association alone
     */
    public static Association client(Settings settings, Entropy entropy) {
        var exchange = ClientExchange.start(settings, entropy.copy());
        return new Association(Parts.start(settings, ClientSide.start(exchange)));
    }

    /**
     * A client that has not begun, and whose first hello offers 1.2 as well.
     *
     * @param entropy for this association alone
     * @param older what a client of 1.2 alone would say
     */
    public static Association clientBeside(ClientHello older, Settings settings, Entropy entropy) {
        var offered = new ClientOffer(settings, entropy).beside(older);
        var exchange = ClientExchange.start(settings, entropy.copy()).saying(offered);
        return new Association(Parts.start(settings, ClientSide.start(exchange)));
    }

    /** The hello that a client {@link #clientBeside} will say. */
    public static ClientHello helloBeside(ClientHello older, Settings settings, Entropy entropy) {
        return new ClientOffer(settings, entropy).beside(older).hello();
    }

    /**
     * A server that waits for one client. It keeps nothing of what it hears until the cookie comes
     * back, unless addresses are known otherwise.
     *
     * @param entropy for this association alone
     * @param cookies the same for all clients
     * @param clientAddress any bytes that name the client's address
     */
    public static Association server(
            Settings settings, Entropy entropy, RetryCookies cookies, Octets clientAddress) {
        var own = entropy.copy();
        var exchange = ServerExchange.start(settings, own);
        var door = new Door(new Reception(settings, own, cookies, clientAddress));
        return new Association(Parts.start(settings, ServerSide.start(exchange, door)));
    }

    @Override
    public Step<Association, Effect> on(Input input) {
        var work = new Work(parts, input.now());
        var outbound = new Outbound(work);
        var inbound = new Inbound(work, outbound);
        switch (input) {
            case Input.Begin _ -> outbound.follow(work.side.begin());
            case Input.Datagram(var bytes, _) -> inbound.datagram(bytes);
            case Input.Tick _ -> outbound.tick();
            case Input.Rehandshake _ -> work.discard(NO_SECOND_HANDSHAKE);
            case Input.UpdateKeys(var both, _) -> outbound.keys().update(both);
            case Input.RenewKeys _ -> outbound.keys().renewals().renew();
            case Input.DeferRenewals(var busy, _) -> outbound.keys().renewals().defer(busy);
            case Input.Data _ when !work.isComplete() -> work.discard(TRAFFIC_WAITS_FOR_ITS_KEYS);
            case Input.Data _ when work.isSrtp() -> work.discard(DATA_IS_PROTECTED_BY_SRTP_ALONE);
            case Input.Data(var content, _) -> outbound.data(content);
            case Input.Close _ -> outbound.follow(work.side.close());
        }
        inbound.drain();
        return after(work);
    }

    @Override
    public Step<Association, Effect> abort(Alert alert, Clause clause, long now) {
        var work = new Work(parts, now);
        var why = new HandshakeSpec.Effect.Aborted(alert, clause);
        new Outbound(work).follow(Step.become(work.side.broken(), why));
        return after(work);
    }

    private Step<Association, Effect> after(Work work) {
        var after = work.parts();
        return new Step<>(after.equals(parts) ? this : new Association(after), work.effects);
    }

    /**
     * Overwrites the secrets that this state holds and the next does not: those of epochs that are
     * over, of shares that are done with, of the handshake once updates have replaced it. It is for
     * the owner who has gone on and keeps no other state; this one is of no use from then on.
     *
     * <p>It speaks for the objects of this association: what was exported is its user's, and a
     * cipher of a provider has a copy of its key.
     */
    @Cites("extended-key-update/7/e")
    public void overwriteAllBut(Association next) {
        if (next.parts != parts) held().overwriteAllBut(next.held());
    }

    /** Overwrites all secrets: for the owner of an association that is over. */
    public void overwrite() {
        held().overwriteAllBut(HeldSecrets.none());
    }

    /** What it holds, for who wants to see it overwritten. */
    public Remains remains() {
        return new Remains(held().secrets().toList());
    }

    /** The secrets that it holds, for tests that watch them being overwritten. */
    HeldSecrets held() {
        return HeldSecrets.of(parts);
    }

    @Override
    public long deadline() {
        if (parts.settings().carrier() == Carrier.MESSAGES) return Long.MAX_VALUE;
        return Math.min(parts.flights().deadline(), parts.acknowledgement().deadline());
    }

    @Override
    public Role role() {
        return parts.side().role();
    }

    @Override
    public boolean isEstablished() {
        return switch (parts.side().phase()) {
            case COMPLETE, ESTABLISHED -> true;
            case IDLE, UNDER_WAY, OVER -> false;
        };
    }

    /** Never: there is no second handshake inside an association of DTLS 1.3. */
    @Override
    public boolean isRehandshaking() {
        return false;
    }

    @Override
    public int handshakes() {
        return parts.side().session().isPresent() ? 1 : 0;
    }

    /**
     * Whether, beyond {@link #isEstablished()}, the peer is known to have all of our last flight.
     */
    public boolean isConfirmed() {
        return parts.side().phase() == Side.Phase.ESTABLISHED;
    }

    /** Which of our records no ACK has named yet, and no answer made superfluous. */
    SentRecords sent() {
        return parts.sent();
    }

    @Override
    public boolean isOver() {
        return parts.side().phase() == Side.Phase.OVER;
    }

    @Override
    public boolean isIdle() {
        return parts.side().phase() == Side.Phase.IDLE;
    }

    @Override
    public DtlsVersion version() {
        return DtlsVersion.V1_3;
    }

    @Override
    public Mki nextMki() {
        return Mkis.next(parts.settings().srtp().mki(), List.of());
    }

    @Override
    public String suiteName() {
        return cipherSuite().name();
    }

    @Override
    public DataProtection dataProtection() {
        return session().extras().data();
    }

    /** The cipher suite; as {@link #dataProtection()} otherwise. */
    public CipherSuite cipherSuite() {
        return session().terms().suite();
    }

    /** The group of the key exchange; as {@link #dataProtection()} otherwise. */
    public KeyShareGroup group() {
        return session().terms().group();
    }

    /** The flags of tls_flags that both ends have; as {@link #dataProtection()} otherwise. */
    public Flags flags() {
        return session().extras().flags();
    }

    /** How long records of traffic may be; as {@link #dataProtection()} otherwise. */
    public RecordSizes recordSizes() {
        return session().extras().sizes();
    }

    /** The random of the client's hello; as {@link #dataProtection()} otherwise. */
    public Octets clientRandom() {
        return session().terms().clientRandom();
    }

    /** The peer's certificates in DER, its own first; as {@link #dataProtection()} otherwise. */
    public List<Octets> peerCertificates() {
        return session().peer().certificates();
    }

    /** The epoch that this end sends in: 3 or more once the handshake is complete. */
    public long writeEpoch() {
        return parts.records().writeEpoch().number();
    }

    /** The newest epoch that this end reads. */
    public long readEpoch() {
        return parts.records().readEpoch().number();
    }

    /** {@inheritDoc} No context is the same as an empty one. */
    @Override
    public Secret export(String label, int length) {
        return export(label, Octets.EMPTY, length);
    }

    /**
     * {@inheritDoc}
     *
     * @param length in bytes, 0 to 255 times those of the suite's hash
     */
    @Override
    public Secret export(String label, Octets context, int length) {
        return session().export(label, context, length);
    }

    /** Whether extended key updates renew the keys; as {@link #dataProtection()} otherwise. */
    public boolean hasRenewals() {
        return session() != null && parts.traffic() instanceof Traffic.Renewing;
    }

    /** Whether an extended key update is under way, as far as this end knows. */
    public boolean isRenewing() {
        return parts.traffic().isRenewing();
    }

    /**
     * The secret that keying material of an epoch is exported from, if that epoch is still or
     * already read or written.
     *
     * <p>With extended key updates each epoch has one of its own, none of which is the static one
     * of {@link #export} (draft-ietf-tls-extended-key-update §10); without them epoch 3 has that,
     * and no other epoch has any.
     *
     * @param epoch 3 for the handshake, and one more for each update
     * @throws IllegalStateException if the handshake is not complete
     */
    public Optional<Secret> exporterSecret(long epoch) {
        return parts.traffic().exporter(new Epoch(epoch), session()).map(Secret::copy);
    }

    /**
     * All secrets of the newest epoch: what who steals the state of an end knows; none of others.
     */
    public Optional<Generation> generation() {
        return parts.traffic().generation();
    }

    /**
     * {@inheritDoc} Of the records, those of epoch 3 can be read; after an extended key update
     * those of its epoch, and no others. Who can update so has two exporters at first, and both are
     * here.
     */
    @Override
    public List<String> keyLogLines() {
        return new KeyLog(session(), parts.traffic()).lines();
    }

    @Override
    public List<String> keyExchangeLines() {
        return new KeyLog(session(), parts.traffic()).keyExchangeLines();
    }

    /**
     * What the key exchange gave, as soon as there are keys for the handshake, and as long as it is
     * kept. With both hellos it gives the secrets of epoch 2, which a key log has only once the
     * handshake is complete.
     */
    public Optional<Secret> sharedSecret() {
        return parts.side()
                .secrets()
                .map(HandshakeSecrets::shared)
                .filter(secret -> !secret.isEmpty());
    }

    private Session session() {
        if (!isEstablished()) throw new IllegalStateException("no handshake is complete");
        return parts.side().session().orElseThrow();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Association that && parts.equals(that.parts);
    }

    @Override
    public int hashCode() {
        return parts.hashCode();
    }

    /** Its role and how far it has come; no secrets. */
    @Override
    public String toString() {
        return role().text() + ", " + parts.side().phase();
    }
}
