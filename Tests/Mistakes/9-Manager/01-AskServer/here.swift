// Mistake: The request is run by the one who asks.
// Caught by: It is done in the server's process
// Verdict: failed

import Groundwork

extension ServerLink {
  package func ask<Request: ServerRequest>(
    _ request: Request, through connection: Connection
  ) throws -> Request.Result {
    try request.run(in: Server(), for: Client(number: 0, connection: connection))
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
