#include "floors.h"
#include <errno.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include "CPlatform.h"
#include "work.h"

// MARK: - Processes

int64_t floor_spawn(int64_t calls) {
  char *arguments[] = {"true", NULL};
  int64_t start = floor_now();
  for (int64_t call = 0; call < calls; call++) {
    pid_t pid;
    int error = posix_spawnp(&pid, "true", NULL, NULL, arguments, workbook_environment());
    if (error) {
      errno = error;
      return -1;
    }
    if (work_join(pid) != 0) return -1;
  }
  return floor_now() - start;
}

// MARK: - Sockets

static int write_all(int socket, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(socket, bytes, count);
    if (written < 0) return -1;
    bytes += written;
    count -= (size_t)written;
  }
  return 0;
}

/// 1 at the end.
static int read_all(int socket, char *bytes, size_t count) {
  while (count > 0) {
    ssize_t got = read(socket, bytes, count);
    if (got <= 0) return got < 0 ? -1 : 1;
    bytes += got;
    count -= (size_t)got;
  }
  return 0;
}

static int64_t round_trips(int64_t calls, size_t size) {
  int ends[2];
  char *bytes = calloc(size, 1);
  if (!bytes) return -1;
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) {
    free(bytes);
    return -1;
  }
  int pid = work_fork();
  if (pid == 0) {
    close(ends[0]);
    int result;
    while ((result = read_all(ends[1], bytes, size)) == 0)
      if (write_all(ends[1], bytes, size) != 0) _exit(1);
    _exit(result == 1 ? 0 : 1);
  }
  close(ends[1]);
  int64_t start = floor_now();
  int failed = pid < 0;
  for (int64_t call = 0; call < calls && !failed; call++)
    failed = write_all(ends[0], bytes, size) != 0 || read_all(ends[0], bytes, size) != 0;
  int64_t time = floor_now() - start;
  close(ends[0]);
  free(bytes);
  if (pid > 0 && work_join(pid) != 0) failed = 1;
  return failed ? -1 : time;
}

int64_t floor_socket_small(int64_t calls) { return round_trips(calls, 8); }
int64_t floor_socket_megabyte(int64_t calls) { return round_trips(calls, 1000000); }

int64_t floor_socket_one_way(int64_t calls) {
  const size_t size = 1000000;
  int ends[2];
  char *bytes = calloc(size, 1);
  if (!bytes) return -1;
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) {
    free(bytes);
    return -1;
  }
  int pid = work_fork();
  if (pid == 0) {
    close(ends[0]);
    // It begins when it is told, as the others do.
    if (read_all(ends[1], bytes, 1) != 0) _exit(1);
    for (int64_t call = 0; call < calls; call++)
      if (write_all(ends[1], bytes, size) != 0) _exit(1);
    _exit(0);
  }
  close(ends[1]);
  int64_t start = floor_now();
  int failed = pid < 0 || write_all(ends[0], bytes, 1) != 0;
  for (int64_t call = 0; call < calls && !failed; call++)
    failed = read_all(ends[0], bytes, size) != 0;
  int64_t time = floor_now() - start;
  close(ends[0]);
  free(bytes);
  if (pid > 0 && work_join(pid) != 0) failed = 1;
  return failed ? -1 : time;
}

// MARK: - Numbers

static void lock_and_unlock(struct shared *shared, int64_t calls) {
  for (int64_t call = 0; call < calls; call++) {
    pthread_mutex_lock(&shared->mutex);
    pthread_mutex_unlock(&shared->mutex);
  }
}

static void add_under_lock(struct shared *shared, int64_t calls) {
  for (int64_t call = 0; call < calls; call++) {
    pthread_mutex_lock(&shared->mutex);
    shared->guarded = shared->guarded + 1;
    pthread_mutex_unlock(&shared->mutex);
  }
}

static void add(struct shared *shared, int64_t calls) {
  for (int64_t call = 0; call < calls; call++) atomic_fetch_add(&shared->sum, 1);
}

int64_t floor_mutex(int64_t calls) { return work_alone(lock_and_unlock, calls); }
int64_t floor_mutex_contended(int64_t calls) { return work_together(lock_and_unlock, calls); }
int64_t floor_value(int64_t calls) { return work_alone(add_under_lock, calls); }
int64_t floor_value_contended(int64_t calls) { return work_together(add_under_lock, calls); }
int64_t floor_add(int64_t calls) { return work_alone(add, calls); }
int64_t floor_add_contended(int64_t calls) { return work_together(add, calls); }

// MARK: - Waiting

/// Sleeps until `*word` is `value`.
static void wait_for(_Atomic uint32_t *word, uint32_t value) {
  uint32_t now;
  while ((now = atomic_load(word)) != value) workbook_futex_wait(word, now, -1);
}

static void set(_Atomic uint32_t *word, uint32_t value) {
  atomic_store(word, value);
  workbook_futex_wake(word, 1);
}

/// Passes once both processes have come, `calls` times.
static void meet(struct shared *shared, int64_t calls) {
  for (int64_t call = 0; call < calls; call++) {
    uint32_t passed = atomic_load(&shared->passed);
    if (atomic_fetch_add(&shared->arrived, 1) == 1) {
      atomic_store(&shared->arrived, 0);
      set(&shared->passed, passed + 1);
    } else {
      wait_for(&shared->passed, passed + 1);
    }
  }
}

int64_t floor_barrier(int64_t calls) {
  // Each of the two comes `calls` times.
  return work_together(meet, 2 * calls);
}

enum { asleep = 1, awake = 2 };

static void sleeper(struct shared *shared, int64_t calls) {
  for (int64_t call = 0; call < calls; call++) {
    set(&shared->turn, asleep);
    wait_for(&shared->event, 1);
    shared->time = floor_now();
    shared->event = 0;
    set(&shared->turn, awake);
    wait_for(&shared->turn, 0);
  }
}

static int ascending(const void *left, const void *right) {
  int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
  return (a > b) - (a < b);
}

int64_t floor_wake(int64_t calls) {
  int64_t *times = calloc((size_t)calls, sizeof *times);
  struct shared *shared = times ? work_open() : NULL;
  if (!shared) {
    free(times);
    return -1;
  }
  int pid = work_fork();
  if (pid == 0) {
    sleeper(shared, calls);
    _exit(0);
  }
  int64_t result = -1;
  if (pid > 0) {
    for (int64_t call = 0; call < calls; call++) {
      wait_for(&shared->turn, asleep);
      usleep(300);  // sleeps: until the other one sleeps, as in the other contenders
      int64_t start = floor_now();
      set(&shared->event, 1);
      wait_for(&shared->turn, awake);
      times[call] = shared->time - start;
      set(&shared->turn, 0);
    }
    qsort(times, (size_t)calls, sizeof *times, ascending);
    result = work_join(pid) == 0 ? times[calls / 2] * calls : -1;
  }
  work_close(shared);
  free(times);
  return result;
}
