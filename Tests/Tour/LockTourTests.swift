#if Solutions
import Testing

extension Tour {
  @Test(
    "A program of lesson 4 prints what the tutorial shows",
    arguments: [
      (
        "lock",
        (0...9).flatMap { number in
          ["foxtrot", "tango"].map { "printer \(number) prints \($0)" }
        }.joined(separator: "\n")
      ),
      (
        "bank",
        """
        after 10000 deposits and 10000 withdrawals: 200
        balance at first: 200
        """
      ),
      (
        "semaphore",
        """
        at most 3 were there at once
        customer 1 is at a counter
        customer 2 is at a counter
        customer 3 is at a counter
        customer 4 is at a counter
        customer 5 is at a counter
        customer 6 is at a counter
        customer 7 is at a counter
        customer 8 is at a counter
        customer 9 is at a counter
        """
      ),
      (
        "dining",
        (0...4).map { "philosopher \($0) has eaten 100 times" }.joined(separator: "\n")
      ),
    ])
  func printsLesson4(name: String, expected: String) throws {
    let run = try tour([name])
    #expect(run.status == 0, "\(run.errors)")
    #expect(lines(of: run.output).sorted().joined(separator: "\n") == expected)
  }

  @Test("A thousand transfers keep the total")
  func tellers() throws {
    let lines = lines(of: try tour(["tellers"]).output)
    #expect(lines.first == "five accounts with 200 each, and 1000 transfers later:")
    #expect(lines.last == "total: 1000")
  }

  @Test("The lock of a killed child goes on to the parent")
  func ownerDied() throws {
    let run = try tour(["owner-died"])
    #expect(
      lines(of: run.output) == [
        "ChildProcess-1 has the lock, and is killed",
        "MainProcess waits for the lock",
        "MainProcess has the lock: ownerDied",
        "the next time: locked",
      ], "\(run.errors)")
  }
}
#endif
