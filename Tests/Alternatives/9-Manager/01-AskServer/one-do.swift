// Alternative: The reply is sent inside of `do`.

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
    do {
      let result = try request.run(in: self, for: client)
      try client.connection.send(Reply<Request.Result>.result(result))
    } catch let error as ConnectionError {
      throw error
    } catch {
      try client.connection.send(Reply<Request.Result>.failure(error))
    }
  }
}
