#if defined(__linux__)
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>
#include "guard.h"

int workbook_can_sandbox(void) { return 1; }

int workbook_child_signals(void) {
  sigset_t all, child;
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, NULL);
  sigemptyset(&child);
  sigaddset(&child, SIGCHLD);
  return signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
}

void workbook_drain_signals(int descriptor) {
  struct signalfd_siginfo information;
  while (read(descriptor, &information, sizeof information) > 0) {}
}

void workbook_unblock_signals(void) {
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

int workbook_copy_beside(void) {
  return (int)syscall(SYS_clone, CLONE_PARENT | SIGCHLD, NULL, NULL, NULL, NULL);
}

int workbook_end_with_parent(int parent) {
  if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0) return -1;
  if (getppid() == parent) return 0;
  errno = ESRCH;
  return -1;
}

int workbook_continue_without_parent(void) {
  return prctl(PR_SET_PDEATHSIG, SIGCONT, 0, 0, 0);
}

int workbook_close_range(unsigned first, unsigned last) {
  if (first > last) return 0;
  return (int)syscall(SYS_close_range, first, last, 0);
}

int workbook_set_alternate_stack(void) {
  enum { size = 64 * 1024 };
  stack_t now;
  if (sigaltstack(NULL, &now) == 0 && !(now.ss_flags & SS_DISABLE)) return 0;
  // Never freed: the thread may use it until the process ends.
  void *memory =
      mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return -1;
  stack_t stack = {.ss_sp = memory, .ss_size = size};
  return sigaltstack(&stack, NULL);
}

void workbook_buffer_lines(void) { setvbuf(stdout, NULL, _IOLBF, BUFSIZ); }

void workbook_lower_limits(void) {
  struct rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
  int score = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (score < 0) return;
  if (write(score, "1000", 4) < 0) errno = 0;
  close(score);
}

// The linker defines both, in a program that has the section.
extern char __start_swift5_tests[] __attribute__((weak, visibility("hidden")));
extern char __stop_swift5_tests[] __attribute__((weak, visibility("hidden")));

int workbook_test_records(void **start, void **end) {
  if (!__start_swift5_tests) return -1;
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  uintptr_t first = (uintptr_t)__start_swift5_tests & ~(page - 1);
  if (mprotect((void *)first, (uintptr_t)__stop_swift5_tests - first, PROT_READ | PROT_WRITE) != 0)
    return -1;
  *start = __start_swift5_tests;
  *end = __stop_swift5_tests;
  return 0;
}

