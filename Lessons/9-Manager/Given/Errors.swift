import Groundwork

/// What can go wrong with a `Manager` and the objects that it shares.
///
/// Whoever uses an object gets no other errors than these. An error of a value's own `init(from:)` or
/// `encode(to:)` is in one of them, as text: it may have been thrown in the server.
///
/// ```swift
/// func total(of scores: RemoteDictionary<String, Int>) throws -> Int {
///   do {
///     return try scores.contents.values.reduce(0, +)
///   } catch ManagerError.gone {
///     return 0
///   }
/// }
/// ```
public enum ManagerError: Error, Hashable, CustomStringConvertible {
  /// The manager's server has ended, and with it all of its objects.
  case gone
  /// The server could not do what was asked, and goes on.
  ///
  /// With the type of the error that was thrown there, and what it says.
  case failed(type: String, message: String)
  /// A value could not be encoded, or decoded, in this process; the server goes on.
  ///
  /// With the type of the error that was thrown, and what it says.
  case cannotTravel(type: String, message: String)
  /// This process lacks something, such as a descriptor; the server goes on.
  case system(SystemError)
  /// The handle belongs to that process, and this one is a copy of it (`fork`).
  case ofAnotherProcess(pid_t)
  /// The server could not find the type by its name.
  case unreachableType(String)

  /// What happened, and what to do.
  public var description: String {
    switch self {
    case .gone:
      """
      The manager is gone, and its objects with it: it was closed or released, or its server or the \
      process that made it has ended. Keep the Manager as long as its objects are used
      """
    case .failed(let type, let message):
      "The manager's server reports \(type): \(message)"
    case .cannotTravel(let type, let message):
      "A value can't travel between this process and the manager's server. \(type): \(message)"
    case .system(let error):
      "The manager's server can't be asked. \(error)"
    case .ofAnotherProcess(let pid):
      """
      This handle belongs to process \(pid), and this process is a copy of that one (fork): both would \
      take each other's replies. Start a ChildProcess, and hand the handle to it
      """
    case .unreachableType(let type):
      """
      `\(type)` is private, or declared inside of a function: make it internal, so that the server \
      can find it by its name. The same holds for the types that it is nested in or made of
      """
    }
  }
}

extension ManagerError {
  /// What an error is to those who use an object.
  ///
  /// - Parameter error: What was thrown on the way to the server and back, and is not about the end of
  ///   a connection.
  init(_ error: any Error) {
    switch error {
    case let error as ManagerError: self = error
    case let error as SystemError: self = .system(error)
    default:
      let error = (error as? ValueError)?.underlying ?? error
      // Such as a handle, in a value, whose own server is gone.
      self =
        error as? ManagerError
        ?? .cannotTravel(type: "\(type(of: error))", message: "\(error)")
    }
  }

  /// Whether the connection can't be used any more.
  var isEnd: Bool {
    switch self {
    case .gone, .system, .ofAnotherProcess: true
    case .failed, .cannotTravel, .unreachableType: false
    }
  }
}

/// What a value threw while it was encoded or decoded.
///
/// Whatever it is, it says nothing about the connection.
struct ValueError: Error {
  let underlying: any Error

  /// Calls `body`, which encodes or decodes a value.
  static func wrapping<Result>(_ body: () throws -> Result) throws -> Result {
    do { return try body() } catch { throw ValueError(underlying: error) }
  }
}

/// What is refused in the server: it comes back as `ManagerError.failed`.
public enum RemoteObjectError: Error, Hashable, CustomStringConvertible {
  /// There is nothing under this key.
  case noSuchKey(String)
  /// The index is not one of the elements', of which there are so many.
  case indexOutOfRange(Int, count: Int)
  /// The lock of a condition is not held by the one who asks.
  case lockNotHeld
  /// The server has no object of that number and kind.
  case noSuchObject(Int)
  /// The client has ended while it waited.
  case clientGone

  /// What happened, and what to do.
  public var description: String {
    switch self {
    case .noSuchKey(let key):
      "there is nothing under the key \(key): `get` returns nil then"
    case .indexOutOfRange(let index, let count):
      "the index \(index) is out of range: there are \(count) elements, from 0"
    case .lockNotHeld:
      "the condition's lock is not held: use it inside of `withLock`"
    case .noSuchObject(let number):
      "there is no object \(number) of this kind: was it made by another manager?"
    case .clientGone:
      "the client has ended while it waited"
    }
  }
}
