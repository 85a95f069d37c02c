import Grading
import Groundwork
import Testing

extension `1-Process` {
  @Suite(.exercise("1.10")) struct `10-ProcessorCount` {
    @Test("Every processor that this process may use counts")
    func all() {
      let allowed = allowedProcessors()
      let count = CurrentProcess.processorCount
      #expect(
        count == allowed.count,
        "allowed are the processors \(allowed): each bit of the mask that is 1 stands for one")
    }

    @Test("A process that may use one processor has one, whichever it is")
    func one() throws {
      let mask = CurrentProcess.processorMask
      for processor in allowedProcessors() {
        let count = try withProcessors([processor], outOf: mask) { CurrentProcess.processorCount }
        #expect(
          count == 1,
          """
          this process may use processor \(processor) alone: the machine may have more, and its \
          number is not a count
          """)
      }
    }

    @Test("The count follows when the allowed processors change")
    func changes() throws {
      let mask = CurrentProcess.processorMask
      let allowed = allowedProcessors()
      // The first question of all: what it is told then may grow.
      let first = try withProcessors(Array(allowed.suffix(1)), outOf: mask) {
        CurrentProcess.processorCount
      }
      let before = CurrentProcess.processorCount
      let meanwhile = try withProcessors(Array(allowed.prefix(1)), outOf: mask) {
        CurrentProcess.processorCount
      }
      let after = CurrentProcess.processorCount
      #expect(
        [first, before, meanwhile, after] == [1, allowed.count, 1, allowed.count],
        "one processor was allowed, then all, then one, then all: look each time, keep nothing")
    }

    @Test("A child may use as many as its parent")
    func inherited() throws {
      let mask = CurrentProcess.processorMask
      let (output, input) = try Descriptor.pipe()
      let pid = try withProcessors(Array(allowedProcessors().prefix(1)), outOf: mask) {
        try launch(Introduces(output: input), name: "one")
      }
      input.close()
      let text = try output.readAll()
      reap(pid)
      #expect(
        text == "one: process \(pid) of parent \(CurrentProcess.pid), on 1 processors\n",
        "the child was started by a process that may use one processor, and may use one, too")
    }

    @Test("A copy made by fork introduces itself with its own pids, too")
    func introductionOfCopy() throws {
      let (output, input) = try Descriptor.pipe()
      let pid = try launch(IntroducesCopy(output: input), name: "twin")
      input.close()
      let lines = try output.readAll().split(separator: "\n")
      reap(pid)
      let count = allowedProcessors().count
      #expect(
        lines.count == 2
          && lines[0].hasSuffix(": process \(lines[1]) of parent \(pid), on \(count) processors"),
        """
        process \(pid) introduced itself. Then it was copied, and the copy did the same; its pid, and what \
        it said, are \(Array(lines.reversed())). Ask each time: pid and parent can change while the program runs
        """)
    }

    @Test("A process introduces itself with its own name and pids")
    func introduction() throws {
      var random = Seeded()
      let name = "Worker \(Int.random(in: 1...9999, using: &random))"
      let (output, input) = try Descriptor.pipe()
      let pid = try launch(Introduces(output: input), name: name)
      input.close()
      let there = try output.readAll()
      let here = CurrentProcess.introduction
      reap(pid)
      let count = allowedProcessors().count
      let parent = CurrentProcess.pid
      #expect(
        there == "\(name): process \(pid) of parent \(parent), on \(count) processors\n",
        "in the child, it should tell the child's name and pid, and this process as the parent")
      #expect(
        here == """
          \(CurrentProcess.name): process \(parent) of parent \(CurrentProcess.parentPid), \
          on \(count) processors
          """,
        "here, it should tell this process' own name and pid")
    }
  }
}

/// A child that introduces itself.
struct Introduces: ProcessTarget {
  let output: Descriptor

  func run() throws { try output.writeLine(CurrentProcess.introduction) }
}

/// A child that introduces itself to nobody, and then a copy of it to the test.
struct IntroducesCopy: ProcessTarget {
  let output: Descriptor

  func run() throws {
    _ = CurrentProcess.introduction
    let pid = try forkProcess()
    if pid == 0 {
      try? output.writeLine(CurrentProcess.introduction)
      _exit(0)
    }
    reap(pid)
    try output.writeLine("\(pid)")
  }
}

/// The numbers of the processors that this thread may use.
private func allowedProcessors() -> [Int] {
  CurrentProcess.processorMask.enumerated().flatMap { index, byte in
    (0..<8).filter { byte >> $0 & 1 == 1 }.map { index * 8 + $0 }
  }
}

/// What `body` returns, when this thread may only use `processors`.
private func withProcessors<Result>(
  _ processors: [Int], outOf mask: [UInt8], _ body: () throws -> Result
) throws -> Result {
  var smaller = [UInt8](repeating: 0, count: mask.count)
  for processor in processors { smaller[processor / 8] |= 1 << (processor % 8) }
  try CurrentProcess.allowProcessors(smaller)
  defer { try? CurrentProcess.allowProcessors(mask) }
  return try body()
}
