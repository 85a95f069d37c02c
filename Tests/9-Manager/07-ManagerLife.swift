import Grading
import Groundwork
import Testing

extension `9-Manager` {
  @Suite(.exercise("9.7")) struct `07-ManagerLife` {
    @Test("An end of the connection means that the manager is gone, other errors do not")
    func meaning() throws {
      let (here, there) = try Connection.pair()
      defer { [here, there].forEach { $0.close() } }
      let link = ServerLink(control: here)
      let ends: [(String, ConnectionError)] = [
        ("closed", .closed), ("truncated", .truncated), ("noReceiver", .noReceiver),
        ("closedHere", .closedHere),
      ]
      let missed = ends.filter { link.meaning(of: $0.1) as? ManagerError != .gone }.map(\.0)
      #expect(
        missed == [],
        """
        each of these ends the connection, and should be ManagerError.gone: whoever uses an object \
        knows of no connections, but of a manager
        """)
      let others: [(String, ConnectionError)] = [
        ("tooLong", .tooLong(5_000_000_000)), ("tooManyHandles", .tooManyHandles(900)),
        ("receivesOnly", .receivesOnly), ("sendsOnly", .sendsOnly),
      ]
      let changed = others.filter { link.meaning(of: $0.1) as? ConnectionError != $0.1 }.map(\.0)
      #expect(
        changed == [],
        "the server is there: these say what else is wrong, and should stay as they are")
    }

    @Test("When the server is killed, all who use an object are told")
    func serverKilled() throws {
      let manager = try Manager()
      let list = try manager.list([1])
      let event = try manager.event()
      let waiting = try Observed { try event.wait() }
      let (report, reporter) = try Descriptor.pipe()
      let (gate, opener) = try Descriptor.pipe()
      defer { [report, reporter, gate, opener].forEach { $0.close() } }
      let child = try TestChild(UseAfterwards(list: list, report: reporter, gate: gate))
      _ = try report.readLine(orElse: "the child can't use the list")
      let activity = try waiting.settled()
      end(manager)
      opener.close()
      #expect(activity == .asleep, "the event is clear: wait should sleep until the server is gone")
      #expect(throws: ManagerError.gone, "who waits for a reply gets none: that must be an error") {
        _ = try waiting.value(orElse: "the server was killed, and one waits for its reply for ever")
      }
      #expect(throws: ManagerError.gone, "the server was killed, and its objects are gone") {
        _ = try list.contents
      }
      #expect(throws: ManagerError.gone, "again, and after that") { try list.append(2) }
      #expect(throws: ManagerError.gone, "there is nobody to make an object") {
        _ = try manager.list([0])
      }
      let ended = try child.ended(orElse: "the server was killed, and a child waits for it")
      #expect(ended == .exited(0), "the child should get ManagerError.gone, and none other")
    }

    @Test("close ends the server, and waits for that")
    func close() throws {
      let manager = try Manager()
      let list = try manager.list([1])
      let pid = try #require(manager.serverPid)
      let closing = try Observed { try manager.close() }
      _ = try closing.settled()
      // Whatever close waits for, it hung up before.
      #expect(
        throws: ManagerError.gone,
        """
        close waits for the end of the server, and the server still answers: it goes on as long as its \
        client is connected, so close waits in vain. Hang up first, or kill it
        """
      ) { try manager.link.newConnection().close() }
      try closing.value(
        orElse: "close doesn't return: the server goes on as long as its client is connected")
      let trace = trace(of: pid)
      if trace != .reaped { end(manager) }
      #expect(trace == .reaped, "the server should have ended, and be joined: it is \(trace)")
      #expect(throws: ManagerError.gone, "the manager is closed, and its objects are gone") {
        _ = try list.contents
      }
      #expect(throws: Never.self, "to close it again is harmless") { try manager.close() }
    }

    @Test(
      "If nobody knows how the server ended, close says so", .holds(.others),
      arguments: [false, true])
    func lost(isStopped: Bool) throws {
      let manager = try Manager()
      let pid = try #require(manager.serverPid)
      if isStopped {
        // It goes on until it is killed.
        _ = kill(pid, SIGSTOP)
      } else {
        // Other code waits for any child, and takes this one's end.
        _ = kill(pid, SIGKILL)
        reap(pid)
      }
      // What `join` throws, or what `kill` does, as there is no such process.
      let result = try Observed {
        isStopped
          ? withLostStatuses { Result { try manager.close() } } : Result { try manager.close() }
      }.value(orElse: "the server has ended, and close waits for it")
      let isExpected =
        switch result {
        case .failure(ProcessError.statusLost): true
        case .failure(let error as SystemError): error.number == ESRCH
        default: false
        }
      #expect(
        isExpected,
        "the server was reaped by somebody else: `join` throws, and close should; it was \(result)")
    }

    @Test("close waits for nobody's request")
    func closeWhileWaiting() throws {
      let manager = try Manager()
      let event = try manager.event()
      let waiting = try Observed { try event.wait() }
      _ = try waiting.settled()
      try Observed { try manager.close() }.value(
        orElse: "somebody waits for an event, and close waits for that")
      #expect(throws: ManagerError.gone, "who waited for a reply gets none: that must be an error")
      {
        _ = try waiting.value(orElse: "the server has ended, and one waits for its reply")
      }
    }

    @Test(
      "A server that was stopped is ended all the same",
      .holds("A process may be stopped, by a debugger or a user, and does nothing then."))
    func stopped() throws {
      let manager = try Manager()
      let pid = try #require(manager.serverPid)
      _ = kill(pid, SIGSTOP)
      let closing = try Observed { try manager.close() }
      defer { _ = kill(pid, trace(of: pid) == .reaped ? 0 : SIGCONT) }
      try closing.value(
        orElse: "the server was stopped, doesn't see that it should end, and close waits for ever")
      let trace = trace(of: pid)
      #expect(trace == .reaped, "the server should have been killed, and joined")
      #expect(throws: Never.self, "to close it again is harmless") { try manager.close() }
    }

    @Test("Who closes while another thread does waits, too", .holds(.threads))
    func closeTwice() throws {
      let manager = try Manager()
      let pid = try #require(manager.serverPid)
      // So the first has to wait.
      _ = kill(pid, SIGSTOP)
      let first = try Observed { try manager.close() }
      _ = try first.settled()
      let second = try Observed { try manager.close() }
      _ = try second.settled()
      let isEarly = second.hasFinished && trace(of: pid) != .reaped
      for closing in [first, second] {
        try closing.value(orElse: "close doesn't return: the server was stopped, so kill it")
      }
      #expect(!isEarly, "the second close returned, and the server had not ended")
    }

    @Test("When the manager is released, its server ends")
    func released() throws {
      var manager: Manager? = try Manager()
      let list = try manager?.list([1])
      let pid = try #require(manager?.serverPid)
      let server = try Descriptor.process(pid)
      defer { server.close() }
      manager = nil
      let hasEnded = try hasEnded(server)
      #expect(hasEnded, "nobody has the manager any more, and its server goes on")
      #expect(throws: ManagerError.gone, "a handle alone doesn't keep the server alive") {
        _ = try list?.contents
      }
      // Reaped by a thread, when it gets to it.
      let deadline = Deadline(after: .seconds(4))
      while trace(of: pid) != .reaped, !deadline.hasPassed { sched_yield() }
    }

    @Test("When the manager's process is killed, its server ends")
    func parentKilled() throws {
      let (reader, writer) = try Descriptor.pipe()
      let (gate, opener) = try Descriptor.pipe()
      defer { [reader, writer, gate, opener].forEach { $0.close() } }
      let child = try TestChild(HasManager(report: writer, gate: gate))
      let line = try reader.readLine(orElse: "the child made no manager")
      let pid = try #require(line.flatMap { pid_t($0) })
      let server = try Descriptor.process(pid)
      defer { server.close() }
      child.kill()
      let hasEnded = try hasEnded(server)
      #expect(hasEnded, "the process was killed, and its manager's server was left behind")
    }

    @Test("A client that is killed while it waits is served no more")
    func waiterKilled() throws {
      try withManager { manager in
        let queue = try manager.queue(of: Int.self)
        let before = try manager.clientCountAtFirst()
        let child = try TestChild(TakeOne(queue: queue))
        // Two connections: one to ask for others, and one that waits.
        let during = try manager.clientCount(settlesAt: before + 2)
        child.kill()
        let after = try manager.clientCount(settlesAt: before)
        try queue.put(7)
        let element = try queue.get(timeout: .zero)
        #expect(
          during == before + 2,
          "the child has two connections: one to ask for others, and one that waits")
        #expect(after == before, "the client was killed, and the server still waits in its place")
        #expect(element == 7, "the dead take nothing")
      }
    }

    @Test("Who is killed with a condition's lock loses it, and the next one is told")
    func ownerKilled() throws {
      try withManager { manager in
        let condition = try manager.condition()
        let (reader, writer) = try Descriptor.pipe()
        let (gate, opener) = try Descriptor.pipe()
        defer { [reader, writer, gate, opener].forEach { $0.close() } }
        let child = try TestChild(HoldLock(condition: condition, report: writer, gate: gate))
        _ = try reader.readLine(orElse: "the child doesn't get the lock")
        let next = try Observed { try condition.withLock { $0.ownerDied } }
        _ = try next.settled()
        child.kill()
        let isFirstTold = try next.value(orElse: "the owner was killed, and the lock stays locked")
        let isSecondTold = try condition.withLock { $0.ownerDied }
        #expect(isFirstTold, "what the lock protects may be half done: that must be known")
        #expect(!isSecondTold, "one is told, who repairs it")
      }
    }

    @Test("The notice of one that is dead goes to the next")
    func forget() throws {
      var state = ConditionState()
      state.waiting = [3, 4, 5]
      state.notified = [1, 2]
      state.owner = 9
      state.forget(4)
      #expect(
        seen(state) == "waiting [3, 5], notified [1, 2], owner 9",
        "4 only waited: it leaves the line, and nothing else changes")
      state.forget(1)
      #expect(
        seen(state) == "waiting [5], notified [2, 3], owner 9",
        "1 was notified and can't go on: its notice is for 3, who is first in the line")
      state.forget(9)
      #expect(
        seen(state) == "waiting [5], notified [2, 3], owner died",
        "9 had the lock, and did not wait")
      state.forget(8)
      #expect(
        seen(state) == "waiting [5], notified [2, 3], owner died",
        "8 had nothing here: the next owner is still to be told that 9 died")
      state.waiting = []
      state.forget(2)
      #expect(state.notified == [3], "nobody is left to get 2's notice")
    }
  }
}

