#ifndef CPLATFORM_H
#define CPLATFORM_H

#include "futex.h"
#include "identity.h"
#include "memory.h"
#include "process.h"
#include "start.h"
#include "terminal.h"
#include "threads.h"

// Only what Swift can't call or see. Everything here is used by the module Groundwork (and, for the
// sandbox, by Grading); lessons never import it.

#endif
