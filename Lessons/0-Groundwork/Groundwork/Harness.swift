/// What the grader hangs onto the floor. Unused, and free, in an ordinary program.
package enum Harness {
  /// Called by `todo()` with goal, file and line, before the process ends.
  package nonisolated(unsafe) static var todoReached: ((String, String, UInt) -> Void)?
  /// The grader's record: `launch` lets every child inherit it and says so in the environment.
  package nonisolated(unsafe) static var record: Descriptor?
}
