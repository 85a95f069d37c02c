#ifndef CPLATFORM_STACK_H
#define CPLATFORM_STACK_H

#include <stdint.h>

/// The lowest address of the calling thread's stack, and the one after its highest
/// (`pthread_getattr_np`). Returns an error number.
int workbook_stack_bounds(uintptr_t *lowest, uintptr_t *end);

/// About where the stack pointer is. A Swift variable's address may lie elsewhere: the address
/// sanitizer moves variables to the heap.
uintptr_t workbook_stack_pointer(void);

#endif
