/*
 * The push lock (src/Runtime/PushLocks): two halves of one word, a plain-store release, a queue of places, wake-ups.
 * Memory is x86-TSO: a plain store goes into the thread's store buffer and reaches memory at any later moment; a locked operation,
 * and a load that overlaps a buffered store, wait until the buffer is empty; a load of the other half does not.
 *
 * -DTHREADS=n  -DROUNDS=n   size           -DPORTABLE          the portable mode: locked releases, no process-wide barrier
 * Mutants, each of which must fail:
 * -DNO_BARRIER     a waiter parks without fencing the releasers     -DNO_RECHECK     ... without looking again after its push
 * -DNO_RETRACT     a writer ignores the shares it finds             -DNO_REFUSAL     a reader ignores the owner it finds
 * -DNO_REREAD_HEAD the whole queue is unlinked although somebody was pushed   -DNO_RELEASE_WAKE  a writer does not wake
 * Not mutants, the model shows: without the wake-up of a refused reader nobody is stuck either, because that reader comes in and leaves later.
 * Checked: no writer beside anybody (assert), nobody is stuck (no invalid end state), an empty word at the end (assert).
 */
#ifndef THREADS
#define THREADS 2
#endif
#ifndef ROUNDS
#define ROUNDS 2
#endif

/* Each thread chooses its role in every round, unless -DWRITERS=n makes the first n writers and the others readers. */
#ifndef WRITERS
#define WRITERS 0
#define EITHER true
#else
#define EITHER false
#endif

#define FREE 0
#define ANNOUNCED 1
#define GRANTED 2
#define EMPTY 255

byte owner = FREE, head = 0, shares = 0;      /* the word; place numbers are thread number + 1 */
bool editing = false;

byte buffer0[THREADS] = EMPTY, buffer1[THREADS] = EMPTY;   /* stores to owner under way, oldest first */

byte older[5];                                /* by place number */
bool isWriter[5], signalled[5];
byte writers = 0, readers = 0;                /* inside */

inline drain(t)
{
    if
    :: buffer0[t] != EMPTY ->
        owner = (buffer1[t] != EMPTY -> buffer1[t] : buffer0[t]);
        buffer0[t] = EMPTY; buffer1[t] = EMPTY
    :: else
    fi
}

inline store_owner(v)
{
    d_step {
        if
        :: buffer0[me] == EMPTY -> buffer0[me] = v
        :: else -> assert(buffer1[me] == EMPTY); buffer1[me] = v
        fi
    }
}

inline read_word()
{
    d_step { drain(me); sOwner = owner; sHead = head; sShares = shares; sEditing = editing }
}

#define SAME (owner == sOwner && head == sHead && shares == sShares && editing == sEditing)
#define UNHELD (sOwner == FREE && sShares == 0)
#define NEEDS_WAKE (UNHELD && sHead != 0 && !sEditing)

/* Takes Editing, unlinks the oldest writer or the run of readers at the old end, signals them. */
inline wake()
{
    read_word();
    do
    :: NEEDS_WAKE ->
        atomic {
            drain(me);
            if
            :: SAME -> editing = true; won = true
            :: else -> won = false
            fi
        }
        if
        :: won ->
            do
            :: read_word();
               atomic {
                   /* keep: the oldest place that stays queued */
                   keep = 0; newer = 0; at = sHead;
                   do
                   :: at != 0 ->
                       if
                       :: isWriter[at] -> keep = (older[at] == 0 -> newer : at)
                       :: else
                       fi;
                       newer = at; at = older[at]
                   :: else -> break
                   od;
                   newer = 0
               }
               if
               :: keep != 0 ->
                   d_step { at = older[keep]; older[keep] = 0 }
                   do
                   :: atomic { drain(me); if :: SAME -> editing = false; won = true :: else -> won = false fi }
                      if :: won -> break :: else -> read_word() fi
                   od;
                   break
               :: else ->
                   at = sHead;
                   do
                   :: atomic {
                          drain(me);
                          if
#ifdef NO_REREAD_HEAD
                          :: owner == sOwner && shares == sShares -> head = 0; editing = false; won = true
#else
                          :: SAME -> head = 0; editing = false; won = true
#endif
                          :: else -> won = false
                          fi
                      }
                      if
                      :: won -> break
                      :: else -> read_word(); if :: sHead != at -> break :: else fi
                      fi
                   od;
                   if :: won -> break :: else fi
               fi
            od;
            do
            :: at != 0 -> newer = older[at]; signalled[at] = true; at = newer
            :: else -> newer = 0; break
            od;
            break
        :: else -> read_word()
        fi
    :: else -> break
    od;
    atomic { at = 0; keep = 0; sOwner = 0; sHead = 0; sShares = 0; sEditing = false }
}

