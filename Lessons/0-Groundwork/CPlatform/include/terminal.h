#ifndef CPLATFORM_TERMINAL_H
#define CPLATFORM_TERMINAL_H

#include <stddef.h>

/// Calls `body` when the process exits in the ordinary way, after everything that is registered
/// later, with the exit status; with -1 where the system doesn't tell it (Darwin).
void workbook_at_exit(void (*body)(int status));

/// Hands all that is printed to `stderr` (1) or `stdout` (0) to `write`, a call for each piece, on
/// the thread that prints. The descriptor below is left alone. False if that can't be had.
int workbook_divert(int is_stderr, void (*write)(const char *bytes, size_t count));

/// The number of bytes in the pipe `descriptor` that its reader has not taken yet; 0 if it isn't a
/// pipe.
int workbook_unread(int descriptor);

#endif
