import Grading
import Groundwork
import Testing

extension `0-FirstSteps` {
  @Suite(.exercise("0.11")) struct `11-RecordBook` {
    @Test("A child signs the book with its own process identifier")
    func child() throws {
      var random = Seeded()
      let names = random.different(2, in: 1...999_999).map { "guest \($0)" }
      let manager = try Manager()
      // The second one has signed before, in another process.
      let book = try manager.dictionary([names[0]: 1 as pid_t, names[1]: 2])
      let child = try TestChild(SignBook(names[1], in: book))
      let end = try child.ended(orElse: "SignBook doesn't come to an end; \(random)")
      let contents = try book.contents
      try manager.close()
      #expect(end == .exited(0), "the target should return; \(random)")
      #expect(
        contents == [names[0]: 1, names[1]: child.pid],
        """
        the book was \([names[0]: 1, names[1]: 2]). Then \(names[1]) signed, in the process \
        \(child.pid), and this is what is in the book: set the value for the name; \(random)
        """)
    }

    @Test("The target writes into the plain book, too")
    func plain() throws {
      var random = Seeded()
      let names = random.different(2, in: 1...999_999).map { "guest \($0)" }
      let manager = try Manager()
      let book = try manager.dictionary([String: pid_t]())
      // In this process, so that the test can see it.
      plainBook = [names[0]: 1, names[1]: 2]
      try SignBook(names[1], in: book).run()
      let seen = plainBook
      try manager.close()
      #expect(
        seen == [names[0]: 1, names[1]: CurrentProcess.pid],
        "run() was called in the test's own process here: it should write into plainBook; \(random)"
      )
    }

    @Test("Ten children sign one book, and nobody else's plain book changes")
    func tenChildren() throws {
      var random = Seeded()
      let names = random.different(10, in: 1...999_999).map { "guest \($0)" }
      let plain = ["somebody": Int32.random(in: 1...999_999, using: &random)]
      plainBook = plain
      let starts = Starts()
      // A server that nobody waits for ends soon: so it looks at once.
      let run = try Observed { (try signedBook(by: names), hasChildren()) }
      let (contents, isLeft) = try run.value(orElse: "signedBook doesn't return; \(random)")
      let now = plainBook
      #expect(
        starts.count == 11, "one child for each of ten names, and the manager's server; \(random)")
      #expect(Set(contents.keys) == Set(names), "each of \(names) should be there; \(random)")
      #expect(
        Set(contents.values).count == 10 && starts.pids.contains(contentsOf: contents.values),
        """
        each name should have been set by a child of its own: the children are \(starts.pids), this \
        process is \(CurrentProcess.pid), and the book is \(contents); \(random)
        """)
      #expect(now == plain, "plainBook was \(plain) here, and only children set theirs; \(random)")
      #expect(
        !isLeft,
        "the function has returned, and a child is still there: join every one, and close the manager"
      )
    }

    @Test("All children are there at the same time, and it waits for them")
    func together() throws {
      var random = Seeded()
      let names = random.different(4, in: 1...999_999).map { "guest \($0)" }
      let performance = try Performance(isHeld: true, butNot: "ManagerServer") {
        (try signedBook(by: names), hasChildren())
      }
      let activity = try performance.settled(with: 5)
      let started = performance.starts.count
      let areHeld = performance.starts.areHeld
      let result = Result { try performance.end().value }
      #expect(
        started == 5,
        """
        no child could go on, and \(started) were started, the manager's server included, for 4 names: \
        start all before you join one; \(random)
        """)
      #expect(
        activity == .asleep || !areHeld,
        "no child had ended, and the function didn't wait: it was \(activity). Join all of them")
      let (contents, isLeft) = try result.get()
      #expect(Set(contents.keys) == Set(names), "read the book when all have signed; \(random)")
      #expect(!isLeft, "the function has returned, and a child is still there: join every one")
    }

    @Test("It waits for every child", arguments: [0, 2])
    func everyOne(late: Int) throws {
      let performance = try Performance(isHeld: true, butNot: "ManagerServer") {
        try signedBook(by: ["Ada", "Bob", "Eve"])
      }
      let activity = try performance.settled(without: late, of: 4)
      let areHeld = performance.starts.areHeld
      _ = try performance.end()
      #expect(
        activity == .asleep || !areHeld,
        """
        two children had ended, and child \(late + 1) had not, and the \
        function didn't wait for it: it was \(activity). Call join on every one
        """)
    }
  }
}

extension [pid_t] {
  /// Whether each of `pids` is in it.
  fileprivate func contains(contentsOf pids: some Sequence<pid_t>) -> Bool {
    pids.allSatisfy { contains($0) }
  }
}
