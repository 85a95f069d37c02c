#ifndef CPLATFORM_MESSAGES_H
#define CPLATFORM_MESSAGES_H

#include <stddef.h>
#include <stdint.h>

// Bytes and descriptors through a connected stream socket.
//
// Descriptors travel beside the bytes (SCM_RIGHTS). They arrive with the call that receives the
// first of the bytes that they were sent with, and that call receives no byte after those.

/// How many descriptors may be sent in one call: what Linux allows, and more than it guarantees to
/// be receivable if the receiver has few left.
enum { WORKBOOK_MOST_DESCRIPTORS = 253 };

/// Sends some of the bytes, at least one, and `descriptors` beside them. Never raises SIGPIPE.
/// Returns the number of bytes, or -1: then no descriptor was sent either.
intptr_t workbook_send(int socket, const void *bytes, size_t count, const int *descriptors,
                       int descriptor_count);

/// Receives at most `count` bytes, and the descriptors that came beside them: `descriptors` has room
/// for `WORKBOOK_MOST_DESCRIPTORS`, and `descriptor_count` is set. They are close-on-exec from
/// birth. Returns the number of bytes, 0 at the end, or -1.
intptr_t workbook_receive(int socket, void *buffer, size_t count, int *descriptors,
                          int *descriptor_count);

/// Nothing more can be sent by this end of the connection, in any process. Returns 0 or -1.
int workbook_end_sending(int socket);

#endif
