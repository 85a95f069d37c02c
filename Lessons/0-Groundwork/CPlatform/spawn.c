#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <unistd.h>
#include "platform.h"
#include "process.h"

enum { first = 3 };

/// Closes the copies among `descriptors`, and frees the list.
static void discard(int *copies, int count) {
  for (int i = 0; i < count; i++)
    if (copies[i] >= 0) close(copies[i]);
  free(copies);
}

/// Puts `descriptors` at 3, 4, … in the child. One whose number is among those targets would be
/// overwritten before its turn comes, so it is first copied to a number above them.
static int add_descriptors(posix_spawn_file_actions_t *actions, const int *descriptors, int count,
                           int *copies) {
  for (int i = 0; i < count; i++) {
    int source = descriptors[i];
    if (source < first + count) {
      copies[i] = fcntl(source, F_DUPFD_CLOEXEC, first + count);
      if (copies[i] < 0) return errno;
      source = copies[i];
    }
    int error = posix_spawn_file_actions_adddup2(actions, source, first + i);
    if (error) return error;
  }
  return 0;
}

int workbook_spawn(int *pid, char *const argv[], char *const envp[], const int *descriptors,
                   int count) {
  char buffer[4096];
  const char *path = platform_executable(buffer, sizeof buffer);
  if (!path) return errno;

  int *copies = malloc((size_t)(count + 1) * sizeof(int));
  if (!copies) return ENOMEM;
  for (int i = 0; i < count; i++) copies[i] = -1;

  posix_spawnattr_t attributes;
  posix_spawn_file_actions_t actions;
  int error = posix_spawnattr_init(&attributes);
  if (error) {
    free(copies);
    return error;
  }
  error = posix_spawn_file_actions_init(&actions);
  if (error) {
    posix_spawnattr_destroy(&attributes);
    free(copies);
    return error;
  }

  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);

  error = add_descriptors(&actions, descriptors, count, copies);
  if (!error) error = platform_close_others(&attributes, &actions, first + count);
  if (!error) error = posix_spawn(pid, path, &actions, &attributes, argv, envp);

  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  discard(copies, count);
  return error;
}
