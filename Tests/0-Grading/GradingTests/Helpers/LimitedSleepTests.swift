#if Solutions
import Grading
import Groundwork
import Testing

@Suite("A sleep that time alone ends") struct LimitedSleepTests {
  /// What a thread can sleep in, until it is woken.
  enum Sleep: CaseIterable {
    case poll, pollMany, futex, read
  }

  @Test("is known, however long it is", arguments: Sleep.allCases)
  func limited(_ sleep: Sleep) throws {
    let bed = try Bed(limit: .seconds(600))
    let sleeper = try Observed { try bed.lie(sleep) }
    let activity = try sleeper.settled()
    let call = sleeper.limitedSleep
    try bed.wake()
    try sleeper.value(orElse: "nobody woke the sleeper")
    #expect(activity == .asleep)
    #expect(call != nil)
  }

  @Test("is not one that lasts until something happens", arguments: Sleep.allCases)
  func unlimited(_ sleep: Sleep) throws {
    let bed = try Bed(limit: nil)
    let sleeper = try Observed { try bed.lie(sleep) }
    let activity = try sleeper.settled()
    let call = sleeper.limitedSleep
    try bed.wake()
    try sleeper.value(orElse: "nobody woke the sleeper")
    #expect(activity == .asleep)
    #expect(call == nil)
  }

  @Test("is none where nobody sleeps")
  func awake() throws {
    let done = try Observed {}
    _ = try done.settled()
    #expect(done.limitedSleep == nil)
  }

  /// Where a thread sleeps.
  private struct Bed {
    let sockets: (Descriptor, Descriptor)
    let word: SharedWord
    let deadline: Deadline

    init(limit: Duration?) throws {
      sockets = try Descriptor.socketPair()
      word = SharedWord(in: try SharedMemory(byteCount: 4), at: 0)
      deadline = Deadline(after: limit)
      var time = timeval(tv_sec: limit.map { Int($0.components.seconds) } ?? 0, tv_usec: 0)
      setsockopt(
        sockets.0.number, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    }

    func lie(_ sleep: Sleep) throws {
      switch sleep {
      case .poll: _ = try sockets.0.waitUntilReadable(until: deadline)
      case .pollMany: _ = try Descriptor.waitForAny([(sockets.0, .reading)], until: deadline)
      case .futex: while word.load() == 0 { _ = word.wait(while: 0, until: deadline) }
      case .read: _ = try sockets.0.readBytes(1)
      }
    }

    func wake() throws {
      try sockets.1.writeLine("wake up")
      word.store(1)
      word.wake()
    }
  }
}
#endif
