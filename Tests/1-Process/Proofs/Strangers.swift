#if Solutions
import Grading
import Groundwork
import Synchronization
import Testing

// Others reap the children of this process: other code of the program, or the system.

extension `1-Process` {
  @Suite(.exercise("1.7", deadline: .seconds(60))) struct Strangers {
    @Test("A signal never hits the stranger who has the pid of a child that others reaped")
    func noSignal() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      // It stands for the one who got the pid: a process of others, which this one may signal.
      let parent = try TestChild(StartsStranger(visitor: meeting.visitor(ending: .exits(7))))
      let stranger = try meeting.arrival()
      let child = kept(ChildProcess(Visitor(), name: "robbed"))
      child.state.withLock { $0 = .running(pid: stranger.pid) }
      #expect(throws: Never.self) {
        try child.terminate()
        try child.kill()
      }
      meeting.letAllGo()
      let end = try parent.ended(orElse: "the stranger does not end")
      #expect(end == .exited(7), "the stranger was to end by itself")
      #expect(child.updatedState() == .lost(pid: stranger.pid))
    }

    @Test("With SIGCHLD ignored, all that wait throw statusLost, each time")
    func ignored() throws {
      try withLostStatuses {
        for number in 0..<Proofs.count(short: 100, full: 1_000) {
          let child = ChildProcess(Visitor(), name: "lost")
          try child.start()
          #expect(throws: ProcessError.statusLost("lost")) {
            if number.isMultiple(of: 2) {
              try child.join(timeout: .seconds(600))
            } else {
              try child.join()
            }
          }
          #expect(!child.isAlive)
          #expect(throws: Never.self) { try child.kill() }
        }
      }
    }

    @Test("With SIGCHLD ignored, a child that runs is alive, and joined for a time")
    func ignoredWhileItRuns() throws {
      let meeting = try Meeting()
      defer { meeting.close() }
      try withLostStatuses {
        let child = ChildProcess(meeting.visitor(), name: "lost")
        try child.start()
        _ = try meeting.arrival()
        #expect(child.isAlive)
        #expect(try child.join(timeout: .milliseconds(10)) == nil)
        meeting.letAllGo()
        #expect(throws: ProcessError.statusLost("lost")) { try child.join() }
      }
    }
  }
}

/// Has a child, and ends as it does.
struct StartsStranger: ProcessTarget {
  let visitor: Visitor

  func run() throws {
    let pid = try launch(visitor, name: "stranger")
    let status = reap(pid) ?? 0
    exit(status & 0x7f == 0 ? status >> 8 & 0xff : 99)
  }
}
#endif
