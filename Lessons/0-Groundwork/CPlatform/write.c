#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
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

/// The signals of a write go to the thread that writes: SIGPIPE if nobody can read any more, and
/// SIGXFSZ if a file would become too large. They are held back, and taken away if they came now.
struct held_back {
  sigset_t ours, before;
};

static void hold_back(struct held_back *held) {
  sigset_t pending;
  sigemptyset(&held->ours);
  sigaddset(&held->ours, SIGPIPE);
  sigaddset(&held->ours, SIGXFSZ);
  pthread_sigmask(SIG_BLOCK, &held->ours, &held->before);
  // One that was pending before is not ours. Only a blocked one can be.
  int some_blocked = sigismember(&held->before, SIGPIPE) || sigismember(&held->before, SIGXFSZ);
  if (!some_blocked || sigpending(&pending) != 0) return;
  if (sigismember(&pending, SIGPIPE)) sigdelset(&held->ours, SIGPIPE);
  if (sigismember(&pending, SIGXFSZ)) sigdelset(&held->ours, SIGXFSZ);
}

static void let_go(const struct held_back *held, bool may_have_come) {
  int error = errno;
  if (may_have_come) platform_take_pending(&held->ours);
  pthread_sigmask(SIG_SETMASK, &held->before, NULL);
  errno = error;
}

static intptr_t write_without_signal(int descriptor, const void *bytes, size_t count) {
  struct held_back held;
  hold_back(&held);
  ssize_t written = write(descriptor, bytes, count);
  // One also comes when some bytes were written before the last reader went: then there is no error.
  let_go(&held, written < 0 ? errno == EPIPE || errno == EFBIG : (size_t)written < count);
  return written;
}

intptr_t workbook_write(int descriptor, const void *bytes, size_t count, int kind) {
  switch (kind) {
    case WORKBOOK_SOCKET: return platform_send(descriptor, bytes, count);
    case WORKBOOK_PIPE: return write_without_signal(descriptor, bytes, count);
    default:
      return platform_largest_file() == UINT64_MAX ? write(descriptor, bytes, count)
                                                   : write_without_signal(descriptor, bytes, count);
  }
}

/// A stream that another thread holds is tried again for so many milliseconds. Who prints has it for
/// some microseconds; who has it for longer is stuck, and is not waited for.
enum { patience = 20 };

static void flush(FILE *stream) {
  for (int attempt = 0; attempt < patience; attempt++) {
    if (ftrylockfile(stream) == 0) {
      fflush(stream);
      funlockfile(stream);
      return;
    }
    nanosleep(&(struct timespec){0, 1000000}, NULL);
  }
}

void workbook_flush_output(void) {
  struct held_back held;
  hold_back(&held);
  flush(stdout);
  flush(stderr);
  let_go(&held, true);
}
