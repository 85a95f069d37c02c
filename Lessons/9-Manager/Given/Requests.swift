import Groundwork
import Synchronization

/// What a client asks the server to do.
///
/// The request travels with the name of its type. The server is the same program, so it finds the
/// type, decodes the request, and runs it.
package protocol ServerRequest: Codable, Sendable {
  /// What comes back.
  associatedtype Result: Codable & Sendable

  /// Does what is asked; called in the server, on the thread of this client.
  ///
  /// - Parameters:
  ///   - server: Where the objects are.
  ///   - client: Who asks.
  /// - Returns: What the client is to get.
  /// - Throws: What the client is to be told.
  func run(in server: Server, for client: Client) throws -> Result
}

/// A request on its way: the name of its type, and then the request itself.
package struct Envelope: Codable, Sendable {
  package let request: any ServerRequest

  /// Puts a request into an envelope.
  package init(_ request: any ServerRequest) {
    self.request = request
  }

  /// Writes the name and the request.
  ///
  /// - Parameter encoder: The encoder of a message.
  /// - Throws: `ManagerError.unreachableType` if the server would not find the type; `ValueError` with
  ///   what the request throws.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    try container.encode(TypeNames.name(of: type(of: request)))
    try ValueError.wrapping { try Self.encode(request, to: &container) }
  }

  /// With the type of the request known, which takes less time.
  private static func encode(
    _ request: some ServerRequest, to container: inout any UnkeyedEncodingContainer
  ) throws {
    try container.encode(request)
  }

  /// Reads the name, and then a request of the type that it names.
  ///
  /// - Parameter decoder: The decoder of a message.
  /// - Throws: `DecodingError` if there is no such type; `ValueError` with what the request throws.
  package init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    let name = try container.decode(String.self)
    guard let type = TypeNames.type(named: name) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "There is no request of the type \(name).")
    }
    request = try ValueError.wrapping { try Self.decode(type, from: &container) }
  }

  private static func decode<Request: ServerRequest>(
    _ type: Request.Type, from container: inout any UnkeyedDecodingContainer
  ) throws -> any ServerRequest {
    try container.decode(type)
  }
}

/// What the server sends back.
package enum Reply<Result: Codable & Sendable>: Codable, Sendable {
  /// It is done, and this is the result.
  case result(Result)
  /// It can't be done; this error was thrown in the server.
  case failure(type: String, message: String)

  /// The reply that tells of `error`.
  package static func failure(_ error: any Error) -> Self {
    let error = (error as? ValueError)?.underlying ?? error
    return .failure(type: "\(type(of: error))", message: "\(error)")
  }

  /// Writes the reply.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    switch self {
    case .result(let result):
      try container.encode(true)
      try ValueError.wrapping { try container.encode(result) }
    case .failure(let type, let message):
      try container.encode(false)
      try container.encode(type)
      try container.encode(message)
    }
  }

  /// Reads a reply.
  package init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    if try container.decode(Bool.self) {
      self = .result(try ValueError.wrapping { try container.decode(Result.self) })
    } else {
      let type = try container.decode(String.self)
      self = .failure(type: type, message: try container.decode(String.self))
    }
  }
}

/// The result of a request that has none.
package struct Done: Codable, Sendable, Hashable {
  /// It is done.
  package init() {}
}

/// The names by which the server finds types; each is looked up once.
enum TypeNames {
  private static let names = Mutex<[ObjectIdentifier: String]>([:])
  private static let types = Mutex<[String: any ServerRequest.Type]>([:])

  /// The name by which the server finds `type`.
  static func name(of type: any ServerRequest.Type) throws -> String {
    try names.withLock { names in
      if let name = names[ObjectIdentifier(type)] { return name }
      // A type that can't be found has a name all the same: look whether it leads back.
      guard let name = _mangledTypeName(type), _typeByName(name) == type else {
        throw ManagerError.unreachableType("\(type)")
      }
      names[ObjectIdentifier(type)] = name
      return name
    }
  }

  /// The type of that name.
  static func type(named name: String) -> (any ServerRequest.Type)? {
    types.withLock { types in
      if let type = types[name] { return type }
      let type = _typeByName(name) as? any ServerRequest.Type
      types[name] = type
      return type
    }
  }
}
