#if Solutions && DEBUG
import Groundwork
import Testing

@testable import Grading

@Suite("Proofs") struct ProofsTests {
  @Test("A process is killed at its first step, its last one and some between; in full, at each")
  func steps() throws {
    for stepCount in [1, 2, 12] {
      var tried: [Int] = []
      var note = ""
      let count = try Proofs.killingAtSteps { control, step in
        note = "\(step)"
        let word = SharedWord(in: try SharedMemory(byteCount: 4), at: 0)
        let child = try TestChild(CountsUp(word: word, times: stepCount, steps: control))
        let end = try child.ended(orElse: "a child that counts does not end")
        let isKilled = step.index < stepCount
        #expect(end == (isKilled ? .signaled(SIGKILL) : .exited(0)), "step \(step)")
        #expect(word.load() == UInt32(min(step.index, stepCount)), "step \(step)")
        if isKilled { tried.append(step.index) }
      }
      #expect(count == stepCount)
      let (first, last) = (tried.first, tried.last)
      #expect(first == 0 && last == stepCount - 1, "\(tried), the last one at \(note)")
      #expect(Set(tried).count == tried.count, "one is tried twice: \(tried), \(note)")
      if Proofs.extent == .short {
        #expect(note.contains("WORKBOOK_SEED="), "what to do to have the same steps: \(note)")
      } else {
        #expect(tried == Array(0..<stepCount))
      }
    }
  }
}

/// A child each of whose steps counts.
struct CountsUp: ProcessTarget {
  let word: SharedWord
  let times: Int
  let steps: StepControl

  func run() {
    steps.install()
    for number in 1...times { word.store(UInt32(number)) }
    steps.uninstall()
  }
}
#endif
