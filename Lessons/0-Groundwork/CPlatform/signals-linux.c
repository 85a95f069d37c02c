#if defined(__linux__)
#define _GNU_SOURCE
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "guard.h"

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

enum { most_others = 8, most_statements = 64 };

// Both halves of a jump say how many statements are passed over.
#define LOAD(field) \
  (struct sock_filter) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define PASS_UNLESS(value, count) \
  (struct sock_filter) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(value), 0, count)
#define RETURN(answer) (struct sock_filter) BPF_STMT(BPF_RET | BPF_K, answer)

int workbook_forbid_signals(int guardian, const int *others, int count) {
#ifdef ARCHITECTURE
  if (count > most_others) count = most_others;
  // A pid_t is 32 bits; an argument's lower half comes first on little-endian machines.
  struct sock_filter program[most_statements];
  int n = 0;
  program[n++] = LOAD(arch);
  program[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0);
  program[n++] = RETURN(SECCOMP_RET_ALLOW);

  program[n++] = LOAD(nr);
  program[n++] = PASS_UNLESS(SYS_kill, 3);
  program[n++] = LOAD(args[0]);
  program[n++] = PASS_UNLESS(-1, 1);
  program[n++] = RETURN(SECCOMP_RET_ERRNO | EPERM);

  // Keeps the signal in the second register: `tgkill` has it last, the others second.
  program[n++] = LOAD(nr);
  program[n++] = PASS_UNLESS(SYS_tgkill, 3);
  program[n++] = LOAD(args[2]);
  program[n++] = (struct sock_filter)BPF_STMT(BPF_MISC | BPF_TAX, 0);
  program[n++] = (struct sock_filter)BPF_STMT(BPF_JMP | BPF_JA, 0);
  int jump_of_tgkill = n - 1;
  static const int calls[] = {SYS_kill, SYS_tkill, SYS_rt_sigqueueinfo};
  for (int i = 0; i < 3; i++)
    program[n++] = (struct sock_filter)BPF_JUMP(
        BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)calls[i], (uint8_t)(3 - i), 0);
  program[n++] = RETURN(SECCOMP_RET_ALLOW);
  program[n++] = LOAD(args[1]);
  program[n++] = (struct sock_filter)BPF_STMT(BPF_MISC | BPF_TAX, 0);
  program[jump_of_tgkill].k = (uint32_t)(n - jump_of_tgkill - 1);

  // Whether a process is there, anybody may ask.
  program[n++] = (struct sock_filter)BPF_STMT(BPF_MISC | BPF_TXA, 0);
  program[n++] = PASS_UNLESS(0, 1);
  program[n++] = RETURN(SECCOMP_RET_ALLOW);
  program[n++] = LOAD(args[0]);
  for (int i = 0; i < count; i++) {
    program[n++] = PASS_UNLESS(others[i], 1);
    program[n++] = RETURN(SECCOMP_RET_KILL_PROCESS);
  }
  // The guard blocks all signals but two. A child whose parent has ended may signal it by mistake.
  program[n++] = PASS_UNLESS(guardian, 5);
  program[n++] = (struct sock_filter)BPF_STMT(BPF_MISC | BPF_TXA, 0);
  program[n++] = PASS_UNLESS(SIGKILL, 1);
  program[n++] = RETURN(SECCOMP_RET_KILL_PROCESS);
  program[n++] = PASS_UNLESS(SIGSTOP, 1);
  program[n++] = RETURN(SECCOMP_RET_KILL_PROCESS);
  program[n++] = RETURN(SECCOMP_RET_ALLOW);

  struct sock_fprog filter = {(unsigned short)n, program};
  // Without this an ordinary user may not install a filter.
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0);
#else
  errno = ENOSYS;
  return -1;
#endif
}

int workbook_keep_signals(void) {
#if defined(__x86_64__) || defined(__aarch64__)
  // Landlock, since Linux 6.12. Older headers lack the last member, and the numbers are the same on
  // both machines.
  enum { create_ruleset = 444, restrict_self = 446, scope_signal = 2 };
  struct { uint64_t files, network, scoped; } rules = {0, 0, scope_signal};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
  int ruleset = (int)syscall(create_ruleset, &rules, sizeof rules, 0);
  if (ruleset < 0) return -1;
  int result = (int)syscall(restrict_self, ruleset, 0);
  int error = errno;
  close(ruleset);
  errno = error;
  return result;
#else
  errno = ENOSYS;
  return -1;
#endif
}
#endif
