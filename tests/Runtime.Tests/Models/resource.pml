/*
 * The resource (src/Runtime/Resources): the high half is taken by an exchange and given back by a plain store, the low half tells readers,
 * waiters and bias; everything else is decided under a gate, and ownership passes inside the release.
 * Memory is x86-TSO: a plain store (the owner half, a hold, the gate) goes into the thread's store buffer and reaches memory in order at any
 * later moment; a locked operation waits until the buffer is empty. Both operations of the process-wide barrier empty all buffers.
 *
 * -DTHREADS=n -DROUNDS=n   size; each round of each thread is one acquisition of a kind that the model chooses:
 * -DKINDS=7                which kinds it chooses from: 1 exclusive, 2 shared, 4 a try of exclusive
 * -DBIAS=n                 how often bias may be turned on
 * -DFIRST=k                the kinds of thread 0 alone (default KINDS)
 * Mutants, each of which must fail:
 * -DNO_QUEUE_BARRIER   a thread queues without fencing the owner's store     -DNO_REVOKE_BARRIER  bias is revoked without a barrier
 * -DNO_G               setting W does not confirm the owner                  -DNO_LOW             the low half is not looked at
 * -DNO_HIGH            the high half is not looked at again                  -DBLIND_TAKE_BACK    the high half is cleared whoever is in it
 * -DNO_ASK_ENTER       a reader that finds bias gone enters all the same     -DNO_ASK_LEAVE       ... leaves without asking whether it was counted
 * -DNO_IMPORTED        a reader that finds bias does not look at Imported    -DIMPORT_TWICE       a hold is counted by each revocation
 * -DNO_HAND_OVER       a release ignores W                                   -DFORGET_DECIDER     a hand-over clears W for the thread that decides
 * Checked: no writer beside anybody; a writer inside is the owner that the word tells; a refused try saw the resource owned; nobody is let in by
 * a fast path while others are queued; nobody is stuck; the word, the holds and the queues are empty at the end.
 */
#ifndef THREADS
#define THREADS 2
#endif
#ifndef ROUNDS
#define ROUNDS 2
#endif
#ifndef KINDS
#define KINDS 7
#endif
#ifndef FIRST
#define FIRST KINDS
#endif
#ifndef BIAS
#define BIAS 0
#endif

#define NONE 0
#define HIGH 1
#define HOLD 2
#define GATE 3
#define DEPTH 3

byte high = 0, readers = 0;              /* the word; thread ids are thread number + 1 */
bool g = false, w = false, b = false;
byte gate = 0;
byte hold[THREADS];                      /* 0 none, 1 counted, 2 biased */
bool imported[THREADS], signalled[THREADS];
byte xqueue[THREADS], xn = 0, sn = 0;
bool squeued[THREADS], lastx = false;
byte bias = BIAS;
byte writers = 0, sharers = 0, ended = 0;

byte cell[9], value[9];                  /* the store buffers, oldest first */

#define OWNED (high != 0 && (g || (readers == 0 && !w && !b)))
#define FREE (!OWNED && readers == 0 && !b)
#define QUEUED (xn + sn != 0)

inline reach_memory(t)
{
    if
    :: cell[t * DEPTH] == HIGH -> high = 0; g = false
    :: cell[t * DEPTH] == HOLD -> hold[t] = value[t * DEPTH]
    :: cell[t * DEPTH] == GATE -> gate = 0
    :: else
    fi;
    cell[t * DEPTH] = cell[t * DEPTH + 1]; value[t * DEPTH] = value[t * DEPTH + 1];
    cell[t * DEPTH + 1] = cell[t * DEPTH + 2]; value[t * DEPTH + 1] = value[t * DEPTH + 2];
    cell[t * DEPTH + 2] = NONE; value[t * DEPTH + 2] = 0
}

inline drain(t) { do :: cell[t * DEPTH] != NONE -> reach_memory(t) :: else -> break od }

inline drain_all() { i = 0; do :: i < THREADS -> drain(i); i++ :: else -> break od; i = 0 }

/* When the buffer is full its oldest store reaches memory first. */
inline store(c, v)
{
    d_step {
        if :: cell[me * DEPTH + 2] != NONE -> reach_memory(me) :: else fi;
        if
        :: cell[me * DEPTH] == NONE -> cell[me * DEPTH] = c; value[me * DEPTH] = v
        :: cell[me * DEPTH] != NONE && cell[me * DEPTH + 1] == NONE -> cell[me * DEPTH + 1] = c; value[me * DEPTH + 1] = v
        :: else -> cell[me * DEPTH + 2] = c; value[me * DEPTH + 2] = v
        fi
    }
}

inline enter_writer() { assert(writers == 0 && sharers == 0 && OWNED && high == me + 1); writers++ }
inline enter_sharer() { assert(writers == 0); sharers++ }

inline enter_gate() { atomic { drain(me); gate == 0 -> gate = me + 1 } }

