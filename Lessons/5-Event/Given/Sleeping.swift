import Groundwork

/// How long those who wait sleep at the most, before they look around again.
///
/// A process that is killed between the change of a word and the call of `wake` wakes nobody, and one
/// that others wait for may be killed, too. Whoever looks ten times a second notices either.
let slice = Duration.milliseconds(100)

extension SharedWord {
  /// As `wait(while:until:)`, but for a slice of time at the most.
  ///
  /// May return early, as any wait. Look at the word again, and wait again with the same deadline.
  ///
  /// - Returns: False once the deadline has passed; true otherwise, also at the end of the slice.
  func waitForASlice(while value: UInt32, until deadline: Deadline = .never) -> Bool {
    wait(while: value, until: deadline.limited(to: slice)) || !deadline.hasPassed
  }
}
