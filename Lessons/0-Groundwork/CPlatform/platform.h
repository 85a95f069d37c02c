#ifndef PLATFORM_H
#define PLATFORM_H

#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// What lifeline.c, spawn.c and write.c need of the platform's file.

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

/// Takes away one of `signals`, which are blocked, if it is pending.
void platform_take_pending(const sigset_t *signals);

#endif
