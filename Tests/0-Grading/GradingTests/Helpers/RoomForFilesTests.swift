#if Solutions
import Testing

@testable import Grading

@Suite("Tests find room for their files") struct RoomForFilesTests {
  @Test("Another folder serves where the first has no room")
  func another() throws {
    #expect(try firstWithRoom(["/no/such/folder", "/dev/null", "/tmp"]) == "/tmp")
  }

  @Test("Where there is none, the test says what to do")
  func none() throws {
    let failure = try #require(throws: TestFailure.self) {
      try firstWithRoom(["/no/such/folder"])
    }
    #expect(failure.description.contains("make room"))
  }
}
#endif