/// What a condition knows of clients.
private func seen(_ state: ConditionState) -> String {
  // Those in the line go in turn; of those with a notice, whoever gets the lock.
  "waiting \(state.waiting), notified \(state.notified.sorted())"
    + (state.owner.map { ", owner \($0)" } ?? "") + (state.ownerDied ? ", owner died" : "")
}

/// Uses a list, reports that, and uses it again when it is let go.
struct UseAfterwards: ProcessTarget {
  let list: RemoteList<Int>
  let report: Descriptor
  let gate: Descriptor

  func run() throws {
    _ = try list.contents
    try report.writeLine("ready")
    try gate.waitAtGate()
    do {
      _ = try list.contents
      exit(2)
    } catch ManagerError.gone {
      // As it should be.
    }
  }
}

/// Makes a manager, and tells its server's pid.
struct HasManager: ProcessTarget {
  let report: Descriptor
  let gate: Descriptor

  func run() throws {
    let manager = try Manager()
    try report.writeLine("\(manager.serverPid ?? 0)")
    try gate.waitAtGate()
    withExtendedLifetime(manager) {}
  }
}

/// Takes an element from a queue.
struct TakeOne: ProcessTarget {
  let queue: RemoteQueue<Int>

  func run() throws { _ = try queue.get() }
}

/// Takes a condition's lock, and keeps it until it is let go.
struct HoldLock: ProcessTarget {
  let condition: RemoteCondition
  let report: Descriptor
  let gate: Descriptor

  func run() throws {
    try condition.withLock { _ in
      try report.writeLine("held")
      try gate.waitAtGate()
    }
  }
}
