import Groundwork
import Synchronization

/// What the manager's child runs: the server.
package struct ServerTarget: ProcessTarget {
  /// As long as this connection is open, the server goes on.
  let control: Connection
  /// The connection for the first requests.
  let first: Connection

  /// Serves until the manager hangs up, or has ended.
  ///
  /// The objects end with the process, and so do the threads of all clients.
  package func run() throws {
    // Ctrl-C in a terminal is meant for the program; what that does at its end may need the objects.
    signal(SIGINT, SIG_IGN)
    let server = Server()
    let first = self.first
    try BackgroundThread { server.serve(first) }
    server.serve(control)
  }
}

/// The objects of a manager, and the threads that serve its clients.
package final class Server: Sendable {
  /// The objects by number: each is a `ManagedObject` of some state.
  private let objects = Mutex<[Int: any ClientWatcher]>([:])
  /// The clients that are connected, by number.
  private let clients = Mutex<(connected: Set<Int>, last: Int)>(([], 0))
  /// Where the objects' words are.
  private let words = Mutex<(memory: SharedMemory?, next: Int)>((nil, 0))

  /// Makes a server without objects and clients.
  package init() {}

  /// How many connections are served.
  package var clientCount: Int { clients.withLock { $0.connected.count } }

  /// Answers the requests of one client, one after the other, until it hangs up or has ended.
  ///
  /// Blocks all that time: each client has a thread of its own.
  ///
  /// - Parameter connection: The server's end. It is closed at the end.
  package func serve(_ connection: Connection) {
    let number = clients.withLock { clients in
      clients.last += 1
      clients.connected.insert(clients.last)
      return clients.last
    }
    let client = Client(number: number, connection: connection)
    while serveOne(client) {}
    for object in objects.withLock({ Array($0.values) }) { object.clientLeft(number) }
    connection.close()
    clients.withLock { _ = $0.connected.remove(number) }
  }

  /// Answers one request; false if the client is gone.
  private func serveOne(_ client: Client) -> Bool {
    do {
      let request: any ServerRequest
      do {
        request = try client.connection.receive(Envelope.self).request
      } catch let error where error is ValueError || error is DecodingError {
        // It came, and can't be decoded: the client is told, and can go on.
        try client.connection.send(Reply<Done>.failure(error))
        return true
      }
      do {
        try answer(request, of: client)
      } catch let error where isAboutTheReply(error) {
        // Nothing of it was sent.
        try client.connection.send(Reply<Done>.failure(error))
      }
      return true
    } catch {
      // The end of the stream, or an error of the connection. It is of no use any more.
      return false
    }
  }

  /// Whether a reply could not be sent because of what is in it.
  private func isAboutTheReply(_ error: any Error) -> Bool {
    switch error {
    case is ValueError, is EncodingError, ConnectionError.tooLong, ConnectionError.tooManyHandles:
      true
    default: false
    }
  }

  /// Keeps an object, for as long as the server lives.
  ///
  /// - Parameter state: What the object begins with.
  /// - Returns: The object's number.
  /// - Throws: `SystemError`, if there is no memory.
  func add<State: Codable & Sendable>(_ state: State) throws -> Int {
    let word = try nextWord()
    return objects.withLock { objects in
      let number = objects.count + 1
      objects[number] = ManagedObject(state, changes: word)
      return number
    }
  }

  /// The object with that number.
  ///
  /// - Throws: `RemoteObjectError.noSuchObject` if there is none, or if it is of another kind.
  func object<State: Codable & Sendable>(
    _ number: Int, of type: State.Type
  ) throws -> ManagedObject<State> {
    guard let object = objects.withLock({ $0[number] }) as? ManagedObject<State> else {
      throw RemoteObjectError.noSuchObject(number)
    }
    return object
  }

  /// A word of its own for each object; a page holds a thousand.
  private func nextWord() throws -> SharedWord {
    try words.withLock { words in
      let byteCount = 4096
      let memory = try words.memory ?? SharedMemory(byteCount: byteCount)
      let word = SharedWord(in: memory, at: words.next)
      words = (words.next + 4 < byteCount ? (memory, words.next + 4) : (nil, 0))
      return word
    }
  }
}

/// One who asks: a connection, and the thread that serves it.
package struct Client: Sendable {
  /// Each connection has another number.
  package let number: Int
  /// The server's end.
  package let connection: Connection

  /// Makes a client with that number, whose requests come through `connection`.
  package init(number: Int, connection: Connection) {
    self.number = number
    self.connection = connection
  }

  /// Whether the client has closed its end, or has ended.
  ///
  /// Only to be asked while it waits for an answer. It sends nothing then: if something is there, it
  /// is the end of the stream.
  var isGone: Bool { (try? connection.poll()) ?? true }
}

/// Asks how many connections the server has.
package struct CountClients: ServerRequest {
  /// Makes the request.
  package init() {}

  /// The number of connections, with that of the one who asks.
  package func run(in server: Server, for client: Client) -> Int { server.clientCount }
}
