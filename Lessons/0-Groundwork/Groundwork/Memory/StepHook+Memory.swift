#if DEBUG
extension StepHook {
  /// To be called before an operation on shared memory.
  @usableFromInline
  package static func before(
    _ kind: StepKind, at address: UnsafeMutableRawPointer, in memory: SharedMemory,
    operand: Int = 0, until deadline: Deadline? = nil
  ) -> StepOutcome {
    guard let director else { return .proceed }
    return director.before(
      StepOperation(
        step: Step(kind: kind, place: memory.offset(of: address)),
        address: UInt(bitPattern: address), operand: operand, deadline: deadline?.instant))
  }
}
#endif
