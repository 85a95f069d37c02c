#if defined(__linux__)
#define _GNU_SOURCE
#include <pthread.h>
#include "stack.h"

int workbook_stack_bounds(uintptr_t *lowest, uintptr_t *end) {
  pthread_attr_t attributes;
  void *start;
  size_t size;
  int error = pthread_getattr_np(pthread_self(), &attributes);
  if (error) return error;
  error = pthread_attr_getstack(&attributes, &start, &size);
  pthread_attr_destroy(&attributes);
  if (error) return error;
  *lowest = (uintptr_t)start;
  *end = (uintptr_t)start + size;
  return 0;
}

uintptr_t workbook_stack_pointer(void) { return (uintptr_t)__builtin_frame_address(0); }
#endif
