import Groundwork

/// Sets the event.
struct SetEvent: ProcessTarget {
  let event: SharedEvent

  func run() {
    printNow("set: setting the event")
    event.set()
  }
}

/// Three children: one waits for an event, one gives up, and one sets it.
func waitForAChild() throws {
  let event = try SharedEvent()
  let patient = ChildProcess(WaitForEvent(event: event))
  let impatient = ChildProcess(WaitWithTimeout(event: event, timeout: .milliseconds(200)))
  let setting = ChildProcess(SetEvent(event: event))
  try patient.start()
  try impatient.start()
  // In the tutorial all three are started, and the third one sleeps for longer than the timeout.
  try impatient.join()
  try setting.start()
  try setting.join()
  try patient.join()
}
