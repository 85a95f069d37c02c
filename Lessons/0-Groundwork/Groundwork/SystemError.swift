import Glibc

/// An error of the operating system: what was tried, and what came back.
public struct SystemError: Error, Equatable, CustomStringConvertible {
  /// The error number, `errno`.
  public let number: CInt
  /// The call that failed, such as `open`.
  public let call: String
  /// What it was tried on and what to do, if there is more to say than the call tells.
  public let detail: String?

  /// Describes a failed call.
  public init(_ call: String, number: CInt = errno, detail: String? = nil) {
    self.number = number
    self.call = call
    self.detail = detail
  }

  public var description: String { "\(call): \(String(cString: strerror(number)))" }
}
