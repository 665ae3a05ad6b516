/*
 * The first keys of the SCTP DTLS chunk (draft-tuexen-tsvwg-dtls-chunk-key-management-00, section
 * 4), for Spin: a whole handshake of two ends that set their keys in some order, over SCTP that
 * loses packets. The same system as KeyOrderPair, told in another language.
 *
 * Which end does what at which moment is given by -D, as a sum of RECEIVE, SEND and ENFORCE; what
 * is not given is nothing. Without any, the order is the one that was recovered from the figure.
 */

#define RECEIVE 1        /* protected packets can be opened */
#define SEND 2           /* packets leave protected from here on */
#define ENFORCE 4        /* unprotected packets are dropped from here on */

#ifndef GIVEN
#define CLIENT_HAS_SERVER_FLIGHT RECEIVE
#define SERVER_HAS_FINISHED (RECEIVE + SEND)
#define CLIENT_HAS_ACK (ENFORCE + SEND)
#define SERVER_HEARS_PROTECTED ENFORCE
#define SERVER_IS_DRY ENFORCE
#endif
#ifndef HANDSHAKE_BEGINS
#define HANDSHAKE_BEGINS 0
#endif
#ifndef SERVER_HAS_HELLO
#define SERVER_HAS_HELLO 0
#endif
#ifndef CLIENT_HAS_SERVER_FLIGHT
#define CLIENT_HAS_SERVER_FLIGHT 0
#endif
#ifndef CLIENT_FLIGHT_IS_OUT
#define CLIENT_FLIGHT_IS_OUT 0
#endif
#ifndef SERVER_HAS_FINISHED
#define SERVER_HAS_FINISHED 0
#endif
#ifndef CLIENT_HAS_ACK
#define CLIENT_HAS_ACK 0
#endif
#ifndef CLIENT_HEARS_PROTECTED
#define CLIENT_HEARS_PROTECTED 0
#endif
#ifndef SERVER_HEARS_PROTECTED
#define SERVER_HEARS_PROTECTED 0
#endif
#ifndef SERVER_IS_DRY
#define SERVER_IS_DRY 0
#endif

/* Messages; after each comes SCTP's acknowledgement of it. */
#define HELLO 0
#define SERVER_FLIGHT 2
#define FLIGHT 4
#define ACK 6
#define MESSAGES 8

#define BIT(n) (1 << (n))
#define IS_SACK(m) ((m) % 2)
/* The client is 0, the server 1. */
#define SENDER(m) (((m) == 1 || (m) == 2 || (m) == 5 || (m) == 6) -> 1 : 0)

byte done[2] = { 0, HANDSHAKE_BEGINS };
byte clear = BIT(HELLO); /* a bit for each message on its way unprotected, */
byte sealed;             /* and protected */
byte waits = BIT(HELLO); /* a bit for each that SCTP has not seen acknowledged */
byte heard;              /* a bit for each that has arrived before */
bit early;               /* a packet came before the key that opens it */

byte m;                  /* of use within a step alone */
bit was_sealed;

inline send(what) {
    if
    :: done[SENDER(what)] & SEND ->
        sealed = sealed | BIT(what);
        clear = clear & ~BIT(what)
    :: else ->
        clear = clear | BIT(what);
        sealed = sealed & ~BIT(what)
    fi;
    if
    :: !IS_SACK(what) -> waits = waits | BIT(what)
    :: else
    fi
}

inline answer() {
    if
    :: m == HELLO ->
        done[1] = done[1] | SERVER_HAS_HELLO;
        send(SERVER_FLIGHT)
    :: m == SERVER_FLIGHT ->
        done[0] = done[0] | CLIENT_HAS_SERVER_FLIGHT;
        send(FLIGHT);
        done[0] = done[0] | CLIENT_FLIGHT_IS_OUT
    :: m == FLIGHT ->
        done[1] = done[1] | SERVER_HAS_FINISHED;
        send(ACK)
    :: else -> done[0] = done[0] | CLIENT_HAS_ACK
    fi
}

inline take() {
    if
    :: IS_SACK(m) ->
        waits = waits & ~BIT(m - 1);
        if
        :: (heard & BIT(FLIGHT)) && !(waits & (BIT(SERVER_FLIGHT) | BIT(ACK))) ->
            done[1] = done[1] | SERVER_IS_DRY
        :: else
        fi
    :: else ->
        if
        :: !(heard & BIT(m)) -> heard = heard | BIT(m); answer()
        :: else
        fi;
        send(m + 1)
    fi
}

inline arrive() {
    was_sealed = (sealed >> m) & 1;
    lose();
    if
    :: was_sealed && !(done[1 - SENDER(m)] & RECEIVE) -> early = 1
    :: was_sealed && (done[1 - SENDER(m)] & RECEIVE) ->
        if
        :: SENDER(m) -> done[0] = done[0] | CLIENT_HEARS_PROTECTED
        :: else -> done[1] = done[1] | SERVER_HEARS_PROTECTED
        fi;
        take()
    :: !was_sealed && !(done[1 - SENDER(m)] & ENFORCE) -> take()
    :: else
    fi
}

inline lose() {
    clear = clear & ~BIT(m);
    sealed = sealed & ~BIT(m)
}

c_decl {
    static unsigned char outcomes[1 << 16];
};

c_code {
    static void print_outcomes(void)
    {
        int each;
        for (each = 0; each < 1 << 16; each++)
            if (outcomes[each]) printf("outcome %d\n", each);
    }

    /* What both ends have done, and whether a packet came before its key. */
    static void outcome(void)
    {
        static int is_first = 1;
        if (is_first) atexit(print_outcomes);
        is_first = 0;
        outcomes[now.done[0] << 8 | now.done[1] << 4 | now.early] = 1;
    }
};

/* The end of every step. */
inline finish() {
    m = 0;
    was_sealed = 0
}

active proctype both() {
    do
    :: atomic {
        c_code { outcome(); };
        m = 0;
        do
        :: m < MESSAGES - 1 -> m++
        :: break
        od;
        if
        :: ((clear | sealed) & BIT(m)) -> d_step { lose(); finish() }
        :: ((clear | sealed) & BIT(m)) -> d_step { arrive(); finish() }
        :: !((clear | sealed) & BIT(m)) && (waits & BIT(m)) -> d_step { send(m); finish() }
        :: else -> d_step { finish() }
        fi
    }
    od
}
