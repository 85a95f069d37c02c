import Groundwork

/// Runs every target in a child of its own, all at the same time, and waits until all have ended.
///
/// Work that is spread over processes is done sooner only if the processes run side by side.
///
/// - Parameter targets: What the children run.
/// - Returns: How the children ended, in the order of `targets`.
/// - Throws: What `join` throws; what `start` throws, if a child can't be started. Those that were
///   started before are ended and joined, whatever goes wrong with that: no child is left behind.
public func runAll(_ targets: [any ProcessTarget]) throws -> [ExitStatus] {
  todo("Run all targets side by side, and tell how each one ended.")
}
