import Groundwork

/// Says who works, in a process of its own.
///
/// A `ProcessTarget` is what a child process runs: its properties are the arguments, its `run` is the
/// function. The type must not be `private`, since the child looks it up by its name.
public struct Worker: ProcessTarget {
  let name: String

  /// Makes the work of the worker `name`.
  public init(_ name: String) {
    self.name = name
  }

  /// Prints the line "NAME works", with the name of this worker.
  public func run() {
    print("\(name) works")
  }
}

/// Runs two targets at the same time, each in a child process, and waits until both have ended.
///
/// - Parameters:
///   - first: What the one child runs, such as `Worker("Ada")`.
///   - second: What the other child runs.
/// - Throws: What `start` and `join` throw.
public func runBoth(_ first: some ProcessTarget, _ second: some ProcessTarget) throws {
  let children = [ChildProcess(first), ChildProcess(second)]
  for child in children { try child.start() }
  for child in children { try child.join() }
}
