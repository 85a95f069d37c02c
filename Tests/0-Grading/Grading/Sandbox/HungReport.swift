import CPlatform
import Groundwork

/// What the processes of a test were doing when its time was over: which of them was blocked, and
/// in what.
///
/// Reads `/proc` only: no process of the test notices.
struct HungReport {
  /// The lines of the report, a process each; the test's own first.
  let text: String

  init(guardian: pid_t, record: Record) {
    let processes = ProcessFiles.descendants(of: guardian)
    let testThreads = record.entries.compactMap { entry in
      if case .testThread(let thread) = entry { pid_t(truncatingIfNeeded: thread) } else { nil }
    }
    let test = ProcessFiles.children(of: guardian).first
    // For all threads together, of which there can be many.
    let deadline = Deadline(after: .seconds(2))
    text = processes.prefix(20).map { pid in
      Self.describe(
        ProcessFolder(pid: pid, test: test, relatives: processes),
        mainThreads: pid == test ? Set(testThreads) : [pid], until: deadline)
    }.joined(separator: "\n")
  }

  private static func describe(
    _ folder: ProcessFolder, mainThreads: Set<pid_t>, until deadline: Deadline
  ) -> String {
    let subject = "process \(folder.pid) (\(folder.name))"
    switch ProcessFiles.status(of: folder.pid)?.state {
    case "Z": return "\(subject) has ended; nobody has waited for it"
    case "T": return "\(subject) is stopped (SIGSTOP)"
    case nil: return "\(subject) has just ended"
    default: break
    }
    // The one that matters first: with many, the time is over before the last.
    let threads = ProcessFiles.threads(of: folder.pid)
    let inOrder =
      threads.filter(mainThreads.contains) + threads.filter { !mainThreads.contains($0) }
    let activities = inOrder.map {
      Activity(of: $0, in: folder, isMain: mainThreads.contains($0), until: deadline)
    }
    // Idle threads of the runtime would drown the one that matters.
    for importance in [Activity.Importance.certain, .possible] {
      let chosen = activities.filter { $0.importance >= importance }
      guard !chosen.isEmpty else { continue }
      let texts = chosen.map(\.text).reduce(into: [String]()) { unique, text in
        if !unique.contains(text) { unique.append(text) }
      }
      return "\(subject) " + texts.prefix(4).joined(separator: "; and ")
    }
    return """
      \(subject) has no thread that does anything: it waits at an `await` for something that \
      never happens
      """
  }
}

/// What one thread does, in words.
struct Activity {
  /// How surely this is what the process hangs in.
  enum Importance: Int, Comparable {
    /// A thread that the runtime keeps for later.
    case idle
    /// A lock, a sleep: what a test waits in, or an idle thread.
    case possible
    case certain

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  var text: String
  var importance: Importance

  init(of thread: pid_t, in folder: ProcessFolder, isMain: Bool, until deadline: Deadline) {
    let call = Self.steadyCall(of: thread, in: folder, until: deadline)
    if let call {
      (text, importance) = Self.describe(call, in: folder)
      if importance == .possible, !isMain { importance = .idle }
    } else if ProcessFiles.status("\(folder.path)/task/\(thread)")?.state == "R" {
      (text, importance) = ("is running: it uses the processor", .certain)
    } else {
      (text, importance) = ("is between two calls", .possible)
    }
    guard importance != .idle else { return }
    // A thread that runs is held for this, and on a busy machine each takes its time to stop.
    let lines = deadline.hasPassed ? nil : SourceLines(of: thread, in: folder, call: call)
    switch importance {
    // The test's thread may have gone back to the idle ones at an `await`.
    case .possible where lines?.isInProgram == false: importance = .idle
    // The runtime has to do something now and then, and on a busy machine that takes a while.
    case .certain where call == nil && !isMain && lines?.text == nil: importance = .possible
    default: break
    }
    if let place = lines?.text { text += ", \(place)" }
  }

