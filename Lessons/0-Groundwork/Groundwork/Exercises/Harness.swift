/// What the grader hangs onto the floor.
///
/// Unused, and free, in an ordinary program. Set before other threads exist, by a start hook.
package enum Harness {
  /// Called by `todo` with goal, file and line, before the process ends.
  package nonisolated(unsafe) static var todoReached: ((String, String, UInt) -> Void)?

  /// Called by `launch` with the child's process identifier, its name, and whether it ends with its
  /// parent.
  package nonisolated(unsafe) static var childStarted: ((pid_t, String, Bool) -> Void)?

  /// The grader's record, which `launch` lets every child inherit.
  ///
  /// The child's start hook sets it there, too, and then calls the C function
  /// `workbook_record_hook(descriptor)`, if the program has one: that is where Grading installs
  /// `todoReached` in children.
  package nonisolated(unsafe) static var record: Descriptor?

  /// The record is kept at this number or above, so that programs see the numbers they would
  /// otherwise.
  package static let firstRecordNumber: CInt = 200

  /// A copy of the record's descriptor at that number; below it, where the limit of descriptors is
  /// (`ulimit -n`); the descriptor itself, if there is room for none.
  package static func recordOutOfTheWay(_ number: CInt) -> CInt {
    for first in [firstRecordNumber, 50, 20] {
      let kept = fcntl(number, F_DUPFD_CLOEXEC, first)
      if kept >= 0 { return kept }
    }
    return number
  }
}
