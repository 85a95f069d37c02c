// Alternative: replies are turned into `Swift.Result` and back.

import Groundwork

extension ServerLink {
  package func ask<Request: ServerRequest>(
    _ request: Request, through connection: Connection
  ) throws -> Request.Result {
    try connection.send(Envelope(request))
    return try outcome(of: connection.receive(Reply<Request.Result>.self)).get()
  }

  private func outcome<Value>(of reply: Reply<Value>) -> Result<Value, ManagerError> {
    if case .failure(let type, let message) = reply {
      return .failure(.failed(type: type, message: message))
    }
    guard case .result(let value) = reply else { fatalError("There is no third case.") }
    return .success(value)
  }
}

extension Server {
  package func answer<Request: ServerRequest>(_ request: Request, of client: Client) throws {
    let outcome = Result { try request.run(in: self, for: client) }
    switch outcome {
    case .failure(let error): try client.connection.send(Reply<Request.Result>.failure(error))
    case .success(let value): try client.connection.send(Reply.result(value))
    }
  }
}
