#ifndef CPLATFORM_FUTEX_H
#define CPLATFORM_FUTEX_H

#include <stdint.h>

/// Sleeps while `*word` is `value`, for at most `nanoseconds`, or without end if that is negative.
/// The word may be in memory that several processes map, at different addresses.
///
/// Returns 0 when woken (or for no reason), EAGAIN if the word held another value, EINTR after a
/// signal, ETIMEDOUT when the time is over. Does not touch `errno`.
int workbook_futex_wait(const void *word, uint32_t value, int64_t nanoseconds);

/// Wakes at most `count` sleepers of the word, in any process, and returns how many it woke.
/// Where the system doesn't tell (Darwin), waking all of several sleepers counts as one.
int workbook_futex_wake(const void *word, int count);

/// Lets some hundred nanoseconds pass, and keeps the processor.
static inline void workbook_pause(void) {
  for (int i = 0; i < 16; i++) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("isb");
#endif
  }
}

#endif