/* Makes the successors owners; the resource is free and somebody is queued. */
inline hand_over(deciding)
{
    atomic {
        drain(me);
        if
        :: sn != 0 && (lastx || xn == 0) ->
            high = 0; g = false; readers = readers + sn; sn = 0; lastx = false;
            i = 0;
            do
            :: i < THREADS -> if :: squeued[i] -> squeued[i] = false; heirs = heirs | (1 << i) :: else fi; i++
            :: else -> break
            od;
            w = QUEUED || deciding
        :: else ->
            heirs = heirs | (1 << xqueue[0]); high = xqueue[0] + 1;
            i = 0;
            do :: i < THREADS - 1 -> xqueue[i] = xqueue[i + 1]; i++ :: else -> break od;
            xqueue[THREADS - 1] = 0; xn--; lastx = true;
            w = QUEUED || deciding; g = w
        fi;
        i = 0
    }
}

inline wake_heirs()
{
    do
    :: heirs != 0 ->
        atomic {
            drain(me); i = 0;
            do :: (heirs & (1 << i)) == 0 -> i++ :: else -> break od;
            signalled[i] = true; heirs = heirs & ~(1 << i); i = 0
        }
    :: else -> break
    od
}

/* After a release that saw W. */
inline pass_on()
{
    enter_gate();
    if :: FREE && QUEUED -> hand_over(false) :: else fi;
    store(GATE, 0);
    wake_heirs()
}

inline count_biased()
{
    atomic { drain(me); b = false }
#ifndef NO_REVOKE_BARRIER
    atomic { drain_all() }
#endif
    at = 0;
    do
    :: at < THREADS ->
        atomic {
            if
#ifdef IMPORT_TWICE
            :: hold[at] == 2 -> drain(me); readers++; imported[at] = true
#else
            :: hold[at] == 2 && !imported[at] -> drain(me); readers++; imported[at] = true
#endif
            :: else
            fi;
            at++
        }
    :: else -> at = 0; break
    od
}

/* Decides as NT does. Leaves with entered set or, after a try, not. */
inline under_gate()
{
    enter_gate();
    fenced = QUEUED;
    atomic {
        drain(me);
#ifndef NO_G
        if :: !w && OWNED -> g = true :: else fi;
#endif
        w = true; seen = b
    }
    if :: seen -> count_biased() :: else fi;
    do
    :: atomic {
           if
           :: FREE && QUEUED -> next = 1
           :: !(FREE && QUEUED) && kind != 2 && FREE ->
               drain(me); high = me + 1; w = QUEUED; g = w; entered = true; next = 0; enter_writer()
           :: !(FREE && QUEUED) && kind == 2 && !OWNED && xn == 0 ->
               drain(me); high = 0; g = false; readers++; w = QUEUED; entered = true; next = 0; enter_sharer()
           :: else ->
               if
               :: kind == 4 -> assert(OWNED || readers != 0); next = (QUEUED -> 0 : 2)
#ifndef NO_QUEUE_BARRIER
               :: kind != 4 && !fenced && OWNED -> next = 3
               :: kind != 4 && !(!fenced && OWNED) -> next = 4
#else
               :: kind != 4 -> next = 4
#endif
               fi
           fi
       }
       if
       :: next == 0 -> break
#ifdef FORGET_DECIDER
       :: next == 1 -> hand_over(false)
#else
       :: next == 1 -> hand_over(true)
#endif
       :: next == 2 -> atomic { drain(me); w = false }; break
       :: next == 3 -> atomic { drain_all(); fenced = true }
       :: next == 4 ->
           atomic {
               if :: !QUEUED -> lastx = OWNED :: else fi;
               if :: kind == 2 -> squeued[me] = true; sn++ :: else -> xqueue[xn] = me; xn++ fi
           }
           break
       fi
    od;
    store(GATE, 0);
    wake_heirs();
    if
    :: next == 4 ->
        atomic { signalled[me]; signalled[me] = false; entered = true; if :: kind == 2 -> enter_sharer() :: else -> enter_writer() fi }
    :: else
    fi;
    if :: entered && kind == 2 -> store(HOLD, 1); mine = 1 :: else fi;
    atomic { next = 0; fenced = false; seen = false }
}

inline acquire_exclusive()
{
    atomic { drain(me); if :: high == 0 -> high = me + 1; seen = true; assert(!(OWNED && QUEUED)) :: else -> seen = false fi }
    if
    :: seen ->
#ifdef NO_LOW
        seen = false;
#else
        seen = (readers != 0 || w || b);
#endif
        atomic {
            if
#ifdef NO_HIGH
            :: !seen -> entered = true; enter_writer()
#else
            :: !seen && high == me + 1 -> entered = true; enter_writer()
#endif
            :: else
            fi
        }
        if
        :: entered
        :: else ->
            atomic {
                drain(me);
                if
                :: OWNED && high == me + 1 -> entered = true; enter_writer()
#ifdef BLIND_TAKE_BACK
                :: else -> high = 0; g = false
#else
                :: else -> if :: high == me + 1 -> high = 0 :: else fi
#endif
                fi
            }
        fi
    :: else
    fi;
    atomic { seen = false; if :: !entered && kind == 4 && !w && !b && (OWNED || readers != 0) -> refused = true :: else fi }
    if :: !entered && !refused -> under_gate() :: else fi;
    refused = false
}

