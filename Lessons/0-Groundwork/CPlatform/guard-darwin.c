#if defined(__APPLE__)
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include "guard.h"

// There is no sandbox yet on macOS, so that nothing can be graded there.

static int unsupported(void) {
  errno = ENOSYS;
  return -1;
}

int workbook_can_sandbox(void) { return 0; }
int workbook_child_signals(void) { return unsupported(); }
void workbook_drain_signals(int descriptor) {}
void workbook_unblock_signals(void) {}
int workbook_copy_beside(void) { return unsupported(); }
int workbook_end_with_parent(int parent) { return unsupported(); }
int workbook_close_range(unsigned first, unsigned last) { return unsupported(); }
int workbook_continue_without_parent(void) { return unsupported(); }
int workbook_forbid_signals(int guardian, const int *others, int count) { return unsupported(); }
int workbook_keep_signals(void) { return unsupported(); }
int workbook_set_alternate_stack(void) { return unsupported(); }
void workbook_buffer_lines(void) { setvbuf(stdout, NULL, _IOLBF, BUFSIZ); }
void workbook_lower_limits(void) {}

int workbook_test_records(void **start, void **end) { return unsupported(); }

int workbook_symbol_names(const uint64_t *addresses, const char **names, int count) {
  return unsupported();
}

int workbook_visit_functions(void *context, void (*visit)(void *context, const char *name)) {
  return unsupported();
}

_Noreturn void workbook_end_saying(const char *text) {
  fputs(text, stderr);
  exit(1);
}

int workbook_is_in_library(const char *name) { return 0; }

char *workbook_demangled(const char *symbol) { return NULL; }

const char *workbook_call_name(long number) { return NULL; }

int workbook_thread_registers(int thread, uint64_t *counter, uint64_t *stack) {
  return unsupported();
}

uint32_t workbook_socket_peer(uint32_t inode) { return 0; }

int workbook_ends_with_call(const uint8_t *bytes) { return 0; }

long workbook_read_memory(int pid, uint64_t address, void *buffer, size_t count) {
  return unsupported();
}
#endif
