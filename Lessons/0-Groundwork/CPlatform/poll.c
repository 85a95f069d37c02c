#include "process.h"

int workbook_poll(int descriptor, short events, int64_t nanoseconds) {
  short result;
  int ready = workbook_poll_many(&descriptor, &events, &result, 1, nanoseconds);
  return ready > 0 ? result : ready;
}
