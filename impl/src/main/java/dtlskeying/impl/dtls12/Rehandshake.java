package dtlskeying.impl.dtls12;

import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.MESSAGES_COME_IN_ORDER;

import dtlskeying.impl.dtls.Fragments;
import dtlskeying.impl.dtls.Mkis;
import dtlskeying.impl.dtls.message.HandshakeType;
import dtlskeying.impl.dtls12.Settings.Renegotiation;
import dtlskeying.impl.dtls12.Side.Phase;
import dtlskeying.impl.srtp.MkiSelection;
import dtlskeying.spec.Cites;
import dtlskeying.spec.dtls.Fragment;
import dtlskeying.spec.dtls.HandshakeMessage;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.MkiSelectionSpec;

/**
 * Another handshake inside an association (§5.2 of the draft, RFC 5746). A client's hello starts
 * it; a server can only ask for that hello. It is a handshake like the first one, under the keys of
 * the one before and without a cookie, and those keys hold until it is complete.
 */
final class Rehandshake {
    private final Work work;
    private final Outbound outbound;

    Rehandshake(Work work, Outbound outbound) {
        this.work = work;
        this.outbound = outbound;
    }

    /** The user wants one. */
    void want(Mki mki) {
        if (work.side.phase() != Phase.ESTABLISHED || work.isUnanswered())
            work.discard(MESSAGES_COME_IN_ORDER);
        else
            switch (work.side) {
                case ClientSide _ -> propose(mki);
                case ServerSide _ -> outbound.request();
            }
    }

    private void propose(Mki mki) {
        var input = new MkiSelectionSpec.Input.Propose(mki);
        var choice = new MkiSelection.Choosing(work.earlier.mkis()).on(input);
        if (choice.effects().getFirst() instanceof MkiSelectionSpec.Effect.Refused(var clause))
            work.discard(clause);
        else begin(mki);
    }

    private void begin(Mki mki) {
        work.settings = work.settings.withMki(mki);
        work.seeds = work.seeds.oneMore();
        work.fallback = new Fallback.To(work.side);
        var exchange =
                ClientExchange.start(
                        work.settings, work.seeds.latest(), work.earlier, SessionOffer.NOTHING);
        outbound.follow(ClientSide.start(exchange).begin());
    }

    /** Whether this is a part of what the peer starts another handshake with. */
    boolean isAskedForBy(Fragment part) {
        var first =
                switch (work.side) {
                    case ClientSide _ -> HandshakeType.HELLO_REQUEST;
                    case ServerSide _ -> HandshakeType.CLIENT_HELLO;
                };
        return part.type() == first.code();
    }

    /** The peer wants one; who has asked for it cannot decline. */
    void hear(HandshakeMessage message) {
        boolean isDeclined = work.settings.renegotiation() == Renegotiation.DECLINED;
        if (isDeclined && !work.isRequested()) decline(message);
        else
            switch (work.side) {
                case ClientSide _ ->
                        begin(Mkis.next(work.settings.srtp().mki(), work.earlier.mkis()));
                case ServerSide server -> answer(server, message);
            }
    }

    private void answer(ServerSide server, HandshakeMessage hello) {
        work.seeds = work.seeds.oneMore();
        work.fallback = new Fallback.To(server);
        var exchange =
                ServerExchange.start(
                        work.settings,
                        work.seeds.latest(),
                        work.earlier,
                        server.exchange().sessions().at(work.now));
        outbound.follow(ServerSide.start(exchange, server.door()).hear(hello));
    }

    /** Each time anew: our refusal may be lost. */
    private void decline(HandshakeMessage message) {
        outbound.follow(work.side.hear(message));
        outbound.decline();
        work.startOver();
    }

    /**
     * A server whose request has crossed our hello counts on from the request, also where that was
     * lost: its hello is then the second message.
     */
    @Cites("rfc6347/4.2.2/e")
    void missRequest(Fragment part) {
        boolean isHelloBehindRequest =
                part.type() == HandshakeType.SERVER_HELLO.code() && part.messageSeq() == 1;
        if (isHelloBehindRequest
                && work.fallback instanceof Fallback.To
                && work.fragments instanceof Fragments.Reassembling(var limits, var next, var kept)
                && next == 0) work.fragments = new Fragments.Reassembling(limits, 1, kept);
    }
}
