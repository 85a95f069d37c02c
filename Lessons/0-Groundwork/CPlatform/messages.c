#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include "messages.h"

// Darwin has neither flag. There, a socket is told never to raise SIGPIPE when it is made, and
// descriptors become close-on-exec just after they came.
#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0
#endif
#ifdef MSG_CMSG_CLOEXEC
enum { receive_flags = MSG_CMSG_CLOEXEC, sets_close_on_exec = 0 };
#else
enum { receive_flags = 0, sets_close_on_exec = 1 };
#endif

typedef union {
  struct cmsghdr aligned;
  char bytes[CMSG_SPACE(sizeof(int) * WORKBOOK_MOST_DESCRIPTORS)];
} control_buffer;

intptr_t workbook_send(int socket, const void *bytes, size_t count, const int *descriptors,
                       int descriptor_count) {
  struct iovec piece = {(void *)bytes, count};
  size_t size = sizeof(int) * (size_t)descriptor_count;
  control_buffer control;
  struct msghdr message = {
      .msg_iov = &piece,
      .msg_iovlen = 1,
      .msg_control = &control,
      .msg_controllen = CMSG_SPACE(size),
  };
  // No byte that was on the stack before leaves with the padding.
  memset(&control, 0, CMSG_SPACE(size));
  control.aligned.cmsg_level = SOL_SOCKET;
  control.aligned.cmsg_type = SCM_RIGHTS;
  control.aligned.cmsg_len = CMSG_LEN(size);
  memcpy(CMSG_DATA(&control.aligned), descriptors, size);
  return sendmsg(socket, &message, MSG_NOSIGNAL);
}

intptr_t workbook_receive(int socket, void *buffer, size_t count, int *descriptors,
                          int *descriptor_count) {
  struct iovec piece = {buffer, count};
  control_buffer control;
  struct msghdr message = {
      .msg_iov = &piece,
      .msg_iovlen = 1,
      .msg_control = &control,
      .msg_controllen = sizeof control,
  };
  *descriptor_count = 0;
  ssize_t received = recvmsg(socket, &message, receive_flags);
  if (received < 0) return received;
  for (struct cmsghdr *part = CMSG_FIRSTHDR(&message); part; part = CMSG_NXTHDR(&message, part)) {
    if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS) continue;
    size_t size = part->cmsg_len - CMSG_LEN(0);
    memcpy(descriptors + *descriptor_count, CMSG_DATA(part), size);
    *descriptor_count += (int)(size / sizeof(int));
  }
  if (sets_close_on_exec)
    for (int i = 0; i < *descriptor_count; i++) fcntl(descriptors[i], F_SETFD, FD_CLOEXEC);
  return received;
}

int workbook_end_sending(int socket) { return shutdown(socket, SHUT_WR); }
