#if DEBUG
import Groundwork

/// Something that happened in a schedule.
struct Event {
  enum Effect: Equatable {
    case none
    case fallsAsleep, findsAnotherValue, timesOut, returns, returnsLate, returnsForNoReason
    case wakes(UInt64)
  }

  let thread: Int
  let operation: StepOperation?
  let effect: Effect

  /// Such as `wait@8 (falls asleep)`.
  func text(_ threads: [ExploredThread], _ memories: [UInt]) -> String {
    let step = operation.map { $0.name(memories) } ?? "nothing"
    switch effect {
    case .none: return step
    case .fallsAsleep: return "\(step) (falls asleep)"
    case .findsAnotherValue: return "\(step) (another value: returns)"
    case .timesOut: return "\(step) (times out)"
    case .returns: return "\(step) returns"
    case .returnsLate: return "\(step) returns, woken, but after its deadline"
    case .returnsForNoReason: return "\(step) returns for no reason"
    case .wakes(let picked):
      let names = threads.filter { picked & 1 << UInt64($0.number) != 0 }.map(\.name)
      return "\(step) (wakes \(names.isEmpty ? "nobody" : names.joined(separator: ", ")))"
    }
  }
}

extension StepOperation {
  /// Where the memory begins.
  fileprivate var memory: UInt? { address.map { $0 - UInt(step.place) } }

  /// Such as `load@8`, or `load@2:8` for the second one of several memories.
  fileprivate func name(_ memories: [UInt]) -> String {
    guard memories.count > 1, let memory, let index = memories.firstIndex(of: memory) else {
      return "\(step)"
    }
    return "\(step.kind)@\(index + 1):\(step.place)"
  }
}

extension Explorer {
  /// What happened, a line for each time that a thread ran, and where the threads are.
  var schedule: String {
    var lines: [(thread: Int, texts: [String])] = []
    let memories = self.memories
    for event in events {
      let text = event.text(threads, memories)
      if lines.last?.thread == event.thread {
        lines[lines.count - 1].texts.append(text)
      } else {
        lines.append((event.thread, [text]))
      }
    }
    let shown = lines.suffix(60)
    let omitted = lines.count - shown.count
    return
      ((omitted > 0 ? ["  … (\(omitted) lines before)"] : [])
      + shown.map { "  \(threads[$0.thread].name): \($0.texts.joined(separator: ", "))" }
      + threads.compactMap { position(of: $0, memories) })
      .joined(separator: "\n")
  }

  /// The memories that were used, in the order in which they were first.
  private var memories: [UInt] {
    events.reduce(into: []) { found, event in
      if let memory = event.operation?.memory, !found.contains(memory) { found.append(memory) }
    }
  }

  private func position(of thread: ExploredThread, _ memories: [UInt]) -> String? {
    guard thread.status != .ended, let operation = thread.operation else { return nil }
    let step = operation.name(memories)
    switch thread.status {
    case .asleep:
      let now = operation.value.map { ", which is \($0)" } ?? ""
      return "  → \(thread.name) sleeps in \(step) while \(operation.operand)\(now)"
    case .woken: return "  → \(thread.name) is about to return from \(step)"
    case .ready: return "  → \(thread.name) is before \(step)"
    default: return "  → \(thread.name) runs, after \(step)"
    }
  }

  /// What went wrong; nil if nothing did so far.
  func reason(for ending: Ending) -> Exploration.Reason? {
    switch ending {
    case .deadlock: return .deadlock
    case .endless: return .endless
    case .stuck: return .stuck
    case .notRepeatable: return .notRepeatable
    case .complete: break
    }
    for thread in threads {
      if let error = thread.error { return .violated("\(thread.name) threw: \(error)") }
    }
    return rescueCount > 0 && limits.timeouts == .areRescues ? .savedByTimeout : nil
  }
}
#endif
