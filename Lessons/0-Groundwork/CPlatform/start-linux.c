#if defined(__linux__)
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>
#include "CPlatform.h"

#pragma weak workbook_sandbox_hook
#pragma weak workbook_child_hook

static int (*real_main)(int, char **, char **);

static int main_with_hooks(int argc, char **argv, char **envp) {
  if (workbook_sandbox_hook) workbook_sandbox_hook(argc, argv, envp);
  if (workbook_child_hook) workbook_child_hook(argc, argv, envp);
  return real_main(argc, argv, envp);
}

/// Stands in front of the C library's own: the program's start code calls this one, which hands the
/// real one another `main`. A constructor would run too early in a statically linked binary.
int __libc_start_main(int (*main)(int, char **, char **), int argc, char **argv, void (*init)(void),
                      void (*fini)(void), void (*rtld_fini)(void), void *stack_end) {
  real_main = main;
  __typeof__(&__libc_start_main) real = dlsym(RTLD_NEXT, "__libc_start_main");
  return real(main_with_hooks, argc, argv, init, fini, rtld_fini, stack_end);
}
#endif
