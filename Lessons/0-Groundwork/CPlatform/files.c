#include "files.h"
#include "platform.h"
#include <errno.h>
#include <sys/resource.h>
#include <sys/stat.h>

uint64_t workbook_hash(uint64_t before, const void *bytes, size_t count) {
  uint64_t hash = before ^ 0xcbf29ce484222325u;
  for (size_t i = 0; i < count; i++) hash = (hash ^ ((const uint8_t *)bytes)[i]) * 0x100000001b3u;
  return hash;
}

int64_t workbook_change_time(const char *path) {
  struct stat status;
  if (stat(path, &status) != 0) return -1;
#ifdef __APPLE__
  const struct timespec time = status.st_mtimespec;
#else
  const struct timespec time = status.st_mtim;
#endif
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

uint64_t platform_largest_file(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_FSIZE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return UINT64_MAX;
  return limit.rlim_cur;
}

bool platform_may_have_size(size_t size) {
  if (size <= platform_largest_file()) return true;
  errno = EFBIG;
  return false;
}
