import Groundwork

/// What those who wait for a change listen to: whoever makes the change rings, if somebody may listen.
///
/// Nobody counts the listeners, so a process that is killed while it listens leaves no wrong count.
/// If the bell was not rung because the one who had to was killed, they go on after a slice of time.
package struct Bell: Sendable {
  /// `heard` if somebody may listen, else 0.
  ///
  /// - It is set while holding the queue's lock, by a thread that looked and found nothing.
  /// - Whoever makes a change does so while holding the lock. If the bell is heard after that, it is
  ///   rung: it is set to 0, and all who sleep are woken.
  /// - So while it is set, nothing has changed since the last look of those who listen, or somebody
  ///   is about to ring. Who listens may sleep.
  package let word: SharedWord
  /// How long to sleep at the most, until one looks in any case; nil for no such limit.
  package let slice: Duration?

  /// The word's value if somebody may listen.
  package static let heard: UInt32 = 1

  /// The bell in the four bytes of `memory` at `offset`; zeroed memory is one that nobody hears.
  package init(in memory: SharedMemory, at offset: Int, slice: Duration?) {
    word = SharedWord(in: memory, at: offset)
    self.slice = slice
  }

  /// Whether somebody may listen.
  package var mayBeHeard: Bool { word.load() == Self.heard }

  /// Announces that this thread is going to listen: to be called while holding the queue's lock.
  package func announce() { word.store(Self.heard) }

  /// Sleeps until the bell is rung; returns at once if that has happened since the announcement.
  ///
  /// To be called without the lock: others need it. May return early, after a slice or for no reason:
  /// look again.
  ///
  /// - Parameter deadline: When to wake up in any case.
  @available(*, noasync)
  package func sleep(until deadline: Deadline) {
    _ = word.wait(while: Self.heard, until: deadline.limited(to: slice))
  }
}
