// Mistake: The reply is taken for the result.
// Caught by: The request is sent, and the result in the reply is returned
// Verdict: failed

import Groundwork

extension ServerLink {
  package func ask<Request: ServerRequest>(
    _ request: Request, through connection: Connection
  ) throws -> Request.Result {
    try connection.send(Envelope(request))
    return try connection.receive(Request.Result.self)
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
    try client.connection.send(reply)
  }
}
