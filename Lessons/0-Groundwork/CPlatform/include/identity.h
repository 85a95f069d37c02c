#ifndef CPLATFORM_IDENTITY_H
#define CPLATFORM_IDENTITY_H

#include <stdint.h>

// Swift has no thread-local variables. These hold what the module Groundwork found out about the
// calling thread and its process; 0 means nothing yet, and it is 0 again in a forked child.

extern _Thread_local uint64_t workbook_thread_identity;
extern uint64_t workbook_process_identity;

static inline uint64_t workbook_cached_thread_identity(void) { return workbook_thread_identity; }

static inline uint64_t workbook_cached_process_identity(void) {
  return __atomic_load_n(&workbook_process_identity, __ATOMIC_RELAXED);
}

void workbook_cache_thread_identity(uint64_t identity);
void workbook_cache_process_identity(uint64_t identity);

#if defined(__linux__)
/// `gettid`, which older C libraries lack.
int32_t workbook_thread_number(void);
#endif

#endif
