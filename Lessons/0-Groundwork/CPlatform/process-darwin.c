#if defined(__APPLE__)
#include <crt_externs.h>
#include <errno.h>
#include <fcntl.h>
#include <mach-o/dyld.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/event.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "platform.h"
#include "process.h"

// Not yet verified on a Mac.

static int set_close_on_exec(int descriptor) { return fcntl(descriptor, F_SETFD, FD_CLOEXEC); }

/// Closes `descriptor`, keeps `errno`, returns -1.
static int give_up(int descriptor) {
  int error = errno;
  close(descriptor);
  errno = error;
  return -1;
}

const char *platform_executable(char *buffer, size_t size) {
  uint32_t capacity = (uint32_t)size;
  if (_NSGetExecutablePath(buffer, &capacity) == 0) return buffer;
  errno = ENAMETOOLONG;
  return NULL;
}

int platform_close_others(posix_spawnattr_t *attributes, posix_spawn_file_actions_t *actions,
                          int end) {
  posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
                                           POSIX_SPAWN_CLOEXEC_DEFAULT);
  for (int number = 0; number <= 2; number++) {
    if (fcntl(number, F_GETFD) < 0) continue;
    int error = posix_spawn_file_actions_addinherit_np(actions, number);
    if (error) return error;
  }
  return 0;
}

int platform_open_folder(const char *path) {
  return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

// A test bundle is loaded by another program, which finds it by its arguments.
bool workbook_needs_own_arguments(void) {
  const struct mach_header *own = NULL;
  for (uint32_t i = 0; i < _dyld_image_count(); i++)
    if (_dyld_get_image_header(i)->filetype == MH_EXECUTE) own = _dyld_get_image_header(i);
  extern const struct mach_header __dso_handle;
  return own != &__dso_handle;
}

char **workbook_environment(void) { return *_NSGetEnviron(); }

void workbook_set_command_name(const char *name) {}

int workbook_process_descriptor(int pid) {
  int queue = kqueue();
  if (queue < 0) return -1;
  struct kevent change;
  EV_SET(&change, pid, EVFILT_PROC, EV_ADD, NOTE_EXIT, 0, NULL);
  if (set_close_on_exec(queue) != 0 || kevent(queue, &change, 1, NULL, 0, NULL) != 0)
    return give_up(queue);
  return queue;
}

// A kqueue isn't inherited. This pipe's writer stays open until the process ends; every child gets
// a copy of the reader.
static int lifeline[2] = {-1, -1};
static int lifeline_error;

static void open_lifeline(void) { lifeline_error = workbook_pipe(lifeline) == 0 ? 0 : errno; }

int workbook_lifeline(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, open_lifeline);
  errno = lifeline_error;
  return lifeline_error ? -1 : fcntl(lifeline[0], F_DUPFD_CLOEXEC, 0);
}

int workbook_pipe(int ends[2]) {
  if (pipe(ends) != 0) return -1;
  set_close_on_exec(ends[0]);
  set_close_on_exec(ends[1]);
  return 0;
}

int workbook_socket_pair(int ends[2]) {
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return -1;
  for (int i = 0; i < 2; i++) {
    int yes = 1;
    set_close_on_exec(ends[i]);
    setsockopt(ends[i], SOL_SOCKET, SO_NOSIGPIPE, &yes, sizeof yes);
  }
  return 0;
}

int workbook_memory(size_t size) {
  if (!platform_may_have_size(size)) return -1;
  static atomic_uint counter;
  for (;;) {
    char name[32];
    snprintf(name, sizeof name, "/workbook-%x-%x", (unsigned)getpid(),
             atomic_fetch_add(&counter, 1));
    int descriptor = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
    if (descriptor < 0 && errno == EEXIST) continue;
    if (descriptor < 0) return -1;
    shm_unlink(name);
    if (set_close_on_exec(descriptor) != 0 || ftruncate(descriptor, (off_t)size) != 0)
      return give_up(descriptor);
    return descriptor;
  }
}

// The pages stay until the memory is released: no call is known that frees those of a shared object.
void workbook_give_back(void *start, size_t size) {}

void workbook_prefer_large_pages(void *start, size_t size) {}

// All threads of a process share one table here.
bool platform_keep_only(int descriptor) { return false; }

// The sockets that Groundwork makes have SO_NOSIGPIPE.
intptr_t platform_send(int descriptor, const void *bytes, size_t count) {
  return write(descriptor, bytes, count);
}

void platform_take_pending(const sigset_t *signals) {
  for (int number = 1; number < NSIG; number++) {
    sigset_t pending, one;
    int taken;
    if (!sigismember(signals, number)) continue;
    sigemptyset(&one);
    sigaddset(&one, number);
    if (sigpending(&pending) == 0 && sigismember(&pending, number)) sigwait(&one, &taken);
  }
}

int workbook_poll_many(const int descriptors[], const short events[], short results[], int count,
                       int64_t nanoseconds) {
  struct pollfd entries[WORKBOOK_MOST_POLLED];
  for (int i = 0; i < count; i++) entries[i] = (struct pollfd){descriptors[i], events[i], 0};
  int64_t milliseconds = nanoseconds < 0 ? -1 : (nanoseconds + 999999) / 1000000;
  int limit = milliseconds > 86400000 ? 86400000 : (int)milliseconds;
  int ready = poll(entries, (nfds_t)count, limit);
  for (int i = 0; i < count; i++) results[i] = ready > 0 ? entries[i].revents : 0;
  return ready;
}

// Pipes grow by themselves here.
void workbook_widen_pipe(int descriptor, int size) {}

const char *workbook_error_name(int number) { return NULL; }

const char *workbook_error_text(int number) { return strerror(number); }
#endif
