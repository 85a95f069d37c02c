import Grading
import Groundwork
import Synchronization
import Testing

// MARK: - Children that come, wait and end

/// A child that reports its arrival, waits at a gate, and ends in a given way.
struct Visitor: ProcessTarget {
  enum Ending: Codable {
    case returns
    case exits(CInt)
    case throwsError(String)
    case raises(CInt)
  }

  var number = 0
  var arrivals: Descriptor?
  var gate: Descriptor?
  var mark: SharedMemory?
  var ending = Ending.returns
  var ignoresTermination = false

  func run() throws {
    if ignoresTermination { _ = signal(SIGTERM, SIG_IGN) }
    if let arrivals { try arrivals.writeLine(Arrival(number: number).line) }
    if let gate { try gate.waitAtGate() }
    // The last thing that happens before the end.
    mark?.store(number, at: 0)
    switch ending {
    case .returns: break
    case .exits(let code): exit(code)
    case .throwsError(let text): throw VisitorError(description: text)
    case .raises(let number):
      // A program may catch it, as Swift does to print where it crashed.
      signal(number, SIG_DFL)
      raise(number)
    }
  }
}

/// What a visitor throws.
struct VisitorError: Error, CustomStringConvertible {
  let description: String
}

extension Meeting {
  /// A visitor that waits at this meeting's gate.
  func visitor(
    _ number: Int = 0, ending: Visitor.Ending = .returns, mark: SharedMemory? = nil
  ) -> Visitor {
    Visitor(
      number: number, arrivals: arrivals.writer, gate: gate.reader, mark: mark, ending: ending)
  }
}

// MARK: - Children without the exercises

/// Children that must outlive a test's last use of them: releasing a running one is exercise 1.11.
private let keptChildren = Mutex<[ChildProcess]>([])

/// A child that is never released.
func kept(_ child: ChildProcess) -> ChildProcess {
  keptChildren.withLock { $0.append(child) }
  return child
}

/// A running child, started without exercise 1.1.
func runningChild(_ target: any ProcessTarget, name: String = "child") throws -> (
  child: ChildProcess, pid: pid_t
) {
  let child = kept(ChildProcess(target, name: name))
  return (child, try makeRun(child, target))
}

/// Starts the child without exercise 1.1.
func makeRun(_ child: ChildProcess, _ target: any ProcessTarget) throws -> pid_t {
  let pid = try launch(target, name: child.name)
  child.state.withLock { $0 = .running(pid: pid) }
  return pid
}

/// What comes of `question` if it is asked while another thread has the child's mutex for a moment, as
/// one that asks for the pid has.
func askedWhileBusy<Answer: Sendable>(
  _ child: ChildProcess, _ question: @escaping @Sendable () throws -> Answer
) throws -> Answer {
  let asked = try child.state.withLock { _ in
    let asked = try Observed(question)
    _ = try asked.settled()
    return asked
  }
  return try asked.value(orElse: "the mutex is free, and the call doesn't return")
}

/// The wait status of a child that exited with `code`.
func waitStatus(exitCode code: CInt) -> CInt { code << 8 }

// MARK: - What the system and the floor were asked for

/// Whether `launch` was told to end the child with its parent, for each launch in `body`.
func wishesToEndWithParent(_ body: () throws -> Void) rethrows -> [Bool] {
  var wishes: [Bool] = []
  let before = Harness.childStarted
  try withUnsafeMutablePointer(to: &wishes) { wishes in
    Harness.childStarted = { pid, name, endsWithParent in
      before?(pid, name, endsWithParent)
      wishes.pointee.append(endsWithParent)
    }
    defer { Harness.childStarted = before }
    try body()
  }
  return wishes
}