inline release_exclusive()
{
    atomic { writers--; entered = false; seen = (high == me + 1 && !g) }
    if
    :: seen -> store(HIGH, 0); seen = w
    :: else -> atomic { drain(me); high = 0; g = false; seen = w }
    fi;
#ifndef NO_HAND_OVER
    if :: seen -> pass_on() :: else fi;
#endif
    seen = false
}

inline acquire_shared()
{
    do
    :: atomic {
           if
           :: high == 0 && !w && !b -> next = 1
           :: !(high == 0 && !w && !b) && b -> next = 2
           :: else -> next = 3
           fi
       }
       if
       :: next == 1 ->
           atomic {
               drain(me);
               if
               :: high == 0 && !w && !b -> assert(!QUEUED); readers++; entered = true; enter_sharer()
               :: else
               fi
           }
           if :: entered -> store(HOLD, 1); mine = 1; break :: else fi
       :: next == 2 ->
           store(HOLD, 2);
           atomic {
#ifdef NO_ASK_ENTER
               entered = true; enter_sharer()
#else
               if :: b -> entered = true; enter_sharer() :: else fi
#endif
           }
           if
           :: entered -> mine = 2; break
           :: else ->
               enter_gate();
               atomic { drain(me); seen = imported[me]; imported[me] = false }
               if
               :: seen -> store(HOLD, 1); store(GATE, 0); atomic { mine = 1; entered = true; enter_sharer() } break
               :: else -> store(HOLD, 0); store(GATE, 0)
               fi
           fi
       :: next == 3 -> under_gate(); break
       fi
    od;
    atomic { next = 0; seen = false }
}

inline discount()
{
    atomic { drain(me); readers--; seen = w && readers == 0 }
#ifndef NO_HAND_OVER
    if :: seen -> pass_on() :: else fi
#endif
}

inline release_shared()
{
    atomic { sharers--; entered = false }
    store(HOLD, 0);
    if
    :: mine == 1 -> discount()
    :: else ->
        seen = !b;
        if
#ifdef NO_IMPORTED
        :: !seen
#else
        :: !seen -> seen = imported[me]
#endif
        :: else
        fi;
        if
#ifndef NO_ASK_LEAVE
        :: seen ->
            enter_gate();
            atomic { drain(me); seen = imported[me]; imported[me] = false }
            store(GATE, 0);
            if :: seen -> discount() :: else fi
#endif
        :: else
        fi
    fi;
    atomic { seen = false; mine = 0 }
}

proctype thread(byte me; byte kinds)
{
    byte round = 0, kind = 0, next = 0, at = 0, i = 0, heirs = 0, mine = 0;
    bool seen = false, entered = false, fenced = false, refused = false;

    do
    :: round < ROUNDS ->
        atomic {
            round++;
            if
            :: (kinds & 1) != 0 -> kind = 1
            :: (kinds & 2) != 0 -> kind = 2
            :: (kinds & 4) != 0 -> kind = 4
            fi
        }
        if
        :: kind == 2 -> acquire_shared(); release_shared()
        :: else ->
            acquire_exclusive();
            if :: entered -> release_exclusive() :: else fi
        fi;
        kind = 0
    :: else -> break
    od;
    ended++
}

/* The memory system, and a reader now and then that turns bias on (under the gate, by one exchange of the word). */
active proctype memory()
{
end:
    do
    :: atomic { cell[0] != NONE -> reach_memory(0) }
    :: atomic { cell[DEPTH] != NONE -> reach_memory(1) }
#if THREADS > 2
    :: atomic { cell[2 * DEPTH] != NONE -> reach_memory(2) }
#endif
    :: atomic { bias != 0 && gate == 0 && !QUEUED && high == 0 && !w && !b -> b = true; bias-- }
    od
}

init
{
    byte n = 0;
    atomic {
        do
        :: n < THREADS -> if :: n == 0 -> run thread(0, FIRST) :: else -> run thread(n, KINDS) fi; n++
        :: else -> break
        od
    }
    ended == THREADS;
    atomic {
        n = 0;
        do
        :: n < THREADS -> drain(n); assert(hold[n] == 0 && !imported[n]); n++
        :: else -> break
        od;
        assert(high == 0 && !g && readers == 0 && !w && gate == 0 && !QUEUED && writers == 0 && sharers == 0)
    }
}
