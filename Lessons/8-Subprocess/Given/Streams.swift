import Groundwork

/// What the program writes to, and where it can be read.
package struct OutputEnd: Sendable {
  /// What the program has as its descriptor.
  package var program: ProgramStart.Stream
  /// A descriptor that was made for the program alone: it is closed here once the program has it.
  package var temporary: Descriptor?
  /// What this process reads from, if it captures the output.
  package var end: Descriptor?

  package init(program: ProgramStart.Stream, temporary: Descriptor? = nil, end: Descriptor? = nil) {
    self.program = program
    self.temporary = temporary
    self.end = end
  }
}

/// A stream of the program that is captured: what came so far.
package struct Capture: Sendable {
  /// What to read from; nil once that is closed, or if nothing is captured.
  package private(set) var end: Descriptor?
  /// What came so far.
  package var bytes: [UInt8] = []
  /// How many bytes there were when the program ended; what comes later is somebody else's.
  fileprivate var countAtEnd: Int?
  private var isWide = false

  package init(_ end: Descriptor?) { self.end = end }

  /// Whether there may be more to read.
  package var isOpen: Bool { end != nil }

  /// Closes the end; again is harmless.
  package mutating func close() {
    end?.close()
    end = nil
  }
}

/// The program's input: what was not sent so far.
package struct Feed: Sendable {
  /// What to write to, without blocking; nil once that is closed, or if there is no pipe.
  package private(set) var end: Descriptor?
  /// What was not sent yet.
  package var unsent: ArraySlice<UInt8>
  /// Whether `communicate` was called: from then on the input is what it is.
  var isGiven = false

  package init(_ end: Descriptor?, _ bytes: [UInt8] = []) {
    self.end = end
    unsent = bytes[...]
  }

  /// Whether there may be more to send.
  package var isOpen: Bool { end != nil }

  /// Closes the end, which the program sees as the end of its input; again is harmless.
  package mutating func close() {
    end?.close()
    end = nil
  }
}

/// This process's ends of a program's streams, and what has gone through them.
package struct Streams: Sendable {
  package var input: Feed
  package var output: Capture
  package var error: Capture
  /// Readable once the program has ended.
  package var program: Descriptor?
  /// Whether the program has ended, as far as was seen.
  package var programHasEnded = false
  /// Whether `wait` may look at least once, even if its time is over.
  var mayLook = true

  package init(
    input: Feed = Feed(nil), output: Capture = Capture(nil), error: Capture = Capture(nil)
  ) {
    self.input = input
    self.output = output
    self.error = error
  }

  /// Whether something may still go through.
  package var areOpen: Bool { input.isOpen || output.isOpen || error.isOpen }

  /// Closes all ends; again is harmless.
  package mutating func close() {
    input.close()
    output.close()
    error.close()
    program?.close()
    program = nil
  }

  /// The streams at which a call would not block.
  package struct Ready: Sendable, Equatable {
    /// Some bytes can be sent, or nobody reads them any more.
    package var input = false
    /// There are bytes to receive, or it is the end.
    package var output = false
    /// There are bytes to receive, or it is the end.
    package var error = false
  }

  /// Sleeps until at least one of the open streams is ready.
  ///
  /// When the program has ended, but others hold its streams open, `leaveToOthers` says what to do;
  /// then perhaps no stream is ready.
  ///
  /// - Parameter deadline: When to give up.
  /// - Returns: Those that are ready; nil if the deadline came first.
  /// - Throws: `SystemError`.
  package mutating func wait(until deadline: Deadline = .never) throws -> Ready? {
    // A program that never stops writing would be ready for ever.
    if deadline.hasPassed, !programHasEnded, !mayLook { return nil }
    mayLook = false
    output.makeRoomIfBusy()
    error.makeRoomIfBusy()
    // The program comes first: if it has ended, and its pipes are seen empty later, that was all.
    let found = try Descriptor.waitForAny(
      [
        (program, .reading), (input.end, .writing), (output.end, .reading), (error.end, .reading),
      ], until: programHasEnded ? Deadline(after: .zero) : deadline)
    guard let found else {
      guard programHasEnded else { return nil }
      try leaveToOthers()
      return Ready()
    }
    if found[0] { noteEnd() }
    if programHasEnded, areOpen, !(found[2] || found[3]) || output.hasMore || error.hasMore {
      try leaveToOthers()
      return Ready()
    }
    return Ready(input: found[1] && input.isOpen, output: found[2], error: found[3])
  }

  /// The program has ended: remembers how much it left in the pipes.
  mutating func noteEnd() {
    programHasEnded = true
    program?.close()
    program = nil
    output.noteEnd()
    error.noteEnd()
    // Nobody is left to whom it was sent.
    input.close()
  }
}

extension Capture {
  /// Makes room once much has come: in the pipe, so that each side wakes up less often, and in the
  /// array, so that what came is seldom copied to a larger one.
  fileprivate mutating func makeRoomIfBusy() {
    guard bytes.count >= 1 << 17 else { return }
    if !isWide { end?.widenPipe(to: 1 << 18) }
    isWide = true
    guard bytes.capacity - bytes.count < 1 << 17 else { return }
    // Room that is never used takes no memory; but no system promises any amount.
    bytes.reserveLargePages(bytes.capacity * (bytes.capacity < 1 << 26 ? 4 : 2))
  }

  /// Whether more came than the program can have written.
  fileprivate var hasMore: Bool { countAtEnd.map { bytes.count > $0 } ?? false }

  fileprivate mutating func noteEnd() {
    countAtEnd = bytes.count + (end?.unreadByteCount ?? 0)
  }
}