  /// The call that a thread is in, even if it is out of it for a moment; `nil` if it runs on and on.
  private static func steadyCall(
    of thread: pid_t, in folder: ProcessFolder, until deadline: Deadline
  ) -> ProcessFolder.Call? {
    func status() -> ProcessFiles.Status? {
      ProcessFiles.status("\(folder.path)/task/\(thread)")
    }
    // What runs on and on is seen at several moments, and uses a processor in between: on a busy
    // machine, a thread that has only to go back to sleep can wait for one for a while.
    let ticksBefore = status()?.ticks ?? 0
    var looks = 0
    while let status = status() {
      if let call = folder.call(of: thread) { return call }
      looks += 1
      if looks >= 10, status.ticks >= ticksBefore + 2 || deadline.hasPassed { break }
      // sleeps: a thread that runs must be seen at several moments.
      usleep(2_000)
    }
    return nil
  }

  private static func describe(
    _ call: ProcessFolder.Call, in folder: ProcessFolder
  ) -> (String, Importance) {
    let first = Int(Int32(truncatingIfNeeded: call.arguments[0]))
    switch call.name {
    case "read", "readv", "recvfrom", "recvmsg", "pread64":
      return ("is blocked in reading \(descriptor(first, in: folder))", .certain)
    case "write", "writev", "sendto", "sendmsg", "pwrite64":
      return ("is blocked in writing to \(descriptor(first, in: folder))", .certain)
    case "accept", "accept4", "connect", "flock", "fcntl", "open", "openat":
      return ("is blocked in \(call.name) of \(descriptor(first, in: folder))", .certain)
    case "wait4":
      return (waiting(for: first, folder), .certain)
    case "waitid":
      return (
        waiting(idType: first, Int(Int32(truncatingIfNeeded: call.arguments[1])), folder), .certain
      )
    case "futex", "futex_wait": return futex(call, in: folder)
    case "poll", "ppoll": return polling(call, in: folder)
    case "select", "pselect6": return ("waits for descriptors (select)", .certain)
    case "nanosleep", "clock_nanosleep": return ("sleeps (\(call.name))", .possible)
    case "pause", "rt_sigsuspend", "rt_sigtimedwait":
      return ("waits for a signal (\(call.name))", call.name == "pause" ? .certain : .idle)
    case "epoll_wait", "epoll_pwait", "epoll_pwait2": return ("waits for events", .idle)
    default: return ("is blocked in \(call.name)", .certain)
    }
  }

  private static func descriptor(_ number: Int, in folder: ProcessFolder) -> String {
    "descriptor \(number) (\(folder.describe(descriptor: number)))"
  }

  private static func waiting(for child: Int, _ folder: ProcessFolder) -> String {
    guard child > 0 else { return "waits for any child to end" }
    return
      "waits for child \(child) (\(ProcessFiles.name(of: pid_t(truncatingIfNeeded: child)))) to end"
  }

  private static func waiting(idType: Int, _ identifier: Int, _ folder: ProcessFolder) -> String {
    switch idType {
    case 1: waiting(for: identifier, folder)
    case 3: "waits for a child to end, through \(descriptor(identifier, in: folder))"
    default: "waits for any child to end"
    }
  }

  private static func futex(
    _ call: ProcessFolder.Call, in folder: ProcessFolder
  ) -> (String, Importance) {
    let isPrivate = call.name == "futex" && call.arguments[1] & 128 != 0
    guard isPrivate else { return ("waits on a shared word (futex)", .certain) }
    return ("waits for a lock or a thread of its own process (futex)", .possible)
  }

  private static func polling(
    _ call: ProcessFolder.Call, in folder: ProcessFolder
  ) -> (String, Importance) {
    let count = Int(min(call.arguments[1], 8))
    var entries = [pollfd](repeating: pollfd(), count: count)
    let copied = entries.withUnsafeMutableBytes {
      workbook_read_memory(folder.pid, call.arguments[0], $0.baseAddress, $0.count)
    }
    guard count > 0, copied > 0 else { return ("sleeps (\(call.name))", .possible) }
    let numbers = entries.map { Int($0.fd) }
    let targets = numbers.map { ProcessFiles.link("\(folder.path)/fd/\($0)") ?? "" }
    // A launched child has a thread that watches its parent like this.
    let watchesProcess = targets.allSatisfy { $0 == "anon_inode:[pidfd]" }
    let list = numbers.map { descriptor($0, in: folder) }.joined(separator: ", ")
    return ("waits for \(list)", watchesProcess ? .possible : .certain)
  }
}
