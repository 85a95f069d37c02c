#if Solutions
import Foundation
import Testing

extension Tour {
  @Test("One child inserts a record, the next one prints all")
  func manager() throws {
    let run = try tour(["manager"])
    #expect(run.status == 0, "\(run.errors)")
    let records = [("Sam", 10), ("Adam", 9), ("Kevin", 9), ("Jeff", 8)]
    #expect(
      lines(of: run.output)
        == ["New record added!"] + records.flatMap { ["Name: \($0.0)", "Score: \($0.1)"] })
  }

  @Test("Ten children, ten elements")
  func managedList() throws {
    let run = try tour(["managed-list"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      lines(of: run.output) == [
        "elements of the global list in each child: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]",
        "elements of the global list here: 0",
        "elements of the list in the server: 10",
      ])
  }

  @Test("The change of a copy is lost, an update is not")
  func managedUpdate() throws {
    let run = try tour(["managed-update"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      lines(of: run.output) == [
        "here: [\"apple\", \"pear\"]",
        "in the server: [\"apple\"]",
        "after an update: [\"apple\", \"plum\"]",
      ])
  }
}
#endif
