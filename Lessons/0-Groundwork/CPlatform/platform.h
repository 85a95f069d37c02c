#ifndef PLATFORM_H
#define PLATFORM_H

#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// What the files for all platforms need of the platform's own, and that of them.

/// The path to start this executable again by; it may be written to `buffer`.
const char *platform_executable(char *buffer, size_t size);

/// Lets the child have no other descriptors than 0 to 2 and those that `actions` duplicate to
/// numbers below `end`, and sets the flags that make the attributes count. Returns an error number.
int platform_close_others(posix_spawnattr_t *attributes, posix_spawn_file_actions_t *actions,
                          int end);

/// Opens a folder, to work in it and not to read it. Returns -1 with `errno` set.
int platform_open_folder(const char *path);

/// Gives the calling thread, of several, a table of descriptors that has this one alone. False if
/// that can't be had: then the thread shares those of the others, as before.
bool platform_keep_only(int descriptor);

/// Writes to a socket without SIGPIPE.
intptr_t platform_send(int descriptor, const void *bytes, size_t count);

/// Takes away those of `signals`, which are blocked, that are pending.
void platform_take_pending(const sigset_t *signals);

/// How large a file may become by what this process does (RLIMIT_FSIZE). Whoever goes beyond is
/// ended by SIGXFSZ, where an error was expected.
uint64_t platform_largest_file(void);

/// Whether a file, or shared memory, may be made that large; sets `errno` to EFBIG if not.
bool platform_may_have_size(size_t size);

#endif
