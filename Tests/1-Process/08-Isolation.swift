import Grading
import Groundwork
import Synchronization
import Testing

extension `1-Process` {
  @Suite(.exercise("1.8")) struct `08-Isolation` {
    @Test("Each of ten children counts one element")
    func oneEach() throws {
      let children = try appendInChildren((1...10).map { "element \($0)" })
      let statuses = children.map(recordedStatus)
      #expect(
        statuses == Array(repeating: waitStatus(exitCode: 1), count: 10),
        """
        every child should exit with code 1, its wait status is 256 then: a child's list is its \
        own, so it holds the one element that this child appended. nil: not joined.
        """)
    }

    @Test("A child appends its element to what its list holds, and counts")
    func counts() throws {
      var random = Seeded()
      let count = Int.random(in: 2...90, using: &random)
      let (output, input) = try Descriptor.pipe()
      let pid = try launch(
        AppendsToLongList(count: count, element: "the last", output: input), name: "long list")
      input.close()
      let last = try output.readAll()
      let status = reap(pid)
      #expect(
        status == waitStatus(exitCode: CInt(count + 1)),
        """
        a child whose list held \(count) elements ran AppendToGlobalList: it should exit with the \
        code \(count + 1), its wait status is \(256 * (count + 1)) then; \(random)
        """)
      // Whoever ends with _exit can't be asked: no handler runs then.
      #expect(
        ["the last\n", ""].contains(last),
        "at the child's end, the last element of globalList was \(last): append goes to the end")
    }

    @Test("The list of this process stays as it is")
    func parentsList() throws {
      globalList = []
      _ = try appendInChildren(["a", "b", "c"])
      let list = globalList
      #expect(
        list == [],
        "only the children should append: a change there is never seen here, nothing is shared")
    }

    @Test("A child begins with the initial list, not with this process' one")
    func initialValue() throws {
      var random = Seeded()
      let count = Int.random(in: 1...9, using: &random)
      globalList = (0..<count).map { "mine \($0)" }
      let children = try appendInChildren(["a", "b"])
      let statuses = children.map(recordedStatus)
      let list = globalList
      globalList = []
      #expect(
        statuses == [waitStatus(exitCode: 1), waitStatus(exitCode: 1)],
        """
        here the list had \(count) elements, but a child is a new process: its globals have their \
        initial values, so it should count one element; \(random)
        """)
      #expect(list == (0..<count).map { "mine \($0)" }, "this process' list should not change")
    }

    @Test("Each element has a process of its own")
    func ownProcesses() throws {
      var random = Seeded()
      let count = Int.random(in: 3...7, using: &random)
      let pids = try appendInChildren((0..<count).map { "element \($0)" }).compactMap(\.pid)
      #expect(pids.count == count, "there should be a started child for each element; \(random)")
      #expect(
        Set(pids + [CurrentProcess.pid]).count == count + 1,
        "the children should be \(count) different processes, and none of them this one")
    }

    @Test("All children are joined at the end")
    func joined() throws {
      let pids = try appendInChildren(["a", "b", "c"]).compactMap(\.pid)
      let traces = pids.map(trace)
      for pid in pids { reap(pid) }
      #expect(
        traces == Array(repeating: .reaped, count: 3),
        "appendInChildren should wait until all have ended, and leave no zombie")
    }

    @Test("A child that can't be started makes it throw", .holds(.failure))
    func noStart() throws {
      globalList = ["mine"]
      let result = withFreeDescriptors(0) { Result { try appendInChildren(["a"]).count } }
      let list = globalList
      globalList = []
      #expect(
        throws: LaunchError.self,
        """
        this process had no descriptor left, so the child couldn't be started: throw what start \
        throws, else the caller takes the child for one that has run
        """
      ) { _ = try result.get() }
      #expect(list == ["mine"], "it threw, and the list of this process is another one now")
    }

    @Test("Equal elements have a process each, too")
    func equalElements() throws {
      let children = try appendInChildren(["same", "", "same"])
      let statuses = children.map(recordedStatus)
      #expect(
        Set(children.compactMap(\.pid)).count == 3,
        "of three elements two are equal: there should be a child for each of the three")
      #expect(
        statuses == Array(repeating: waitStatus(exitCode: 1), count: 3),
        "every child appends one element to a list of its own")
    }

    @Test("A child whose end can't be known makes it throw", .holds(.others))
    func lost() throws {
      let result = withLostStatuses { Result { try appendInChildren(["a"]).count } }
      // Whatever the child's name is.
      let isTold = if case .failure(ProcessError.statusLost) = result { true } else { false }
      #expect(
        isTold,
        """
        somebody else reaped the child, so nobody can know how it ended, and join says so: throw what \
        join throws. It came to: \(result)
        """)
    }

    @Test("It waits for each child, for as long as that takes", arguments: 0..<2)
    func waits(index: Int) throws {
      let pids = Mutex<[pid_t]>([])
      let run = try Observed {
        let before = Harness.childStarted
        Harness.childStarted = { pid, name, endsWithParent in
          before?(pid, name, endsWithParent)
          pids.withLock { pids in
            if pids.count == index { kill(pid, SIGSTOP) }
            pids.append(pid)
          }
        }
        defer { Harness.childStarted = before }
        return try appendInChildren(["a", "b"]).count
      }
      // Whoever joins each child before it starts the next one takes a while to come there.
      let patience = Deadline(after: .seconds(4))
      while pids.withLock({ $0.count }) <= index, !run.hasFinished, !patience.hasPassed {
        sched_yield()
      }
      let activity = try run.settled()
      let limited = run.limitedSleep
      let started = pids.withLock { $0 }
      for pid in started { kill(pid, SIGCONT) }
      let count = try run.value(orElse: "appendInChildren goes on, though every child can end")
      let all = pids.withLock { $0 }
      for pid in all { reap(pid) }
      #expect(
        activity == .asleep,
        "child \(index) of 0 and 1 was stopped, and has not ended, and appendInChildren is \(activity)"
      )
      #expect(
        limited == nil,
        """
        appendInChildren waits for its children in \(limited ?? ""), for a time: a machine may be slow, so \
        join as long as it takes
        """)
      #expect(count == 2, "there are two elements, so two children")
    }

    @Test("Without elements there are no children")
    func empty() throws {
      let count = try appendInChildren([]).count
      #expect(count == 0, "there is nothing to append")
    }
  }
}

/// The wait status that the child's join left; nil if nobody joined it.
private func recordedStatus(of child: ChildProcess) -> CInt? {
  let state = child.state.withLock { $0 }
  guard case .ended(_, let waitStatus) = state else { return nil }
  return waitStatus
}

/// Appends an element where there are some already, and tells the last one at the end.
struct AppendsToLongList: ProcessTarget {
  private nonisolated(unsafe) static var atTheEnd: Descriptor?
  let count: Int
  let element: String
  let output: Descriptor

  func run() throws {
    Self.atTheEnd = output
    atexit { try? Self.atTheEnd?.writeLine(globalList.last ?? "") }
    globalList = (0..<count).map { "element \($0)" }
    AppendToGlobalList(element).run()
  }
}
