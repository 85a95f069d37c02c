/// What a child process runs, and its arguments, in one value.
///
/// The stored properties are the arguments. They are encoded in the parent, and decoded in the
/// child: the child works on a copy.
public protocol ProcessTarget: Codable, Sendable {
  /// The child's work. The child exits with code 0 when it returns, and with code 1 when it throws.
  func run() throws
}
