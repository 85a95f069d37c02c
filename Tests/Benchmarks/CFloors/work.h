#ifndef WORK_H
#define WORK_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>

/// What both processes see. Each part has cache lines of its own.
struct shared {
  /// How many of the two are ready to begin.
  _Alignas(128) _Atomic uint32_t ready;
  /// What the other process measured.
  _Alignas(128) _Atomic int64_t time;
  _Alignas(128) pthread_mutex_t mutex;
  volatile int64_t guarded;
  _Alignas(128) _Atomic int64_t sum;
  /// How many of the two have come to the barrier, and how often it was passed.
  _Alignas(128) _Atomic uint32_t arrived;
  _Alignas(128) _Atomic uint32_t passed;
  /// What the sleeper waits for, and who waits for the sleeper.
  _Alignas(128) _Atomic uint32_t event;
  _Alignas(128) _Atomic uint32_t turn;
};

typedef void work(struct shared *shared, int64_t calls);

/// Zeroed memory for both processes; null with `errno`.
struct shared *work_open(void);
void work_close(struct shared *shared);

/// A copy of this process: 0 in the copy, which ends with this one. -1 with `errno`.
int work_fork(void);
/// Waits for the end of the copy. 0, or -1 if it did not exit with 0.
int work_join(int pid);

/// The time of `calls` calls in this process alone.
int64_t work_alone(work *work, int64_t calls);
/// The time until two processes that begin together have done half of `calls` each.
int64_t work_together(work *work, int64_t calls);

#endif
