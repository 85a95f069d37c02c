/// What can go wrong with a `Manager` and the objects that it shares.
public enum ManagerError: Error, Hashable, CustomStringConvertible {
  /// The manager's server has ended, and with it all of its objects.
  case gone
  /// The server could not do what was asked, and goes on.
  ///
  /// With the type of the error that was thrown there, and what it says.
  case failed(type: String, message: String)
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
    case .unreachableType(let type):
      """
      `\(type)` is private, or declared inside of a function: make it internal, so that the server \
      can find it by its name. The same holds for the types that it is nested in or made of
      """
    }
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
