import Groundwork

/// A flag that processes can wait for: it is clear or set, and all who wait go on once it is set.
///
/// Codable while a child is started or a message is sent; a copy is the same event, not another one.
/// Nobody counts who waits. So a process that is killed while it waits leaves nothing wrong behind.
///
/// ```swift
/// struct Visitor: ProcessTarget {
///   let isOpen: SharedEvent
///
///   func run() {
///     isOpen.wait()
///     print("\(CurrentProcess.name) comes in")
///   }
/// }
///
/// let isOpen = try SharedEvent()
/// let child = ChildProcess(Visitor(isOpen: isOpen))
/// try child.start()
/// isOpen.set()
/// try child.join()
/// ```
public struct SharedEvent: Sendable, Codable {
  /// How often the event was set or cleared, all told: it is set while the number is odd.
  ///
  /// - It is changed by one at a time: even to odd by `set`, odd to even by `clear`. So it never has
  ///   an earlier value again (but for one after 4,294,967,296 changes).
  /// - Who waits saw an even number. Any other one means that the event was set since, even if it
  ///   was cleared again.
  /// - Whoever makes it odd wakes all who sleep on it.
  package let changes: SharedWord

  /// Makes an event in memory of its own; it is clear.
  ///
  /// - Throws: `SystemError`, if there is no memory.
  public init() throws {
    self.init(in: try SharedMemory(byteCount: Self.byteCount), at: 0)
  }

  /// The event in the `byteCount` bytes of `memory` at `offset`, a multiple of four.
  ///
  /// Zeroed memory is an event that is clear.
  package init(in memory: SharedMemory, at offset: Int) {
    changes = SharedWord(in: memory, at: offset)
  }

  /// How many bytes of memory an event takes.
  package static var byteCount: Int { 4 }
}
