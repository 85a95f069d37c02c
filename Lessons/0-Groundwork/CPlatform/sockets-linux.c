#if defined(__linux__)
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include "guard.h"

/// The one attribute that was asked for, in the answer of the kernel.
static uint32_t peer_in(struct nlmsghdr *head, size_t size) {
  uint32_t peer = 0;
  if (!NLMSG_OK(head, size) || head->nlmsg_type != SOCK_DIAG_BY_FAMILY) return 0;
  struct unix_diag_msg *found = NLMSG_DATA(head);
  size_t rest = head->nlmsg_len - NLMSG_LENGTH(sizeof *found);
  for (struct rtattr *field = (struct rtattr *)(found + 1); RTA_OK(field, rest);
       field = RTA_NEXT(field, rest))
    if (field->rta_type == UNIX_DIAG_PEER) memcpy(&peer, RTA_DATA(field), sizeof peer);
  return peer;
}

uint32_t workbook_socket_peer(uint32_t inode) {
  int link = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
  if (link < 0) return 0;
  struct {
    struct nlmsghdr head;
    struct unix_diag_req request;
  } message = {{sizeof message, SOCK_DIAG_BY_FAMILY, NLM_F_REQUEST, 0, 0},
               {.sdiag_family = AF_UNIX,
                .udiag_states = -1,
                .udiag_ino = inode,
                .udiag_show = UDIAG_SHOW_PEER,
                .udiag_cookie = {-1, -1}}};
  union {
    struct nlmsghdr head;
    char bytes[4096];
  } answer;
  uint32_t peer = 0;
  if (send(link, &message, sizeof message, 0) == sizeof message) {
    ssize_t count = recv(link, &answer, sizeof answer, 0);
    if (count > 0) peer = peer_in(&answer.head, (size_t)count);
  }
  close(link);
  return peer;
}
#endif
