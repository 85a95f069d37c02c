import Groundwork

/// What those who wait for a change listen to: whoever makes the change rings, if somebody may listen.
///
/// Nobody counts the listeners, so a process that is killed while it listens leaves no wrong count.
/// If the bell was not rung because the one who had to was killed, they go on after a slice of time.
package struct Bell: Sendable {
  /// Bit 0 says that somebody may listen; the others are how often the bell was rung.
  ///
  /// - Bit 0 is set while holding the queue's lock, by a thread that looked and found nothing. So
  ///   whoever makes a change later, with the lock, sees it afterwards.
  /// - Ringing clears bit 0 and changes the number in one step, and then wakes all.
  /// - Who listens sleeps while the word is the one that it announced itself with. Any other one
  ///   means: look again.
  package let word: SharedWord
  /// How long to sleep at the most, until one looks in any case; nil for no such limit.
  package let slice: Duration?

  /// Bit 0 of the word.
  package static let listeners: UInt32 = 1

  /// The bell in the four bytes of `memory` at `offset`; zeroed memory is one that nobody hears.
  package init(in memory: SharedMemory, at offset: Int, slice: Duration?) {
    word = SharedWord(in: memory, at: offset)
    self.slice = slice
  }

  /// Whether somebody may listen.
  ///
  /// Without the lock, only what was announced before counts.
  package var mayBeHeard: Bool { word.load() & Self.listeners != 0 }

  /// Announces that this thread is going to listen: to be called while holding the queue's lock.
  ///
  /// - Returns: What `sleep` needs to know.
  package func announce() -> UInt32 {
    var value = word.load()
    while true {
      // The bell may be rung at this moment: that takes no lock.
      let (exchanged, original) = word.compareExchange(
        expected: value, desired: value | Self.listeners)
      if exchanged { return value | Self.listeners }
      value = original
    }
  }

  /// Sleeps until the bell is rung; returns at once if that has happened since the announcement.
  ///
  /// To be called without the lock: others need it. May return early, after a slice or for no reason:
  /// look again.
  ///
  /// - Parameters:
  ///   - announced: What `announce` returned.
  ///   - deadline: When to wake up in any case.
  @available(*, noasync)
  package func sleep(while announced: UInt32, until deadline: Deadline) {
    let end = slice.map { Deadline(after: min($0, deadline.remaining ?? $0)) }
    _ = word.wait(while: announced, until: end ?? deadline)
  }
}
