#ifndef CPLATFORM_H
#define CPLATFORM_H

#include "files.h"
#include "futex.h"
#include "guard.h"
#include "identity.h"
#include "memory.h"
#include "messages.h"
#include "process.h"
#include "stack.h"
#include "start.h"
#include "terminal.h"
#include "threads.h"

// Only what Swift can't call or see. Everything here is used by the module Groundwork (and, for the
// sandbox, by Grading); lessons never import it.
//
// The headers include no system header but the compiler's own: Swift may take a type such as pid_t
// for one of this module, and then refuses it in a public function. So pid_t is int here, and
// ssize_t is intptr_t.

#endif
