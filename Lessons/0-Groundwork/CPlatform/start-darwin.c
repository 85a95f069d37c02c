#if defined(__APPLE__)
#include "start.h"

// Not yet verified on a Mac.

/// What these do if the program defines none. A weak definition is called directly: the program's own are
/// hidden symbols, which `dlsym` does not find.
__attribute__((weak)) void workbook_sandbox_hook(int argc, char **argv, char **envp) {}
__attribute__((weak)) void workbook_child_hook(int argc, char **argv, char **envp) {}
__attribute__((weak)) void workbook_record_hook(int descriptor) {}

/// dyld initializes every library that an image depends on before the image itself, so that a
/// constructor of the executable or the test bundle is late enough here.
__attribute__((constructor)) static void run_hooks(int argc, char **argv, char **envp) {
  workbook_sandbox_hook(argc, argv, envp);
  workbook_child_hook(argc, argv, envp);
}

void workbook_call_record_hook(int descriptor) { workbook_record_hook(descriptor); }
#endif
