#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include "CPlatform.h"

static void (*exit_body)(int);
static void (*stderr_write)(const char *, size_t);
static void (*stdout_write)(const char *, size_t);

#if defined(__linux__)
static void at_exit(int status, void *unused) { exit_body(status); }

void workbook_at_exit(void (*body)(int)) {
  exit_body = body;
  on_exit(at_exit, NULL);
}

static ssize_t write_piece(void *is_stderr, const char *bytes, size_t count) {
  (is_stderr ? stderr_write : stdout_write)(bytes, count);
  return (ssize_t)count;
}

static FILE *open_diverted(int is_stderr) {
  cookie_io_functions_t functions = {.write = write_piece};
  return fopencookie(is_stderr ? &stderr_write : NULL, "w", functions);
}
#else
static void at_exit(void) { exit_body(-1); }

void workbook_at_exit(void (*body)(int)) {
  exit_body = body;
  atexit(at_exit);
}

static int write_piece(void *is_stderr, const char *bytes, int count) {
  (is_stderr ? stderr_write : stdout_write)(bytes, (size_t)count);
  return count;
}

static FILE *open_diverted(int is_stderr) {
  return funopen(is_stderr ? &stderr_write : NULL, NULL, write_piece, NULL, NULL);
}
#endif

int workbook_divert(int is_stderr, void (*write)(const char *, size_t)) {
  FILE *file = open_diverted(is_stderr);
  if (!file) return 0;
  setvbuf(file, NULL, _IONBF, 0);
  if (is_stderr) {
    stderr_write = write;
    stderr = file;
  } else {
    stdout_write = write;
    stdout = file;
  }
  return 1;
}

int workbook_unread(int descriptor) {
  struct stat status;
  int count = 0;
  if (fstat(descriptor, &status) || !S_ISFIFO(status.st_mode)) return 0;
  return ioctl(descriptor, FIONREAD, &count) ? 0 : count;
}
