import Grading
import Groundwork
import Synchronization
import Testing

// Tests of 8.10, beside those in 10-OtherPrograms.swift.

extension `8-Subprocess`.`10-OtherPrograms` {
  @Test("The time begins when the work is done, however long that took")
  func timeBegins() throws {
    let (reader, writer) = try Descriptor.pipe()
    defer { [reader, writer].forEach { $0.close() } }
    let timeout = Duration.seconds(2)
    let hasWorked = Mutex(false)
    let command = ["/bin/sh", "-c", "read word < \(reader.path); echo $word"]
    let run = try Observed {
      Result {
        try Subprocess.runBeside(command, timeout: timeout) {
          // Longer than the program may take.
          try waitUntilPassed(Deadline(after: timeout))
          hasWorked.withLock { $0 = true }
        }
      }
    }
    while !hasWorked.withLock({ $0 }), !run.hasFinished { sched_yield() }
    _ = try run.settled()
    try writer.writeLine("done")
    let result = try run.value(orElse: "the program has ended, and runBeside doesn't return")
    #expect(
      (try? result.get().outputText) == "done\n",
      """
      the work took as long as the program may take, and then the program ended at once; the result \
      is \(result). The timeout is for the wait after the work
      """)
  }
}
