import Dispatch
import Foundation
import Groundwork

/// Says "done" through a pipe; what a target does before that is what is tried.
package protocol Trial: ProcessTarget {
  /// Where the child reports.
  var writer: Descriptor { get }
}

extension Trial {
  func report(_ text: String = "done") throws {
    let bytes = Array(text.utf8)
    _ = try bytes.withUnsafeBytes { try writer.write($0) }
  }
}

/// Waits for a `Task`, which runs on Swift's own threads.
package struct TaskTrial: Trial {
  package let writer: Descriptor

  package init(writer: Descriptor) { self.writer = writer }

  package func run() throws {
    let (reader, end) = try Descriptor.pipe()
    Task {
      // sleeps: a task that is resumed later is what is tried.
      try? await Task.sleep(for: .milliseconds(1))
      end.close()
    }
    _ = try reader.waitUntilReadable()
    try report()
  }
}

/// Waits for a `Thread` of Foundation.
package struct ThreadTrial: Trial {
  package let writer: Descriptor

  package init(writer: Descriptor) { self.writer = writer }

  package func run() throws {
    let (reader, end) = try Descriptor.pipe()
    Thread { end.close() }.start()
    _ = try reader.waitUntilReadable()
    try report()
  }
}

/// Waits for work on a global `DispatchQueue`, and for a timer.
package struct DispatchTrial: Trial {
  package let writer: Descriptor

  package init(writer: Descriptor) { self.writer = writer }

  package func run() throws {
    let group = DispatchGroup()
    DispatchQueue.global().async(group: group) {}
    group.enter()
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(1)) { group.leave() }
    group.wait()
    try report()
  }
}

/// Uses what Foundation sets up when a program starts.
package struct FoundationTrial: Trial {
  package let writer: Descriptor

  package init(writer: Descriptor) { self.writer = writer }

  package func run() throws {
    let copy = try JSONDecoder().decode([Int].self, from: JSONEncoder().encode([1, 2, 3]))
    let bundle = Bundle.main.bundlePath
    let date = Date(timeIntervalSince1970: 0).formatted(.iso8601)
    try report(
      copy == [1, 2, 3] && !bundle.isEmpty && date == "1970-01-01T00:00:00Z"
        && ProcessInfo.processInfo.processIdentifier == getpid()
        ? "done" : "\(copy) \(bundle) \(date)")
  }
}

/// Hops to the main actor and back.
package struct MainActorTrial: AsyncProcessTarget, Trial {
  package let writer: Descriptor

  package init(writer: Descriptor) { self.writer = writer }

  package func runAsync() async throws {
    await MainActor.run { dispatchPrecondition(condition: .onQueue(.main)) }
    try report()
  }
}

/// Launches a child of its own.
package struct NestedTrial: Trial {
  package let writer: Descriptor

  package init(writer: Descriptor) { self.writer = writer }

  package func run() throws {
    let pid = try launch(TaskTrial(writer: writer), name: "grandchild")
    guard try wait(for: pid) == 0 else { throw SystemError("grandchild", number: ECHILD) }
  }
}

/// Waits for a child, and returns its wait status.
package func wait(for pid: pid_t) throws -> CInt {
  var status: CInt = 0
  while waitpid(pid, &status, 0) != pid {
    if errno != EINTR { throw SystemError("waitpid") }
  }
  return status
}

/// Everything that is tried, by name.
package let trials: [(name: String, make: @Sendable (Descriptor) -> any Trial)] = [
  ("Task", { TaskTrial(writer: $0) }),
  ("Thread", { ThreadTrial(writer: $0) }),
  ("DispatchQueue", { DispatchTrial(writer: $0) }),
  ("Foundation", { FoundationTrial(writer: $0) }),
  ("MainActor", { MainActorTrial(writer: $0) }),
  ("nested", { NestedTrial(writer: $0) }),
]

/// Launches a trial; returns what it reported, and its wait status.
package func outcome(
  of make: (Descriptor) -> any Trial, name: String
) throws -> (report: String, status: CInt) {
  let (reader, writer) = try Descriptor.pipe()
  let pid = try launch(make(writer), name: name)
  // Or the end would never come.
  writer.close()
  var report = ""
  try withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { buffer in
    while case let count = try reader.read(into: buffer), count > 0 {
      report += String(decoding: buffer[..<count], as: UTF8.self)
    }
  }
  return (report, try wait(for: pid))
}
