import Groundwork
import Synchronization

/// Objects in a process of their own, the server, that other processes use.
///
/// A handle of such an object is Codable while a child is started or a message is sent. Whoever has
/// it asks the server for all that is done with the object: one round trip each.
///
/// The objects last as long as the manager. When it is closed or released, or its process has ended,
/// the server ends too, and whoever still has a handle gets `ManagerError.gone`.
///
/// ```swift
/// struct Guest: ProcessTarget {
///   let name: String
///   let book: RemoteList<String>
///
///   func run() throws { try book.append(name) }
/// }
///
/// let manager = try Manager()
/// let book = try manager.list([String]())
/// _ = try runAll([Guest(name: "Ada", book: book), Guest(name: "Alan", book: book)])
/// print(try book.contents)
/// try manager.close()
/// ```
public final class Manager: Sendable {
  /// The server.
  package let server: ChildProcess
  /// The connections of this process.
  package let link: ServerLink

  /// Starts a server.
  ///
  /// - Throws: `SystemError`, if this process has no descriptor left; what `start` throws.
  public init() throws {
    let (control, serverControl) = try Connection.pair()
    let (first, serverFirst) = try Connection.pair()
    server = ChildProcess(
      ServerTarget(control: serverControl, first: serverFirst), name: "ManagerServer",
      endsWithParent: true)
    link = ServerLink(control: control, idle: [first])
    try server.start(handingOver: serverControl, serverFirst)
  }

  /// The server ends by itself, and nobody waits for that.
  deinit {
    link.close()
  }

  /// The process identifier of the server.
  public var serverPid: pid_t? { server.pid }

  /// Makes a shared object that begins with `state`.
  ///
  /// - Parameter state: Any Codable value. Its type must not be private, or local to a function.
  /// - Returns: A handle of the object.
  /// - Throws: `ManagerError`.
  public func share<State: Codable & Sendable>(_ state: State) throws -> RemoteObject<State> {
    RemoteObject(link: link, number: try link.ask(CreateObject(state: state)))
  }
}

/// A handle of an object in a manager's server.
///
/// A copy is the same object. Codable while a child is started or a message is sent.
///
/// ```swift
/// struct Longest: RemoteOperation {
///   func run(on words: inout [String]) -> String? { words.max { $0.count < $1.count } }
/// }
///
/// let manager = try Manager()
/// let words = try manager.share(["pool", "manager", "lock"])
/// print(try words.perform(Longest()) ?? "no words")  // manager
/// try manager.close()
/// ```
public struct RemoteObject<State: Codable & Sendable>: Sendable, Codable {
  package let link: ServerLink
  package let number: Int

  /// A handle of the object with that number.
  package init(link: ServerLink, number: Int) {
    self.link = link
    self.number = number
  }

  /// Lets the server do something with the object.
  ///
  /// Blocks until the server has done it, which is one round trip.
  ///
  /// - Parameter operation: What to do.
  /// - Returns: What the operation returned in the server.
  /// - Throws: `ManagerError.failed` with what it threw there; `.gone` if the server has ended.
  public func perform<Operation: RemoteOperation>(
    _ operation: Operation
  ) throws -> Operation.Result where Operation.State == State {
    try link.ask(Perform(number: number, operation: operation))
  }

  /// Lets the server do something that may have to wait for others; blocks until it is done.
  package func wait<Operation: WaitingOperation>(
    for operation: Operation
  ) throws -> Operation.Result where Operation.State == State {
    try link.ask(Wait(number: number, operation: operation))
  }
}

/// Makes an object.
struct CreateObject<State: Codable & Sendable>: ServerRequest {
  let state: State

  func run(in server: Server, for client: Client) throws -> Int {
    try server.add(state)
  }
}

/// Does something with an object.
struct Perform<Operation: RemoteOperation>: ServerRequest {
  let number: Int
  let operation: Operation

  init(number: Int, operation: Operation) {
    self.number = number
    self.operation = operation
  }

  // Without the names of the properties, it is shorter: most requests are of this type.

  func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    try container.encode(number)
    try container.encode(operation)
  }

  init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    number = try container.decode(Int.self)
    operation = try container.decode(Operation.self)
  }

  func run(in server: Server, for client: Client) throws -> Operation.Result {
    let object = try server.object(number, of: Operation.State.self)
    return try object.withState { state in try operation.run(on: &state) }
  }
}

/// Does something with an object, as soon as it can be done.
struct Wait<Operation: WaitingOperation>: ServerRequest {
  let number: Int
  let operation: Operation

  func run(in server: Server, for client: Client) throws -> Operation.Result {
    try server.object(number, of: Operation.State.self).wait(for: operation, of: client)
  }
}
