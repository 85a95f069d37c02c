#if defined(__APPLE__)
#include <pthread.h>
#include "stack.h"

int workbook_stack_bounds(uintptr_t *lowest, uintptr_t *end) {
  *end = (uintptr_t)pthread_get_stackaddr_np(pthread_self());
  *lowest = *end - pthread_get_stacksize_np(pthread_self());
  return 0;
}

uintptr_t workbook_stack_pointer(void) { return (uintptr_t)__builtin_frame_address(0); }
#endif
