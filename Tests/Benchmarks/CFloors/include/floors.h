#ifndef FLOORS_H
#define FLOORS_H

#include <stdint.h>

// The least that each row of the benchmarks can cost: the bare system calls, in C.
//
// Each does its work `calls` times and returns how many nanoseconds that took, or -1 with `errno`.
// Those with a second process fork one for each call of the function, wait for it, and leave nothing
// behind: what that costs is not in the time. To be called where no other thread does anything.

/// The time of a clock that all processes share.
int64_t floor_now(void);
/// The most memory that this process ever had, in bytes (`getrusage`).
int64_t floor_peak_memory(void);

/// Starts `true` and waits for its end (`posix_spawnp`, `waitpid`).
int64_t floor_spawn(int64_t calls);

/// 8 bytes to another process and back (`socketpair`, `write`, `read`).
int64_t floor_socket_small(int64_t calls);
/// A million bytes to another process and back.
int64_t floor_socket_megabyte(int64_t calls);
/// A million bytes from another process, again and again.
int64_t floor_socket_one_way(int64_t calls);

/// Locks and unlocks a mutex that processes share.
int64_t floor_mutex(int64_t calls);
/// Two processes at once, with `calls` between them.
int64_t floor_mutex_contended(int64_t calls);
/// Adds one to a number under the mutex.
int64_t floor_value(int64_t calls);
/// Two processes at once, with `calls` between them.
int64_t floor_value_contended(int64_t calls);
/// Adds one to an atomic number.
int64_t floor_add(int64_t calls);
/// Two processes at once, with `calls` between them.
int64_t floor_add_contended(int64_t calls);

/// From the call that wakes a sleeping process until that runs (`futex`); the median, `calls` times.
int64_t floor_wake(int64_t calls);
/// Two processes meet (`futex`).
int64_t floor_barrier(int64_t calls);

#endif
