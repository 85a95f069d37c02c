#if defined(__APPLE__)
#include <crt_externs.h>
#include <dlfcn.h>
#include "start.h"

// Not yet verified on a Mac.

typedef void StartHook(int, char **, char **);
typedef void RecordHook(int);

/// dyld initializes every library that an image depends on before the image itself, so that a
/// constructor of the executable or the test bundle is late enough here.
__attribute__((constructor)) static void run_hooks(int argc, char **argv, char **envp) {
  StartHook *sandbox = (StartHook *)dlsym(RTLD_DEFAULT, "workbook_sandbox_hook");
  if (sandbox) sandbox(argc, argv, envp);
  StartHook *child = (StartHook *)dlsym(RTLD_DEFAULT, "workbook_child_hook");
  if (child) child(argc, argv, envp);
}

void workbook_call_record_hook(int descriptor) {
  RecordHook *hook = (RecordHook *)dlsym(RTLD_DEFAULT, "workbook_record_hook");
  if (hook) hook(descriptor);
}
#endif
