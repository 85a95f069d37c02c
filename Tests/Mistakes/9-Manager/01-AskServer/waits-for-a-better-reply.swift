// Mistake: "Throws: what `receive` throws": a reply that cannot be decoded is skipped, and `ask` takes the reply to another request for its own, or waits for ever.
// Caught by: A reply that can't be read is an error, and no other reply is waited for
// Verdict: failed
import Groundwork

extension ServerLink {
  package func ask<Request: ServerRequest>(
    _ request: Request, through connection: Connection
  ) throws -> Request.Result {
    try connection.send(Envelope(request))
    while true {
      do {
        switch try connection.receive(Reply<Request.Result>.self) {
        case .result(let result): return result
        case .failure(let type, let message):
          throw ManagerError.failed(type: type, message: message)
        }
      } catch is ValueError {
        continue
      }
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
