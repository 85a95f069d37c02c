/// What a child process runs, and its arguments, in one value.
///
/// The stored properties are the arguments. They are encoded in the parent, and decoded in the
/// child: the child works on a copy, and nothing that it changes is seen by the parent.
///
/// ```swift
/// struct Greeter: ProcessTarget {
///   let name: String
///
///   func run() {
///     print("hello \(name)")
///   }
/// }
///
/// let pid = try launch(Greeter(name: "Ada"), name: "greeter")
/// waitpid(pid, nil, 0)
/// ```
///
/// The child finds the type by its name. It must be internal or public, and not declared inside of a
/// function. Globals have their *initial* value in the child. Its `main` does not run: variables at
/// the top level of a `main.swift` are not even initialized there.
public protocol ProcessTarget: Codable, Sendable {
  /// The child's work, on its main thread.
  ///
  /// The child exits with code 0 when it returns, as by `exit(0)`: threads and tasks that are not
  /// done by then end with it. When it throws, the child prints its name and the error to standard
  /// error, and exits with code 1. Work for the main actor or the main queue is not done while `run`
  /// runs: conform to `AsyncProcessTarget` for that.
  func run() throws
}
