import Grading
import Groundwork
import Synchronization
import Testing

// More tests of 1.2, beside those in 02-Join.swift.

extension `1-Process`.`02-Join` {
  @Test("A child that is stopped has not ended: join sleeps on", .holds(.signals))
  func stopped() throws {
    let meeting = try Meeting()
    defer { meeting.close() }
    let (child, pid) = try runningChild(meeting.visitor())
    _ = try meeting.arrival()
    kill(pid, SIGSTOP)
    var information = siginfo_t()
    waitid(P_PID, id_t(pid), &information, WSTOPPED | WNOWAIT)
    let join = try Observed { try child.join() }
    let activity = try join.settled()
    kill(pid, SIGCONT)
    meeting.letAllGo()
    try join.value(orElse: "join didn't return although the child has ended")
    reap(pid)
    #expect(
      activity == .asleep,
      """
      the child was stopped (SIGSTOP), which is no end, and join was \(activity). Ask for WEXITED alone: \
      with WNOWAIT, the news that a child has stopped stays where it is, and is told again and again
      """)
  }

  @Test(
    "A join is all right also if another thread has reaped the child just before", .holds(.threads))
  func reapedByAnother() throws {
    for number in 1...20 {
      let meeting = try Meeting()
      defer { meeting.close() }
      let (child, pid) = try runningChild(meeting.visitor(ending: .exits(7)))
      let joins = try (0..<2).map { _ in try Observed { try child.join() } }
      for join in joins { _ = try join.settled() }
      meeting.letAllGo()
      // Faster than a thread that has to be woken first: its waitid finds no child any more.
      while case .running = child.updatedState() {}
      for join in joins {
        #expect(
          throws: Never.self,
          """
          child \(number): while two threads joined it, a third one asked for its state, and so reaped it \
          first. waitid fails then (ECHILD), and all is well: `updatedState` knows how the child ended
          """
        ) { try join.value(orElse: "join didn't return although the child has ended") }
      }
      reap(pid)
    }
  }
}
