// Beginner: A reply that nobody hears is no error.
// Caught by: If nobody hears the reply, that is an error of the connection
// Verdict: failed

import Groundwork

extension ServerLink {
  package func ask<Request: ServerRequest>(
    _ request: Request, through connection: Connection
  ) throws -> Request.Result {
    try connection.send(Envelope(request))
    switch try connection.receive(Reply<Request.Result>.self) {
    case .result(let result): return result
    case .failure(let type, let message): throw ManagerError.failed(type: type, message: message)
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
    // Not inside of `do`: if the reply can't be sent, a second one can't, either.
    try? client.connection.send(reply)
  }
}
