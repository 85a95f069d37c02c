import Groundwork

/// Tells when nothing can happen any more in a session: all of its threads sleep, and each could only
/// be woken by another one.
///
/// That proves "it hangs" without a guess at how long something takes. A session is a process that
/// called `setsid`, and all that was started below it.
package struct Standstill {
  private struct Sleep {
    let call: String
    let hasLimit: Bool
    let count: Int
  }

  /// How often a sleep that has a limit must begin again in the same place until it counts.
  ///
  /// Who waits for a lock looks every 50 ms whether its owner is alive, and goes on waiting.
  private static let repetitions = 20

  private let session: pid_t
  private var since: [pid_t: Sleep] = [:]

  /// Watches the session of this number, which is the identifier of its first process.
  package init(session: pid_t) { self.session = session }

  /// Looks once more.
  ///
  /// - Returns: Whether all threads sleep, and have done so since an earlier look. The first look was
  ///   over before this one began: so there was a moment at which all of them slept.
  package mutating func look() -> Bool {
    guard let now = sleeps(), !now.isEmpty, now.keys == since.keys,
      now.allSatisfy({ thread, sleep in isSame(sleep, as: since[thread]) })
    else {
      since = sleeps() ?? [:]
      return false
    }
    return now.allSatisfy { thread, sleep in
      !sleep.hasLimit || sleep.count >= (since[thread]?.count ?? 0) + Self.repetitions
    }
  }

  private func isSame(_ sleep: Sleep, as earlier: Sleep?) -> Bool {
    guard let earlier, earlier.call == sleep.call else { return false }
    return sleep.hasLimit || sleep.count == earlier.count
  }

  /// The processes of the session that have not ended.
  package var processes: [pid_t] {
    ProcessFiles.numbers(in: "/proc").map { pid_t($0) }.filter { pid in
      ProcessFiles.status(of: pid).map { $0.session == session && $0.state != "Z" } ?? false
    }
  }

  /// What each thread sleeps in; nil if one of them does not sleep.
  private func sleeps() -> [pid_t: Sleep]? {
    var found: [pid_t: Sleep] = [:]
    for process in processes {
      for thread in ProcessFiles.threads(of: process) {
        guard let sleep = threadSleep(thread, in: process) else { return nil }
        found[thread] = sleep
      }
    }
    return found
  }

  private func threadSleep(_ thread: pid_t, in process: pid_t) -> Sleep? {
    let lines = ProcessFiles.text("/proc/\(process)/task/\(thread)/status")?.split(separator: "\n")
    guard let lines, lines.contains(where: { $0.hasPrefix("State:") && $0.contains("S (") }),
      let switches = lines.first(where: { $0.hasPrefix("voluntary_ctxt_switches:") }),
      let count = switches.split(separator: "\t").last.flatMap({ Int($0) })
    else { return nil }
    let call = ProcessFolder(pid: process).call(of: thread)
    return Sleep(
      // The first argument is what it waits for: an address, or a descriptor. What is not known proves
      // nothing: it is taken for a sleep with a limit.
      call: call.map { "\($0.name) \($0.arguments[0])" } ?? "",
      hasLimit: call?.isGivenLimit ?? true,
      count: count)
  }
}
