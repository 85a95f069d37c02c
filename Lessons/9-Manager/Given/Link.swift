import Groundwork
import Synchronization

/// A client's side: the connections of one process to a manager's server.
///
/// A connection is used by one thread at a time, from its request to the reply. So a thread that has
/// to wait for its reply keeps no other one from asking. In a copy of the process (`fork`) there are
/// the same connections: it is refused, as both would take each other's replies.
package final class ServerLink: Sendable {
  /// The connection that asks for others, and for nothing else: it never has to wait for long.
  let control: Connection
  /// Held from a request through `control` to its reply.
  private let turn = Mutex(())
  /// The connections that nobody uses at the moment; nil when the link is closed.
  private let idle: Mutex<[Connection]?>
  /// The process that the connections belong to.
  private let owner = ProcessIdentity.current

  /// Makes a link of connections to the server.
  ///
  /// - Parameters:
  ///   - control: The connection to ask for more.
  ///   - idle: Those that can be used.
  package init(control: Connection, idle: [Connection] = []) {
    self.control = control
    self.idle = Mutex(idle)
  }

  /// Closes the connections, those in use when they are given back; again is harmless.
  package func close() {
    control.close()
    let connections = idle.withLock { idle in idle.take() }
    for connection in connections ?? [] { connection.close() }
  }

  /// Calls `body` with a connection that no other thread uses meanwhile.
  ///
  /// If all are in use, the server is asked for another one.
  ///
  /// - Parameter body: Sends requests, and receives the reply to each.
  /// - Returns: What `body` returns.
  /// - Throws: `ManagerError`: what `body` throws, as those see it who use an object.
  package func withConnection<Result>(_ body: (Connection) throws -> Result) throws -> Result {
    try translatingErrors {
      let connection = try idle.withLock { $0?.popLast() } ?? newConnection()
      do {
        let result = try translatingErrors { try body(connection) }
        putBack(connection)
        return result
      } catch let error as ManagerError where error.isEnd {
        // Whatever comes through it next need not be the reply to the next request.
        connection.close()
        throw error
      } catch {
        putBack(connection)
        throw error
      }
    }
  }

  /// Calls `body`, which asks the server, unless this process is a copy of the one that may.
  ///
  /// - Throws: `ManagerError`: `meaning(of:)` in place of a connection's error.
  func translatingErrors<Result>(_ body: () throws -> Result) throws -> Result {
    guard owner == .current else { throw ManagerError.ofAnotherProcess(owner.pid) }
    do {
      return try body()
    } catch let error as ConnectionError {
      throw ManagerError(meaning(of: error))
    } catch {
      throw ManagerError(error)
    }
  }

  private func putBack(_ connection: Connection) {
    let isClosed = idle.withLock { idle in
      idle?.append(connection)
      return idle == nil
    }
    if isClosed { connection.close() }
  }

  /// Another connection to the server, which has a thread for it then.
  ///
  /// - Returns: The client's end; nobody else has it.
  /// - Throws: `ManagerError`.
  package func newConnection() throws -> Connection {
    try translatingErrors {
      do {
        return try turn.withLock { _ in try ask(Admit(), through: control) }
      } catch let error as ValueError where error.underlying is DecodingError {
        // The reply came, and the system had no number for what was beside it.
        throw SystemError("recvmsg", number: EMFILE, detail: "For another connection.")
      }
    }
  }

  /// Sends a request to the server, and waits for the reply: as `ask(_:through:)`, through a
  /// connection that is free.
  package func ask<Request: ServerRequest>(_ request: Request) throws -> Request.Result {
    try withConnection { try ask(request, through: $0) }
  }
}

/// Asks for another connection.
package struct Admit: ServerRequest {
  /// Makes the request.
  package init() {}

  /// The client's end of a new connection: exercise 9.4.
  package func run(in server: Server, for client: Client) throws -> Connection {
    try server.admit()
  }
}
