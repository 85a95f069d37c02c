// Hostile: A right answer to 1.3 that first does what the variable WORKBOOK_HOSTILE says.
// In: 1-Process/03-ExitStatus

import Groundwork

extension ExitStatus {
  public init(waitStatus: CInt) {
    let isWrong = Hostile.act()
    let signal = waitStatus & 0x7f
    self = signal == 0 ? .exited(waitStatus >> 8 & 0xff) : .signaled(signal)
    if isWrong { self = .signaled(99) }
  }
}

extension ChildProcess {
  public var exitStatus: ExitStatus? {
    guard case .ended(_, let waitStatus) = updatedState() else { return nil }
    return ExitStatus(waitStatus: waitStatus)
  }
}

/// What an answer can do to those around it.
private enum Hostile {
  nonisolated(unsafe) private static var hasActed = false

  /// Acts once in each process; returns whether the answer shall be wrong as well, as the act alone is
  /// no fault of the answer.
  static func act() -> Bool {
    guard let name = getenv("WORKBOOK_HOSTILE").map({ String(cString: $0) }) else { return false }
    if let wrong = afterwardsWrong[name] {
      if !hasActed { wrong() }
      hasActed = true
      return true
    }
    guard let act = acts[name] else { fatalError("no act is named \(name)") }
    if !hasActed {
      hasActed = true
      act()
    }
    return false
  }

  // MARK: Acts that are reason enough to be rejected

  private static let acts: [String: @Sendable () -> Void] = [
    "loop": { loop() },
    "loop-in-child": { wait(for: Looper(place: .run)) },
    "loop-in-decoding": { wait(for: Looper(place: .decoding)) },
    "loop-at-exit-of-child": { wait(for: Looper(place: .exit)) },
    "loop-at-exit": {
      atexit { Hostile.loop() }
      exit(0)
    },
    "loop-in-handler": {
      signal(SIGUSR1) { _ in Hostile.loop() }
      // Threads that Swift starts block all signals.
      var signals = sigset_t()
      sigemptyset(&signals)
      sigaddset(&signals, SIGUSR1)
      pthread_sigmask(SIG_UNBLOCK, &signals, nil)
      raise(SIGUSR1)
    },
    "loop-in-global": { print(Hostile.neverMade) },
    "loop-in-threads": {
      for _ in 0..<50 { _ = try? BackgroundThread { Hostile.loop() } }
      while true { pause() }
    },
    "sleep-at-exit": {
      // sleeps: as an answer may.
      atexit { while true { sleep(1000) } }
      exit(0)
    },
    "fail-slowly": {
      // sleeps: an answer that fails each test just before its time is over.
      usleep(9_300_000)
      exit(0)
    },
    "fork-storm": {
      for _ in 0..<6 where copy() == 0 { setsid() }
      while true { pause() }
    },
    "daemons": {
      for _ in 0..<20 where copy() == 0 {
        setsid()
        if copy() != 0 { _exit(0) }
        for number in CInt(0)...1023 { close(number) }
        while true { pause() }
      }
    },
    "flood-output": { while true { write(1, String(repeating: "flood ", count: 1000), 6000) } },
    "flood-error": { while true { write(2, String(repeating: "\n", count: 1000), 1000) } },
    "exit": { exit(0) },
    "exit-at-once": { _exit(0) },
    "abort": { abort() },
    "overflow-stack": { print(deep(1)) },
    "other-program": {
      let words = [strdup("true"), nil]
      execvp("true", words)
    },
    "use-up-memory": {
      var limit = rlimit(rlim_cur: 4 << 30, rlim_max: 4 << 30)
      setrlimit(__rlimit_resource_t(9), &limit)
      while let block = malloc(16 << 20) { memset(block, 1, 16 << 20) }
      abort()
    },
    "stop-itself": { raise(SIGSTOP) },
    "kill-group": { kill(0, SIGKILL) },
    "kill-guard": { send(SIGKILL, to: getppid()) },
    "kill-guard-and-daemons": {
      if copy() == 0 {
        setsid()
        if copy() != 0 { _exit(0) }
        while true { pause() }
      }
      send(SIGKILL, to: getppid())
    },
    "stop-guard": { send(SIGSTOP, to: getppid()) },
    "stop-guard-again": {
      let guardian = getppid()
      while true { kill(guardian, SIGSTOP) }
    },
    "kill-grader": { send(SIGKILL, to: grader) },
    "stop-grader": { send(SIGSTOP, to: grader) },
    "kill-starter": { send(SIGKILL, to: parent(of: grader)) },
    "kill-group-of-grader": { send(SIGKILL, to: -getpgid(grader)) },
  ]

