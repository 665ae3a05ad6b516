/*
 * Extended key update (draft-ietf-tls-extended-key-update, sections 3 to 6) over DTLS, for Spin.
 *
 * Two ends that renew their keys, and a network that loses, repeats, delays and reorders without
 * limit: the same system, within the same bounds, as ExtendedKeyUpdatePair, told in another
 * language. `dtls-keying explore dtls13/ExtendedKeyUpdatePair --against spin` holds one against the
 * other: as many states, and the same outcomes.
 *
 * One process is all: every step is one atomic sequence from the head of the loop back to it, so
 * that the states which Spin stores are those between steps. Epochs count from 0, which is 3 on the
 * wire. What is dead is set to 0, or two states would be told apart that are one.
 */

#ifndef CLIENTS
#define CLIENTS 2        /* how many updates the client's user wants */
#endif
#ifndef SERVERS
#define SERVERS 1        /* how many the server's user wants */
#endif
#ifndef BUSY
#define BUSY 1           /* whether a request may come when an end is busy */
#endif
#define EPOCHS (CLIENTS + SERVERS + 1)
#define MOST 8           /* messages of one end, more than there are */

/* What has become of the peer's request. */
#define NO 0
#define IGNORED 1        /* it has lost against this end's own */
#define HELD 2           /* it came early, before the ACK of our finish */
#define HELD_BUSY 3
#define DEFERRED 4
#define ANSWERED 5

/* What a message is. */
#define REQUEST 1
#define RESPONSE 2
#define FINISH 3

/* The client is 0, the server 1. */
byte tx[2];              /* the epoch that it sends in */
byte oldest[2];          /* it reads from this epoch ... */
byte newest[2];          /* ... to this one */
byte peers[2];           /* what has become of the peer's request */
byte wishes[2] = { CLIENTS, SERVERS };
byte drawn[2];           /* shares */
byte sent[2];            /* messages: the next message_seq */
byte heard[2];           /* messages of the peer: the one that is due */
byte mine[2];            /* the share in a request of its own that waits for a response, or 0 */
byte theirs[2];          /* the share in a request of the peer that waits for one, or 0 */
byte due[2];             /* a bit for each message that goes out until it is acknowledged */
int secret[2 * EPOCHS];  /* by epoch; 0 is that of the handshake, or none */

byte wire[2];            /* a bit for each message of that end that is on its way */
int acks[2];             /* the same for its ACKs: bit 4 * message_seq + epoch */
byte data[2];            /* the same for its data: bit epoch */

byte kind[2 * MOST];     /* of each message that is due or on its way: what it is, */
byte epoch[2 * MOST];    /* the epoch that it is sent in, */
byte share[2 * MOST];    /* and the share that it carries */

/* Of use within a step alone: 0 between two. */
byte me, you, seq, in, n;
bit ready;

#define SECRET(end, n) secret[(end) * EPOCHS + (n)]
#define OF(end, n) ((end) * MOST + (n))
#define BIT(n) (1 << (n))
#define READS(end, n) (oldest[end] <= (n) && (n) <= newest[end])
#define FINISHING(end) (newest[end] > tx[end])
#define RESTS(end) (mine[end] == 0 && peers[end] == NO && !FINISHING(end))

/* A share is 4 * (end + 1) + number. The client's first beats the server's, its next do not. */
#define SHARE(end) (4 * ((end) + 1) + drawn[end])
#define RANK(s) ((s) >= 8 -> 128 + (s) : ((s) % 2 == 0 -> 240 + (s) : 16 + (s)))

/* An end says its next message, until it is acknowledged. */
inline say(end, what, with) {
    kind[OF(end, sent[end])] = what;
    epoch[OF(end, sent[end])] = tx[end];
    share[OF(end, sent[end])] = with;
    due[end] = due[end] | BIT(sent[end]);
    wire[end] = wire[end] | BIT(sent[end]);
    sent[end]++
}

