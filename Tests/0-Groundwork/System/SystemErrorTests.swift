#if Solutions
import Groundwork
import Testing

@Suite("System errors and deadlines") struct SystemErrorTests {
  @Test("An error says what was tried, what came back, and what more there is to say")
  func descriptions() {
    #expect(
      "\(SystemError("open", number: ENOENT))" == "open: No such file or directory (ENOENT)")
    #expect(
      "\(SystemError("kill", number: ESRCH, detail: "It ended."))"
        == "kill: No such process (ESRCH). It ended.")
    #expect("\(SystemError("x", number: 12345))" == "x: Unknown error (errno 12345)")
  }

  @Test("An error takes the number of the last failed call")
  func lastError() {
    #expect(close(-1) == -1)
    #expect(SystemError("close") == SystemError("close", number: EBADF))
  }

  @Test("A deadline without a timeout never comes")
  func never() {
    for deadline in [Deadline.never, Deadline(after: nil), Deadline(after: .seconds(Int64.max))] {
      #expect(deadline.remaining == nil)
      #expect(!deadline.hasPassed)
    }
  }

  @Test("A deadline of zero or less has come", arguments: [Duration.zero, .seconds(-1)])
  func past(_ timeout: Duration) {
    let deadline = Deadline(after: timeout)
    #expect(deadline.hasPassed)
    #expect(deadline.remaining == .zero)
  }

  @Test("A deadline to come leaves at most the timeout")
  func future() throws {
    let deadline = Deadline(after: .seconds(1000))
    let remaining = try #require(deadline.remaining)
    #expect(remaining <= .seconds(1000) && remaining > .zero)
    #expect(!deadline.hasPassed)
  }
}
#endif
