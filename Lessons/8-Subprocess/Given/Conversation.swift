import Groundwork

/// A conversation with a program, line by line, through two pipes.
///
/// Sending and receiving go on at the same time: a program may begin to answer before it has read all
/// of a question. If one waited for the other, both could wait for ever.
package final class Conversation {
  private let program: Subprocess
  private let questionEnd: Descriptor
  private let answerEnd: Descriptor
  private let timeout: Duration?
  private let deadline: Deadline

  /// What was said, and not sent yet.
  private var unsent: ArraySlice<UInt8> = []
  private var isFinished = false
  /// What came, and where the next line in it begins.
  private var heard: [UInt8] = []
  private var next = 0

  /// Begins a conversation.
  ///
  /// - Parameters:
  ///   - program: The program; it was started.
  ///   - questionEnd: What the program reads can be written here.
  ///   - answerEnd: What the program writes can be read here.
  ///   - timeout: How long all of it may take, from now on; nil means without end.
  /// - Throws: `SystemError`.
  package init(
    with program: Subprocess, asking questionEnd: Descriptor, hearing answerEnd: Descriptor,
    timeout: Duration? = nil
  ) throws {
    self.program = program
    self.questionEnd = questionEnd
    self.answerEnd = answerEnd
    self.timeout = timeout
    deadline = Deadline(after: timeout)
    try questionEnd.setNonBlocking()
  }

  /// Sends a line without blocking.
  ///
  /// What there is no room for is sent by `hear`.
  /// What nobody can read any more is dropped: who waits for an answer finds that out.
  ///
  /// - Parameter line: The line, without its end.
  /// - Throws: `SystemError`.
  package func say(_ line: String) throws {
    unsent += Array(line.utf8) + [UInt8(ascii: "\n")]
    try send()
  }

  /// Closes `questionEnd` as soon as all is sent: the program sees the end of its input.
  ///
  /// - Throws: `SystemError`.
  package func finish() throws {
    isFinished = true
    try send()
  }

  /// Receives the next line; blocks until it is there.
  ///
  /// - Returns: The line, without its end; nil at the end of what the program writes, also if a line
  ///   has begun there.
  /// - Throws: `SubprocessError.timedOut`, `SystemError`.
  package func hear() throws -> String? {
    var searched = next
    while true {
      if let end = heard[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { next = end + 1 }
        return String(decoding: heard[next..<end], as: UTF8.self)
      }
      forgetTheGoodbye()
      searched = heard.count
      guard try sendAndReceive() else { return nil }
    }
  }

  /// Waits until the program has ended.
  ///
  /// - Throws: `SubprocessError.timedOut`; what `wait` throws.
  package func waitForEnd() throws {
    guard let remaining = deadline.remaining else {
      try program.wait()
      return
    }
    guard try program.wait(timeout: remaining) != nil else { throw isLate }
  }

  /// Sleeps until something can be sent or received, and does it; false at the end of the answers.
  private func sendAndReceive() throws -> Bool {
    let ready = try Descriptor.waitForAny(
      [(unsent.isEmpty ? nil : questionEnd, .writing), (answerEnd, .reading)], until: deadline)
    guard let ready else { throw isLate }
    if ready[0] { try send() }
    guard ready[1] else { return true }
    let count = try withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
      let count = try answerEnd.read(into: buffer)
      heard.append(contentsOf: buffer[..<count])
      return count
    }
    return count > 0
  }

  private func send() throws {
    do {
      while !unsent.isEmpty {
        let count = try unsent.withUnsafeBytes { try questionEnd.write($0) }
        unsent = unsent.dropFirst(count)
      }
    } catch let error as SystemError where error.number == EPIPE {
      unsent = []
    } catch let error as SystemError where error.number == EAGAIN {
      return
    }
    if isFinished { questionEnd.close() }
  }

  /// What comes after the last question may be much, and nobody asked for it.
  private func forgetTheGoodbye() {
    guard isFinished, next > 1 << 16 else { return }
    heard.removeFirst(next)
    next = 0
  }

  private var isLate: SubprocessError {
    .timedOut(
      TimedOut(
        arguments: program.arguments, timeout: timeout ?? .zero, status: nil, output: heard,
        error: []))
  }
}
