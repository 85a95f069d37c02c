/// Why a child was not started.
public enum LaunchError: Error, CustomStringConvertible {
  /// The child could not find the target's type by its name.
  case unreachableType(String)
  /// The target can't be encoded; with the error of its `encode(to:)`.
  case unencodable(String, any Error)
  /// This program never ran the start hook, so that a child of it would not, either.
  case noStartHook
  /// The system refused.
  case system(SystemError)

  /// What happened, and what to change.
  public var description: String {
    switch self {
    case .unreachableType(let type):
      """
      `\(type)` is private, or declared inside a function: make it internal, so that the child can \
      find it by name. The same holds for the types that it is nested in or made of.
      """
    case .unencodable(let type, let error):
      "`\(type)` can't be encoded, so that the child would not have its values: \(reason(of: error))"
    case .noStartHook:
      """
      This program did not run the start hook, so that a child would run `main` again: link Groundwork \
      into the executable itself, and launch no children before `main` (or a target's `run`) begins.
      """
    case .system(let error):
      "The child could not be started. \(error)"
    }
  }
}

/// What an error of a coder says in a sentence; they print as a dump otherwise.
private func reason(of error: any Error) -> String {
  switch error {
  case EncodingError.invalidValue(_, let context):
    let path = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
    return (path.isEmpty ? "" : "at `\(path.joined(separator: "."))`: ") + context.debugDescription
  default: return "\(error)"
  }
}
