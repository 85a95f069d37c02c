#if Solutions && DEBUG
import Grading
import Groundwork
import Testing

// Whoever is killed, at whatever step (the short form of the proofs takes some): a client harms
// no other client, and when the server is killed, every client gets `ManagerError.gone`.

extension `9-Manager` {
  @Suite(.exercise("9.7", deadline: .seconds(120))) struct Killed {
    @Test("A client that is killed at any step of its requests harms nobody")
    func clientAtEachStep() throws {
      try withManager { manager in
        let objects = try Objects(manager)
        let before = try manager.clientCountAtFirst()
        var appended = 0
        let steps = try Proofs.killingAtSteps { control, step in
          let child = try TestChild(Visitor(objects: objects, control: control))
          let end = try child.ended(orElse: "step \(step): the child goes on")
          let isKilled = control.stepCount > step.index
          #expect(end == (isKilled ? .signaled(SIGKILL) : .exited(0)), "step \(step)")
          let after = try manager.clientCount(settlesAt: before)
          #expect(after == before, "step \(step): the server serves one that is dead")
          // A request is done wholly, or not at all. The one before may come as late as this one: a
          // client counts once its thread in the server has begun.
          let count = try objects.list.contents.count
          #expect((appended...appended + 2).contains(count), "step \(step)")
          appended = count
          let sum = try objects.dictionary.get("sum") ?? 0
          #expect((appended - 2...appended).contains(sum), "step \(step)")
          // Both are one step apart at the most: bring them together again.
          try objects.dictionary.set("sum", to: appended)
          while try objects.queue.get(timeout: .zero) != nil {}
          let visit = try Observed { try objects.condition.withLock { _ in true } }
          _ = try visit.value(orElse: "step \(step): the lock stays locked")
        }
        #expect(steps > 30, "a visit should have many steps, not \(steps)")
      }
    }

    @Test("Clients are killed at random moments, and another one goes on")
    func clientsAtRandom() throws {
      var random = Seeded()
      let note = "\(random)"
      try withManager { manager in
        let objects = try Objects(manager)
        let before = try manager.clientCountAtFirst()
        for round in 0..<Proofs.kills / 5 {
          let children = try (0..<3).map { _ in try TestChild(Regular(objects: objects)) }
          let goal = Int.random(in: 1...60, using: &random)
          let start = try objects.list.contents.count
          while try objects.list.contents.count < start + goal {
            try objects.condition.withLock { try $0.notifyAll() }
          }
          for child in children { child.kill() }
          let after = try manager.clientCount(settlesAt: before)
          #expect(after == before, "round \(round): a dead client is served; \(note)")
          let visit = try Observed {
            _ = try objects.condition.withLock { _ in true }
            try objects.list.append(0)
          }
          _ = try visit.value(orElse: "round \(round): the survivor can't go on; \(note)")
        }
      }
    }

    @Test("The server is killed at a random moment, and four clients are told")
    func serverAtRandom() throws {
      var random = Seeded()
      let note = "\(random)"
      for round in 0..<Proofs.kills / 5 {
        let manager = try Manager()
        let objects = try Objects(manager)
        let children = try (0..<4).map { _ in
          try TestChild(Regular(objects: objects, expectsEnd: true))
        }
        let goal = Int.random(in: 1...60, using: &random)
        while try objects.list.contents.count < goal {
          try objects.condition.withLock { try $0.notifyAll() }
        }
        end(manager)
        for child in children {
          let end = try child.ended(orElse: "round \(round): one waits for the dead; \(note)")
          #expect(end == .exited(0), "round \(round): it should get ManagerError.gone; \(note)")
        }
        #expect(throws: ManagerError.gone) { _ = try objects.list.contents }
      }
    }
  }
}

/// One object of most kinds.
struct Objects: Codable {
  let list: RemoteList<Int>
  let dictionary: RemoteDictionary<String, Int>
  let queue: RemoteQueue<Int>
  let condition: RemoteCondition

  init(_ manager: Manager) throws {
    list = try manager.list([])
    dictionary = try manager.dictionary([:])
    queue = try manager.queue(of: Int.self)
    condition = try manager.condition()
  }
}

/// Uses each object once.
struct Visitor: ProcessTarget {
  let objects: Objects
  let control: StepControl

  func run() throws {
    control.install()
    try objects.list.append(1)
    try objects.dictionary.update("sum") { $0 = ($0 ?? 0) + 1 }
    try objects.queue.put(1)
    _ = try objects.queue.get()
    try objects.condition.withLock { held in
      try held.notifyAll()
      try held.wait(timeout: .zero)
    }
  }
}

/// Uses the objects for ever.
struct Regular: ProcessTarget {
  let objects: Objects
  var expectsEnd = false

  func run() throws {
    do {
      while true {
        try objects.list.append(1)
        try objects.dictionary.update("sum") { $0 = ($0 ?? 0) + 1 }
        try objects.queue.put(1)
        _ = try objects.queue.get(timeout: .milliseconds(1))
        _ = try objects.condition.withLock { try $0.wait(timeout: .milliseconds(1)) }
      }
    } catch ManagerError.gone where expectsEnd {
      // As it should be.
    }
  }
}
#endif
