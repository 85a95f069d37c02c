// Mistake: An error of the request is taken for one of the client's connection.
// Caught by: An error of the request is for the client, also if it is about a connection
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
    } catch let error as ConnectionError {
      // The client is gone.
      throw error
    } catch {
      reply = .failure(error)
    }
    try client.connection.send(reply)
  }
}
