#if Solutions
import Groundwork
import Testing

@testable import start_hook

/// The same trials as in `.ci/start-hook-everywhere`, in a test binary.
@Suite("Start hook") struct StartHookTests {
  @Test("What a program relies on works in a child", arguments: trials.map(\.name))
  func trial(_ name: String) throws {
    let trial = try #require(trials.first { $0.name == name })
    let (report, status) = try outcome(of: trial.make, name: name)
    #expect(report == "done")
    #expect(status == 0)
  }
}
#endif
