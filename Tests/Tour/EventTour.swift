#if Solutions
import Foundation
import Testing

extension Tour {
  @Test("One child waits for the event, the other one gives up before it is set")
  func event() throws {
    let run = try tour(["event"])
    #expect(run.status == 0, "\(run.errors)")
    let lines = lines(of: run.output)
    #expect(
      lines.prefix(2).sorted() == ["wait with a timeout: starting", "wait: starting"],
      "\(lines)")
    #expect(
      lines.dropFirst(2) == [
        "wait with a timeout: the event is set: false", "main: setting the event",
        "wait: the event is set: true",
      ])
  }

  @Test("A child sets the event for another one, after a third one has given up")
  func eventFromChild() throws {
    let run = try tour(["event-from-child"])
    #expect(run.status == 0, "\(run.errors)")
    let lines = lines(of: run.output)
    #expect(
      lines.filter { $0.hasSuffix("starting") }.sorted()
        == ["wait with a timeout: starting", "wait: starting"], "\(lines)")
    #expect(
      lines.filter { !$0.hasSuffix("starting") } == [
        "wait with a timeout: the event is set: false", "set: setting the event",
        "wait: the event is set: true",
      ])
  }

  @Test("The runners are off after the start, and all arrive")
  func startingGun() throws {
    let run = try tour(["starting-gun"])
    #expect(run.status == 0, "\(run.errors)")
    let lines = lines(of: run.output)
    #expect(lines.first == "to your marks", "\(lines)")
    #expect(lines.dropFirst().prefix(4).sorted() == (1...4).map { "runner \($0) is off" })
    #expect(lines.dropFirst(5) == (1...4).map { "runner \($0) exited with code 0" }[...])
  }

  @Test("No second stage runs before the first one is done")
  func condition() throws {
    let run = try tour(["condition"])
    #expect(run.status == 0, "\(run.errors)")
    let lines = lines(of: run.output)
    #expect(
      lines.sorted() == [
        "first stage: done", "first stage: starting",
        "second stage 1: running", "second stage 1: starting",
        "second stage 2: running", "second stage 2: starting",
      ])
    let done = try #require(lines.firstIndex(of: "first stage: done"))
    #expect(!lines[..<done].contains { $0.hasSuffix("running") }, "\(lines)")
  }

  @Test("No worker does its second part before all have done the first")
  func barrier() throws {
    let run = try tour(["barrier"])
    #expect(run.status == 0, "\(run.errors)")
    let lines = lines(of: run.output)
    #expect(
      lines.sorted()
        == ["all: part 1 is done", "all: part 2 is done"]
        + (1...3).flatMap { number in
          (1...2).map { "worker \(number): part \($0) is done" }
        })
    #expect(lines.prefix(3).allSatisfy { $0.hasSuffix("part 1 is done") }, "\(lines)")
    #expect(lines.prefix(3).allSatisfy { $0.hasPrefix("worker") }, "\(lines)")
  }
}
#endif
