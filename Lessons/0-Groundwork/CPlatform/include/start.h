#ifndef CPLATFORM_START_H
#define CPLATFORM_START_H

/// The start hooks: run before `main`, with every library loaded and initialized, on the only
/// thread. `argc`, `argv` and `envp` are those of `main`. Returning goes on to `main`.
///
/// All are looked up weakly: a binary that doesn't link the module simply has none.
/// The sandbox hook (Grading) runs first, then the child hook (Groundwork).
void workbook_sandbox_hook(int argc, char **argv, char **envp);
void workbook_child_hook(int argc, char **argv, char **envp);

/// Called in a launched child that inherited the grader's record, before its target is decoded.
/// Grading defines it. The descriptor stays the caller's: map or duplicate it, don't close it.
void workbook_record_hook(int descriptor);

/// Calls `workbook_record_hook`, if the program has one.
void workbook_call_record_hook(int descriptor);

#endif
