#ifndef CPLATFORM_MEMORY_H
#define CPLATFORM_MEMORY_H

#include <stddef.h>
#include <stdint.h>

// Loads and stores of memory that other processes change. Each call is one access, and stays where
// it is: on plain memory an optimizer folds a loop of additions to one, and deletes
// `while value == 0 {}`. Volatile says "it may change", atomic says "in one piece".
//
// The address must be aligned to the size of the access.

#define WORKBOOK_ACCESS(bits)                                                                   \
  static inline uint##bits##_t workbook_load_##bits(const void *address) {                      \
    return __atomic_load_n((const volatile uint##bits##_t *)address, __ATOMIC_RELAXED);         \
  }                                                                                             \
  static inline void workbook_store_##bits(void *address, uint##bits##_t value) {               \
    __atomic_store_n((volatile uint##bits##_t *)address, value, __ATOMIC_RELAXED);              \
  }

WORKBOOK_ACCESS(8)
WORKBOOK_ACCESS(16)
WORKBOOK_ACCESS(32)
WORKBOOK_ACCESS(64)

#undef WORKBOOK_ACCESS

/// Copies `count` bytes from shared memory, in as many accesses as it takes.
void workbook_load_bytes(void *target, const void *shared, size_t count);
/// Copies `count` bytes to shared memory, in as many accesses as it takes.
void workbook_store_bytes(void *shared, const void *source, size_t count);

#endif
