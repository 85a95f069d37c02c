import Grading
import Groundwork
import Testing

/// A shell script whose standard input is a socket: what it writes there (`echo up >&0`), the test
/// reads, and the other way round.
///
/// It is started without exercise 8.1. The stream from it is at its end once the script has ended,
/// and every program that it handed the socket to.
final class Talker: Sendable {
  let process: Subprocess
  let pid: pid_t
  let end: Descriptor

  init(
    _ script: String, output: Subprocess.Output = .inherited,
    error: Subprocess.ErrorOutput = .inherited
  ) throws {
    let (here, there) = try Descriptor.socketPair()
    // The script has it: from here on it is open there alone.
    defer { there.close() }
    end = here
    process = Subprocess(
      ["/bin/sh", "-c", script], input: .descriptor(there), output: output, error: error)
    pid = try process.startedByTest()
  }

  /// What the script writes to the socket next.
  func line() throws -> String? {
    try end.readLine(orElse: "the script of the test did not come up")
  }

  /// Whether all who had the socket end within seconds.
  func isGone() throws -> Bool { try end.isAtEnd() }

  /// Ends whatever is left of the script and of its group.
  func close() {
    // The number is the group's as long as the script is not reaped, or somebody is in the group.
    let isEmpty = (try? end.isAtEnd(within: .zero)) ?? true
    if trace(of: pid) != .reaped || !isEmpty { killGroup(pid) }
    reap(pid)
    _ = try? end.isAtEnd()
    end.close()
  }
}

private func killGroup(_ group: pid_t) { _ = kill(-group, SIGKILL) }

extension Descriptor {
  /// Where another program can open this process's descriptor, such as the end of a pipe.
  var path: String { "/proc/\(getpid())/fd/\(number)" }

  /// Whether all who had the other end close it within seconds.
  func isAtEnd(within timeout: Duration = .seconds(4)) throws -> Bool {
    let deadline = Deadline(after: timeout)
    do {
      while try waitUntilReadable(until: deadline) {
        if try readBytes(4096).isEmpty { return true }
      }
      return false
    } catch let error as SystemError where error.number == ECONNRESET {
      return true
    }
  }
}

/// Starts a grandchild: a program that has the socket, too.
///
/// It is up, and takes signals as usual, when it has said so: a shell that is about to start it may
/// swallow one. What a shell starts with `&` has no input, so it is handed over as 3.
let grandchild = "exec 3<&0; sh -c 'echo up >&0; exec sleep 600' <&3 &"
/// The same, but it doesn't hold the script's output.
let quietGrandchild = "exec 3<&0; sh -c 'echo up >&0; exec sleep 600' <&3 >&3 &"
/// The same, but it ignores SIGTERM.
let stubbornGrandchild =
  "exec 3<&0; sh -c 'trap \"\" TERM; echo up >&0; exec sleep 600' <&3 &"
