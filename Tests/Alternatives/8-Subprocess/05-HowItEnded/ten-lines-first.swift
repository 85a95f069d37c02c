// Alternative: First the last ten lines are taken, then white space at their end is dropped.

import Groundwork

extension CompletedProcess {
  public var succeeded: Bool {
    status == .exited(0)
  }

  public func check() throws {
    guard succeeded else {
      throw SubprocessError.failed(arguments, status, errorTail: errorTail)
    }
  }

  public var errorTail: String {
    var tail = error[...]
    if let start = tail.indices.filter({ tail[$0] == 10 }).suffix(10).first,
      tail.count(where: { $0 == 10 }) >= 10
    {
      tail = tail[(start + 1)...]
    }
    while let last = tail.last, [9, 10, 13, 32].contains(last) { tail.removeLast() }
    if tail.count > 2_000 {
      // The bytes 10xxxxxx go on with a character that began before.
      tail = tail.suffix(2_000).drop { $0 & 0xc0 == 0x80 }
    }
    return String(decoding: tail, as: UTF8.self)
  }
}
