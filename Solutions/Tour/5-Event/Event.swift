import Groundwork

/// Waits until the event is set.
struct WaitForEvent: ProcessTarget {
  let event: SharedEvent

  func run() {
    printNow("wait: starting")
    event.wait()
    printNow("wait: the event is set: \(event.isSet)")
  }
}

/// Waits until the event is set, but not for long.
struct WaitWithTimeout: ProcessTarget {
  let event: SharedEvent
  let timeout: Duration

  func run() {
    printNow("wait with a timeout: starting")
    let isSet = event.wait(timeout: timeout)
    printNow("wait with a timeout: the event is set: \(isSet)")
  }
}

/// One child waits for as long as it takes, the other one gives up.
func waitForAnEvent() throws {
  let event = try SharedEvent()
  let patient = ChildProcess(WaitForEvent(event: event))
  let impatient = ChildProcess(
    WaitWithTimeout(event: event, timeout: .milliseconds(300)))
  try patient.start()
  try impatient.start()
  // The tutorials sleep here, for longer than the timeout.
  try impatient.join()
  printNow("main: setting the event")
  event.set()
  try patient.join()
}

/// Prints a line at once.
///
/// Else it waits in a buffer until the process ends, if the output is no terminal.
func printNow(_ line: String) {
  print(line)
  fflush(nil)
}