/* Gives Owner back, whether held or only announced. */
inline disown()
{
#ifdef PORTABLE
    atomic { owner = FREE; sHead = head }
#else
    store_owner(FREE);
    sHead = head;
#endif
#ifndef NO_RELEASE_WAKE
    if
    :: sHead != 0 -> wake()
    :: else
    fi
#endif
}

inline uncount()
{
    d_step { drain(me); shares--; sOwner = owner; sHead = head; sShares = shares; sEditing = editing }
    if
    :: NEEDS_WAKE -> wake()
    :: else
    fi
}

inline contended(exclusive)
{
    queued = false;
    do
    :: read_word();
       if
       :: UNHELD || (!exclusive && sOwner == FREE && (queued || sHead == 0)) ->
           atomic {
               drain(me);
               if
               :: SAME ->
                   if
                   :: exclusive -> owner = GRANTED; enter_writer()
                   :: else -> shares++; enter_reader()
                   fi;
                   won = true
               :: else -> won = false
               fi
           }
           if :: won -> break :: else fi
       :: else ->
           d_step { older[place] = sHead; isWriter[place] = exclusive; signalled[place] = false }
           atomic { drain(me); if :: SAME -> head = place; won = true :: else -> won = false fi }
           if
           :: won ->
#if !defined(PORTABLE) && !defined(NO_BARRIER)
               atomic { i = 0; do :: i < THREADS -> drain(i); i++ :: else -> break od; i = 0 }
#endif
#ifndef NO_RECHECK
               wake();
#endif
               signalled[place];
               queued = true
           :: else
           fi
       fi
    od;
    atomic { queued = false; won = false; sOwner = 0; sHead = 0; sShares = 0; sEditing = false }
}

inline enter_writer() { assert(writers == 0 && readers == 0); writers++ }
inline enter_reader() { assert(writers == 0); readers++ }

proctype thread(byte me)
{
    byte round = 0, sOwner = 0, sHead = 0, sShares = 0, keep = 0, newer = 0, at = 0, i = 0, place = me + 1;
    bool sEditing = false, won = false, queued = false;

    do
    :: round < ROUNDS ->
        round++;
        if
        :: (WRITERS > me || EITHER) ->               /* a writer */
#ifdef PORTABLE
            atomic {
                if
                :: owner == FREE && head == 0 && shares == 0 && !editing -> owner = GRANTED; won = true; enter_writer()
                :: else -> won = false
                fi
            }
            if :: won :: else -> contended(true) fi;
#else
            atomic { drain(me); if :: owner == FREE -> owner = ANNOUNCED; won = true :: else -> won = false fi }
            if
            :: won ->
                atomic {
                    sShares = shares;
#ifdef NO_RETRACT
                    sShares = 0;
#endif
                    if :: sShares == 0 -> enter_writer() :: else fi
                }
                if
                :: sShares == 0 -> store_owner(GRANTED)
                :: else -> disown(); contended(true)
                fi
            :: else -> contended(true)
            fi;
#endif
            atomic { writers--; won = false; sShares = 0 }
            disown()
        :: (WRITERS <= me || EITHER) ->              /* a reader */
            atomic {
                drain(me); shares++; sOwner = owner; sHead = head;
#ifdef NO_REFUSAL
                sOwner = FREE;
#endif
                if :: sOwner == FREE && sHead == 0 -> enter_reader(); won = true :: else -> won = false fi
            }
            if
            :: won
            :: else ->
                uncount();
                contended(false)
            fi;
            atomic { readers--; won = false }
            uncount()
        fi;
        atomic { sOwner = 0; sHead = 0; sShares = 0; sEditing = false; won = false }
    :: else -> break
    od
}

inline reach_memory(t) { owner = buffer0[t]; buffer0[t] = buffer1[t]; buffer1[t] = EMPTY }

/* The memory system: stores reach memory whenever they like. */
active proctype memory()
{
end:
    do
    :: atomic { buffer0[0] != EMPTY -> reach_memory(0) }
    :: atomic { buffer0[1] != EMPTY -> reach_memory(1) }
#if THREADS > 2
    :: atomic { buffer0[2] != EMPTY -> reach_memory(2) }
#endif
    od
}

init
{
    byte n = 0;
    atomic {
        do
        :: n < THREADS -> run thread(n); n++
        :: else -> break
        od
    }
    _nr_pr == 2;                                     /* all threads have ended: memory and init remain */
    atomic {
        n = 0;
        do :: n < THREADS -> drain(n); n++ :: else -> break od;
        assert(owner == FREE && head == 0 && shares == 0 && !editing && writers == 0 && readers == 0)
    }
}
