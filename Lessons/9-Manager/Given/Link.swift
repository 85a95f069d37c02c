import Groundwork
import Synchronization

/// A client's side: the connections of one process to a manager's server.
///
/// A connection is used by one thread at a time, from its request to the reply. So a thread that has
/// to wait for its reply keeps no other one from asking.
package final class ServerLink: Sendable {
  /// The connection that asks for others, and for nothing else: it never has to wait for long.
  let control: Connection
  /// Held from a request through `control` to its reply.
  private let turn = Mutex(())
  /// The connections that nobody uses at the moment; nil when the link is closed.
  private let idle: Mutex<[Connection]?>

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
  /// - Throws: What `body` throws; `meaning(of:)` in place of a connection's error.
  package func withConnection<Result>(_ body: (Connection) throws -> Result) throws -> Result {
    try translatingErrors {
      let connection = try idle.withLock { $0?.popLast() } ?? newConnection()
      do {
        let result = try body(connection)
        putBack(connection)
        return result
      } catch let error where error is ConnectionError || error is SystemError {
        // Whatever comes through it next need not be the reply to the next request.
        connection.close()
        throw error
      } catch {
        putBack(connection)
        throw error
      }
    }
  }

  private func translatingErrors<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as ConnectionError {
      throw meaning(of: error)
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
  /// - Throws: `meaning(of:)` an error of the connection; `ManagerError`.
  package func newConnection() throws -> Connection {
    try translatingErrors {
      try turn.withLock { _ in try ask(Admit(), through: control) }
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
