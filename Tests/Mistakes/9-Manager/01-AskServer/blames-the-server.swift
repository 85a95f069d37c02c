// Mistake: A reply that can't be read here is told as a failure of the server.
// Caught by: A reply that can't be read is an error, and no other reply is waited for
// Verdict: failed

import Groundwork

extension ServerLink {
  package func ask<Request: ServerRequest>(
    _ request: Request, through connection: Connection
  ) throws -> Request.Result {
    try connection.send(Envelope(request))
    let reply: Reply<Request.Result>
    do {
      reply = try connection.receive(Reply<Request.Result>.self)
    } catch let error where error is ValueError || error is DecodingError {
      reply = .failure(error)
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
