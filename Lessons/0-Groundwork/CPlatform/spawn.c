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

/// Descriptors on the way to their numbers in the child.
///
/// A number may be both: where one is to go, and where another still is. So each is moved when nobody
/// needs what is at its target any more. What is left then goes round in circles: of each, one is
/// moved out of the way, to a number that is free here. So all of them together take one number more,
/// and not a second one each.
struct moves {
  posix_spawn_file_actions_t *actions;
  int first, count;
  /// Where what comes to number `first + i` is now; -1 if nothing is left to do there.
  int *sources;
  /// How many of them are at number `i`.
  int *needed;
  /// The free number; -1 before it is needed.
  int spare;
};

static int move_to(struct moves *moves, int source, int target) {
  return posix_spawn_file_actions_adddup2(moves->actions, source, target);
}

static bool is_waiting(const struct moves *moves, int number) {
  return number >= moves->first && number < moves->first + moves->count &&
         moves->sources[number - moves->first] >= 0;
}

/// Moves what comes to `target`, if nobody needs what is there, and then what comes to the number that
/// became free by that, and so on.
static int settle(struct moves *moves, int target) {
  while (is_waiting(moves, target) && moves->needed[target] == 0) {
    int source = moves->sources[target - moves->first];
    int error = move_to(moves, source, target);
    if (error) return error;
    moves->sources[target - moves->first] = -1;
    if (source >= moves->first + moves->count) return 0;
    moves->needed[source]--;
    target = source;
  }
  return 0;
}

/// Moves those that go round in a circle through `target`. Each number on it is needed once.
static int turn(struct moves *moves, int target) {
  if (moves->spare < 0) {
    moves->spare = fcntl(target, F_DUPFD_CLOEXEC, moves->first + moves->count);
    if (moves->spare < 0) return errno;
  }
  int error = move_to(moves, target, moves->spare);
  int number = target;
  while (!error) {
    int source = moves->sources[number - moves->first];
    moves->sources[number - moves->first] = -1;
    error = move_to(moves, source == target ? moves->spare : source, number);
    if (source == target) break;
    number = source;
  }
  // On Darwin the child would have it otherwise.
  return error ? error : posix_spawn_file_actions_addclose(moves->actions, moves->spare);
}

static int move_all(struct moves *moves) {
  int end = moves->first + moves->count;
  for (int number = moves->first; number < end; number++) {
    int source = moves->sources[number - moves->first];
    // One that stays where it is only loses its close-on-exec flag.
    if (source == number) {
      int error = move_to(moves, source, number);
      if (error) return error;
      moves->sources[number - moves->first] = -1;
    } else if (source >= 0 && source < end) {
      moves->needed[source]++;
    }
  }
  for (int number = moves->first; number < end; number++) {
    int error = settle(moves, number);
    if (error) return error;
  }
  for (int number = moves->first; number < end; number++) {
    int error = is_waiting(moves, number) ? turn(moves, number) : 0;
    if (error) return error;
  }
  return 0;
}

static int spawn(int *pid, const char *path, char *const argv[], char *const envp[],
                 const struct inheritance *from) {
  size_t count = (size_t)from->count, end = (size_t)from->first + count;
  int *numbers = calloc(count + end + 1, sizeof(int));
  if (!numbers) return ENOMEM;
  for (size_t i = 0; i < count; i++) numbers[i] = from->descriptors[i];

  posix_spawnattr_t attributes;
  posix_spawn_file_actions_t actions;
  int error = posix_spawnattr_init(&attributes);
  if (error) {
    free(numbers);
    return error;
  }
  error = posix_spawn_file_actions_init(&actions);
  if (error) {
    posix_spawnattr_destroy(&attributes);
    free(numbers);
    return error;
  }

  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);

  // Before the descriptors: one of them may take the number of the folder.
  if (from->folder >= 0) error = posix_spawn_file_actions_addfchdir_np(&actions, from->folder);
  struct moves moves = {&actions, from->first, from->count, numbers, numbers + count, -1};
  if (!error) error = move_all(&moves);
  if (!error) error = platform_close_others(&attributes, &actions, from->first + from->count);
  if (!error && from->has_own_group) {
    short flags = 0;
    posix_spawnattr_getflags(&attributes, &flags);
    error = posix_spawnattr_setflags(&attributes, flags | POSIX_SPAWN_SETPGROUP);
  }
  if (!error) error = posix_spawn(pid, path, &actions, &attributes, argv, envp);

  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  if (moves.spare >= 0) close(moves.spare);
  free(numbers);
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
