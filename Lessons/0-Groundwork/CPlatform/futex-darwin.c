// Written for macOS 14.4 and later, and not verified yet.
#if defined(__APPLE__)
#include <errno.h>
#include <os/os_sync_wait_on_address.h>
#include "futex.h"

int workbook_futex_wait(const void *word, uint32_t value, int64_t nanoseconds) {
  int saved = errno;
  int result;
  if (nanoseconds < 0) {
    result = os_sync_wait_on_address((void *)word, value, 4, OS_SYNC_WAIT_ON_ADDRESS_SHARED);
  } else {
    // A timeout of zero is refused with EINVAL.
    result = os_sync_wait_on_address_with_timeout(
        (void *)word, value, 4, OS_SYNC_WAIT_ON_ADDRESS_SHARED, OS_CLOCK_MACH_ABSOLUTE_TIME,
        nanoseconds == 0 ? 1 : (uint64_t)nanoseconds);
  }
  int error = result >= 0 ? 0 : errno;
  errno = saved;
  return error;
}

int workbook_futex_wake(const void *word, int count) {
  int saved = errno;
  int woken = 0;
  if (count == INT32_MAX) {
    woken =
        os_sync_wake_by_address_all((void *)word, 4, OS_SYNC_WAKE_BY_ADDRESS_SHARED) == 0 ? 1 : 0;
  } else {
    while (woken < count &&
           os_sync_wake_by_address_any((void *)word, 4, OS_SYNC_WAKE_BY_ADDRESS_SHARED) == 0) {
      woken += 1;
    }
  }
  errno = saved;
  return woken;
}
#endif