const char *workbook_call_name(long number) {
  switch (number) {
#ifdef SYS_read
    case SYS_read: return "read";
#endif
#ifdef SYS_readv
    case SYS_readv: return "readv";
#endif
#ifdef SYS_pread64
    case SYS_pread64: return "pread64";
#endif
#ifdef SYS_recvfrom
    case SYS_recvfrom: return "recvfrom";
#endif
#ifdef SYS_recvmsg
    case SYS_recvmsg: return "recvmsg";
#endif
#ifdef SYS_write
    case SYS_write: return "write";
#endif
#ifdef SYS_writev
    case SYS_writev: return "writev";
#endif
#ifdef SYS_pwrite64
    case SYS_pwrite64: return "pwrite64";
#endif
#ifdef SYS_sendto
    case SYS_sendto: return "sendto";
#endif
#ifdef SYS_sendmsg
    case SYS_sendmsg: return "sendmsg";
#endif
#ifdef SYS_accept
    case SYS_accept: return "accept";
#endif
#ifdef SYS_accept4
    case SYS_accept4: return "accept4";
#endif
#ifdef SYS_connect
    case SYS_connect: return "connect";
#endif
#ifdef SYS_flock
    case SYS_flock: return "flock";
#endif
#ifdef SYS_fcntl
    case SYS_fcntl: return "fcntl";
#endif
#ifdef SYS_open
    case SYS_open: return "open";
#endif
#ifdef SYS_openat
    case SYS_openat: return "openat";
#endif
#ifdef SYS_wait4
    case SYS_wait4: return "wait4";
#endif
#ifdef SYS_waitid
    case SYS_waitid: return "waitid";
#endif
#ifdef SYS_futex
    case SYS_futex: return "futex";
#endif
#ifdef SYS_futex_wait
    case SYS_futex_wait: return "futex_wait";
#endif
#ifdef SYS_poll
    case SYS_poll: return "poll";
#endif
#ifdef SYS_ppoll
    case SYS_ppoll: return "ppoll";
#endif
#ifdef SYS_select
    case SYS_select: return "select";
#endif
#ifdef SYS_pselect6
    case SYS_pselect6: return "pselect6";
#endif
#ifdef SYS_nanosleep
    case SYS_nanosleep: return "nanosleep";
#endif
#ifdef SYS_clock_nanosleep
    case SYS_clock_nanosleep: return "clock_nanosleep";
#endif
#ifdef SYS_pause
    case SYS_pause: return "pause";
#endif
#ifdef SYS_rt_sigsuspend
    case SYS_rt_sigsuspend: return "rt_sigsuspend";
#endif
#ifdef SYS_rt_sigtimedwait
    case SYS_rt_sigtimedwait: return "rt_sigtimedwait";
#endif
#ifdef SYS_epoll_wait
    case SYS_epoll_wait: return "epoll_wait";
#endif
#ifdef SYS_epoll_pwait
    case SYS_epoll_pwait: return "epoll_pwait";
#endif
#ifdef SYS_epoll_pwait2
    case SYS_epoll_pwait2: return "epoll_pwait2";
#endif
#ifdef SYS_msgrcv
    case SYS_msgrcv: return "msgrcv";
#endif
#ifdef SYS_semop
    case SYS_semop: return "semop";
#endif
#ifdef SYS_semtimedop
    case SYS_semtimedop: return "semtimedop";
#endif
#ifdef SYS_io_uring_enter
    case SYS_io_uring_enter: return "io_uring_enter";
#endif
#ifdef SYS_restart_syscall
    case SYS_restart_syscall: return "restart_syscall";
#endif
    default: return NULL;
  }
}

int workbook_thread_registers(int thread, uint64_t *counter, uint64_t *stack) {
  if (ptrace(PTRACE_SEIZE, thread, 0, 0) != 0) return -1;
  int result = -1, status = 0;
  struct user_regs_struct registers;
  struct iovec area = {&registers, sizeof registers};
  if (ptrace(PTRACE_INTERRUPT, thread, 0, 0) == 0 && waitpid(thread, &status, __WALL) == thread &&
      WIFSTOPPED(status) && ptrace(PTRACE_GETREGSET, thread, 1 /* NT_PRSTATUS */, &area) == 0) {
#if defined(__x86_64__)
    *counter = registers.rip;
    *stack = registers.rsp;
    result = 0;
#elif defined(__aarch64__)
    *counter = registers.pc;
    *stack = registers.sp;
    result = 0;
#endif
  }
  ptrace(PTRACE_DETACH, thread, 0, 0);
  return result;
}

long workbook_read_memory(int pid, uint64_t address, void *buffer, size_t count) {
  struct iovec local = {buffer, count};
  struct iovec remote = {(void *)(uintptr_t)address, count};
  return process_vm_readv(pid, &local, 1, &remote, 1, 0);
}

int workbook_ends_with_call(const uint8_t *bytes) {
#if defined(__x86_64__)
  // E8 and four bytes; or FF /2, whose operand takes one to six bytes.
  if (bytes[3] == 0xE8) return 1;
  for (int length = 2; length <= 7; length++) {
    const uint8_t *code = bytes + 8 - length;
    if (code[0] != 0xFF || (code[1] >> 3 & 7) != 2) continue;
    int mode = code[1] >> 6, base = code[1] & 7, has_scale = mode != 3 && base == 4;
    int displacement = mode == 1 ? 1 : mode == 2 || (mode == 0 && base == 5) ? 4 : 0;
    if (length == 2 + has_scale + displacement) return 1;
  }
  return 0;
#elif defined(__aarch64__)
  uint32_t code;
  memcpy(&code, bytes + 4, 4);
  return (code & 0xFC000000) == 0x94000000 || (code & 0xFFFFFC1F) == 0xD63F0000;
#else
  return 0;
#endif
}
#endif
