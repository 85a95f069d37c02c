#include <signal.h>
#include <string.h>
#include "threads.h"

int workbook_catch_without_restart(int signal, void (*handler)(int)) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  return sigaction(signal, &action, NULL);
}
