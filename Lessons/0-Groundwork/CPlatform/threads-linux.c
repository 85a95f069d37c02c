#if defined(__linux__)
#define _GNU_SOURCE
#include <sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "threads.h"

long workbook_thread_id(void) { return syscall(SYS_gettid); }

int workbook_fork(void) { return fork(); }

// The wrapper of the C library hides how many bytes the kernel filled.
long workbook_allowed_processors(unsigned char *mask, size_t size) {
  return syscall(SYS_sched_getaffinity, 0, size, mask);
}

int workbook_allow_processors(const unsigned char *mask, size_t size) {
  return (int)syscall(SYS_sched_setaffinity, 0, size, mask);
}

int workbook_adopt_orphans(void) { return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); }
#endif
