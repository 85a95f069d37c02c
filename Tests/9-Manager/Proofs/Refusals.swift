#if Solutions
import Grading
import Groundwork
import Testing

// What is wrong with a value, or with this process, is not the end of the manager: the one who asks
// is told what it is, and everybody goes on.

extension `9-Manager` {
  @Suite(.exercise("9.7", deadline: .seconds(60))) struct Refusals {
    @Test("A value that throws in the server is told of, and the manager lives")
    func throwsInServer() throws {
      try withManager { manager in
        let told = ManagerError.failed(type: "Misfortune", message: "misfortune: not here")
        #expect(throws: told, "it can't be decoded there") {
          try manager.value(Traveller(decodesAbroad: false))
        }
        let value = try manager.value(Traveller(encodesAbroad: false))
        #expect(throws: told, "it can't be encoded there") { try value.get() }
        let list = try manager.list([Traveller]())
        #expect(throws: told) { try list.append(Traveller(decodesAbroad: false)) }
        let queue = try manager.queue(of: Traveller.self)
        try queue.put(Traveller(encodesAbroad: false))
        #expect(throws: told) { _ = try queue.get() }
        // All through one connection, which is still good.
        let contents = try list.contents
        let count = try manager.clientCount(settlesAt: 2)
        #expect(contents.isEmpty && count == 2)
      }
    }

    @Test("A value that throws in this process is an error of the manager's, and it lives")
    func throwsHere() throws {
      try withManager { manager in
        let told = ManagerError.cannotTravel(type: "Misfortune", message: "misfortune: not here")
        #expect(throws: told, "it can't be encoded here") {
          try manager.value(Traveller(encodesAtHome: false))
        }
        let value = try manager.value(Traveller(decodesAtHome: false))
        #expect(throws: told, "it can't be decoded here") { try value.get() }
        try value.set(Traveller())
        let now = try value.get()
        let count = try manager.clientCount(settlesAt: 2)
        #expect(now == Traveller() && count == 2)
      }
    }

    @Test("A value that throws what a connection throws is no end of the manager")
    func throwsConnectionErrors() throws {
      try withManager { manager in
        let text = "\(ConnectionError.closed)"
        #expect(throws: ManagerError.cannotTravel(type: "ConnectionError", message: text)) {
          try manager.value(Hangup(isAbroad: false))
        }
        #expect(throws: ManagerError.failed(type: "ConnectionError", message: text)) {
          try manager.value(Hangup(isAbroad: true))
        }
        let now = try manager.value(1).get()
        #expect(now == 1)
      }
    }

    @Test("What is too much for a message is told, and the manager lives")
    func tooManyHandles() throws {
      try withManager { manager in
        let (reader, writer) = try Descriptor.pipe()
        defer { [reader, writer].forEach { $0.close() } }
        let list = try manager.list([Descriptor]())
        let most = Descriptor.mostHandedOver
        for _ in 0...most { try list.append(reader) }
        let text = "\(ConnectionError.tooManyHandles(most + 1))"
        #expect(throws: ManagerError.failed(type: "ConnectionError", message: text)) {
          _ = try list.contents
        }
        let copies = try (0...most).map { _ in try Descriptor.duplicate(reader.number) }
        #expect(throws: ManagerError.cannotTravel(type: "ConnectionError", message: text)) {
          _ = try manager.list(copies)
        }
        copies.forEach { $0.close() }
        let again = try list.get(at: 0)
        #expect(!again.isClosed)
      }
    }

    @Test("Without a descriptor for another connection there is an error, and no end")
    func noDescriptors() throws {
      try withManager { manager in
        let event = try manager.event()
        // It has the only connection.
        let waiting = try Observed { try event.wait() }
        _ = try waiting.settled()
        let error = try errorWithoutDescriptors(of: event)
        try event.set()
        _ = try waiting.value(orElse: "the event is set")
        let number: CInt? = if case .system(let reason)? = error { reason.number } else { nil }
        #expect(number == EMFILE, "\(String(describing: error))")
      }
    }

    @Test("In a copy of the process a handle is refused, and takes nobody's reply")
    func forked() throws {
      let (reader, writer) = try Descriptor.pipe()
      defer { reader.close() }
      let child = try TestChild(ForksWithHandle(report: writer))
      writer.close()
      let text = try reader.readAll()
      try child.ended(orElse: "the child doesn't end")
      #expect(text == "copy: refused refused refused refused\noriginal: 1000\n")
    }
  }
}