inline acknowledge(end, number) {
    acks[end] = acks[end] | BIT(4 * (number) + tx[end])
}

/* The response goes out; what comes after it is derived, and not in use yet. */
inline respond(end) {
    SECRET(end, newest[end] + 1) = ((SECRET(end, newest[end]) << 4 | theirs[end]) << 4) | SHARE(end);
    say(end, RESPONSE, SHARE(end));
    drawn[end]++;
    theirs[end] = 0;
    peers[end] = ANSWERED
}

inline answer(end) {
    if
    :: ready -> respond(end)
    :: else -> peers[end] = DEFERRED; acknowledge(end, heard[end] - 1)
    fi
}

/* A record in that epoch was opened: if it is the newest, the one before is over. */
inline open(at) {
    if
    :: at == newest[me] -> oldest[me] = newest[me]
    :: else
    fi
}

inline hear_request() {
    theirs[me] = share[OF(you, seq)];
    if
    :: FINISHING(me) ->
        if
        :: ready -> peers[me] = HELD
        :: else -> peers[me] = HELD_BUSY
        fi
    :: !FINISHING(me) && mine[me] != 0 && RANK(mine[me]) > RANK(theirs[me]) ->
        theirs[me] = 0;
        peers[me] = IGNORED;
        acknowledge(me, seq)
    :: else ->
        mine[me] = 0;
        answer(me)
    fi
}

inline hear_response() {
    assert(mine[me] != 0);
    SECRET(me, newest[me] + 1) =
        ((SECRET(me, newest[me]) << 4 | mine[me]) << 4) | share[OF(you, seq)];
    mine[me] = 0;
    due[me] = 0;
    newest[me]++;
    say(me, FINISH, 0)
}

inline hear_finish() {
    assert(peers[me] == ANSWERED);
    due[me] = 0;
    newest[me]++;
    tx[me] = newest[me];
    peers[me] = NO;
    acknowledge(me, seq)
}

/* A message that is due is heard; one that was heard before is acknowledged again. */
inline hear() {
    open(epoch[OF(you, seq)]);
    if
    :: seq < heard[me] && epoch[OF(you, seq)] <= tx[me] -> acknowledge(me, seq)
    :: seq < heard[me] && epoch[OF(you, seq)] > tx[me]
    :: else ->
        heard[me]++;
        if
        :: kind[OF(you, seq)] == REQUEST -> hear_request()
        :: kind[OF(you, seq)] == RESPONSE -> hear_response()
        :: else -> hear_finish()
        fi
    fi
}

/* Only the ACK of a finish changes anything; a request that was held is answered then. */
inline hear_ack() {
    open(in);
    if
    :: due[me] & BIT(seq) ->
        due[me] = due[me] & ~BIT(seq);
        if
        :: kind[OF(me, seq)] == FINISH ->
            tx[me] = newest[me];
            if
            :: peers[me] == HELD -> ready = 1; answer(me)
            :: peers[me] == HELD_BUSY -> ready = 0; answer(me)
            :: else -> peers[me] = NO
            fi
        :: else
        fi
    :: else
    fi
}

/* What cannot be opened any more is as good as lost, and what is of no use is forgotten. */
inline tidy(end, reader) {
    acks[end] = acks[end] & (((15 << oldest[reader]) & 15) * 17895697);
    if
    :: oldest[reader] < newest[reader] -> data[end] = data[end] & BIT(newest[reader])
    :: else -> data[end] = 0
    fi;
    n = 0;
    do
    :: n < MOST ->
        if
        :: epoch[OF(end, n)] < oldest[reader] -> wire[end] = wire[end] & ~BIT(n)
        :: else
        fi;
        if
        :: ((wire[end] | due[end]) & BIT(n)) == 0 ->
            kind[OF(end, n)] = 0;
            epoch[OF(end, n)] = 0;
            share[OF(end, n)] = 0
        :: else
        fi;
        n++
    :: else -> break
    od;
    n = 0;
    do
    :: n < EPOCHS ->
        if
        :: READS(end, n) || n == tx[end] || (peers[end] == ANSWERED && n == newest[end] + 1)
        :: else -> SECRET(end, n) = 0
        fi;
        n++
    :: else -> break
    od;
    n = 0
}

