import Grading
import Groundwork
import Synchronization
import Testing

/// Calls `body` with a manager, and ends its server after that, without exercise 9.7.
func withManager<Result>(_ body: (Manager) throws -> Result) throws -> Result {
  let manager = try Manager()
  defer { end(manager) }
  return try body(manager)
}

/// Ends the server by force, reaps it, and closes what this process has of it.
func end(_ manager: Manager) {
  do {
    try manager.server.kill()
    try manager.server.join()
  } catch {
    Issue.record("the server could not be ended: \(error)")
  }
  manager.link.close()
}

extension Manager {
  /// Asks the server for something, and says what is wrong if no reply comes.
  func answer<Request: ServerRequest>(_ request: Request) throws -> Request.Result {
    let link = self.link
    return try Observed { try link.ask(request) }.value(
      orElse: "the server got the request \(request), and no reply came: each request has one")
  }

  /// Waits until the server serves both connections of this process; says how many it serves at last.
  func clientCountAtFirst() throws -> Int { try clientCount(settlesAt: 2) }

  /// Waits until the server has so many connections; says how many there are at last.
  func clientCount(settlesAt count: Int) throws -> Int {
    let deadline = Deadline(after: .seconds(4))
    while true {
      let now = try link.ask(CountClients())
      if now == count || deadline.hasPassed { return now }
      sched_yield()
    }
  }
}

/// Twice a number.
struct Twice: ServerRequest {
  let number: Int

  func run(in server: Server, for client: Client) -> Int { 2 * number }
}

/// Throws in the server.
struct Fail: ServerRequest {
  let text: String

  func run(in server: Server, for client: Client) throws -> Int { throw Misfortune(text: text) }
}

/// A request whose own connection is at its end.
struct LoseConnection: ServerRequest {
  func run(in server: Server, for client: Client) throws -> Int { throw ConnectionError.closed }
}

/// What a request of the tests throws.
struct Misfortune: Error, CustomStringConvertible {
  let text: String
  var description: String { "misfortune: \(text)" }
}

/// Asks who runs it.
struct WhoRunsThis: ServerRequest {
  func run(in server: Server, for client: Client) -> pid_t { CurrentProcess.pid }
}

/// Tells that it has begun, and is stalled in the server until it is let go.
struct Stall: ServerRequest {
  let report: Descriptor
  let gate: Descriptor

  func run(in server: Server, for client: Client) throws -> Bool {
    try report.writeLine("stalled")
    try gate.waitAtGate()
    return true
  }
}

/// A word of random letters.
func word(_ random: inout Seeded) -> String {
  String(
    (0..<Int.random(in: 1...8, using: &random)).map { _ in
      "abcxyzÄßé😀: ".randomElement(using: &random) ?? "a"
    })
}

/// What `body` throws, and how many requests it makes, if each is answered by the failure `refusal`.
func outcome(
  at end: Connection, _ body: @escaping @Sendable () throws -> Void
) throws -> (requests: Int, isOver: Bool, error: (any Error)?) {
  let thrown = Thrown()
  let (count, isOver) = try requests(at: end) {
    do { try body() } catch { thrown.error.withLock { $0 = error } }
  }
  return (count, isOver, thrown.error.withLock { $0 })
}

/// What `requests` answers.
let refusal = ManagerError.failed(type: "Test", message: "no")

private final class Thrown: Sendable {
  let error = Mutex<(any Error)?>(nil)
}

/// Waits for the end of a process that is no child, or a child that is not reaped here.
func hasEnded(_ process: Descriptor) throws -> Bool {
  try process.waitUntilReadable(until: Deadline(after: .seconds(6)))
}

/// How many requests `body` makes, each of which is answered by a failure.
func requests(
  at end: Connection, of body: @escaping @Sendable () -> Void
) throws -> (count: Int, isOver: Bool) {
  let work = try Observed { body() }
  var count = 0
  while count < 10, try end.poll(timeout: .seconds(work.hasFinished ? 0 : 2)) {
    _ = try end.receive(Envelope.self)
    try end.send(Reply<Done>.failure(type: "Test", message: "no"))
    count += 1
    if try work.settled() == .finished { break }
  }
  return (count, try work.settled() == .finished)
}
