#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <unistd.h>
#include "futex.h"
#include "platform.h"
#include "process.h"

enum { starting, sharing, alone };

/// How far the thread has come.
static uint32_t progress = starting;

static void *watch(void *argument) {
  int lifeline = (int)(intptr_t)argument;
  // The program may close any descriptor, and its number may be given again.
  uint32_t reached = platform_keep_only(lifeline) ? alone : sharing;
  __atomic_store_n(&progress, reached, __ATOMIC_RELEASE);
  workbook_futex_wake(&progress, 1);
  while (workbook_poll(lifeline, POLLIN, -1) <= 0) {}
  // As if killed together with the parent: no handler runs, and nothing can refuse.
  kill(getpid(), SIGKILL);
  return NULL;
}

int workbook_end_with(int lifeline) {
  // The thread takes no signals: they are left to the program's own threads.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pthread_t thread;
  int error = pthread_create(&thread, NULL, watch, (void *)(intptr_t)lifeline);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  if (error) return error;
  pthread_detach(thread);
  uint32_t reached;
  while ((reached = __atomic_load_n(&progress, __ATOMIC_ACQUIRE)) == starting)
    workbook_futex_wait(&progress, starting, -1);
  if (reached == alone) close(lifeline);
  return 0;
}
