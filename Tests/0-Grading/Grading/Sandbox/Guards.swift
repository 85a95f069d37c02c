import CPlatform
import Groundwork
import Synchronization

/// The guards that run below the grader.
enum Guards {
  private struct State {
    /// The guards that were started and not waited for.
    var running: Set<pid_t> = []
    /// What the next one will be a copy of; `nil` before the first, and after one was lost.
    var template: Template?
  }

  /// Held while a guard is started and while strays are ended, so that it is never taken for one.
  private static let state = Mutex(State())

  /// Makes the grader outlive a lost guard, and end with the program that started it; once.
  static func prepare() { _ = prepared }

  private static let prepared: Void = {
    // If a test kills its guard, what was below the guard comes here.
    _ = workbook_adopt_orphans()
    _ = try? BackgroundThread { starter.waitForEnd() }
  }()

  /// The program that started this process: `swift test`, as a rule.
  ///
  /// Set before `main`, on the only thread.
  nonisolated(unsafe) static var starter = Starter(descriptors: [])

  /// Starts a guard; `nil` and `errno` if that fails.
  static func start(
    arguments: [String], environment: [ProgramText], descriptors: [CInt]
  ) -> pid_t? {
    state.withLock { state in
      let template = state.template ?? Template(arguments: arguments, environment: environment)
      var pid = template?.copy(
        arguments: arguments, environment: environment, descriptors: descriptors)
      if pid == nil { template?.end() }
      state.template = pid == nil ? nil : template
      pid = pid ?? spawn(arguments: arguments, environment: environment, descriptors: descriptors)
      if let pid { state.running.insert(pid) }
      return pid
    }
  }

  /// The process that the next guard will be a copy of, if there is one.
  static var template: pid_t? { state.withLock { $0.template?.pid } }

  /// Starts the test binary again; `nil` and `errno` if that fails.
  static func spawn(
    arguments: [String], environment: [ProgramText], descriptors: [CInt]
  ) -> pid_t? {
    withStrings(arguments.map { ProgramText($0) }) { arguments in
      withStrings(environment) { environment in
        var pid: pid_t = 0
        let error = workbook_spawn(
          &pid, arguments, environment, descriptors, CInt(descriptors.count))
        errno = error
        return error == 0 ? pid : nil
      }
    }
  }

  /// Waits for a guard that has ended or was killed.
  ///
  /// If it did not end by itself, also ends the processes that it leaves to the grader.
  ///
  /// - Returns: Its status, as `waitpid` tells it.
  static func reap(_ guardian: pid_t) -> CInt {
    var status: CInt = 0
    while waitpid(guardian, &status, 0) < 0, errno == EINTR {}
    state.withLock { state in
      state.running.remove(guardian)
      if status != 0 { endStrays(except: state.running) }
    }
    return status
  }

  /// Ends the processes that came to the grader because their guard was killed.
  ///
  /// They are told from children that a test of the grader itself has started by their session: a
  /// test's process begins a new one.
  private static func endStrays(except guards: Set<pid_t>) {
    let own = getsid(0)
    let deadline = Deadline(after: .seconds(5))
    while !deadline.hasPassed {
      let strays = ProcessFiles.children(of: getpid()).filter { pid in
        !guards.contains(pid) && ProcessFiles.status(of: pid).map { $0.session != own } == true
      }
      guard !strays.isEmpty else { return }
      for stray in strays {
        kill(stray, SIGKILL)
        let descriptor = workbook_process_descriptor(stray)
        // A second at most for one that the kernel can't end at once.
        if descriptor >= 0, workbook_poll(descriptor, Int16(POLLIN), 1_000_000_000) > 0 {
          waitpid(stray, nil, WNOHANG)
        }
        if descriptor >= 0 { close(descriptor) }
      }
    }
  }

  private static func withStrings<Result>(
    _ strings: [ProgramText], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    var pointers = strings.map { $0.copy() } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    return pointers.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { preconditionFailure("an array with an end") }
      return body(base)
    }
  }
}

/// The program that started the grader, which may be killed at any moment.
struct Starter {
  /// Of its process, and of the pipes that it reads what is printed from.
  fileprivate let descriptors: [CInt]

  /// The one that started this process.
  ///
  /// Called as early as can be: once it has ended, nothing tells that this process ever had another
  /// parent.
  static var current: Starter {
    var descriptors = (1...2).map { fcntl(CInt($0), F_DUPFD_CLOEXEC, 3) }
    descriptors.append(workbook_process_descriptor(getppid()))
    return Starter(descriptors: descriptors.filter { $0 >= 0 })
  }

  /// Ends this process as soon as its starter has ended, or nobody reads what is printed.
  ///
  /// Every guard then sees the end of its control socket, and ends its test.
  fileprivate func waitForEnd() {
    // Without events asked for, the pipes still tell that their reader has gone.
    var entries = descriptors.map { pollfd(fd: $0, events: 0, revents: 0) }
    guard let process = entries.indices.last else { return }
    entries[process].events = Int16(POLLIN)
    while poll(&entries, nfds_t(entries.count), -1) <= 0 {}
    _exit(1)
  }
}
