#define _GNU_SOURCE
#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "identity.h"

_Thread_local uint64_t workbook_thread_identity;
uint64_t workbook_process_identity;

static void forget(void) {
  workbook_thread_identity = 0;
  workbook_process_identity = 0;
}

static void forget_at_fork(void) { pthread_atfork(0, 0, forget); }

static pthread_once_t once = PTHREAD_ONCE_INIT;

void workbook_cache_thread_identity(uint64_t identity) {
  pthread_once(&once, forget_at_fork);
  workbook_thread_identity = identity;
}

void workbook_cache_process_identity(uint64_t identity) {
  pthread_once(&once, forget_at_fork);
  __atomic_store_n(&workbook_process_identity, identity, __ATOMIC_RELAXED);
}

#if defined(__linux__)
int32_t workbook_thread_number(void) { return (int32_t)syscall(SYS_gettid); }
#endif