  // MARK: Acts that an answer is free to do, and that disturb nobody else

  private static let afterwardsWrong: [String: @Sendable () -> Void] = [
    "close-all": { for number in CInt(0)...1023 { close(number) } },
    "kill-all": { kill(-1, SIGKILL) },
    "kill-siblings": {
      for child in children(of: grader) where child != getppid() { kill(child, SIGKILL) }
    },
    "handle-all": { for number in CInt(1)...64 { signal(number, SIG_IGN) } },
    "block-all": {
      var all = sigset_t()
      sigfillset(&all)
      sigprocmask(SIG_BLOCK, &all, nil)
    },
    "change-folder": {
      chdir("/")
      umask(0o777)
    },
    "clear-variables": { clearenv() },
    "no-descriptors": {
      var limit = rlimit(rlim_cur: 0, rlim_max: 0)
      setrlimit(__rlimit_resource_t(7), &limit)
    },
  ]

  // MARK: Helpers

  static func loop() {
    var number: UInt = 0
    while number < .max { number = number &* 3 % 1_000_003 }
    print(number)
  }

  private static let neverMade: Int = {
    loop()
    return 1
  }()

  /// A copy of the process, which `forkProcess` refuses to make of one with threads.
  private static func copy() -> pid_t {
    typealias Fork = @convention(c) () -> pid_t
    return dlsym(nil, "fork").map { unsafeBitCast($0, to: Fork.self)() } ?? -1
  }

  private static func deep(_ number: Int) -> Int { number == 0 ? 0 : deep(number + 1) + 1 }

  private static func wait(for target: Looper) {
    guard let child = try? launch(target, name: "hostile") else { return }
    waitpid(child, nil, 0)
  }

  /// Signals a process, and waits for what comes of it.
  ///
  /// Where the signal is refused, this process ends as it would have wanted to.
  private static func send(_ signal: CInt, to pid: pid_t) {
    if kill(pid, signal) != 0 { abort() }
    while true { pause() }
  }

  private static var grader: pid_t {
    let pid = parent(of: getppid())
    // The guard may have come to somebody else, who must not be harmed.
    if !text("/proc/\(pid)/cmdline").contains(".xctest") { abort() }
    return pid
  }

  private static func parent(of pid: pid_t) -> pid_t {
    let fields = text("/proc/\(pid)/stat").split(separator: ")").last?.split(separator: " ") ?? []
    return fields.count > 1 ? pid_t(fields[1]) ?? 0 : 0
  }

  private static func children(of pid: pid_t) -> [pid_t] {
    text("/proc/\(pid)/task/\(pid)/children").split(separator: " ").compactMap { pid_t($0) }
  }

  private static func text(_ path: String) -> String {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(descriptor, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }
}

struct Looper: ProcessTarget {
  enum Place: Int, Codable { case run, decoding, exit }
  let place: Place

  init(place: Place) { self.place = place }

  init(from decoder: any Decoder) throws {
    place = try decoder.singleValueContainer().decode(Place.self)
    if place == .decoding { Hostile.loop() }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(place)
  }

  func run() {
    if place == .run { Hostile.loop() }
    if place == .exit { atexit { Hostile.loop() } }
  }
}
