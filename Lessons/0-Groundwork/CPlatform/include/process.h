#ifndef CPLATFORM_PROCESS_H
#define CPLATFORM_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Functions that return a descriptor or a size return -1 and set `errno` when they fail. Every new
// descriptor is close-on-exec from birth.

/// Spawns this executable again, and returns 0 or an error number.
///
/// The child has the descriptors 0 to 2 of this process, then `descriptors`, in order, from number
/// 3 on, and no others. Its signal mask is empty and every signal has its default action.
int workbook_spawn(int *pid, char *const argv[], char *const envp[], const int *descriptors,
                   int count);

/// Spawns the program at `path`, and returns 0 or an error number.
///
/// The child has `streams` as descriptors 0 to 2 (those of this process where one is negative), and
/// no others. It works in `folder`, if that is not negative; a relative `path` starts there, too. It
/// leads a new process group if it is to have its own. Its signal mask is empty and every signal has
/// its default action.
int workbook_spawn_program(int *pid, const char *path, char *const argv[], char *const envp[],
                           const int streams[3], int folder, bool has_own_group);

/// A descriptor of a folder that can be worked in.
int workbook_open_folder(const char *path);

/// Whether a program can be started from `path`, which starts at `folder` if that is not negative:
/// 0, or the reason why not, such as ENOENT, EACCES, or EISDIR for a folder.
int workbook_check_program(int folder, const char *path);

/// Whether a copy must be started with the arguments of this process, because the executable is
/// only a loader that finds our code by them (test bundles on Darwin).
bool workbook_needs_own_arguments(void);

/// The variables of this process, ended by a null pointer.
char **workbook_environment(void);

/// Gives the calling (main) thread the name that `ps` and `top` show.
void workbook_set_command_name(const char *name);

/// Writes out what `stdout` and `stderr` have buffered; raises neither SIGPIPE nor SIGXFSZ. A stream
/// that another thread goes on holding, as one that is stuck in writing, is left alone. Not
/// `fflush(NULL)`: that one locks every stream, and waits for a thread that reads standard input.
void workbook_flush_output(void);

/// A descriptor that is readable once the process has ended.
int workbook_process_descriptor(int pid);

/// A descriptor to hand to children: readable, or at its end, once this process has ended.
int workbook_lifeline(void);

/// Starts a thread that kills this process (SIGKILL) when the lifeline that its parent handed to it
/// says so, whatever the other threads close. To be called once. Takes over the lifeline, which is
/// closed for the other threads where that is possible. Returns 0 or an error number.
int workbook_end_with(int lifeline);

/// Both ends of a pipe: reader, writer. Returns 0 or -1.
int workbook_pipe(int ends[2]);

/// Both ends of a pair of connected stream sockets. Returns 0 or -1.
int workbook_socket_pair(int ends[2]);

/// A descriptor of unnamed shared memory with that size, which can't be changed later on. EFBIG if no
/// file may become that large (RLIMIT_FSIZE).
int workbook_memory(size_t size);

/// Gives whole pages of such memory back to the system, if it can: they are zero after that, for all.
void workbook_give_back(void *start, size_t size);

/// Asks for large pages in memory that was not written to yet (`madvise`, MADV_HUGEPAGE).
void workbook_prefer_large_pages(void *start, size_t size);

/// What a descriptor stands for, as far as SIGPIPE is concerned.
enum { WORKBOOK_SOCKET = 1, WORKBOOK_PIPE = 2, WORKBOOK_FILE = 3 };
int workbook_kind(int descriptor);

/// `write` that never raises SIGPIPE, nor SIGXFSZ: EPIPE alone says that nobody can read any more,
/// and EFBIG that the file would become too large.
intptr_t workbook_write(int descriptor, const void *bytes, size_t count, int kind);

/// Waits for `events` (as `poll`) for at most `nanoseconds`, or without end if that is negative.
/// Returns the events that came, 0 when the time is over, -1 on an error, EINTR among them.
int workbook_poll(int descriptor, short events, int64_t nanoseconds);

/// The same for several descriptors, of which negative ones are passed over. Fills `results`, and
/// returns how many have events. `count` is at most `WORKBOOK_MOST_POLLED`.
enum { WORKBOOK_MOST_POLLED = 16 };
int workbook_poll_many(const int descriptors[], const short events[], short results[], int count,
                       int64_t nanoseconds);

/// Lets a pipe hold so many bytes, if the system allows it.
void workbook_widen_pipe(int descriptor, int size);

/// The name of an error number, such as "ENOENT", and its text. Null if there is none.
const char *workbook_error_name(int number);
const char *workbook_error_text(int number);

#endif
