#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>
#include "platform.h"
#include "process.h"

int workbook_kind(int descriptor) {
  struct stat status;
  if (fstat(descriptor, &status) != 0) return WORKBOOK_FILE;
  return S_ISSOCK(status.st_mode)   ? WORKBOOK_SOCKET
         : S_ISFIFO(status.st_mode) ? WORKBOOK_PIPE
                                    : WORKBOOK_FILE;
}

/// The signal goes to the thread that writes: it is held back, and taken away if it came now.
static intptr_t write_to_pipe(int descriptor, const void *bytes, size_t count) {
  sigset_t pipe, before, pending;
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &pipe, &before);
  // One that was pending before is not ours. Only a blocked one can be.
  int was_blocked = sigismember(&before, SIGPIPE), was_pending = 0;
  if (was_blocked && sigpending(&pending) == 0) was_pending = sigismember(&pending, SIGPIPE);

  ssize_t written = write(descriptor, bytes, count);
  int error = errno;
  // It also comes when some bytes were written before the last reader went: then there is no error.
  int may_have_come = written < 0 ? error == EPIPE : (size_t)written < count;
  if (may_have_come && !was_pending) platform_take_pending(&pipe);
  if (!was_blocked) pthread_sigmask(SIG_SETMASK, &before, NULL);
  errno = error;
  return written;
}

intptr_t workbook_write(int descriptor, const void *bytes, size_t count, int kind) {
  switch (kind) {
    case WORKBOOK_SOCKET: return platform_send(descriptor, bytes, count);
    case WORKBOOK_PIPE: return write_to_pipe(descriptor, bytes, count);
    default: return write(descriptor, bytes, count);
  }
}
