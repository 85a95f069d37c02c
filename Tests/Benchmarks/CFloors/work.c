#include "work.h"
#include <errno.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "CPlatform.h"
#include "floors.h"

int64_t floor_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int64_t floor_peak_memory(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
#ifdef __APPLE__
  return usage.ru_maxrss;
#else
  return (int64_t)usage.ru_maxrss * 1024;
#endif
}

struct shared *work_open(void) {
  struct shared *shared =
      mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANON, -1, 0);
  if (shared == MAP_FAILED) return NULL;
  pthread_mutexattr_t attributes;
  pthread_mutexattr_init(&attributes);
  pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
  int error = pthread_mutex_init(&shared->mutex, &attributes);
  pthread_mutexattr_destroy(&attributes);
  if (!error) return shared;
  munmap(shared, sizeof *shared);
  errno = error;
  return NULL;
}

void work_close(struct shared *shared) { munmap(shared, sizeof *shared); }

int work_fork(void) {
  int parent = getpid(), pid = workbook_fork();
  // Where the system can't do that (ENOSYS), Ctrl-C still reaches the copy.
  if (pid == 0 && workbook_end_with_parent(parent) != 0 && errno == ESRCH) _exit(1);
  return pid;
}

int work_join(int pid) {
  int status, result;
  do result = waitpid(pid, &status, 0);
  while (result < 0 && errno == EINTR);
  if (result < 0) return -1;
  if (status == 0) return 0;
  errno = ECHILD;
  return -1;
}

int64_t work_alone(work *work, int64_t calls) {
  struct shared *shared = work_open();
  if (!shared) return -1;
  int64_t start = floor_now();
  work(shared, calls);
  int64_t time = floor_now() - start;
  work_close(shared);
  return time;
}

/// Begins when the other process does.
static int64_t half(struct shared *shared, work *work, int64_t calls) {
  atomic_fetch_add(&shared->ready, 1);
  while (atomic_load(&shared->ready) < 2) sched_yield();
  int64_t start = floor_now();
  work(shared, calls);
  return floor_now() - start;
}

int64_t work_together(work *work, int64_t calls) {
  struct shared *shared = work_open();
  if (!shared) return -1;
  int64_t time = -1;
  int pid = work_fork();
  if (pid == 0) {
    shared->time = half(shared, work, calls / 2);
    _exit(0);
  }
  if (pid > 0) {
    time = half(shared, work, calls - calls / 2);
    if (work_join(pid) != 0) time = -1;
    else if (shared->time > time) time = shared->time;
  }
  work_close(shared);
  return time;
}
