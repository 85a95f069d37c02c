#ifndef CPLATFORM_FILES_H
#define CPLATFORM_FILES_H

#include <stddef.h>
#include <stdint.h>

/// Goes on from the hash `before`, with `count` bytes more (FNV-1a): in C, as a loop over bytes takes
/// a debug build of Swift ten times as long.
uint64_t workbook_hash(uint64_t before, const void *bytes, size_t count);

/// When the content of a file was changed last, in nanoseconds; -1 if there is no such file.
int64_t workbook_change_time(const char *path);

#endif
