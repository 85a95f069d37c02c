// Mistake: "a thread that has to wait for its reply keeps no other one from asking" (ServerLink): a
// mutex for all connections; a thread in `queue.get()` keeps the one that would `put` from asking,
// and both wait for ever.
// Caught by: One that waits for its reply keeps no other from asking
// Verdict: failed
import Groundwork
import Synchronization

extension ServerLink {
  private static let asking = Mutex(())

  package func ask<Request: ServerRequest>(
    _ request: Request, through connection: Connection
  ) throws -> Request.Result {
    let reply = try Self.asking.withLock { _ in
      try connection.send(Envelope(request))
      return try connection.receive(Reply<Request.Result>.self)
    }
    switch reply {
    case .result(let result): return result
    case .failure(let type, let message):
      throw ManagerError.failed(type: type, message: message)
    }
  }
}

extension Server {
  package func answer<Request: ServerRequest>(_ request: Request, of client: Client) throws {
    let reply: Reply<Request.Result>
    do {
      reply = .result(try request.run(in: self, for: client))
    } catch {
      reply = .failure(error)
    }
    try client.connection.send(reply)
  }
}
