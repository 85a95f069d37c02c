#if defined(__linux__)
#define _GNU_SOURCE
#include <errno.h>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
#include "futex.h"

// Never FUTEX_PRIVATE_FLAG: a private futex is known by its address in one process, a shared one by
// the page of memory behind it.

int workbook_futex_wait(const void *word, uint32_t value, int64_t nanoseconds) {
  // FUTEX_WAIT_BITSET, unlike FUTEX_WAIT, takes a moment of CLOCK_MONOTONIC instead of a duration:
  // a system call that the kernel restarts can't sleep longer than was asked for.
  struct timespec moment, *timeout = 0;
  if (nanoseconds >= 0) {
    clock_gettime(CLOCK_MONOTONIC, &moment);
    moment.tv_sec += nanoseconds / 1000000000;
    moment.tv_nsec += nanoseconds % 1000000000;
    if (moment.tv_nsec >= 1000000000) {
      moment.tv_nsec -= 1000000000;
      moment.tv_sec += 1;
    }
    timeout = &moment;
  }
  int saved = errno;
  long result =
      syscall(SYS_futex, word, FUTEX_WAIT_BITSET, value, timeout, 0, FUTEX_BITSET_MATCH_ANY);
  int error = result == 0 ? 0 : errno;
  errno = saved;
  return error;
}

int workbook_futex_wake(const void *word, int count) {
  int saved = errno;
  long woken = syscall(SYS_futex, word, FUTEX_WAKE, count, 0, 0, 0);
  errno = saved;
  return woken < 0 ? 0 : (int)woken;
}
#endif
