#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "platform.h"
#include "process.h"

/// What the child gets of this process.
struct inheritance {
  /// Put at `first`, `first + 1`, … in the child; where it is negative, the child has what this
  /// process has there.
  const int *descriptors;
  int count, first;
  /// The child's folder; negative for that of this process.
  int folder;
  bool has_own_group;
};

/// Closes the copies among `descriptors`, and frees the list.
static void discard(int *copies, int count) {
  for (int i = 0; i < count; i++)
    if (copies[i] >= 0) close(copies[i]);
  free(copies);
}

/// Puts the descriptors at their numbers in the child. One whose number is among those targets would
/// be overwritten before its turn comes, so it is first copied to a number above them.
static int add_descriptors(posix_spawn_file_actions_t *actions, const struct inheritance *from,
                           int *copies) {
  for (int i = 0; i < from->count; i++) {
    int source = from->descriptors[i], end = from->first + from->count;
    if (source < 0) continue;
    if (source < end) {
      copies[i] = fcntl(source, F_DUPFD_CLOEXEC, end);
      if (copies[i] < 0) return errno;
      source = copies[i];
    }
    int error = posix_spawn_file_actions_adddup2(actions, source, from->first + i);
    if (error) return error;
  }
  return 0;
}

static int spawn(int *pid, const char *path, char *const argv[], char *const envp[],
                 const struct inheritance *from) {
  int *copies = malloc((size_t)(from->count + 1) * sizeof(int));
  if (!copies) return ENOMEM;
  for (int i = 0; i < from->count; i++) copies[i] = -1;

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

  // Before the descriptors: one of them may take the number of the folder.
  if (from->folder >= 0) error = posix_spawn_file_actions_addfchdir_np(&actions, from->folder);
  if (!error) error = add_descriptors(&actions, from, copies);
  if (!error) error = platform_close_others(&attributes, &actions, from->first + from->count);
  if (!error && from->has_own_group) {
    short flags = 0;
    posix_spawnattr_getflags(&attributes, &flags);
    error = posix_spawnattr_setflags(&attributes, flags | POSIX_SPAWN_SETPGROUP);
  }
  if (!error) error = posix_spawn(pid, path, &actions, &attributes, argv, envp);

  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  discard(copies, from->count);
  return error;
}

int workbook_spawn(int *pid, char *const argv[], char *const envp[], const int *descriptors,
                   int count) {
  char buffer[4096];
  const char *path = platform_executable(buffer, sizeof buffer);
  if (!path) return errno;
  struct inheritance from = {descriptors, count, 3, -1, false};
  return spawn(pid, path, argv, envp, &from);
}

int workbook_spawn_program(int *pid, const char *path, char *const argv[], char *const envp[],
                           const int streams[3], int folder, bool has_own_group) {
  struct inheritance from = {streams, 3, 0, folder, has_own_group};
  return spawn(pid, path, argv, envp, &from);
}

int workbook_open_folder(const char *path) {
  int folder = platform_open_folder(path);
  // Who may not search a folder can't work in it.
  if (folder >= 0 && faccessat(folder, ".", X_OK, AT_EACCESS) != 0) {
    int error = errno;
    close(folder);
    errno = error;
    return -1;
  }
  return folder;
}

int workbook_check_program(int folder, const char *path) {
  struct stat status;
  int base = folder < 0 ? AT_FDCWD : folder;
  if (fstatat(base, path, &status, 0) != 0) return errno;
  if (S_ISDIR(status.st_mode)) return EISDIR;
  return faccessat(base, path, X_OK, AT_EACCESS) == 0 ? 0 : errno;
}