/* What an end sends now, its peer has the keys for, and they are the same. */
inline check(end, reader) {
    assert(READS(reader, tx[end]) && SECRET(end, tx[end]) == SECRET(reader, tx[end]));
    assert(!FINISHING(end) || !FINISHING(reader))
}

/* The end of every step. */
inline done() {
    tidy(0, 1);
    tidy(1, 0);
    check(0, 1);
    check(1, 0);
    me = 0; you = 0; seq = 0; in = 0; ready = 0
}

/* Any of the bits. */
inline pick(bits) {
    seq = 0;
    do
    :: ((bits) >> seq) & 1 -> break
    :: (((bits) >> seq) >> 1) != 0 -> seq++
    od;
    skip
}

c_decl {
    static unsigned char outcomes[1 << 16];
};

c_code {
    /* One end in a byte: epochs sent in and read, whether the one before is read too, the stage. */
    static int stage(int end)
    {
        if (now.newest[end] > now.tx[end]) return now.peers[end] >= 2 ? 6 : 5;
        if (now.mine[end]) return now.peers[end] == 1 ? 2 : 1;
        return now.peers[end] == 4 ? 3 : now.peers[end] == 5 ? 4 : 0;
    }

    static int side(int end)
    {
        int old = now.oldest[end] < now.newest[end];
        return ((now.tx[end] << 2 | now.newest[end]) << 1 | old) << 3 | stage(end);
    }

    static void print_outcomes(void)
    {
        int each;
        for (each = 0; each < 1 << 16; each++)
            if (outcomes[each]) printf("outcome %d\n", each);
    }

    static void outcome(void)
    {
        static int is_first = 1;
        if (is_first) atexit(print_outcomes);
        is_first = 0;
        outcomes[side(0) << 8 | side(1)] = 1;
    }
};

active proctype both() {
    do
    :: atomic {
        c_code { outcome(); };
        if
        :: me = 0; you = 1
        :: me = 1; you = 0
        fi;
        if
        :: wishes[me] > 0 && RESTS(me) ->
            d_step {
                wishes[me]--;
                mine[me] = SHARE(me);
                drawn[me]++;
                say(me, REQUEST, mine[me]);
                done()
            }
        :: peers[me] == DEFERRED -> d_step { respond(me); done() }
        :: peers[me] == HELD_BUSY -> d_step { peers[me] = HELD; done() }
        :: (due[me] & ~wire[me]) != 0 ->
            pick(due[me] & ~wire[me]);
            d_step { wire[me] = wire[me] | BIT(seq); done() }
        :: tx[me] == newest[you] && oldest[you] < newest[you] ->
            d_step { data[me] = data[me] | BIT(tx[me]); done() }
        :: wire[you] != 0 ->
            pick(wire[you]);
            if
            :: true -> d_step { wire[you] = wire[you] & ~BIT(seq); done() }
            :: READS(me, epoch[OF(you, seq)]) && seq <= heard[me] ->
                if
                :: ready = 1
                :: BUSY -> ready = 0
                fi;
                d_step { hear(); done() }
            fi
        :: acks[you] != 0 ->
            pick(acks[you]);
            if
            :: true -> d_step { acks[you] = acks[you] & ~BIT(seq); done() }
            :: READS(me, seq % 4) -> d_step { in = seq % 4; seq = seq / 4; hear_ack(); done() }
            fi
        :: data[you] != 0 ->
            pick(data[you]);
            if
            :: true -> d_step { data[you] = data[you] & ~BIT(seq); done() }
            :: READS(me, seq) -> d_step { open(seq); done() }
            fi
        :: else -> done()
        fi
    }
    od
}
