import Groundwork
import Synchronization

/// The tests that run at the moment, kept in a file as long as the run lasts.
///
/// If an answer ends the grader, or somebody else does, nobody is left to tell. Then the next run finds
/// the file, and tells.
final class RunningTests: Sendable {
  static let shared = RunningTests(path: ReportFolder.ofPackage.path + "/running")

  private struct State {
    var hasBegun = false
    var names: [String] = []
    var earlier: String?
    /// Whether the file is another run's, which is not over yet.
    var isTaken = false
  }

  private let state = Mutex(State())
  private let path: String

  init(path: String) {
    self.path = path
  }

  /// What an earlier run that came to no end was at, as a sentence.
  var textForEarlier: String? {
    state.withLock { $0.earlier }
  }

  func add(_ name: String) {
    state.withLock { state in
      if !state.hasBegun { begin(&state) }
      state.names.append(name)
      write(state)
    }
  }

  func remove(_ name: String) {
    state.withLock { state in
      guard let index = state.names.firstIndex(of: name) else { return }
      state.names.remove(at: index)
      write(state)
    }
  }

  /// The run has come to its end.
  func finish() {
    state.withLock { state in
      if state.hasBegun, !state.isTaken { unlink(path) }
      state.isTaken = true
    }
  }

  /// Reads what an earlier run has left.
  private func begin(_ state: inout State) {
    state.hasBegun = true
    let lines = (ProcessFiles.text(path) ?? "").split(separator: "\n")
    guard let owner = lines.first.flatMap({ pid_t($0) }), owner > 0 else { return }
    if owner != getpid(), ProcessFiles.link("/proc/\(owner)/exe") == Self.program {
      state.isTaken = true
      return
    }
    let names = lines.dropFirst().joined(separator: ", ")
    state.earlier = """
      The run before this one ended without a report: by Ctrl-C, or because a test ended the grader. \
      \(names.isEmpty ? "No test was running." : "Running then: \(names).")
      """
  }

  private static let program = ProcessFiles.link("/proc/self/exe")

  /// Replaces the file's text.
  ///
  /// If it can't be written, the next run tells nothing.
  private func write(_ state: State) {
    if state.isTaken { return }
    let text = (["\(getpid())"] + state.names).joined(separator: "\n") + "\n"
    let folder = String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.endIndex))
    if mkdir(folder, 0o777) != 0, errno != EEXIST { return }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { return }
    _ = Array(text.utf8).withUnsafeBytes { writeAll($0, to: descriptor) }
    close(descriptor)
  }
}
