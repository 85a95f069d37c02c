#if defined(__linux__)
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
#include "platform.h"
#include "process.h"

#ifndef CLOSE_RANGE_UNSHARE
#define CLOSE_RANGE_UNSHARE (1U << 1)
#endif

#ifndef MFD_NOEXEC_SEAL
#define MFD_NOEXEC_SEAL 0x0008U
#endif

// The link follows the file that runs, even if it was since replaced or removed.
const char *platform_executable(char *buffer, size_t size) { return "/proc/self/exe"; }

int platform_close_others(posix_spawnattr_t *attributes, posix_spawn_file_actions_t *actions,
                          int end) {
  posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  return posix_spawn_file_actions_addclosefrom_np(actions, end);
}

int platform_open_folder(const char *path) {
  return open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
}

bool workbook_needs_own_arguments(void) { return false; }

char **workbook_environment(void) { return environ; }

void workbook_set_command_name(const char *name) { prctl(PR_SET_NAME, name); }

int workbook_process_descriptor(int pid) { return (int)syscall(SYS_pidfd_open, pid, 0); }

// A descriptor of the process, not the end of a pipe: a copy made by fork would hold the pipe open.
int workbook_lifeline(void) { return workbook_process_descriptor(getpid()); }

int workbook_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int workbook_socket_pair(int ends[2]) {
  return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends);
}

int workbook_memory(size_t size) {
  if (!platform_may_have_size(size)) return -1;
  int descriptor = memfd_create("workbook", MFD_CLOEXEC | MFD_ALLOW_SEALING | MFD_NOEXEC_SEAL);
  if (descriptor < 0 && errno == EINVAL)  // Linux before 6.3.
    descriptor = memfd_create("workbook", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (descriptor < 0) return -1;
  // A process that shrank the memory would kill all who touch the lost part (SIGBUS).
  if (ftruncate(descriptor, (off_t)size) != 0 ||
      fcntl(descriptor, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0) {
    int error = errno;
    close(descriptor);
    errno = error;
    return -1;
  }
  return descriptor;
}

void workbook_give_back(void *start, size_t size) { madvise(start, size, MADV_REMOVE); }

void workbook_prefer_large_pages(void *start, size_t size) {
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  uintptr_t first = ((uintptr_t)start + page - 1) & ~(page - 1);
  uintptr_t end = ((uintptr_t)start + size) & ~(page - 1);
  if (first < end) madvise((void *)first, end - first, MADV_HUGEPAGE);
}

bool platform_keep_only(int descriptor) {
  unsigned number = (unsigned)descriptor;
  return syscall(SYS_close_range, 0, number - 1, CLOSE_RANGE_UNSHARE) == 0 &&
         syscall(SYS_close_range, number + 1, ~0U, 0) == 0;
}

intptr_t platform_send(int descriptor, const void *bytes, size_t count) {
  return send(descriptor, bytes, count, MSG_NOSIGNAL);
}

void platform_take_pending(const sigset_t *signals) {
  const struct timespec now = {0, 0};
  while (sigtimedwait(signals, NULL, &now) >= 0 || errno == EINTR) {}
}

int workbook_poll_many(const int descriptors[], const short events[], short results[], int count,
                       int64_t nanoseconds) {
  struct pollfd entries[WORKBOOK_MOST_POLLED];
  for (int i = 0; i < count; i++) entries[i] = (struct pollfd){descriptors[i], events[i], 0};
  struct timespec limit = {nanoseconds / 1000000000, nanoseconds % 1000000000};
  int ready = ppoll(entries, (nfds_t)count, nanoseconds < 0 ? NULL : &limit, NULL);
  for (int i = 0; i < count; i++) results[i] = ready > 0 ? entries[i].revents : 0;
  return ready;
}

void workbook_widen_pipe(int descriptor, int size) { fcntl(descriptor, F_SETPIPE_SZ, size); }

const char *workbook_error_name(int number) { return strerrorname_np(number); }

const char *workbook_error_text(int number) { return strerrordesc_np(number); }
#endif
