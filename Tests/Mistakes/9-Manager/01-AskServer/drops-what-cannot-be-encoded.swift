// Mistake: "One request, one reply" and "Throws: What `send` throws": a result whose encoding fails is dropped silently, so `serveOne` sends no failure and the client waits for ever.
// Caught by: A result that can't be sent is not passed over
// Verdict: failed
import Groundwork

extension ServerLink {
  package func ask<Request: ServerRequest>(
    _ request: Request, through connection: Connection
  ) throws -> Request.Result {
    try connection.send(Envelope(request))
    switch try connection.receive(Reply<Request.Result>.self) {
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
    do {
      try client.connection.send(reply)
    } catch is ValueError {
      // Nothing was sent: the client is still connected, and can ask for something else.
    }
  }
}
