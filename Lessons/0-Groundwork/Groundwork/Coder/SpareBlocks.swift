import Synchronization

/// Large blocks of memory that were used for a message, and are kept for the next one.
///
/// The system gives each page of fresh memory at its first use, zeroed: for a message of 1 MB that
/// takes several times as long as to copy it. And `free` gives large blocks back to the system.
package enum SpareBlocks {
  /// Smaller blocks are not kept: `malloc` keeps those itself.
  package static let smallest = 1 << 16
  /// Larger blocks are not kept: a program that once had a huge message gets its memory back.
  package static let largest = 1 << 22
  /// So many blocks are kept: one to send, and one to receive.
  static let most = 2

  /// A block that `malloc` has made, and that nobody uses.
  package struct Block: @unchecked Sendable {
    package let base: UnsafeMutableRawPointer
    package let byteCount: Int
  }

  private static let blocks = Mutex<[Block]>([])

  /// Takes a block of at least `byteCount` bytes, whose content is left over from something else.
  ///
  /// - Returns: The block, which the caller gives back or frees; nil if none is kept.
  package static func take(_ byteCount: Int) -> Block? {
    guard (smallest...largest).contains(byteCount) else { return nil }
    // Never waits: in a copy of the process (`fork`) nobody may be there to give the mutex back.
    return blocks.withLockIfAvailable { blocks in
      blocks.firstIndex { $0.byteCount >= byteCount }.map { blocks.remove(at: $0) }
    } ?? nil
  }

  /// Keeps a block that `malloc` has made, or frees it.
  package static func giveBack(_ base: UnsafeMutableRawPointer, _ byteCount: Int) {
    let isKept =
      (smallest...largest).contains(byteCount)
      && blocks.withLockIfAvailable { blocks in
        if blocks.count >= most { return false }
        blocks.append(Block(base: base, byteCount: byteCount))
        return true
      } ?? false
    if !isKept { free(base) }
  }
}
