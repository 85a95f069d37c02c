#if defined(__APPLE__)
#include <errno.h>
#include <mach/mach.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>
#include "threads.h"

long workbook_thread_id(void) { return (long)pthread_mach_thread_np(pthread_self()); }

unsigned workbook_thread_count(void) {
  thread_act_array_t threads;
  mach_msg_type_number_t count;
  mach_port_t task = mach_task_self();
  if (task_threads(task, &threads, &count) != KERN_SUCCESS) return 1;
  // Each comes as a right to a port, which is the caller's.
  for (mach_msg_type_number_t i = 0; i < count; i++) mach_port_deallocate(task, threads[i]);
  vm_deallocate(task, (vm_address_t)threads, count * sizeof(thread_act_t));
  return count;
}

int workbook_fork(void) { return fork(); }

// There is no affinity here: every processor is allowed.
long workbook_allowed_processors(unsigned char *mask, size_t size) {
  size_t count = (size_t)sysconf(_SC_NPROCESSORS_ONLN), filled = (count + 7) / 8;
  if (filled > size) {
    errno = EINVAL;
    return -1;
  }
  memset(mask, 0, filled);
  for (size_t i = 0; i < count; i++) mask[i / 8] |= (unsigned char)(1 << (i % 8));
  return (long)filled;
}

int workbook_allow_processors(const unsigned char *mask, size_t size) {
  (void)mask, (void)size;
  errno = ENOTSUP;
  return -1;
}

int workbook_adopt_orphans(void) {
  errno = ENOTSUP;
  return -1;
}
#endif
