// Mistake: Nothing is sent if the request throws.
// Caught by: An error of the request is for the client
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
    guard let result = try? request.run(in: self, for: client) else { return }
    try client.connection.send(Reply<Request.Result>.result(result))
  }
}
