internal import CPlatform

/// An error of the operating system: what was tried, and what came back.
public struct SystemError: Error, Hashable, CustomStringConvertible {
  /// The error number, `errno`.
  public let number: CInt
  /// The call that failed, such as `open`.
  public let call: String
  /// What it was tried on and what to do, if there is more to say than the call tells.
  public let detail: String?

  /// Describes a failed call.
  ///
  /// - Parameters:
  ///   - call: The name of the call, such as `open`.
  ///   - number: The error number; that of the thread's last failed call by default.
  ///   - detail: What it was tried on, or what to do.
  public init(_ call: String, number: CInt = errno, detail: String? = nil) {
    self.number = number
    self.call = call
    self.detail = detail
  }

  /// The error's name, such as `ENOENT`; its number, if the system has no name for it.
  public var name: String {
    workbook_error_name(number).map { String(cString: $0) } ?? "errno \(number)"
  }

  /// Such as "open: No such file or directory (ENOENT)", and the detail, if there is one.
  public var description: String {
    let text = workbook_error_text(number).map { String(cString: $0) } ?? "Unknown error"
    return "\(call): \(text) (\(name))" + (detail.map { ". \($0)" } ?? "")
  }
}

/// Calls a function of the C library that returns -1 when it fails, and calls it again after EINTR.
func check<Result: FixedWidthInteger>(
  _ call: String, detail: @autoclosure () -> String? = nil, _ body: () throws -> Result
) throws -> Result {
  while true {
    let result = try body()
    if result != -1 { return result }
    // Read before anything else can change it.
    let number = errno
    if number != EINTR { throw SystemError(call, number: number, detail: detail()) }
  }
}
