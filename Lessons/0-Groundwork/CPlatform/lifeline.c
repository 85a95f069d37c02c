#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <unistd.h>
#include "process.h"

static void *watch(void *argument) {
  while (workbook_poll((int)(intptr_t)argument, POLLIN, -1) <= 0) {}
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
  if (!error) pthread_detach(thread);
  return error;
}