/// What it is to set the event while this process can open no descriptor.
private func errorWithoutDescriptors(of event: RemoteEvent) throws -> ManagerError? {
  do {
    try withFreeDescriptors(0) { try event.set() }
    return nil
  } catch let error as ManagerError {
    return error
  }
}

/// A value that can be encoded and decoded at home, abroad, or both.
private struct Route: Codable, Hashable {
  var encodesAtHome = true
  var decodesAtHome = true
  var encodesAbroad = true
  var decodesAbroad = true
}

struct Traveller: Codable, Hashable, Sendable {
  private var route: Route
  private var home: pid_t

  init(
    encodesAtHome: Bool = true, decodesAtHome: Bool = true, encodesAbroad: Bool = true,
    decodesAbroad: Bool = true, home: pid_t = CurrentProcess.pid
  ) {
    route = Route(
      encodesAtHome: encodesAtHome, decodesAtHome: decodesAtHome, encodesAbroad: encodesAbroad,
      decodesAbroad: decodesAbroad)
    self.home = home
  }

  func encode(to encoder: any Encoder) throws {
    let isHere = home == CurrentProcess.pid
    guard isHere ? route.encodesAtHome : route.encodesAbroad else {
      throw Misfortune(text: "not here")
    }
    var container = encoder.unkeyedContainer()
    try container.encode(route)
    try container.encode(home)
  }

  init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    route = try container.decode(Route.self)
    home = try container.decode(pid_t.self)
    let isHere = home == CurrentProcess.pid
    guard isHere ? route.decodesAtHome : route.decodesAbroad else {
      throw Misfortune(text: "not here")
    }
  }
}

/// Throws what a connection throws whose other end is closed.
struct Hangup: Codable, Sendable {
  let isAbroad: Bool

  init(isAbroad: Bool) { self.isAbroad = isAbroad }

  func encode(to encoder: any Encoder) throws {
    guard isAbroad else { throw ConnectionError.closed }
    var container = encoder.singleValueContainer()
    try container.encode(true)
  }

  init(from decoder: any Decoder) throws { throw ConnectionError.closed }
}

/// Has a manager, and uses it before and after it was copied, as the copy does meanwhile.
struct ForksWithHandle: ProcessTarget {
  let report: Descriptor

  func run() throws {
    let manager = try Manager()
    let list = try manager.list([Int]())
    let condition = try manager.condition()
    let (reader, writer) = try Descriptor.pipe()
    let copy = try condition.withLock { held in
      try forkCopy {
        let owner = getppid()
        let results = [
          Result { _ = try list.contents }, Result { _ = try manager.list([1]) },
          Result { try held.notifyAll() }, Result { _ = try list.object.link.newConnection() },
        ]
        let words = results.map { result in
          switch result {
          case .failure(let error as ManagerError) where error == .ofAnotherProcess(owner):
            "refused"
          default: "\(result)"
          }
        }
        try writer.writeLine("copy: \(words.joined(separator: " "))")
        return 0
      }
    }
    for number in 0..<1_000 { try list.append(number) }
    var status: CInt = 0
    waitpid(copy, &status, 0)
    writer.close()
    try report.writeLine(try reader.readLine(orElse: "the copy says nothing") ?? "nothing")
    let count = try list.contents == Array(0..<1_000) ? "1000" : "others"
    try report.writeLine("original: \(count)")
    try manager.close()
  }
}
#endif
