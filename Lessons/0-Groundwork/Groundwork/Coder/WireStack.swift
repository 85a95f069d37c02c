internal import CPlatform

/// Says when values are nested too deeply to go on.
///
/// Encoding and decoding recurse with the value, so bytes that are nothing but beginnings of lists,
/// or a graph with a cycle, would overflow the stack.
struct WireStack {
  /// Where this thread's stack may not be used any more; asked for when it could matter.
  private var end: UInt?

  /// The depth up to which any stack suffices.
  private static let harmlessDepth = 32
  /// What is left for the functions that are called at the deepest level, in bytes.
  private static let reserve: UInt = 96 << 10

  /// Whether a value at this depth is nested too deeply.
  @inline(__always)
  mutating func isTooDeep(_ depth: Int) -> Bool {
    depth > Self.harmlessDepth && isTooDeepToGoOn(depth)
  }

  private mutating func isTooDeepToGoOn(_ depth: Int) -> Bool {
    if depth > WireLimit.depth { return true }
    let here = workbook_stack_pointer()
    if end == nil {
      var lowest: UInt = 0
      var highest: UInt = 0
      let isKnown = workbook_stack_bounds(&lowest, &highest) == 0 && (lowest..<highest) ~= here
      // Somewhere else, such as on a coroutine's stack, the depth alone must do.
      end = isKnown ? lowest + Self.reserve : 0
    }
    return here < end ?? 0
  }
}
