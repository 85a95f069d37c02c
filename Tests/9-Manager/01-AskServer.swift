import Grading
import Groundwork
import Testing

extension `9-Manager` {
  @Suite(.exercise("9.1")) struct `01-AskServer` {
    @Test("The request is sent, and the result in the reply is returned")
    func asked() throws {
      var random = Seeded()
      let number = Int.random(in: 1...1_000_000, using: &random)
      let result = Int.random(in: 1...1_000_000, using: &random)
      let (here, there) = try Connection.pair()
      defer { [here, there].forEach { $0.close() } }
      let link = ServerLink(control: here)
      let asking = try Observed { try link.ask(Twice(number: number), through: here) }
      let request = try received(Envelope.self, from: there, "no request came; \(random)").request
      #expect(
        (request as? Twice)?.number == number, "the request should arrive as it is; \(random)")
      try there.send(Reply<Int>.result(result))
      let seen = try asking.value(
        orElse: "the reply was sent, and `ask` goes on waiting; \(random)")
      #expect(
        seen == result,
        "the server said \(result), which is what `ask` should return, whatever it is; \(random)")
    }

    @Test("A failure in the reply is thrown")
    func failed() throws {
      var random = Seeded()
      let (type, message) = (word(&random), word(&random))
      let (here, there) = try Connection.pair()
      defer { [here, there].forEach { $0.close() } }
      try there.send(Reply<Int>.failure(type: type, message: message))
      let link = ServerLink(control: here)
      #expect(
        throws: ManagerError.failed(type: type, message: message),
        "the server could not do it: who asked must be told, and why; \(random)"
      ) { try link.ask(Twice(number: 1), through: here) }
    }

    @Test("A request that can't be sent is an error, and not waited for", .holds(.failure))
    func unsendable() throws {
      let (here, there) = try Connection.pair()
      defer { [here, there].forEach { $0.close() } }
      let link = ServerLink(control: here)
      let asking = try Observed { try link.ask(Hidden(), through: here) }
      #expect(
        throws: ManagerError.unreachableType("Hidden"),
        "the server could not find the request's type, and `send` says so: `ask` should throw that"
      ) {
        _ = try asking.value(
          orElse: "the request could not be sent, and `ask` waits for the reply to it for ever")
      }
    }

    @Test(
      "A reply that can't be read is an error, and no other reply is waited for", .holds(.damage))
    func unreadable() throws {
      let (here, there) = try Connection.pair()
      defer { [here, there].forEach { $0.close() } }
      let link = ServerLink(control: here)
      try there.send(Reply<String>.result("no number"))
      let asking = try Observed { try link.ask(Twice(number: 1), through: here) }
      #expect("`receive` throws, and `ask` should throw that: the server has not failed") {
        _ = try asking.value(
          orElse: """
            the reply could not be read, and `ask` waits for another one: each request has one reply, \
            and the next would be that to another request
            """)
      } throws: {
        !($0 is TestFailure) && !($0 is ManagerError)
      }
    }

    @Test("One that waits for its reply keeps no other from asking")
    func askedMeanwhile() throws {
      let (here, there) = try Connection.pair()
      let (second, other) = try Connection.pair()
      defer { [here, there, second, other].forEach { $0.close() } }
      let link = ServerLink(control: here)
      let waiting = try Observed { try link.ask(Twice(number: 1), through: here) }
      _ = try received(Envelope.self, from: there, "no request came")
      _ = try waiting.settled()
      let asking = try Observed { try link.ask(Twice(number: 2), through: second) }
      let isAsked = try other.poll(timeout: .seconds(4))
      for end in [there, other] { try end.send(Reply<Int>.result(7)) }
      for ask in [waiting, asking] { _ = try ask.value(orElse: "`ask` does not return") }
      #expect(
        isAsked,
        """
        one thread waits for its reply, and another can't ask through a connection of its own: if the \
        first is in `queue.get()`, the one who would put waits for ever
        """)
    }

    @Test("The server runs the request, and sends the result once")
    func answered() throws {
      var random = Seeded()
      let number = Int.random(in: 1...1_000_000, using: &random)
      let (here, there) = try Connection.pair()
      defer { [here, there].forEach { $0.close() } }
      let server = Server()
      try server.answer(Twice(number: number), of: Client(number: 1, connection: there))
      let isThere = try here.poll()
      try #require(isThere, "nothing was sent: each request needs a reply; \(random)")
      guard case .result(let result) = try here.receive(Reply<Int>.self) else {
        Issue.record("nothing went wrong, but the reply is a failure; \(random)")
        return
      }
      #expect(result == 2 * number, "twice \(number) was asked for; \(random)")
      let isMore = try here.poll()
      #expect(!isMore, "a second reply would be taken for that to the next request; \(random)")
    }

    @Test("An error of the request is for the client")
    func erred() throws {
      var random = Seeded()
      let text = word(&random)
      let (here, there) = try Connection.pair()
      defer { [here, there].forEach { $0.close() } }
      let server = Server()
      #expect(
        throws: Never.self,
        "the request failed, not the server: if the error comes out here, the client is dropped"
      ) { try server.answer(Fail(text: text), of: Client(number: 1, connection: there)) }
      let isThere = try here.poll()
      try #require(isThere, "nothing was sent, and the client waits for ever; \(random)")
      guard case .failure(let type, let message) = try here.receive(Reply<Int>.self) else {
        Issue.record("the request threw, but the reply is a result; \(random)")
        return
      }
      #expect(type == "Misfortune", "the client should know the type of the error; \(random)")
      #expect(message == "misfortune: \(text)", "and what it says; \(random)")
      let isMore = try here.poll()
      #expect(!isMore, "a second reply would be taken for that to the next request; \(random)")
    }

    @Test(
      "An error of the request is for the client, also if it is about a connection",
      .holds(.failure))
    func lostConnection() throws {
      let (here, there) = try Connection.pair()
      defer { [here, there].forEach { $0.close() } }
      #expect(
        throws: Never.self,
        """
        the request used a connection of its own, which was at its end. That of the client is not: answer \
        with a failure
        """
      ) { try Server().answer(LoseConnection(), of: Client(number: 1, connection: there)) }
      let isThere = try here.poll()
      #expect(isThere, "nothing was sent, and the client waits for ever")
    }

    @Test("A result that can't be sent is not passed over", .holds(.failure))
    func unsendableResult() throws {
      let (here, there) = try Connection.pair()
      defer { [here, there].forEach { $0.close() } }
      let answer = Result {
        try Server().answer(MakeUnsendable(), of: Client(number: 1, connection: there))
      }
      var isTold = try here.poll()
      if case .failure = answer { isTold = true }
      #expect(
        isTold,
        "`send` threw, and nothing was sent: throw that, or the client waits for ever")
    }

    @Test("If nobody hears the reply, that is an error of the connection", .holds(.death))
    func unheard() throws {
      let (here, there) = try Connection.pair()
      defer { there.close() }
      here.close()
      #expect(
        throws: ConnectionError.noReceiver, "the server must learn that this client is gone"
      ) { try Server().answer(Twice(number: 1), of: Client(number: 1, connection: there)) }
    }

    @Test("It is done in the server's process")
    func otherProcess() throws {
      try withManager { manager in
        let pid = try manager.answer(WhoRunsThis())
        #expect(pid != CurrentProcess.pid, "the request was run here: nothing would be shared")
        #expect(pid == manager.serverPid, "the request should be run in the manager's child")
      }
    }

    @Test("Requests are answered one after the other, also after a failure")
    func many() throws {
      var random = Seeded()
      try withManager { manager in
        for _ in 0..<20 {
          let number = Int.random(in: -1000...1000, using: &random)
          if Bool.random(using: &random) {
            let result = try manager.answer(Twice(number: number))
            #expect(result == 2 * number, "twice \(number) was asked for; \(random)")
          } else {
            #expect(
              throws: ManagerError.failed(type: "Misfortune", message: "misfortune: \(number)"),
              "the error of the request should come back; \(random)"
            ) { _ = try manager.answer(Fail(text: "\(number)")) }
          }
        }
      }
    }
  }
}

/// The server does not find its type.
private struct Hidden: ServerRequest {
  func run(in server: Server, for client: Client) -> Int { 1 }
}

/// Its result can't be encoded.
private struct MakeUnsendable: ServerRequest {
  struct Unsendable: Codable, Sendable {
    init() {}
    init(from decoder: any Decoder) throws {}

    func encode(to encoder: any Encoder) throws {
      throw EncodingError.invalidValue(
        self, EncodingError.Context(codingPath: [], debugDescription: "it can't be encoded"))
    }
  }

  func run(in server: Server, for client: Client) -> Unsendable { Unsendable() }
}

/// The next message; the problem, if none comes.
private func received<Message: Decodable & Sendable>(
  _ type: Message.Type, from connection: Connection, _ problem: String
) throws -> Message {
  guard try connection.poll(timeout: .seconds(4)) else { throw TestFailure(problem) }
  return try connection.receive(type)
}
