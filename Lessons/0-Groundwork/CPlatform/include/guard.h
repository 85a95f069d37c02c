#ifndef CPLATFORM_GUARD_H
#define CPLATFORM_GUARD_H

#include <stddef.h>
#include <stdint.h>

// What the grader needs to keep a test in a process of its own. Functions return 0, a count or a
// descriptor; or -1 with `errno` set. Where the system has no such thing, that is ENOSYS.

/// Whether this system has all that a sandbox is made of.
int workbook_can_sandbox(void);

/// A descriptor that is readable when a child has ended. Every signal that can be is blocked from
/// now on.
int workbook_child_signals(void);

/// Takes all signals that have come off that descriptor.
void workbook_drain_signals(int descriptor);

/// Undoes `workbook_child_signals` in a copy of the process: no signal is blocked.
void workbook_unblock_signals(void);

/// A copy of this process, as `fork` makes it, that is a child of this one's parent. Only for a
/// process with one thread. The C library doesn't know of the copy: it holds the number of this
/// one's thread for its own, until it calls `fork` itself.
int workbook_copy_beside(void);

/// This process is killed as soon as the calling thread of `parent` has ended. -1 with ESRCH if
/// that has happened already.
int workbook_end_with_parent(int parent);

/// This process is continued, if it was stopped, as soon as its parent has ended.
int workbook_continue_without_parent(void);

/// Closes the descriptors from `first` to `last`, open or not.
int workbook_close_range(unsigned first, unsigned last);

/// From now on, here and in every process below, `kill(-1, …)` fails with EPERM: it would end every
/// process of the user. And a process that sends SIGKILL or SIGSTOP to `guardian`, or any
/// signal to one of the `others`, is killed by SIGSYS. A negative number means a process group.
int workbook_forbid_signals(int guardian, const int *others, int count);

/// From now on, this process and those below can signal nobody else: that fails with EPERM.
int workbook_keep_signals(void);

/// Lets the calling thread report that its stack has overflowed.
int workbook_set_alternate_stack(void);

/// Lets `stdout` write out whole lines, whatever it is connected to.
void workbook_buffer_lines(void);

/// No core files; and the first to go when memory gets short.
void workbook_lower_limits(void);

/// Where this program's test content records begin and end (section `swift5_tests`). -1 if there are
/// none, or if they can't be written to.
int workbook_test_records(void **start, void **end);

/// Finds the names of functions of this program, as its file has them; null for those it has not.
/// The addresses must be in order, and none twice.
/// The names are never freed. -1 if the file can't be read.
int workbook_symbol_names(const uint64_t *addresses, const char **names, int count);

/// Calls `visit` with the name of each global function that this program's file defines. The names are
/// never freed. -1 if the file can't be read.
int workbook_visit_functions(void *context, void (*visit)(void *context, const char *name));

/// Whether a library that this program has loaded defines `name`, too.
int workbook_is_in_library(const char *name);

/// Prints `text` to standard error and ends this process with the code 1, without the C library, whose
/// functions may be others in this program.
_Noreturn void workbook_end_saying(const char *text);

/// A symbol in words, to be freed; null if it is not one of Swift's.
char *workbook_demangled(const char *symbol);

/// The name of a system call, such as "read", of those that a process is found blocked in; null for
/// others.
const char *workbook_call_name(long number);

/// Where the thread of another process is: its program counter and stack pointer. The thread must
/// be below this process. It is held for a moment; a call that it is blocked in is restarted.
int workbook_thread_registers(int thread, uint64_t *counter, uint64_t *stack);

/// Copies memory of another process, and returns how many bytes.
long workbook_read_memory(int pid, uint64_t address, void *buffer, size_t count);

/// The inode of the socket at the other end of a Unix socket; 0 if that can't be told.
uint32_t workbook_socket_peer(uint32_t inode);

/// Whether code that ends with these 8 bytes ends with a call: then what follows is where it
/// returns to.
int workbook_ends_with_call(const uint8_t *bytes);

/// Adds to a word of shared memory, and returns what it was.
static inline uint64_t workbook_fetch_add(void *word, uint64_t value) {
  return __atomic_fetch_add((uint64_t *)word, value, __ATOMIC_ACQ_REL);
}
/// Stores a word of shared memory, after all that was written before.
static inline void workbook_publish(void *word, uint32_t value) {
  __atomic_store_n((uint32_t *)word, value, __ATOMIC_RELEASE);
}
/// Loads a word of shared memory, before all that is read after.
static inline uint32_t workbook_published(const void *word) {
  return __atomic_load_n((const uint32_t *)word, __ATOMIC_ACQUIRE);
}

#endif
