import Grading
import Groundwork
import Testing

/// More tests of 9.6: children that wait.
extension `9-Manager`.`06-OtherShared` {
  @Test("Children wait for a condition, and are woken one by one")
  func conditionInChildren() throws {
    try withManager { manager in
      let condition = try manager.condition()
      let line = try manager.list([String]())
      let children = try (0..<2).map {
        try TestChild(WaitForTurn(condition: condition, line: line, number: $0))
      }
      let deadline = Deadline(after: .seconds(5))
      while try line.contents.count < 2, !deadline.hasPassed { sched_yield() }
      try condition.withLock { held in
        try line.append("go")
        try held.notifyAll()
      }
      for child in children {
        let end = try child.ended(orElse: "all were notified, and a child goes on waiting")
        #expect(end == .exited(0), "the child should get through, and end with 0")
      }
      let contents = try line.contents
      #expect(
        (Set(contents.suffix(2)), contents.count) == (["0 went", "1 went"], 5), "\(contents)")
    }
  }
}
