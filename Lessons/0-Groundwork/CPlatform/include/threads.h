#ifndef CPLATFORM_THREADS_H
#define CPLATFORM_THREADS_H

#include <stddef.h>

/// The kernel's identifier of the calling thread (`gettid`).
long workbook_thread_id(void);

/// A copy of this process, with the calling thread alone (`fork`, which Swift hides).
int workbook_fork(void);

/// The logical processors that the calling thread may run on, a bit each. Returns the bytes filled,
/// or -1 with `errno`: EINVAL if `size` is too small for this machine (`sched_getaffinity`).
long workbook_allowed_processors(unsigned char *mask, size_t size);

/// Lets the calling thread run only on the processors of `mask` (`sched_setaffinity`).
int workbook_allow_processors(const unsigned char *mask, size_t size);

/// Makes this process the parent of its descendants' orphans (PR_SET_CHILD_SUBREAPER).
int workbook_adopt_orphans(void);

#if defined(__APPLE__)
/// How many threads this process has (`task_threads`); 1 if that can't be told.
unsigned workbook_thread_count(void);
#endif

/// Calls `handler` at each `signal`; a call that blocks then returns EINTR and is not restarted.
int workbook_catch_without_restart(int signal, void (*handler)(int));

#endif
