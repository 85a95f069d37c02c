import Groundwork

/// What a crashed process printed about itself.
struct CrashReport: Equatable {
  /// The signal that ended the process.
  var signal: CInt
  /// Swift's own message, such as "Fatal error: Index out of range".
  var message: String?
  /// The first frame inside the package, as "Lessons/1-Process/02-Join.swift:14".
  var place: String?

  /// Finds the last crash in what a test and its children printed.
  ///
  /// - Parameters:
  ///   - lines: What was printed.
  ///   - signal: The signal to look for; `nil` for any.
  init?(in lines: [Substring], signal: CInt?) {
    guard let block = Self.blocks(in: lines).last(where: { signal == nil || $0.signal == signal })
    else { return nil }
    self.signal = block.signal
    place = lines[block.lines].lazy.compactMap(Package.place).first
    // A trap without words has its reason in the heading; one with words prints them right before.
    let heading = lines[block.lines].first { $0.hasPrefix("*** Swift runtime failure: ") }
    message =
      heading.map { $0.filter { $0 != "*" }.trimmed }
      ?? lines[..<block.lines.lowerBound].suffix(8).lazy.compactMap(Self.message).last
  }

  /// What was printed, without the backtraces, and without what their making complains of.
  static func withoutBacktraces(_ lines: [Substring]) -> [Substring] {
    var kept: [Substring] = []
    var next = lines.startIndex
    for block in blocks(in: lines) {
      kept += lines[next..<block.lines.lowerBound]
      next = block.lines.upperBound
    }
    kept += lines[next...]
    // Of a thread that ended just then.
    return kept.filter { !$0.hasPrefix("swift-runtime: failed to suspend thread ") }
  }

  /// The lines from "*** Signal 4: Backtracing from …" to "Backtrace took …".
  private struct Block {
    var signal: CInt
    var lines: Range<Int>
  }

  private static func blocks(in lines: [Substring]) -> [Block] {
    var blocks: [Block] = []
    var start: (index: Int, signal: CInt)?
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("*** Signal "), line.contains(": Backtracing from ") {
        start = CInt(line.dropFirst(11).prefix { $0 != ":" }).map { (index, $0) }
      } else if let found = start, line.hasPrefix("Backtrace took ") {
        blocks.append(Block(signal: found.signal, lines: found.index..<index + 1))
        start = nil
      }
    }
    return blocks
  }

  /// "Fatal error: …" without the file and line before it.
  private static func message(in line: Substring) -> String? {
    for title in ["Fatal error: ", "Precondition failed: ", "Assertion failed: "] {
      if let start = line.firstRange(of: title)?.lowerBound { return String(line[start...]) }
    }
    return nil
  }
}

extension String {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
