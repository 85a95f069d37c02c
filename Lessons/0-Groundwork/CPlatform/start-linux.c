#if defined(__linux__)
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>
#include "start.h"

#pragma weak workbook_sandbox_hook
#pragma weak workbook_child_hook
#pragma weak workbook_record_hook

typedef int Main(int, char **, char **);
typedef int StartMain(Main *, int, char **, void (*)(void), void (*)(void), void (*)(void), void *);

static Main *real_main;

static int main_with_hooks(int argc, char **argv, char **envp) {
  if (workbook_sandbox_hook) workbook_sandbox_hook(argc, argv, envp);
  if (workbook_child_hook) workbook_child_hook(argc, argv, envp);
  return real_main(argc, argv, envp);
}

/// Stands in front of the C library's own: the program's start code calls this one, which hands the
/// real one another `main`. A constructor would run too early in a statically linked binary: before
/// the constructors of libdispatch and Foundation.
int __libc_start_main(Main *main, int argc, char **argv, void (*init)(void), void (*fini)(void),
                      void (*rtld_fini)(void), void *stack_end) {
  real_main = main;
  StartMain *real = (StartMain *)dlsym(RTLD_NEXT, "__libc_start_main");
  return real(main_with_hooks, argc, argv, init, fini, rtld_fini, stack_end);
}

void workbook_call_record_hook(int descriptor) {
  if (workbook_record_hook) workbook_record_hook(descriptor);
}
#endif
