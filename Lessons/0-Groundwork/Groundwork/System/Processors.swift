internal import CPlatform

extension CurrentProcess {
  /// The logical processors that this thread may run on: bit *i* of byte *i* / 8 stands for
  /// processor *i* (`sched_getaffinity`).
  ///
  /// On a system without affinity, all processors. A child inherits the set.
  public static var processorMask: [UInt8] {
    var mask = [UInt8](repeating: 0, count: 128)
    while true {
      let filled = workbook_allowed_processors(&mask, mask.count)
      if filled >= 0 { return Array(mask.prefix(filled)) }
      // The machine has more processors than the mask has bits.
      guard errno == EINVAL, mask.count < 1 << 20 else { return [1] }
      mask = [UInt8](repeating: 0, count: mask.count * 2)
    }
  }

  /// Lets this thread run only on the processors of `mask` (`sched_setaffinity`).
  package static func allowProcessors(_ mask: [UInt8]) throws {
    if workbook_allow_processors(mask, mask.count) == -1 { throw SystemError("sched_setaffinity") }
  }
}
