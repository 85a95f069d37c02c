#ifndef CPLATFORM_H
#define CPLATFORM_H

#include "futex.h"
#include "identity.h"
#include "threads.h"

// Only what Swift can't call or see. Everything here is used by the module Groundwork (and, for the
// sandbox, by Grading); lessons never import it.

/// Runs before `main`, with every library loaded and initialised, on the only thread.
/// `argc`, `argv` and `envp` are those of `main`. Returning goes on to `main`.
///
/// Both are looked up weakly: a binary that doesn't link the module simply has none.
/// The sandbox hook (Grading) runs first, then the child hook (Groundwork).
void workbook_sandbox_hook(int argc, char **argv, char **envp);
void workbook_child_hook(int argc, char **argv, char **envp);

#endif
