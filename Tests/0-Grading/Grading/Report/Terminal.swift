import CPlatform
import Groundwork

/// Writes to a terminal, perhaps through SwiftPM.
///
/// SwiftPM takes what a test process prints in pieces of 4,096 bytes, and drops a piece that begins
/// or ends inside a character. So each piece is at most that, made of whole characters, and written
/// once the pieces before it have been taken.
enum Terminal {
  static let pieceSize = 4_096

  static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: CInt = STDERR_FILENO) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = rest.prefix(pieceLength(UnsafeRawBufferPointer(rebasing: rest)))
      waitUntilTaken(descriptor)
      guard writeAll(UnsafeRawBufferPointer(rebasing: piece), to: descriptor) else { return }
      rest = rest.dropFirst(piece.count)
    }
  }

  static func write(_ text: String, to descriptor: CInt = STDERR_FILENO) {
    var text = text
    text.withUTF8 { write(UnsafeRawBufferPointer($0), to: descriptor) }
  }

  /// How much of `bytes` can go in one piece.
  static func pieceLength(_ bytes: UnsafeRawBufferPointer) -> Int {
    if bytes.count <= pieceSize { return bytes.count }
    // 10xxxxxx is the inside of a character, of which no more than three bytes follow the first.
    let isInside = { (index: Int) in bytes[index] & 0b1100_0000 == 0b1000_0000 }
    return (pieceSize - 3...pieceSize).last { !isInside($0) } ?? pieceSize
  }

  /// Waits for the reader, but not for long: it may be stopped, or want less.
  private static func waitUntilTaken(_ descriptor: CInt) {
    let deadline = Deadline(after: .milliseconds(500))
    // sleeps: nothing tells when a pipe was emptied.
    while workbook_unread(descriptor) > 0 && !deadline.hasPassed { usleep(200) }
  }
}

/// Writes all of `bytes`, however many calls it takes; false if the descriptor takes no more.
func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: CInt) -> Bool {
  var rest = bytes
  while !rest.isEmpty {
    let count = write(descriptor, rest.baseAddress, rest.count)
    if count < 0 && errno == EINTR { continue }
    guard count > 0 else { return false }
    rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
  }
  return true
}
