import CPlatform
import Groundwork

/// The parent of a test's process: sees to it that the test's processes, all of them, end.
///
/// It runs before `main`, as the only thread, and ends with `_exit`. It waits for three things: the
/// end of the test's process, output, and the end of the control socket, which means that the
/// grader wants the test ended or has itself ended. It judges nothing: it adds to the record what
/// it saw, and ends.
///
/// As a subreaper it becomes the parent of every process below it whose parent has ended, also of
/// those that forked twice or called `setsid`. So its children, asked for until there are none, are
/// all there is to end.
struct Guard {
  private let control: CInt
  private let output: CInt
  private let signals: CInt
  private let test: pid_t
  private let record: Record

  /// How the test's process ended, once it has.
  private var status: CInt?
  private var printed = OutputTail()

  init(control: CInt, output: CInt, signals: CInt, test: pid_t, record: Record) {
    self.control = control
    self.output = output
    self.signals = signals
    self.test = test
    self.record = record
  }

  consuming func run() -> Never {
    // What the grader prints to must not be held open from here.
    let nothing = open("/dev/null", O_RDWR)
    for number in 0...2 { dup2(nothing, CInt(number)) }
    _ = fcntl(output, F_SETFL, O_NONBLOCK)

    var isWanted = true
    while isWanted, status == nil {
      isWanted = !wait(milliseconds: -1)
      reap()
    }
    if isWanted { letBoundChildrenEnd() }
    noteSurvivors()
    endAll()
    printed.take(from: output)
    record.addFromGuard(.output(tail: printed.bytes, total: printed.total))
    if let status { record.addFromGuard(.ended(status: Int(status))) }
    _exit(0)
  }

  /// Waits for an event, reads what was printed, and takes the signals.
  ///
  /// - Returns: Whether the control socket has come to its end.
  private mutating func wait(milliseconds: CInt) -> Bool {
    var entries = [
      pollfd(fd: control, events: Int16(POLLIN), revents: 0),
      pollfd(fd: output, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
    ]
    // After its end the pipe would be readable forever.
    if printed.isClosed { entries[1].fd = -1 }
    guard poll(&entries, nfds_t(entries.count), milliseconds) > 0 else { return false }
    if entries[1].revents != 0 { printed.take(from: output) }
    if entries[2].revents != 0 { workbook_drain_signals(signals) }
    return entries[0].revents != 0
  }

  /// Takes the status of every child that has ended; notes how the test's process did.
  ///
  /// False if there are no children any more.
  ///
  /// The one place of the project that waits for *any* child: here every child is one that the
  /// sandbox lost, and nobody else waits.
  @discardableResult
  private mutating func reap() -> Bool {
    var ended: CInt = 0
    while true {
      let pid = waitpid(-1, &ended, WNOHANG)
      guard pid > 0 else { return pid == 0 }
      if pid == test { status = ended }
    }
  }

  /// Children that were asked to end with their parent get a moment to notice that it has ended.
  ///
  /// Those that the test left behind otherwise are known by now, and get none.
  private mutating func letBoundChildrenEnd() {
    let deadline = Deadline(after: .seconds(1))
    let left = Set(
      record.entries.compactMap { entry in
        if case .leftChild(let pid, _, _) = entry { pid_t(truncatingIfNeeded: pid) } else { nil }
      })
    while !deadline.hasPassed, !left.isSuperset(of: ProcessFiles.children(of: getpid())) {
      if wait(milliseconds: 10) { return }
      reap()
    }
  }

  /// Writes down what is still there once the test's process has ended.
  private func noteSurvivors() {
    guard status != nil else { return }
    for pid in ProcessFiles.descendants(of: getpid()).prefix(50) {
      guard ProcessFiles.status(of: pid)?.state != "Z" else { continue }
      record.addFromGuard(.survivor(pid: Int(pid), command: ProcessFiles.name(of: pid)))
    }
  }

  /// Kills and reaps until no child is left; the children of one that was killed are next.
  private mutating func endAll() {
    while true {
      // None of these has been reaped, so that no pid can mean another process.
      for child in ProcessFiles.children(of: getpid()) { kill(child, SIGKILL) }
      guard reap() else { return }
      _ = wait(milliseconds: 5)
    }
  }
}

/// The end of what a test printed.
///
/// Takes any amount, and keeps a little.
struct OutputTail {
  static let limit = 48 * 1024

  private(set) var total = 0
  private(set) var isClosed = false
  private var kept: [UInt8] = []

  var bytes: [UInt8] { Array(kept.suffix(Self.limit)) }

  /// Reads what is there, without waiting: at most a megabyte, so that a flood holds up nothing.
  mutating func take(from descriptor: CInt) {
    let size = 64 * 1024
    withUnsafeTemporaryAllocation(byteCount: size, alignment: 16) { buffer in
      for _ in 0..<16 where !isClosed {
        let count = read(descriptor, buffer.baseAddress, size)
        if count < 0, errno == EINTR { continue }
        isClosed = count == 0
        guard count > 0 else { return }
        total += count
        kept.append(contentsOf: buffer[..<count])
        if kept.count > 4 * Self.limit { kept.removeFirst(kept.count - Self.limit) }
      }
    }
  }
}
