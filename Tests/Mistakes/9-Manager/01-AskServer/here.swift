// Mistake: The request is run by the one who asks.
// Caught by: It is done in the server's process
// Verdict: failed

import Groundwork

extension ServerLink {
  /// Sends a request to the server, and waits for the reply to it.
  ///
  /// Blocks until the server has done what is asked.
  ///
  /// - Parameters:
  ///   - request: What to do; it travels in an `Envelope`.
  ///   - connection: A connection to the server that no other thread uses meanwhile.
  /// - Returns: The result in the `Reply`.
  /// - Throws: `ManagerError.failed` with the failure in the `Reply`; what `send` and `receive` throw.
  package func ask<Request: ServerRequest>(
    _ request: Request, through connection: Connection
  ) throws -> Request.Result {
    try request.run(in: Server(), for: Client(number: 0, connection: connection))
  }
}

extension Server {
  /// Runs a request in the server, and sends the reply.
  ///
  /// An error of the request is for the client: the server goes on.
  ///
  /// - Parameters:
  ///   - request: What to do.
  ///   - client: Who asks; the reply goes through its connection.
  /// - Throws: What `send` throws.
  package func answer<Request: ServerRequest>(_ request: Request, of client: Client) throws {
    let reply: Reply<Request.Result>
    do {
      reply = .result(try request.run(in: self, for: client))
    } catch {
      reply = .failure(error)
    }
    // Not inside of `do`: if the reply can't be sent, a second one can't, either.
    try client.connection.send(reply)
  }
}
